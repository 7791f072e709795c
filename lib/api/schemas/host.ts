/** Hosts, as they leave. */
import { z } from "zod";
import { id, named, pageOf, points, reference, score, time, tower, towerScore } from "./common";

const count = z.number().int();

const host = named(
  "Host",
  z.object({
    id,
    name: z.string(),
    os: z.string().nullable(),
    groups: z.array(reference),
    criticality: z.string(),
    lastEvidenceAt: time.nullable(),
    silent: z.boolean(),
    score: score.nullable().describe("Null: no evidence"),
    towers: z.object({
      hardening: towerScore,
      patching: towerScore,
      integrity: towerScore,
      auditing: towerScore,
    }),
    findings: z.object({
      open: count,
      bySeverity: z.object({ critical: count, high: count, medium: count, low: count }),
    }),
  }),
);

export const hostPage = named("HostPage", pageOf(host));

const measure = named(
  "HostMeasure",
  z.object({
    id: z.string(),
    tower,
    role: z.enum(["guard", "bridge"]),
    title: z.string(),
    status: z.enum(["in place", "weak", "missing", "unknown"]),
    because: z.string(),
    silent: z.boolean().describe("It is there, but nobody hears it"),
    checks: z.array(z.string()).describe("The checks that decided it"),
  }),
);

const source = named(
  "Source",
  z.object({
    source: z.string(),
    title: z.string(),
    version: z.string().nullable(),
    observedAt: time,
    ageDays: z.number(),
    periodDays: z.number().describe("How often it should report"),
    fresh: z.number().describe("0 to 1: how much of what it passed still counts"),
    reports: count,
    reportId: id,
  }),
);

const nativeScore = named(
  "NativeScore",
  z
    .object({ source: z.string(), name: z.string(), value: z.number(), max: z.number(), observedAt: time })
    .describe("A tool's own figure, beside ours"),
);

const identifier = z.object({
  kind: z.enum(["name", "hostid2", "hostid", "machine-id"]),
  value: z.string(),
});

export const hostDetail = named(
  "HostDetail",
  host.extend({
    measures: z.array(measure),
    sources: z.array(source).describe("The latest first"),
    nativeScores: z.array(nativeScore),
    identifiers: z.array(identifier).describe("Everything by which reports have named it"),
  }),
);

export const history = named(
  "History",
  z.object({
    host: reference,
    scores: z
      .array(
        z.object({
          at: time,
          reportId: id,
          tool: z.string(),
          proven: points.nullable(),
          possible: points.nullable(),
          grade: z.string().nullable(),
          modelVersion: z.string(),
          policyVersion: z.string(),
          changes: z.object({ opened: count, closed: count, reopened: count }),
        }),
      )
      .describe("Right after each report, the oldest first"),
    events: z
      .array(
        z.object({
          id,
          at: time,
          kind: z.string(),
          check: z.string().nullable(),
          title: z.string().nullable(),
          state: z.string().nullable(),
          reportId: id.nullable(),
          actor: z.string().nullable().describe("Who did it; null where a report did"),
          reason: z.string().nullable(),
        }),
      )
      .describe("The latest first"),
  }),
);
