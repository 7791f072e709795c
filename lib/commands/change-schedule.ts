/** Changes a schedule, pauses it, lets it go on, and removes it. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { findSchedule } from "@/lib/queries/schedules";
import { fail, type Result } from "@/lib/result";
import { nextTime } from "@/lib/schedules";
import { rowOf, scheduleFields, whyNot } from "./schedules/form";

export const scheduleChange = scheduleFields.partial().extend({
  paused: z.boolean().optional().describe("Nothing is sent while it is paused, nor later for that time"),
});

/**
 * Whoever changes what it says, or lets it go on, answers for it from then on.
 * @param given `id`, and what is to change
 * Errors (returned): `form`, `forbidden`, `not-found`.
 */
export async function changeSchedule(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; title: string; paused: boolean; nextAt: string }>> {
  const parsed = scheduleChange.extend({ id: z.string() }).safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { id, paused, ...changes } = parsed.data;
  const before = await findSchedule(viewer, id);
  if (!before) return fail("not-found", "There is no such schedule.");
  const had = before.hooks.map((hook) => hook.id);
  const wanted = { ...before, hookIds: had, ...changes, title: changes.title || before.title };
  const fields = scheduleFields.parse(wanted);
  const refused = await whyNot(viewer, fields, had);
  if (refused) return refused;
  const resumed = paused === false && before.pausedAt !== null;
  const told = Object.keys(changes).length > 0;
  const timed = resumed || ["cadence", "day", "hour", "zone"].some((field) => field in changes);
  const nextAt = timed ? new Date(nextTime(fields, now)) : new Date(before.nextAt);
  const pausedAt =
    paused === undefined ? before.pausedAt : paused ? (before.pausedAt ?? new Date(now)) : null;
  await db().$transaction(async (tx) => {
    await tx.schedule.update({
      where: { id },
      data: {
        ...(told && rowOf(fields)),
        ...{ pausedAt, nextAt },
        ...(resumed && { pausedWhy: null }),
        ...((told || resumed) && viewer.userId !== null && { userId: viewer.userId, actor: viewer.actor }),
      },
    });
    const action = told ? "schedule.changed" : paused ? "schedule.paused" : "schedule.resumed";
    await audit(viewer, { action, target: fields.title, data: { schedule: id } }, tx);
  });
  return { ok: true, id, title: fields.title, paused: pausedAt !== null, nextAt: nextAt.toISOString() };
}

/** With what it knows of its runs. Errors (returned): `not-found`. */
export async function removeSchedule(viewer: Viewer, id: string): Promise<Result<{ title: string }>> {
  const schedule = await findSchedule(viewer, id);
  if (!schedule) return fail("not-found", "There is no such schedule.");
  const { title } = schedule;
  await db().$transaction(async (tx) => {
    await tx.schedule.deleteMany({ where: { id } });
    await audit(viewer, { action: "schedule.removed", target: title, data: { schedule: id } }, tx);
  });
  return { ok: true, title };
}
