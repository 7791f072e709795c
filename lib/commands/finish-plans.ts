/** Tells that plans are done: all that they hold is closed. Whether they are closed too, people decide. */
import { db } from "@/lib/db";
import { plural } from "@/lib/format";
import { isOpenSql } from "@/lib/queries/findings";
import { tell } from "./notices/tell";

/**
 * Tells owner and maker of each running plan without an open finding, once for each plan.
 * @param now milliseconds
 * @returns how many plans are done and run
 */
export async function finishPlans(now = Date.now()): Promise<number> {
  return db().$transaction(async (tx) => {
    const done = await tx.$queryRaw<
      { id: string; title: string; ownerId: string | null; userId: string | null; findings: number }[]
    >`
      select p.id, p.title, p.owner_id as "ownerId", p.user_id as "userId", count(f.id)::int as findings
        from plan p join plan_finding x on x.plan_id = p.id join finding f on f.id = x.finding_id
       where p.closed_at is null
       group by p.id having count(*) filter (where ${isOpenSql}) = 0 order by p.id`;
    await tell(
      tx,
      done.map(({ id, title, ownerId, userId, findings }) => ({
        kind: "plan-done" as const,
        userIds: [ownerId, userId].flatMap((one) => one ?? []),
        hostId: null,
        text: `All ${plural(findings, "finding")} of the plan are closed: ${title}`,
        href: `/plans/${id}`,
        once: `plan-done:${id}`,
        at: now,
      })),
    );
    return done.length;
  });
}
