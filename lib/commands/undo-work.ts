/** Takes an act on findings back: what nobody has changed since is again as it was. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { levelOf } from "@/lib/db/host-state";
import { seesChange } from "@/lib/queries/finding";
import { ofVisible } from "@/lib/queries/findings";
import { fail, type Result } from "@/lib/result";
import { MOST_HOSTS, markOf } from "./work/change";
import { lockHostsOf, markTimes } from "./work/marks";

const missing = fail("not-found", "There is no such change.");

/**
 * @param id what `workOnFindings` gave as `undo`
 * @returns on how many findings something was restored, and how many have moved on since and stay
 * Errors (returned): `not-found`, `forbidden`, `not-possible` where it is undone already.
 */
export async function undoWork(
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<Result<{ restored: number; kept: number }>> {
  if (!z.uuid().safeParse(id).success) return missing;
  if (!can(viewer, "finding.work")) return fail("forbidden", "You may not change findings.");
  if (!(await seesChange(viewer, id))) return missing;
  return db().$transaction(async (tx) => {
    const change = await tx.bulkChange.findUnique({
      where: { id },
      select: { userId: true, count: true, undoneAt: true },
    });
    const own = change !== null && change.userId !== null && change.userId === viewer.userId;
    if (!change || (!own && !can(viewer, "import.undo"))) return missing;
    const about = Prisma.sql`${ofVisible(viewer)} and f.id in (
      select (e->>'id')::uuid from bulk_change b, jsonb_array_elements(b.before) e where b.id = ${id}::uuid)`;
    await lockHostsOf(tx, about, MOST_HOSTS);
    const taken = await tx.bulkChange.updateMany({
      where: { id, undoneAt: null },
      data: { undoneAt: new Date(now), undoneBy: viewer.actor },
    });
    if (taken.count === 0) return fail("not-possible", "This change is undone already.");
    const restored = await tx.$executeRaw`
      with was as materialized (
        select f.id, f.host_id, f.key, f.state, r.*,
               -- Reports from before the last one may have come since: how often it was open is known only now.
               case when r.old not in ('open', 'reopened') then r.old
                    when f.reopened > 0 then 'reopened' else 'open' end as again,
               greatest(to_timestamp(${now} / 1000.0), m.at)::timestamptz(3) as moment,
               f.state = r."newState" and f.since_at = r.at and r."newState" <> r.old as state_back,
               f.assignee_id is not distinct from r."newAssignee" and r."newAssignee" is distinct from r.assignee
                 as assignee_back,
               f.due_at is not distinct from r."newDue" and f.due_by_hand = r."newByHand"
                 and (r."newDue" is distinct from r.due or r."newByHand" <> r."byHand") as due_back,
               to_jsonb(f.labels) = r."newLabels" and r."newLabels" <> r.labels as labels_back
          from bulk_change b, jsonb_array_elements(b.before) e,
               jsonb_to_record(e - 'state' - 'id' || jsonb_build_object('old', e->'state', 'finding', e->'id')) as r(
                 finding uuid, old text, "newState" text, at timestamptz, assignee uuid, "newAssignee" uuid, due timestamptz,
                 "newDue" timestamptz, "byHand" boolean, "newByHand" boolean, labels jsonb, "newLabels" jsonb),
               finding f left join (${markTimes(about)}) m on m.host_id = f.host_id
         where b.id = ${id}::uuid and f.id = r.finding and ${about}),
      told as (
        insert into event (id, host_id, at, kind, key, user_id, actor, data)
        select gen_random_uuid(), w.host_id, w.moment, k.kind, w.key, ${viewer.userId}::uuid, ${viewer.actor}, k.data
          from was w cross join lateral (values
            (w.state_back, ${markOf(Prisma.sql`w.again`)}, jsonb_build_object('state', w.again, 'undo', true)),
            (w.assignee_back, 'assigned', jsonb_build_object('to', w.assignee, 'undo', true,
              'name', (select name from "user" where id = w.assignee))),
            (w.due_back, 'due', jsonb_build_object('due', w.due, 'byHand', w."byHand", 'undo', true)),
            (w.labels_back, 'labelled', jsonb_build_object('labels', w.labels, 'undo', true))) k(applies, kind, data)
         where k.applies)
      update finding f set
             state = case when w.state_back then w.again else f.state end,
             since_at = case when w.state_back then w.moment else f.since_at end,
             assignee_id = case when w.assignee_back then w.assignee else f.assignee_id end,
             -- The days to repair may be others by now.
             due_at = case when not w.due_back then f.due_at when w."byHand" then w.due
                           else f.due_from + make_interval(days => (${levelOf(Prisma.sql`f.host_id`)}->>f.severity)::int) end,
             due_by_hand = case when w.due_back then w."byHand" else f.due_by_hand end,
             labels = case when w.labels_back then array(select jsonb_array_elements_text(w.labels)) else f.labels end
        from was w where f.id = w.id and (w.state_back or w.assignee_back or w.due_back or w.labels_back)`;
    await audit(viewer, { action: "findings.restored", target: id, data: { findings: restored } }, tx);
    return { ok: true, restored, kept: change.count - restored };
  });
}
