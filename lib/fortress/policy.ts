/** What is expected of a host, how fast evidence ages and how soon a repair is due. Data in `content/catalogue/policy.json`. */
import { z } from "zod";
import data from "@/content/catalogue/policy.json";
import { EXPOSURE_KINDS, SEVERITIES, TOWERS } from "./types";

const SOURCE_KINDS = [
  "configuration",
  "settings",
  "packages",
  "integrity",
  "malware",
  "vulnerabilities",
  "events",
  "inventory",
  "images",
  "other",
] as const;

const sourceSchema = z.strictObject({
  title: z.string(),
  /**
   * `configuration`: it audits the whole host. `settings`: it looks at some of its settings. `images`: it speaks of
   * something that was built on the host, not of the host.
   */
  kind: z.enum(SOURCE_KINDS),
  periodDays: z.number().positive(),
  /** Kinds of exposure on which an exhaustive list of this source is the last word, whoever saw them before. */
  lastWord: z.array(z.enum(EXPOSURE_KINDS)).optional(),
});

const policySchema = z.strictObject({
  version: z.string(),
  /** Days after which a pass counts nothing. */
  limitDays: z.number().positive(),
  sources: z.record(z.string(), sourceSchema),
  /** For sources that are not listed. */
  otherSource: sourceSchema,
  /** Kinds of evidence every host owes, with the weight that is missing from each tower until one has come. */
  expected: z.array(
    z.strictObject({
      kind: sourceSchema.shape.kind,
      title: z.string(),
      weight: z.partialRecord(z.enum(TOWERS), z.number().nonnegative()),
    }),
  ),
  /** Days to repair by severity. */
  slaDays: z.record(z.enum(SEVERITIES), z.number().positive().nullable()),
  weights: z.record(z.enum(SEVERITIES), z.number().nonnegative()),
});

export type Policy = z.infer<typeof policySchema>;
export const POLICY: Policy = policySchema.parse(data);

/** The rules for a source: its own, else those of all variants of its family (`nessus/*`), else those of its family. Its name may come from a report: `constructor` is none. */
export function sourcePolicy(policy: Policy, source: string): Policy["otherSource"] {
  // Asked thousands of times for one score, and nearly always for a source that is listed.
  const own = listed(policy, source);
  if (own) return own;
  const family = familyOf(source);
  const variant = family === source ? undefined : listed(policy, `${family}/*`);
  return variant ?? listed(policy, family) ?? policy.otherSource;
}

const listed = (policy: Policy, name: string): Policy["otherSource"] | undefined =>
  Object.hasOwn(policy.sources, name) ? policy.sources[name] : undefined;

/** `xccdf` of `xccdf/standard`. */
const familyOf = (source: string): string => source.split("/", 1)[0] ?? source;

/** How people call a source: `XCCDF result (standard)`. Unlisted ones by their own name. */
export function titleOfSource(policy: Policy, source: string): string {
  const { title } = sourcePolicy(policy, source);
  if (title === "") return source;
  if (listed(policy, source)) return title;
  const variant = source.slice(familyOf(source).length + 1);
  return variant === "" ? title : `${title} (${variant})`;
}
