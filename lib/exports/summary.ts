/** The risk summary as plain data: what the page, the share, the file and the mail draw. Everything in it may be shown. */
import { z } from "zod";
import { SEVERITIES, TOWERS } from "@/lib/fortress/types";

const time = z.iso.datetime();
const points = z.number().min(0).max(100);
const grade = z.enum(["A", "B", "C", "D", "E", "F"]);
const figures = z.object({ proven: points, possible: points });
/** A name to show, and where it leads within Rampart; null outside of it, and where names are hidden. */
const place = z.object({ name: z.string(), href: z.string().nullable() });

export const SUMMARY_SECTIONS = ["towers", "findings", "plans", "decisions", "evidence", "method"] as const;
export type SummarySection = (typeof SUMMARY_SECTIONS)[number];

export const summarySchema = z.object({
  /** `The fleet`, a group, a saved view or a host. */
  title: z.string(),
  scope: z.enum(["fleet", "group", "hosts", "host"]),
  at: time,
  /** What it is compared with. */
  since: time,
  /** By the manager. Markdown. */
  comment: z.string(),
  hosts: z.number().int().describe("In all; those without evidence count too"),
  scored: z.number().int(),
  /** Means of the scored hosts; null: no evidence at all. */
  score: figures
    .extend({ managed: points, confidence: points, grade, target: points, modelVersion: z.string() })
    .nullable(),
  /** The same at the beginning of the period; null: unknown then. */
  before: figures.extend({ managed: points }).nullable(),
  lowest: place.extend({ proven: points }).nullable(),
  highest: place.extend({ proven: points }).nullable(),
  /** Hosts by grade, A first. */
  grades: z.array(z.object({ grade, hosts: z.number().int() })),
  towers: z.array(
    z.object({
      tower: z.enum(TOWERS),
      figures: figures.nullable(),
      before: figures.nullable(),
      /** Hosts whose tower is held down, by the commonest cause. */
      held: z.object({ hosts: z.number().int(), at: points, cause: z.string() }).nullable(),
      /** What holds it back most, in a sentence. */
      because: z.string().nullable(),
    }),
  ),
  /** The three things that hold the score back, worst first, each a sentence without a full stop. */
  holdsBack: z.array(z.object({ text: z.string(), gain: z.number(), hosts: z.number().int() })).max(3),
  /** What reports have proved repaired in the period. */
  repaired: z.object({
    total: z.number().int(),
    bySeverity: z.partialRecord(z.enum(SEVERITIES), z.number().int()),
    first: z.array(z.object({ title: z.string(), hosts: z.number().int(), lastAt: time })).max(10),
  }),
  opened: z.number().int(),
  reopened: z.number().int(),
  findings: z.object({
    open: z.number().int(),
    overdue: z.number().int(),
    bySeverity: z.partialRecord(z.enum(SEVERITIES), z.number().int()),
    /** The costliest weaknesses. */
    top: z
      .array(
        z.object({
          key: z.string(),
          title: z.string(),
          tower: z.enum(TOWERS),
          severity: z.enum(SEVERITIES),
          hosts: z.number().int(),
          gain: z.number(),
          repair: z.string().nullable(),
        }),
      )
      .max(20),
  }),
  plans: z
    .array(
      z.object({
        title: z.string(),
        owner: z.string().nullable(),
        dueAt: time.nullable(),
        overdue: z.boolean(),
        total: z.number().int(),
        closed: z.number().int(),
      }),
    )
    .max(20),
  decisions: z
    .array(
      z.object({
        treatment: z.enum(["reduce", "accept", "transfer", "avoid"]),
        title: z.string(),
        severity: z.enum(SEVERITIES),
        hosts: z.number().int(),
        reason: z.string(),
        owner: z.string().nullable(),
        approver: z.string().nullable(),
        until: time,
        /** Only of `avoid`. */
        carriedOut: z.boolean().nullable(),
      }),
    )
    .max(50),
  silent: z.object({
    total: z.number().int(),
    first: z.array(place.extend({ since: time.nullable() })).max(10),
  }),
  /** Of the newest report; null: none has come. Left out of what was frozen before it was kept. */
  lastEvidenceAt: time.nullable().optional(),
  evidence: z.array(
    z.object({
      source: z.string(),
      hosts: z.number().int(),
      newest: time,
      oldest: time,
      reports: z.number().int(),
    }),
  ),
  attestations: z
    .array(
      z.object({
        measure: z.string(),
        byWhom: z.string(),
        at: time,
        validUntil: time,
        hosts: z.number().int(),
      }),
    )
    .max(50),
  /** Of one host: its four towers as the drawing takes them. Else null. */
  drawing: z.unknown().nullable(),
  /** Each host in a line, lowest first, at most 200. */
  table: z
    .array(
      place.extend({
        grade: grade.nullable(),
        proven: points.nullable(),
        possible: points.nullable(),
        managed: points.nullable(),
        towers: z.object({
          hardening: points.nullable(),
          patching: points.nullable(),
          integrity: points.nullable(),
          auditing: points.nullable(),
        }),
        open: z.number().int(),
        lastEvidenceAt: time.nullable(),
      }),
    )
    .max(200),
  trend: z.array(z.object({ at: time, proven: points.nullable(), possible: points.nullable() })).max(400),
});
export type Summary = z.infer<typeof summarySchema>;
