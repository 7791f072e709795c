/**
 * The shapes of InSpec's reporters `json`, `json-automate` and `json-min`, and of HDF, which is the first with more beside it.
 * Sources: inspec/inspec, lib/inspec/reporters and lib/inspec/schema; mitre/heimdall2, libs/inspecjs/schemas/exec-json.json.
 */
import { z } from "zod";

/** What a report may lack or have in another shape without harm. */
const words = z.string().nullish().catch(null);

export const resultSchema = z.object({
  status: z.string(),
  code_desc: words,
  message: words,
  skip_message: words,
  exception: words,
  start_time: words,
});

export const controlSchema = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  title: words,
  impact: z.union([z.number(), z.string()]).nullish().catch(null),
  tags: z.record(z.string(), z.unknown()).nullish().catch(null),
  descriptions: z
    .union([
      z.array(z.object({ label: z.string(), data: z.string() })),
      z
        .record(z.string(), z.string())
        .transform((all) => Object.entries(all).map(([label, data]) => ({ label, data }))),
    ])
    .nullish()
    .catch(null),
  results: z.array(z.unknown()).nullish(),
  waiver_data: z
    .object({
      justification: words,
      skipped_due_to_waiver: z.union([z.boolean(), z.string()]).nullish().catch(null),
      expiration_date: words,
      message: words,
    })
    .nullish()
    .catch(null),
});

export const profileSchema = z.object({
  name: z.string().min(1),
  version: words,
  parent_profile: words,
  status: words,
  status_message: words,
  skip_message: words,
  groups: z
    .array(z.object({ controls: z.array(z.string()) }))
    .nullish()
    .catch(null),
  controls: z.array(z.unknown()).nullish(),
});

export const fileSchema = z.object({
  version: z.union([z.string(), z.number()]).transform(String).nullish().catch(null),
  platform: z.object({ name: words, release: words, target_id: words }).nullish().catch(null),
  /** The reporter for Chef Automate. */
  node_name: words,
  profiles: z.array(z.unknown()),
});

export const minimalSchema = z.object({
  version: z.union([z.string(), z.number()]).transform(String).nullish().catch(null),
  controls: z.array(z.unknown()),
});

export const minimalResultSchema = resultSchema.extend({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  profile_id: words,
});

export type Result = z.infer<typeof resultSchema>;
export type Control = Omit<z.infer<typeof controlSchema>, "results"> & { results: Result[] };
export type Profile = Omit<z.infer<typeof profileSchema>, "controls"> & { controls: Control[] };
