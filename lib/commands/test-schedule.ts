/** Sends a summary now, to see what its recipients will get. */
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { list } from "@/lib/format";
import { findSchedule, type ScheduleItem } from "@/lib/queries/schedules";
import { fail, type Result } from "@/lib/result";
import { managesHooks } from "./hooks/make-hook";
import { type Reach, usualReach } from "./hooks/target";
import { type MailSettings, mailSettings } from "./notices/post";
import { deliver, readSeen } from "./schedules/deliver";
import { tryHooks } from "./schedules/hooks";

interface Ways {
  settings?: MailSettings | null;
  reach?: Reach;
}

/**
 * By mail to whoever asks, and to nobody else. One that goes to web hooks alone is posted to these, marked as a test, if
 * the one who asks manages them.
 * @returns to whom it went, in words
 * Errors (returned): `not-found`, `not-possible` where it could not be sent.
 */
export async function testSchedule(
  viewer: Viewer,
  id: string,
  now = Date.now(),
  { settings = mailSettings(), reach = usualReach() }: Ways = {},
): Promise<Result<{ title: string; to: string }>> {
  const schedule = await findSchedule(viewer, id);
  if (!schedule) return fail("not-found", "There is no such schedule.");
  const sent =
    schedule.recipients.length > 0
      ? await mailToSelf(viewer, schedule, settings, now)
      : await postToHooks(viewer, schedule, reach, now);
  if (!sent.ok) return sent;
  const { title } = schedule;
  await audit(viewer, { action: "schedule.tested", target: title, data: { schedule: id } });
  return { ok: true, title, to: sent.to };
}

async function mailToSelf(
  viewer: Viewer,
  schedule: ScheduleItem,
  settings: MailSettings | null,
  now: number,
): Promise<Result<{ to: string }>> {
  const user = viewer.userId === null ? null : await db().user.findUnique({ where: { id: viewer.userId } });
  if (!user) return fail("not-possible", "A test goes to the person who asks: this token has no owner.");
  const to = { recipients: [user.email], hookIds: [], once: "" };
  const result = await deliver(viewer, { schedule, ...to, settings, now });
  return result.ok ? { ok: true, to: user.email } : result;
}

async function postToHooks(
  viewer: Viewer,
  schedule: ScheduleItem,
  reach: Reach,
  now: number,
): Promise<Result<{ to: string }>> {
  const { hooks } = schedule;
  if (hooks.length === 0) return fail("not-possible", "It goes to nobody: its web hooks are gone.");
  if (!managesHooks(viewer)) {
    return fail("not-possible", "It goes to web hooks alone: an administrator sends the test.");
  }
  const seen = await readSeen(viewer, schedule, now);
  if (!seen) return fail("not-found", "What it is about is not there any more.");
  const fault = await tryHooks(seen, { schedule, now }, reach);
  return (
    fault ?? {
      ok: true,
      to: `the web hook${hooks.length === 1 ? "" : "s"} ${list(hooks.map(({ name }) => name))}`,
    }
  );
}
