/** Decisions about risks, as they come and as they leave. */
import { z } from "zod";
import { TREATMENTS } from "@/lib/fortress/posture";
import { SEVERITIES } from "@/lib/fortress/types";
import { DECISION_STATES } from "@/lib/queries/decisions";
import { evidenceFile } from "./attachment";
import { id, named, pageOf, reference, time, word } from "./common";

const day = z.iso.date();

const decision = named(
  "Decision",
  z.object({
    id,
    key: z.string().describe("A check, `<kind>:<key>` of an exposure, or `measure:<id>`"),
    title: z.string().describe("What it is called, and how bad it is, when it was proposed"),
    severity: word(SEVERITIES),
    treatment: word(TREATMENTS),
    state: word(DECISION_STATES).describe("`approved`: it holds; `ended`: from its end on, by itself"),
    reason: z.string(),
    scope: word(["hosts", "group", "fleet"]),
    group: reference.nullable(),
    hosts: z.array(reference).describe("With scope `hosts`: the first of them"),
    hostCount: z.number().int().describe("How many hosts it is about"),
    owner: reference.nullable(),
    proposedBy: z.string(),
    proposedAt: time,
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    answer: z.string().nullable().describe("What was said with the approval or the refusal"),
    fromAt: time.nullable(),
    untilAt: time.describe("Its end"),
    lastDay: day.describe("The last day through which it holds, UTC"),
    reviewDay: day.nullable(),
    thirdParty: z.string().nullable(),
    reference: z.string().nullable(),
    control: z.string().nullable(),
    compensated: z.boolean().describe("The control is shown by evidence: it earns half in the managed score"),
    proof: z.string().nullable(),
    carriedOut: z.boolean().nullable().describe("Of an avoidance: whether reports show it; else null"),
    endedAt: time.nullable(),
    endedBy: z.string().nullable().describe("Null: by itself"),
  }),
);

export const decisionPage = named("DecisionPage", pageOf(decision));

export const decisionDetail = named(
  "DecisionDetail",
  decision.extend({
    history: z
      .array(z.object({ id, at: time, action: z.string(), actor: z.string(), reason: z.string().nullable() }))
      .describe("The latest first"),
    files: z.array(evidenceFile).describe("Evidence, the oldest first"),
  }),
);

export const decisionPatch = z.strictObject({
  action: z
    .enum(["approve", "refuse", "withdraw", "count-control"])
    .describe("`count-control`: the evidence shows the compensating control, so that it earns half"),
  reason: z.string().max(2_000).default("").describe("A refusal and a withdrawal have one"),
});
