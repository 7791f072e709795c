/** Findings, as they leave. */
import { z } from "zod";
import { WORK_STATES } from "@/lib/fortress/state";
import { EXPOSURE_KINDS, SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { FINDING_STATES } from "@/lib/queries/findings";
import { evidenceFile } from "./attachment";
import { comment } from "./comment";
import { gain, id, named, pageOf, reference, time, word } from "./common";

const finding = named(
  "Finding",
  z.object({
    id,
    check: z.string(),
    kind: word(["check", ...EXPOSURE_KINDS]),
    title: z.string(),
    tower: word(TOWERS),
    severity: word(SEVERITIES),
    state: word(FINDING_STATES),
    host: reference,
    gain,
    openedAt: time,
    sinceAt: time.describe("When it came to be in this state"),
    closedAt: time.nullable(),
    reopened: z.number().int().describe("How often it came back"),
    unheard: z.boolean().describe("Open, and no report speaks of it any more: that is no proof of a repair"),
    assignee: reference.nullable(),
    dueAt: time.nullable(),
    dueByHand: z.boolean().describe("False: `dueAt` follows from the service level"),
    labels: z.array(z.string()),
  }),
);

export const findingPage = named("FindingPage", pageOf(finding));

const entry = named(
  "TimelineEntry",
  z.object({
    id,
    at: time,
    kind: z
      .string()
      .describe(
        "By reports `opened`, `closed`, `reopened`; by people `started`, `fixed`, `returned`, `assigned`, `due`, `labelled`, `commented`, `attached` and others; of decisions `decision-…`",
      ),
    state: z.string().nullable().describe("What it became"),
    reportId: id.nullable(),
    report: z.object({ id, tool: z.string(), observedAt: time }).nullable(),
    actor: z.string().nullable().describe("Who did it; null where a report did"),
    reason: z.string().nullable(),
    undo: z.boolean().describe("It takes an act on many findings back"),
    assignee: z.object({ name: z.string().nullable() }).nullable(),
    due: z.object({ at: time.nullable(), byHand: z.boolean() }).nullable(),
    labels: z.array(z.string()).nullable(),
    comment: z.object({ id: z.string() }).nullable(),
    file: z.object({ id: z.string(), filename: z.string() }).nullable(),
    decision: z.object({ id: z.string(), treatment: z.string() }).nullable(),
    plan: z.object({ id, title: z.string() }).nullable(),
  }),
);

export const findingDetail = named(
  "FindingDetail",
  finding.extend({
    state: word([...FINDING_STATES, "gone"]).describe(
      "`gone`: the import that spoke of it was undone; what people added stays",
    ),
    comments: z.array(comment).describe("The oldest first"),
    files: z.array(evidenceFile).describe("The oldest first"),
    plans: z.array(z.object({ id, title: z.string(), dueAt: time.nullable(), closedAt: time.nullable() })),
    history: z.array(entry).describe("Reports, people and decisions together, the latest first"),
  }),
);

const labels = z.array(z.string()).max(20);
const due = z.iso.date().nullable().describe("The last day; null: by the service level again");

/** What one finding becomes: what is left out stays as it is. */
export const findingPatch = z
  .strictObject({
    state: z.enum(WORK_STATES).optional().describe("Only a later report makes a finding `verified`"),
    assignee: id.nullable().optional().describe("A user; null: nobody"),
    due: due.optional(),
    labels: labels.optional().describe("All of them"),
    why: z.string().max(500).optional(),
  })
  .refine((patch) => Object.keys(patch).some((name) => name !== "why"), "Say what is to change");

export const bulkPatch = z
  .strictObject({
    ids: z.array(id).min(1).max(10_000).optional(),
    query: z
      .record(z.string(), z.string())
      .optional()
      .describe("The parameters of `GET /api/v1/findings`: everything that matches"),
    change: z
      .strictObject({
        state: z.enum(WORK_STATES).optional(),
        assignee: id.nullable().optional(),
        due: due.optional(),
        addLabels: labels.optional(),
        removeLabels: labels.optional(),
      })
      .refine((change) => Object.keys(change).length > 0, "Say what is to change"),
    why: z.string().max(500).optional(),
    dryRun: z.boolean().default(false).describe("Say what it would do, and change nothing"),
  })
  .refine(({ ids, query }) => (ids === undefined) !== (query === undefined), "Send either `ids` or `query`");

const count = z.number().int();
export const bulkAnswer = named(
  "BulkChange",
  z.object({
    matched: count.describe("How many are meant"),
    changed: count.describe("How many of them it changes, or would"),
    undo: id
      .nullable()
      .describe("What `POST /api/v1/bulk-changes/{id}/undo` takes; null: nothing was changed"),
  }),
);

export const bulkUndone = named(
  "BulkUndone",
  z.object({
    id,
    restored: count.describe("On how many findings something is again as it was"),
    kept: count.describe("How many have moved on since, and stay"),
  }),
);
