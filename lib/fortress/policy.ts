/** What is expected of a host, how fast evidence ages and how soon a repair is due. Data in `content/catalogue/policy.json`. */
import { z } from "zod";
import data from "@/content/catalogue/policy.json";
import { SEVERITIES, TOWERS } from "./types";

const sourceSchema = z.strictObject({
  title: z.string(),
  /** `images`: it speaks of something that was built on the host, not of the host. */
  kind: z.enum(["configuration", "packages", "integrity", "malware", "vulnerabilities", "events", "images"]),
  periodDays: z.number().positive(),
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

/** The rules for a source. Its name may come from a report: `constructor` is no listed source. */
export const sourcePolicy = (policy: Policy, source: string): Policy["otherSource"] =>
  (Object.hasOwn(policy.sources, source) ? policy.sources[source] : undefined) ?? policy.otherSource;
