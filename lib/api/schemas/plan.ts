/** Plans, as they leave. */
import { z } from "zod";
import { id, named, pageOf, points, reference, time, word } from "./common";

const count = z.number().int();

const progress = z.object({
  total: count,
  open: count.describe("Open, and nobody is at it"),
  inProgress: count,
  fixed: count.describe("A person says so; a report has to prove it"),
  closed: count,
});

const plan = named(
  "Plan",
  z.object({
    id,
    title: z.string(),
    goal: z.string(),
    owner: reference.nullable(),
    madeBy: z.string(),
    createdAt: time,
    dueAt: time.nullable(),
    state: word(["running", "done", "dropped"]),
    closedAt: time.nullable(),
    overdue: z.boolean().describe("It runs, its date has passed and something is open"),
    hosts: count,
    progress,
  }),
);

export const planPage = named("PlanPage", pageOf(plan));

const figures = named(
  "PlanFigures",
  z.object({
    proven: points.nullable(),
    managed: points.nullable(),
    towers: z.object({
      hardening: points.nullable(),
      patching: points.nullable(),
      integrity: points.nullable(),
      auditing: points.nullable(),
    }),
  }),
);

const effect = z.object({
  hosts: z
    .array(
      z.object({
        ...reference.shape,
        before: figures.describe("Measured when the host came into the plan"),
        predicted: figures.describe("If all that the plan holds of it is repaired"),
        now: figures.nullable().describe("Measured last; null: the host is gone"),
      }),
    )
    .describe("Empty where the plan is over more than 200 hosts"),
  mean: z
    .object({ before: points, predicted: points, now: points.nullable() })
    .nullable()
    .describe("Proven points over the hosts that have evidence"),
  estimated: z.boolean().describe("The prediction adds up what each repair is worth alone"),
});

export const planDetail = named(
  "PlanDetail",
  plan.extend({
    effect,
    burnDown: z
      .array(z.object({ day: z.iso.date(), open: count, total: count }))
      .describe("Open findings at the end of each day, UTC, the oldest first"),
  }),
);

export const playbookQuery = z.object({
  as: z.enum(["ansible", "shell"]).default("ansible").describe("A playbook, or a runbook of shell commands"),
});
