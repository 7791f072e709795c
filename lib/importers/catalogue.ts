/** Catalogue files of tools whose reports carry neither title nor severity, checked when the module is loaded. */
import { z } from "zod";
import { type CheckDefinition, type Observation, SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { LIMITS } from "./limits";

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

const listSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]{1,40}$/),
    title: z.string().min(3).max(120),
    severity: z.enum(SEVERITIES),
    tower: z.enum(TOWERS),
    group: z.string(),
  }),
);

/** The checks of a catalogue file `[{ id, title, severity, tower, group }]`; throws where the file is wrong. */
export const listedChecks = (family: string, data: unknown): CheckDefinition[] =>
  listSchema.parse(data).map(({ id, ...rest }) => ({ check: `${family}:${id}`, ...rest }));

const namesSchema = z.record(
  z.string().regex(/^[a-z-]+$/),
  z.strictObject({
    title: z.string().min(1).max(LIMITS.titleCharacters),
    severity: z.enum(SEVERITIES),
    tower: z.enum(TOWERS),
    group: z.string().optional(),
  }),
);

/** The checks of a catalogue file `{ "<check>": { title, severity, tower } }`; throws where the file is wrong. */
export const namedChecks = (family: string, data: unknown): CheckDefinition[] =>
  Object.entries(namesSchema.parse(data)).map(([check, rest]) => ({ check: `${family}:${check}`, ...rest }));
