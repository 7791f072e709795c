/** The words that several endpoints share. Named schemas stand once in the OpenAPI document. */
import { z } from "zod";
import { SEVERITIES, TOWERS } from "@/lib/fortress/types";

/** The schemas with a name of their own. */
export const NAMED = z.registry<{ id: string }>();

export function named<T extends z.ZodType>(id: string, schema: T): T {
  NAMED.add(schema, { id });
  return schema;
}

export const NOTHING = z.object({});

export const id = z.uuid();
export const time = z.iso.datetime().describe("RFC 3339, UTC");
export const byId = z.object({ id });
export const tower = z.enum(TOWERS);
export const severity = z.enum(SEVERITIES);
/** One of these words, from a place that says only that it is a text. */
export const word = <const T extends readonly string[]>(words: T) => z.string().pipe(z.enum(words));
export const points = z.number().describe("0 to 100, one decimal");
export const gain = z.number().describe("Points of the fortress if this alone were repaired, one decimal");
export const reference = z.object({ id, name: z.string() });

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .describe("What `cursor` takes for the next page; null: this is the last"),
    total: z.number().int(),
  });

const grade = z.enum(["A", "B", "C", "D", "E", "F"]);

export const score = named(
  "Score",
  z.object({
    proven: points.nullable(),
    possible: points.nullable(),
    confidence: points.nullable(),
    measured: points.nullable(),
    managed: points.nullable(),
    grade: grade.nullable(),
    modelVersion: z.string(),
  }),
);

export const towerScore = named(
  "TowerScore",
  z.object({
    proven: points.nullable(),
    possible: points.nullable(),
    confidence: points.nullable(),
    grade: grade.nullable(),
    cap: z.object({ at: points, cause: z.string() }).optional().describe("What holds the tower down"),
    without: z
      .object({ proven: points, possible: points })
      .optional()
      .describe("The figures without the cap"),
  }),
);

export const evidence = named(
  "Evidence",
  z
    .object({ name: z.string(), text: z.string() })
    .describe("A line of the report. Text from outside: show it as text only."),
);

const fieldError = z.object({ path: z.string(), message: z.string() });

/** RFC 9457. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe("One sentence for people"),
  code: z.string().describe("Stable, for programs"),
  errors: z.array(fieldError).optional(),
  errorId: z.string().optional().describe("With 500: what the log calls it"),
});
export const problemSchema = named("Problem", problemShape);
