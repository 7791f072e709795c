/** What good audit rules cover: data in `content/catalogue/auditctl.json`. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/auditctl.json";
import { type CheckDefinition, SEVERITIES } from "@/lib/fortress/types";

const severity = z.enum(SEVERITIES);
const check = z.strictObject({ title: z.string(), severity });
const CHECKS = [
  "enabled",
  "daemon-running",
  "nothing-lost",
  "immutable",
  "loss-noticed",
  "rules-loaded",
] as const;
const catalogue = z
  .strictObject({
    checks: z.record(z.enum(CHECKS), check),
    families: z.array(check.extend({ id: z.string(), items: z.array(z.array(z.string()).min(1)).min(1) })),
  })
  .parse(catalogueData);

export type CheckId = (typeof CHECKS)[number];

/** One of the alternatives of an item: `/path` written to, `x:/path` run, `syscall`, or `syscall field=value`. */
export interface Wanted {
  text: string;
  path?: string;
  executed?: boolean;
  syscall?: string;
  field?: string;
}

const wantedOf = (text: string): Wanted => {
  if (text.startsWith("/")) return { text, path: text };
  if (text.startsWith("x:")) return { text: text.slice(2), path: text.slice(2), executed: true };
  const [syscall = "", field] = text.split(" ");
  return { text, syscall, ...(field === undefined ? {} : { field }) };
};

/** Each item is covered by any of its alternatives. */
export const FAMILIES = catalogue.families.map(({ id, items }) => ({
  check: `auditctl:covers:${id}`,
  items: items.map((alternatives) => alternatives.map(wantedOf)),
}));

const definition = (id: string, { title, severity }: z.infer<typeof check>): CheckDefinition => ({
  check: `auditctl:${id}`,
  title,
  severity,
  tower: "auditing",
  group: "accounting",
});

const definitions = new Map(
  [
    ...CHECKS.map((id) => definition(id, catalogue.checks[id])),
    ...catalogue.families.map((family) => definition(`covers:${family.id}`, family)),
  ].map((one) => [one.check, one]),
);

/** Of those checks that a report speaks of. */
export const definitionsOf = (checks: readonly { check: string }[]): CheckDefinition[] =>
  checks.flatMap(({ check }) => definitions.get(check) ?? []);
