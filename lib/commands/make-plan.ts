/** Makes a plan of open findings, with a forecast of what it will do to the score. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { plural } from "@/lib/format";
import { MOST_PLANNED, type Selection, selected, selectionSchema } from "@/lib/queries/plan-selection";
import { type Failure, fail, type Result } from "@/lib/result";
import { tell } from "./notices/tell";
import { forecastOf, ofPlan } from "./plans/forecast";
import { endOfDay, faultOfOwner, planFields } from "./plans/form";
import { touchFindings } from "./plans/touch";

export const planForm = z.strictObject({
  title: planFields.title,
  goal: planFields.goal.default(""),
  owner: planFields.owner.default(null),
  due: planFields.due.default(null),
  of: selectionSchema,
});

/**
 * @param given `title`, `goal`, `owner`, `due`, and `of`: what it is made of, as `selectionSchema` says
 * Errors (returned): `form`, `forbidden`, `not-found` where a named finding or host is not the viewer's or a named finding
 * is closed, `not-possible` where nothing of it is open, `too-many`.
 */
export async function makePlan(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; findings: number }>> {
  const parsed = planForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  if (!can(viewer, "plan.edit")) return fail("forbidden", "You may not make plans.");
  const { title, goal, owner, due, of } = parsed.data;
  const wrong = (await faultOfOwner(db(), owner)) ?? (await faultOf(viewer, of));
  if (wrong) return wrong;
  const ids = await touchFindings(selected(viewer, of));
  if (ids.length === 0) return nothing;
  const forecast = await forecastOf(db(), Prisma.sql`f.id = any(${ids}::uuid[])`);
  const id = uuid();
  return db().$transaction(async (tx) => {
    await tx.plan.create({
      data: {
        ...{ id, title, goal, ownerId: owner, dueAt: endOfDay(due), forecast },
        ...{ userId: viewer.userId, actor: viewer.actor, createdAt: new Date(now) },
      },
    });
    await tx.$executeRaw`
      insert into plan_finding (plan_id, finding_id, added_at)
      select ${id}::uuid, f.id, to_timestamp(${now} / 1000.0) from finding f where f.id = any(${ids}::uuid[])`;
    await audit(viewer, { action: "plan.made", target: id, data: { title, findings: ids.length } }, tx);
    await tellOwner(tx, viewer, { id, title, owner }, now);
    return { ok: true, id, findings: ids.length };
  });
}

const nothing = fail("not-possible", "Nothing of this is open: there is nothing to plan.");

async function faultOf(viewer: Viewer, of: Selection): Promise<Failure | null> {
  if (viewer.hosts !== null && !of.findings && !of.hosts)
    return fail("forbidden", "Name the fortresses: what is bound to some of them plans for these alone.");
  for (const hostId of of.hosts ?? []) {
    if (!can(viewer, "host.read", { hostId })) return fail("not-found", "There is no such fortress.");
  }
  const [row] = await db().$queryRaw<{ n: number }[]>`
    select count(*)::int as n from finding f where ${selected(viewer, of)}`;
  const found = row?.n ?? 0;
  if (of.findings && found < new Set(of.findings.map((id) => id.toLowerCase())).size)
    return fail(
      "not-found",
      "One of these findings does not exist (any more), or is closed. No plan was made.",
    );
  if (found > MOST_PLANNED)
    return fail("too-many", `These are ${plural(found, "finding")}; a plan holds at most ${MOST_PLANNED}.`);
  return found === 0 ? nothing : null;
}

/** Whoever makes a plan for somebody else tells them. */
export async function tellOwner(
  tx: Tx,
  viewer: Viewer,
  { id, title, owner }: { id: string; title: string; owner: string | null },
  now: number,
): Promise<void> {
  if (owner === null || owner === viewer.userId) return;
  const text = `${viewer.name} gave you the plan: ${title}`;
  const once = `plan-owner:${id}:${owner}:${now}`;
  await tell(tx, [
    { kind: "assigned", userIds: [owner], hostId: null, text, href: `/plans/${id}`, once, at: now },
  ]);
}

/** Whether a viewer sees every host of a plan: only then may they change it. */
export async function ownsAll(tx: Tx, viewer: Viewer, planId: string): Promise<boolean> {
  if (viewer.hosts === null) return true;
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from finding f
     where ${ofPlan(planId)} and f.host_id <> all(${[...viewer.hosts]}::uuid[])`;
  return row?.n === 0;
}
