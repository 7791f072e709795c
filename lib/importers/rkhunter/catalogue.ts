/** Catalogue files of tools whose reports carry neither title nor severity: one shape, checked when the module is loaded. */
import { z } from "zod";
import { type CheckDefinition, type Observation, SEVERITIES, TOWERS } from "@/lib/fortress/types";

const checkSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_-]{1,60}$/),
  title: z.string().min(3).max(120),
  severity: z.enum(SEVERITIES),
  group: z.string(),
  /** Left out: integrity. */
  tower: z.enum(TOWERS).optional(),
  cap: z.literal(40).optional(),
});

const catalogueSchema = z.strictObject({
  checks: z.array(checkSchema).min(1),
  /** Lines of a log that belong to another check than the one under whose heading they stand. */
  places: z.record(z.string(), z.string()).optional(),
});

export interface ToolCatalogue {
  /** By the part of the check after the family. */
  checks: ReadonlyMap<string, CheckDefinition>;
  places: ReadonlyMap<string, string>;
}

/**
 * @param data the content of `content/catalogue/<family>.json`
 * Throws where the file has another shape: it is ours, so that is a fault of the build.
 */
export function catalogueOf(family: string, data: unknown): ToolCatalogue {
  const { checks, places = {} } = catalogueSchema.parse(data);
  return {
    checks: new Map(
      checks.map(({ id, tower = "integrity", ...rest }) => [
        id,
        { check: `${family}:${id}`, tower, ...rest },
      ]),
    ),
    places: new Map(Object.entries(places)),
  };
}

/** What the observed checks are, in the order of the observations. */
export const definitionsOf = (
  { checks }: ToolCatalogue,
  observations: readonly Observation[],
): CheckDefinition[] =>
  observations.flatMap(({ check }) => checks.get(check.slice(check.indexOf(":") + 1)) ?? []);
