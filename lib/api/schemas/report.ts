/** Imports and reports, as they leave. */
import { z } from "zod";
import { id, named, pageOf, problemShape, reference, score, time, word } from "./common";

const count = z.number().int();
const changes = z.object({ opened: count, closed: count, reopened: count, unchanged: count });
const scores = z
  .object({ before: score.nullable(), after: score.nullable() })
  .describe("The host's score before and after; null where there was no evidence");
const refusal = named(
  "Refusal",
  z.object({
    code: z.string().describe("Stable, for programs"),
    detail: z.string().describe("One sentence for people"),
    line: count.optional(),
  }),
);

const outcome = named(
  "ImportOutcome",
  z.object({
    id: id.nullable().describe("Null for a preview, and for a file that left no trace"),
    delivered: count.describe("Which of the sent files it came in, from 0"),
    filename: z.string().nullable().describe("With its folders; of an archive, that of its member"),
    status: z.enum(["imported", "duplicate", "rejected"]),
    host: z
      .object({ id: id.nullable().describe("Null: a preview of a new host"), name: z.string() })
      .nullable(),
    hostBy: z
      .enum(["content", "folder", "file-name", "request"])
      .nullable()
      .describe("How the host became known; null where it is not"),
    observedAt: time.nullable().describe("When the report was true"),
    notes: z.array(z.object({ code: z.string(), text: z.string() })),
    tool: z.string().nullable(),
    format: z.string().nullable(),
    report: z.object({ id }).nullable().describe("Null for a preview"),
    changes: changes.nullable(),
    score: scores.nullable(),
    problem: refusal.optional(),
  }),
);
export type OutcomeView = z.input<typeof outcome>;

/** One outcome for each report and each refused file, in the order in which they were sent. */
export const uploadAnswer = named("Upload", z.object({ imports: z.array(outcome) }));

/** RFC 9457 with the outcomes beside it. */
export const uploadProblem = named("UploadProblem", problemShape.extend({ imports: z.array(outcome) }));

const anImport = named(
  "Import",
  z.object({
    id,
    at: time,
    status: word(["imported", "rejected", "undone"]),
    filename: z.string().nullable(),
    size: count.describe("Bytes"),
    via: z.string(),
    actor: z.string(),
    host: reference.nullable(),
    report: z
      .object({ id, tool: z.string(), observedAt: time, scope: z.string(), complete: z.boolean() })
      .nullable()
      .describe("Null: it was rejected or undone"),
    changes: changes.nullable(),
    score: scores.nullable(),
    problem: refusal.nullable(),
    undoneAt: time.nullable(),
    undoneBy: z.string().nullable(),
  }),
);
export type ImportView = z.input<typeof anImport>;

export const importPage = named("ImportPage", pageOf(anImport));

export const report = named(
  "Report",
  z.object({
    id,
    host: reference,
    source: z.string(),
    format: z.string(),
    tool: z.object({ name: z.string(), version: z.string().nullable() }),
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    zone: z.string().describe("`assumed-utc`: the file gives local times without a zone"),
    receivedAt: time,
    observedAt: time,
    scope: z.string(),
    complete: z.boolean(),
    native: z.object({ name: z.string(), value: z.number(), max: z.number() }).nullable(),
    notes: z.array(z.object({ code: z.string(), text: z.string() })),
    counts: z.record(z.string(), z.number()).describe("Checks by outcome, and `exposures`"),
    deliveredHash: z.string().describe("SHA-256 of the file as it was delivered"),
    originalHash: z.string().describe("SHA-256 of what is kept of it"),
    size: count.describe("Bytes of what is kept"),
    import: anImport.nullable(),
  }),
);

export const undone = named(
  "Undone",
  z.object({
    id,
    status: z.literal("undone"),
    host: z.object({ id }).nullable().describe("Null: the host went with its only report"),
    score: score.nullable().describe("What the other reports make of the host"),
  }),
);
