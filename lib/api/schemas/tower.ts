/** One tower with everything that makes its figures. */
import { z } from "zod";
import { EXPOSURE_KINDS, OUTCOMES } from "@/lib/fortress/types";
import { evidence, gain, id, named, reference, severity, time, tower, towerScore, word } from "./common";

const check = named(
  "Check",
  z.object({
    check: z.string(),
    title: z.string(),
    source: z.string(),
    group: z.string(),
    measure: z.string().nullable().describe("The measure that it decides instead of counting by itself"),
    outcome: z.enum([...OUTCOMES, "vanished"]),
    severity,
    weight: z.number(),
    counts: z.boolean().describe("False: informational or not applicable"),
    fresh: z.number().describe("0 to 1: what of a pass still counts"),
    gain: gain.nullable(),
    message: z.string().nullable(),
    evidence: z.array(evidence),
    observedAt: time,
    since: time.describe("Since when the outcome is this one"),
    reportId: id,
    catalogued: z.boolean().describe("False: tower and weight are defaults"),
  }),
);

const measure = named(
  "TowerMeasure",
  z.object({
    id: z.string(),
    title: z.string(),
    role: z.enum(["guard", "bridge"]),
    status: z.enum(["in place", "weak", "missing", "unknown"]),
    because: z.string(),
    silent: z.boolean(),
    guard: z
      .object({
        installed: z.string().nullable(),
        running: z.string().nullable(),
        heardAt: time.nullable(),
      })
      .nullable()
      .describe(
        "Of a guard that reports: what shows that it is there, that it runs, and when it was last heard",
      ),
    gain: gain.nullable(),
    checks: z.array(z.string()),
  }),
);

const exposure = named(
  "Exposure",
  z.object({
    check: z.string().describe("The key of its finding"),
    kind: word(EXPOSURE_KINDS),
    title: z.string(),
    severity,
    gain,
    firstSeenAt: time,
    witnesses: z
      .array(
        z.object({
          source: z.string(),
          title: z.string(),
          reportId: id,
          observedAt: time,
          evidence: z.array(evidence),
        }),
      )
      .describe("Who sees it: one thing, however many tools report it"),
  }),
);

export const towerDetail = named(
  "Tower",
  z.object({
    host: reference,
    tower,
    score: towerScore,
    measures: z.array(measure),
    checks: z.array(check),
    exposures: z.array(exposure).describe("What costs most, first"),
  }),
);
