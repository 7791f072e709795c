/** What tiger's codes mean: data in `content/catalogue/tiger.json`, checked once when the module is loaded. */
import { z } from "zod";
import data from "@/content/catalogue/tiger.json";
import { type CheckDefinition, SEVERITIES, type Severity, TOWERS } from "@/lib/fortress/types";

const tower = z.enum(TOWERS);
const severity = z.enum(SEVERITIES);

const schema = z.strictObject({
  /** By number without the letter of the level, or with it where `letterMatters`. */
  codes: z.record(
    z.string(),
    z.strictObject({
      title: z.string().min(3).max(120),
      severity,
      tower,
      group: z.string(),
      /** Begins of the headings under which the code is printed: all performed, and its silence is a pass. */
      sections: z.array(z.string()).min(1).optional(),
      /** A code whose presence says that this one was not looked at. */
      unless: z.string().optional(),
      /** Why it weighs less than its level says. */
      why: z.string().optional(),
      /** Printed as an error of the tool, and yet a finding of the host. */
      finding: z.literal(true).optional(),
    }),
  ),
  /** By the letters before the number: for codes that are not listed. */
  families: z.record(z.string(), z.strictObject({ tower, group: z.string(), severity: severity.optional() })),
  letterMatters: z.array(z.string()),
  /** A run without one of these is a selection. */
  usualSections: z.array(z.string()).min(1),
  rootkits: z.string(),
  checksums: z.string(),
});

export const CATALOGUE = schema.parse(data);
const CODES = new Map(Object.entries(CATALOGUE.codes));
const FAMILIES = new Map(Object.entries(CATALOGUE.families));
const LETTER_MATTERS = new Set(CATALOGUE.letterMatters);

export const codeOf = (id: string) => CODES.get(id);

/** Ids whose silence can be a pass. */
export const COVERED = [...CODES].flatMap(([id, { sections, unless }]) =>
  sections ? [{ id, sections, unless }] : [],
);

/** `pass014` of `pass014w`: the letter is the level, but for a few numbers that tiger gave out twice. */
export function idOf(code: string): string {
  const number = code.replace(/[a-z]{1,4}$/, "");
  return number === "" || LETTER_MATTERS.has(number) ? code : number;
}

const BY_LETTER: ReadonlyMap<string, Severity> = new Map([
  ["a", "high"],
  ["f", "medium"],
]);

/** @param code as tiger prints it, for example `pass014w` */
export function definitionOf(code: string): CheckDefinition {
  const id = idOf(code);
  const check = `tiger:${id}`;
  const known = CODES.get(id);
  if (known) {
    const { title, severity, tower, group } = known;
    return { check, title, severity, tower, group };
  }
  const family = FAMILIES.get(/^[a-z]+/.exec(id)?.[0] ?? "");
  return {
    check,
    title: `Tiger has nothing to say by ${id}`,
    severity: family?.severity ?? BY_LETTER.get(code.slice(-1)) ?? "low",
    tower: family?.tower ?? "hardening",
    ...(family && { group: family.group }),
  };
}
