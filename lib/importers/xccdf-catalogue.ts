/** Where a rule stands, which of its references are worth a line, and what CPE names mean: data, checked when loaded. */
import { z } from "zod";
import groups from "@/content/catalogue/groups.json";
import data from "@/content/catalogue/xccdf.json";
import { type CheckDefinition, type Theme, TOWERS, type Tower } from "@/lib/fortress/types";
import { severityOfWord } from "./severity";
import { checkOf, shortId } from "./xccdf-ids";

/** Words, joined by `_` and parted by `|`: no repetition but of one letter, so that no pattern can run away. */
const words = z.string().regex(/^(?:[a-z0-9_|?]|\(\?:|\))+$/);

const placeSchema = {
  tower: z.enum(TOWERS),
  group: z.string().refine((group) => Object.hasOwn(groups, group), "no such group"),
};

const catalogue = z
  .strictObject({
    /** The first that fits decides. Each names whole words, or the words that the name begins with. */
    rules: z.array(
      z.union([
        z.strictObject({
          words,
          not: words.optional(),
          theme: z.enum(["containment", "external-software"]).optional(),
          cap: z.literal(40).optional(),
          ...placeSchema,
        }),
        z.strictObject({ start: words, theme: z.literal("containment").optional(), ...placeSchema }),
      ]),
    ),
    otherwise: z.strictObject(placeSchema),
    references: z.array(z.strictObject({ in: z.string(), name: z.string() })),
    systems: z.array(z.strictObject({ cpe: z.string(), name: z.string() })),
    tools: z.array(z.strictObject({ cpe: z.string(), name: z.string() })),
  })
  .parse(data);

export interface Place {
  tower: Tower;
  group: string;
  theme?: Theme;
  cap?: 40;
}

const whole = (pattern: string): RegExp => new RegExp(`(?:^|_)(?:${pattern})(?:_|$)`);

const RULES = catalogue.rules.map((rule) => {
  const { tower, group, theme } = rule;
  const place: Place = { tower, group, ...(theme && { theme }) };
  if ("start" in rule) return { fits: new RegExp(`^(?:${rule.start})(?:_|$)`), not: null, place };
  if (rule.cap) place.cap = rule.cap;
  return { fits: whole(rule.words), not: rule.not === undefined ? null : whole(rule.not), place };
});

/** Names are cut before they are looked at: what tells the subject of a rule stands at their start. */
const LOOKED_AT = 200;

/** `5.2.1.1_(L1)_Ensure auditd is installed` becomes `ensure_auditd_is_installed`. */
function slugOf(text: string): string {
  const slug = text
    .slice(0, LOOKED_AT)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return slug.replace(/^[0-9_]+/, "").replace(/^l\d_/, "");
}

/**
 * The tower, group and theme of a rule.
 * @param name the short id
 * @param title asked where the id says nothing (`SV-230221`); null: the id alone decides
 */
export function placeOf(name: string, title: string | null): Place {
  return placed(slugOf(name)) ?? (title === null ? null : placed(slugOf(title))) ?? catalogue.otherwise;
}

const placed = (slug: string): Place | null =>
  RULES.find(({ fits, not }) => fits.test(slug) && !not?.test(slug))?.place ?? null;

/**
 * What a rule is.
 * @param title empty: made of the id
 * @param severity null or `unknown`: medium, because a failure of unknown weight is a failure
 * @returns null for an id without a name
 */
export function defined(id: string, title: string, severity: string | null): CheckDefinition | null {
  const check = checkOf(id);
  const short = shortId(id);
  if (check === null || short === null) return null;
  const { tower, group, theme, cap } = placeOf(short.name, short.ssg || title === "" ? null : title);
  return {
    check,
    title: title || short.name.replaceAll("_", " "),
    severity: severityOfWord(severity),
    tower,
    group,
    ...(theme && { theme }),
    ...(cap && { cap }),
  };
}

/** What the numbers of a reference are, by its address; null for the many that nobody looks up. */
export const referenceOf = (href: string): string | null =>
  catalogue.references.find((one) => href.includes(one.in))?.name ?? null;

export interface System {
  name: string;
  version: string | null;
}

const CPE = /^cpe:(?:\/|2\.3:)([aoh]):([^:]{1,60}):([^:]{1,60})(?::([^:]{1,40}))?(?::|$)/;

/** The operating system that a CPE name stands for: `cpe:/o:debian:debian_linux:12`; null for anything else. */
export function systemOf(cpe: string): System | null {
  const [, part, vendor, product, version] = CPE.exec(cpe) ?? [];
  if (part !== "o") return null;
  const name = catalogue.systems.find((one) => one.cpe === `${vendor}:${product}`)?.name;
  return name ? { name, version: version && /^\d[\w.-]*$/.test(version) ? version : null } : null;
}

/** The tool that a CPE name stands for: `cpe:/a:redhat:openscap:1.3.7`; null for anything else. */
export function toolOf(cpe: string): System | null {
  const [, part, vendor, product, version] = CPE.exec(cpe) ?? [];
  if (part !== "a" || !product) return null;
  const name = catalogue.tools.find((one) => one.cpe === `${vendor}:${product}`)?.name ?? product;
  return { name, version: version && /^\d[\w.-]*$/.test(version) ? version : null };
}
