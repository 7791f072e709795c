/** Sends the summaries that are due, each once. */
import { v7 as uuid } from "uuid";
import { can, ROLES, SCOPES, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { findSchedule, type ScheduleItem } from "@/lib/queries/schedules";
import { nextTime } from "@/lib/schedules";
import { type MailSettings, mailSettings } from "./notices/post";
import { deliver } from "./schedules/deliver";

/** After so long, whoever began it is gone; it may have been sent, so it is not sent again. */
const INTERRUPTED_MS = 15 * 60_000;
const ERROR_CHARACTERS = 500;

/**
 * Several instances may do it at once: each time is claimed by one of them before it begins, and never sent again. Times that
 * passed while nothing ran are sent once.
 * @param now milliseconds
 * @returns how many were sent whole
 */
export async function sendSchedules(
  now = Date.now(),
  settings: MailSettings | null = mailSettings(),
): Promise<number> {
  await db().scheduleRun.updateMany({
    where: { state: "sending", at: { lt: new Date(now - INTERRUPTED_MS) } },
    data: { state: "failed", error: "It was interrupted. It may have been sent to some." },
  });
  const due = await db().schedule.findMany({
    where: { pausedAt: null, nextAt: { lte: new Date(now) } },
    orderBy: [{ nextAt: "asc" }, { id: "asc" }],
    select: { id: true, nextAt: true, userId: true },
  });
  let sent = 0;
  for (const { id, nextAt, userId } of due) {
    // What is wrong with one keeps none of the others.
    try {
      const claimed = await claim(id, nextAt, now);
      if (claimed && (await run(claimed, { userId, now, settings }))) sent++;
    } catch (error) {
      console.error(`The schedule ${id} could not be taken up:`, error);
    }
  }
  return sent;
}

interface Claimed {
  runId: string;
  schedule: ScheduleItem;
}

/** Null where another instance has it, or it was changed meanwhile. */
async function claim(id: string, dueAt: Date, now: number): Promise<Claimed | null> {
  const schedule = await findSchedule(EVERYBODY, id);
  if (!schedule) return null;
  const runId = uuid();
  return db().$transaction(async (tx) => {
    const moved = await tx.schedule.updateMany({
      where: { id, nextAt: dueAt, pausedAt: null },
      data: { nextAt: new Date(nextTime(schedule, now)) },
    });
    if (moved.count === 0) return null;
    const run = { id: runId, scheduleId: id, dueAt, at: new Date(now), state: "sending" };
    const { count } = await tx.scheduleRun.createMany({ data: [run], skipDuplicates: true });
    return count === 0 ? null : { runId, schedule };
  });
}

/** The clock itself, which only reads what is to be done. */
const EVERYBODY: Viewer = {
  ...{ kind: "user", userId: null, role: "administrator", actor: "clock", name: "clock", id: "clock" },
  ...{ scopes: SCOPES, hosts: null },
};

interface Running {
  userId: string | null;
  now: number;
  settings: MailSettings | null;
}

async function run({ runId, schedule }: Claimed, { userId, now, settings }: Running): Promise<boolean> {
  const maker = await makerOf(userId);
  if (!maker) {
    const pausedWhy = `${schedule.createdBy} may not share any more.`;
    await db().schedule.updateMany({
      where: { id: schedule.id },
      data: { pausedAt: new Date(now), pausedWhy },
    });
    await ended(runId, `${pausedWhy} It is paused until somebody lets it go on.`);
    return false;
  }
  const { recipients, hooks } = schedule;
  const hookIds = hooks.map(({ id }) => id);
  try {
    const once = `schedule:${runId}`;
    const result = await deliver(maker, { schedule, recipients, hookIds, once, settings, now });
    await ended(runId, result.ok ? null : result.text);
    return result.ok;
  } catch (error) {
    console.error(`The summary ${schedule.id} could not be sent:`, error);
    await ended(runId, "Something went wrong here; the log says what.");
    return false;
  }
}

/** The schedule, and its runs with it, may be gone by now. */
const ended = (id: string, error: string | null) =>
  db().scheduleRun.updateMany({
    where: { id },
    data: { state: error === null ? "sent" : "failed", error: error?.slice(0, ERROR_CHARACTERS) ?? null },
  });

/** Whoever answers for it, with what they may do now; null where they are disabled, gone or may not share. */
async function makerOf(userId: string | null): Promise<Viewer | null> {
  const user =
    userId === null ? null : await db().user.findUnique({ where: { id: userId, disabledAt: null } });
  if (!user) return null;
  const { id, email, name, role } = user;
  const maker: Viewer = {
    ...{ kind: "user", userId: id, actor: email, name, id, scopes: SCOPES, hosts: null },
    role: ROLES.find((one) => one === role) ?? "viewer",
  };
  return can(maker, "share.manage") ? maker : null;
}
