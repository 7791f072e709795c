/** Has a summary sent by itself from now on. */
import { v7 as uuid } from "uuid";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { resolveScope } from "@/lib/queries/summary/scope";
import { fail, type Result } from "@/lib/result";
import { nextTime } from "@/lib/schedules";
import { rowOf, scheduleFields, whyNot } from "./schedules/form";

const MOST = 100;

const { title, groupId, hostId, query, comment, sections, hideNames, hookIds, send, zone } =
  scheduleFields.shape;

export const newSchedule = scheduleFields.extend({
  title: title.default(""),
  groupId: groupId.default(null),
  hostId: hostId.default(null),
  query: query.default(null),
  comment: comment.default(""),
  sections: sections.default([...SUMMARY_SECTIONS]),
  hideNames: hideNames.default(false),
  hookIds: hookIds.default([]),
  send: send.default("pdf"),
  zone: zone.default("UTC"),
});

/**
 * It belongs to whoever makes it: it is sent as long as they may share.
 * Errors (returned): `form`, `forbidden`, `not-found`, `not-possible` where nobody is behind it, or there are too many.
 */
export async function makeSchedule(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; title: string; nextAt: string }>> {
  const parsed = newSchedule.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const wanted = parsed.data;
  const refused = await whyNot(viewer, wanted);
  if (refused) return refused;
  if (viewer.userId === null) {
    return fail("not-possible", "A schedule belongs to a person: this token has no owner.");
  }
  const scope = await resolveScope(viewer, wanted);
  const name = wanted.title || (scope?.title ?? "");
  const id = uuid();
  const nextAt = new Date(nextTime(wanted, now));
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-schedules', 9))`;
    if ((await tx.schedule.count()) >= MOST) {
      return fail("not-possible", `There are ${MOST} schedules already. Remove one first.`);
    }
    await tx.schedule.create({
      data: {
        ...{ ...rowOf(wanted), id, title: name, nextAt, createdAt: new Date(now) },
        ...{ userId: viewer.userId, actor: viewer.actor },
      },
    });
    const data = { cadence: wanted.cadence, recipients: wanted.recipients.join(" "), send: wanted.send };
    await audit(viewer, { action: "schedule.made", target: name, data: { ...data, schedule: id } }, tx);
    return { ok: true, id, title: name, nextAt: nextAt.toISOString() };
  });
}
