/** Changes a plan: what it says, whose it is, until when, what belongs to it, and whether it runs. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { isOpenSql, ofVisible } from "@/lib/queries/findings";
import { readForecast } from "@/lib/queries/plan-forecast";
import { MOST_PLANNED } from "@/lib/queries/plan-selection";
import { type Failure, fail, type Result } from "@/lib/result";
import { ownsAll, tellOwner } from "./make-plan";
import { forecastAfter, ofPlan } from "./plans/forecast";
import { endOfDay, faultOfOwner, planFields } from "./plans/form";
import { touchFindings } from "./plans/touch";

const PLAN_STATES = ["running", "done", "dropped"] as const;

const ids = z.array(z.uuid()).max(5_000, "At most 5,000 findings at once.");

export const planChange = z
  .strictObject({
    title: planFields.title.optional(),
    goal: planFields.goal.optional(),
    owner: planFields.owner.optional(),
    due: planFields.due.optional(),
    add: ids.optional().describe("Open findings that come in"),
    remove: ids.optional().describe("Findings that leave the plan"),
    state: z.enum(PLAN_STATES).optional().describe("`done` or `dropped` closes it, `running` opens it again"),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "Say what is to change.");
type PlanChange = z.infer<typeof planChange>;

const form = z.object({ plan: z.uuid() }).loose();

const missing = fail("not-found", "There is no such plan.");

interface Changed {
  id: string;
  /** Findings that came into the plan. */
  added: number;
  /** Findings that left it. */
  removed: number;
}

/**
 * @param given `plan`, and any of `title`, `goal`, `owner`, `due`, `add`, `remove`, `state`
 * Errors (returned): `form`, `forbidden` (also for what is bound to some of its hosts only), `not-found`, `not-possible`
 * where its state does not allow it, `too-many`.
 */
export async function changePlan(viewer: Viewer, given: unknown, now = Date.now()): Promise<Result<Changed>> {
  const named = form.safeParse(given);
  if (!named.success) return missing;
  const { plan: planId, ...rest } = named.data;
  const parsed = planChange.safeParse(rest);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const change = parsed.data;
  if (!(await sees(viewer, planId))) return missing;
  if (!can(viewer, "plan.edit") || !(await ownsAll(db(), viewer, planId)))
    return fail("forbidden", "You may not change this plan.");
  const wrong = await faultOfFindings(viewer, change);
  if (wrong) return wrong;
  const add = change.add ?? [];
  if (add.length > 0) await touchFindings(addable(viewer, add));
  const result = await db().$transaction((tx) => write(tx, viewer, planId, change, now));
  if (result.ok && result.added + result.removed > 0) await predictAgain(planId);
  return result;
}

/** Whoever is bound to hosts sees the plans that have something on them. */
async function sees(viewer: Viewer, planId: string): Promise<boolean> {
  if (!can(viewer, "plan.read")) return false;
  const [row] = await db().$queryRaw<{ n: number }[]>`
    select count(*)::int as n from plan p where p.id = ${planId}::uuid
       and ${viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`exists (select 1 from finding f where ${ofPlan(planId)} and ${ofVisible(viewer)})`}`;
  return row?.n === 1;
}

const addable = (viewer: Viewer, add: readonly string[]): Prisma.Sql =>
  Prisma.sql`f.id = any(${[...add]}::uuid[]) and ${isOpenSql} and ${ofVisible(viewer)}`;

async function faultOfFindings(viewer: Viewer, { add = [] }: PlanChange): Promise<Failure | null> {
  if (add.length === 0) return null;
  const [row] = await db().$queryRaw<{ n: number }[]>`
    select count(*)::int as n from finding f where ${addable(viewer, add)}`;
  if (row?.n === new Set(add.map((id) => id.toLowerCase())).size) return null;
  return fail(
    "not-found",
    "One of these findings does not exist (any more), or is closed. Nothing was changed.",
  );
}

async function write(
  tx: Tx,
  viewer: Viewer,
  planId: string,
  change: PlanChange,
  now: number,
): Promise<Result<Changed>> {
  const [plan] = await tx.$queryRaw<{ title: string; ownerId: string | null; closedAs: string | null }[]>`
    select title, owner_id as "ownerId", closed_as as "closedAs" from plan where id = ${planId}::uuid for update`;
  if (!plan) return missing;
  const { title, goal, owner, due, add = [], remove = [], state } = change;
  // Whoever owns it already may have left meanwhile.
  const wrong = owner === plan.ownerId ? null : await faultOfOwner(tx, owner);
  if (wrong) return wrong;
  const is = plan.closedAs ?? "running";
  const will = state ?? is;
  if (
    is !== "running" &&
    (add.length > 0 || remove.length > 0 || (state !== undefined && state !== "running"))
  )
    return fail("not-possible", "The plan is closed. Reopen it first.");
  if (state === "running" && is === "running") return fail("not-possible", "The plan runs already.");
  if ((await sizeAfter(tx, planId, add)) > MOST_PLANNED)
    return fail("too-many", `A plan holds at most ${MOST_PLANNED} findings. Nothing was changed.`);
  await tx.plan.update({
    where: { id: planId },
    data: {
      ...(title !== undefined && { title }),
      ...(goal !== undefined && { goal }),
      ...(owner !== undefined && { ownerId: owner }),
      ...(due !== undefined && { dueAt: endOfDay(due) }),
      ...(will !== is && {
        closedAt: will === "running" ? null : new Date(now),
        closedAs: will === "running" ? null : will,
      }),
    },
  });
  const moved = await moveFindings(tx, viewer, planId, { add, remove }, now);
  const data = {
    ...(title !== undefined && { title }),
    ...(goal !== undefined && { goal: goal.slice(0, 500) }),
    ...(owner !== undefined && { owner }),
    ...(due !== undefined && { due }),
    ...(state !== undefined && { state }),
    ...(moved.added > 0 && { added: moved.added }),
    ...(moved.removed > 0 && { removed: moved.removed }),
  };
  // Whoever takes out what is not in it has changed nothing.
  if (Object.keys(data).length > 0) {
    await audit(viewer, { action: "plan.changed", target: planId, data }, tx);
  }
  if (owner && owner !== plan.ownerId)
    await tellOwner(tx, viewer, { id: planId, title: title ?? plan.title, owner }, now);
  return { ok: true, id: planId, ...moved };
}

async function sizeAfter(tx: Tx, planId: string, add: readonly string[]): Promise<number> {
  if (add.length === 0) return 0;
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from finding f where ${ofPlan(planId)} or f.id = any(${[...add]}::uuid[])`;
  return row?.n ?? 0;
}

async function moveFindings(
  tx: Tx,
  viewer: Viewer,
  planId: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  now: number,
): Promise<{ added: number; removed: number }> {
  const removed =
    remove.length === 0
      ? 0
      : await tx.$executeRaw`
          delete from plan_finding x using finding f
           where x.plan_id = ${planId}::uuid and x.finding_id = any(${[...remove]}::uuid[]) and f.id = x.finding_id
             and ${ofVisible(viewer)}`;
  const added =
    add.length === 0
      ? 0
      : await tx.$executeRaw`
          insert into plan_finding (plan_id, finding_id, added_at)
          select ${planId}::uuid, f.id, to_timestamp(${now} / 1000.0) from finding f where ${addable(viewer, add)}
          on conflict do nothing`;
  return { added, removed };
}

/** Once the findings are what they are: the prediction of each host is made anew, what was measured stays. */
async function predictAgain(planId: string): Promise<void> {
  const { forecast } = await db().plan.findUniqueOrThrow({
    where: { id: planId },
    select: { forecast: true },
  });
  const after = await forecastAfter(db(), readForecast(forecast), ofPlan(planId));
  await db().plan.update({ where: { id: planId }, data: { forecast: after } });
}
