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

const witnesses = z
  .array(
    z.object({
      source: z.string(),
      title: z.string(),
      reportId: id,
      observedAt: time,
      evidence: z.array(evidence),
    }),
  )
  .describe("Who sees it: one thing, however many tools report it");

const exposure = named(
  "Exposure",
  z.object({
    check: z.string().describe("The key of its finding"),
    kind: word(EXPOSURE_KINDS),
    title: z.string(),
    severity,
    gain,
    firstSeenAt: time,
    seal: z.string().nullable().describe("Of a changed file: what was seen, to approve it with; else null"),
    package: z.string().nullable().describe("Of a changed file: what it belongs to, where a report says so"),
    witnesses,
  }),
);

const settled = named(
  "SettledChange",
  z.object({
    check: z.string().describe("The key of its finding"),
    title: z.string(),
    settled: z.enum(["explained", "approved"]),
    because: z.string().describe("The update that explains it, or who approved it and why"),
    at: time.describe("Of the update, or of the approval"),
    expectation: z
      .object({ id, pattern: z.string(), until: time })
      .nullable()
      .describe("The pattern that approves it, where nobody approved the file itself"),
    witnesses,
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
    settled: z.array(settled).describe("Changed files that count nothing"),
    changed: z
      .object({ files: z.number().int(), seal: z.string() })
      .nullable()
      .describe("All changed files that count, under one seal; null: there are none here"),
    packages: z
      .array(z.object({ name: z.string(), files: z.number().int(), seal: z.string() }))
      .describe("The same by the package that they belong to"),
  }),
);
