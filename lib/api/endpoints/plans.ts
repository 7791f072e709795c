/** Plans: the list, one of them with its effect, making and changing one, and taking it away. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { attachment, Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { planDetail, planPage, playbookQuery } from "@/lib/api/schemas/plan";
import { changePlan as commandChange, planChange } from "@/lib/commands/change-plan";
import { makePlan, planForm } from "@/lib/commands/make-plan";
import { toPlaybook } from "@/lib/exports/ansible";
import { toRunbook } from "@/lib/exports/runbook";
import { readPlanSheet } from "@/lib/queries/plan-sheet";
import {
  type PlanDetail,
  planQuerySchema,
  readPlan as queryPlan,
  listPlans as queryPlans,
} from "@/lib/queries/plans";
import { round } from "@/lib/queries/score";

export const listPlans = endpoint({
  method: "GET",
  path: "/api/v1/plans",
  name: "listPlans",
  tag: "Plans",
  summary: "Plans that match: running ones first, by their dates",
  action: "plan.read",
  query: planQuerySchema,
  response: planPage,
  run: (viewer, { query }) => queryPlans(viewer, query),
});

export const createPlan = endpoint({
  method: "POST",
  path: "/api/v1/plans",
  name: "createPlan",
  tag: "Plans",
  summary: "Make a plan of open findings",
  details:
    "`of` says which: findings by their ids; or whatever is open of some weaknesses (`keys`), on some hosts, in a group, on a " +
    "tower. The score that the repairs will give is predicted when it is made.",
  action: "plan.edit",
  body: jsonBody(planForm),
  answers: { 201: "Made" },
  problems: {
    404: "There is no such finding that is open, or no such host",
    409: "Nothing of it is open",
    422: "It holds too many findings, or its owner may not work on them",
  },
  response: planDetail,
  run: async (viewer, { body }) => {
    const result = await makePlan(viewer, body);
    if (!result.ok) return result;
    const plan = await queryPlan(viewer, result.id);
    return plan && new Reply(201, planView(plan));
  },
});

export const readPlan = endpoint({
  method: "GET",
  path: "/api/v1/plans/{id}",
  name: "readPlan",
  tag: "Plans",
  summary: "One plan: its progress by day, what was predicted and what was measured",
  details: "Its findings: `GET /api/v1/findings?plan={id}&state=all`.",
  action: "plan.read",
  params: byId,
  response: planDetail,
  run: async (viewer, { params }) => {
    const plan = await queryPlan(viewer, params.id);
    return plan && planView(plan);
  },
});

export const changePlan = endpoint({
  method: "PATCH",
  path: "/api/v1/plans/{id}",
  name: "changePlan",
  tag: "Plans",
  summary: "Change what a plan says and holds, close it or open it again",
  action: "plan.edit",
  params: byId,
  body: jsonBody(planChange),
  problems: { 409: "It is closed, or runs already", 422: "It would hold too many findings" },
  response: planDetail,
  run: async (viewer, { params, body }) => {
    const result = await commandChange(viewer, { plan: params.id, ...body });
    if (!result.ok) return result;
    const plan = await queryPlan(viewer, params.id);
    return plan && planView(plan);
  },
});

export const downloadPlaybook = endpoint({
  method: "GET",
  path: "/api/v1/plans/{id}/playbook",
  name: "downloadPlaybook",
  tag: "Plans",
  summary: "What is open of a plan, as an Ansible playbook or a shell runbook",
  details:
    "The playbook runs only what the guidance calls safe to automate; the rest stands in its comments. The runbook is for " +
    "people, and refuses to be run.",
  action: "plan.read",
  params: byId,
  query: playbookQuery,
  run: async (viewer, { params, query }) => {
    const sheet = await readPlanSheet(viewer, params.id);
    if (!sheet) return null;
    const name = `plan-${sheet.title
      .replace(/[^A-Za-z0-9]+/g, "-")
      .toLowerCase()
      .slice(0, 60)}`;
    return query.as === "ansible"
      ? attachment(Buffer.from(toPlaybook(sheet)), `${name}.yml`)
      : attachment(Buffer.from(toRunbook(sheet)), `${name}.sh`);
  },
});

/** Points leave with one decimal. */
const planView = (plan: PlanDetail): PlanDetail => rounded(plan);

const rounded = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_key, one: unknown) => (typeof one === "number" ? round(one) : one)));
