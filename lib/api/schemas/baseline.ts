/** The baseline of a host: what people approved and expect, and how they say so. */
import { z } from "zod";
import { BASELINE_KINDS, BASELINE_STATES } from "@/lib/queries/expectations";
import { id, named, pageOf, time, word } from "./common";

export const baselineEntry = named(
  "BaselineEntry",
  z.object({
    id,
    kind: word(BASELINE_KINDS).describe(
      "`approval`: of one changed file; `expectation`: of all under a pattern",
    ),
    state: word(BASELINE_STATES),
    check: z.string().nullable().describe("The key of the finding; null: it is a pattern"),
    pattern: z.string().nullable(),
    reason: z.string(),
    at: time,
    until: time.nullable().describe("Of a pattern: its end; what was seen of it before stays approved"),
    actor: z.string(),
    withdrawnAt: time.nullable(),
    withdrawnBy: z.string().nullable(),
  }),
);

export const baselinePage = named("BaselinePage", pageOf(baselineEntry));

const reason = z.string().max(5_000);
const seal = z.string().max(100).describe("Of what was seen, from the tower `integrity`");

/** Exactly one of the four. */
export const baselineForm = z.union([
  z
    .strictObject({
      changes: z.array(z.strictObject({ check: z.string().max(600), seal })).min(1),
      reason,
    })
    .describe("Approve these changed files"),
  z
    .strictObject({ package: z.string().max(300), seal, reason })
    .describe("Approve all changed files of a package"),
  z.strictObject({ all: z.literal(true), seal, reason }).describe("Approve all changed files"),
  z
    .strictObject({
      pattern: z.string().max(400).describe("Of paths: `*` within a folder, `**` through all of them"),
      lastDay: z.iso.date().describe("In UTC, at most 400 days ahead"),
      reason,
    })
    .describe("Expect changes: what is seen of them through the last day is approved"),
]);

export const baselineDone = named(
  "BaselineDone",
  z.object({
    approved: z.number().int().describe("Changes that count nothing from now on"),
    expectation: id.nullable().describe("The pattern that was kept"),
  }),
);
