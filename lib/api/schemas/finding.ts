/** Findings, as they leave. */
import { z } from "zod";
import { EXPOSURE_KINDS, SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { FINDING_STATES } from "@/lib/queries/findings";
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
    closedAt: time.nullable(),
    reopened: z.number().int().describe("How often it came back"),
  }),
);

export const findingPage = named("FindingPage", pageOf(finding));

export const findingDetail = named(
  "FindingDetail",
  finding.extend({
    history: z
      .array(
        z.object({
          id,
          at: time,
          kind: z.string(),
          state: z.string().nullable(),
          reportId: id.nullable(),
          actor: z.string().nullable().describe("Who did it; null where a report did"),
          reason: z.string().nullable(),
        }),
      )
      .describe("The latest first"),
  }),
);
