/** Gives web hooks the summary of a schedule: all of it as data, signed when it is posted. */
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/auth/rights";
import { attempt } from "@/lib/commands/hooks/attempt";
import { managesHooks } from "@/lib/commands/hooks/make-hook";
import { type Reach, usualReach } from "@/lib/commands/hooks/target";
import { nudge } from "@/lib/commands/notices/nudge";
import { db, type Prisma } from "@/lib/db";
import type { Summary } from "@/lib/exports/summary";
import { changeWords, scoreWords } from "@/lib/exports/summary-words";
import { withQuery } from "@/lib/href";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { addressOfRequest } from "@/lib/queries/summary/address";
import { type Failure, fail } from "@/lib/result";
import { periodOf } from "@/lib/schedules";

interface Telling {
  schedule: ScheduleItem;
  hookIds: readonly string[];
  /** A name for this time: each is told of it once. */
  once: string;
  now: number;
}

/** Leaves it to the deliveries, which try again. Null where that is done. */
export async function tellHooks(
  maker: Viewer,
  seen: Summary,
  { schedule, hookIds, once, now }: Telling,
): Promise<Failure | null> {
  if (!managesHooks(maker)) {
    return fail("not-possible", `${maker.actor} may not send to web hooks any more.`);
  }
  const body = bodyOf(schedule, seen, now);
  await db().hookDelivery.createMany({
    data: hookIds.map((hookId) => ({
      ...{ id: uuid(), hookId, kind: "summary", once, at: new Date(now), body },
    })),
    skipDuplicates: true,
  });
  nudge();
  return null;
}

/** Posts it at once, marked as a test, and waits for what comes of it; it is not tried again. Null where all took it. */
export async function tryHooks(
  seen: Summary,
  { schedule, now }: Pick<Telling, "schedule" | "now">,
  reach: Reach = usualReach(),
): Promise<Failure | null> {
  const body = { ...bodyOf(schedule, seen, now), test: true };
  const faults: string[] = [];
  for (const { id: hookId, name } of schedule.hooks) {
    const id = uuid();
    await db().hookDelivery.create({
      data: { id, hookId, kind: "summary", once: `test:${id}`, at: new Date(now), body },
    });
    const sent = await attempt({ id, attempts: 0 }, { now, reach, last: true });
    if (sent?.error) faults.push(`${name}: ${sent.error}`);
  }
  return faults.length === 0 ? null : fail("not-possible", faults.join(" "));
}

function bodyOf(schedule: ScheduleItem, seen: Summary, now: number) {
  const words = [`${seen.title}:`, scoreWords(seen), changeWords(seen)].filter(Boolean).join(" ");
  const request = { ...schedule, periodDays: periodOf(schedule.cadence) };
  return {
    at: new Date(now).toISOString(),
    text: words,
    // An id is as good as a name.
    href: schedule.hideNames ? "/summary" : withQuery("/summary", addressOfRequest(request)),
    host: null,
    // As JSON, as the database keeps it.
    summary: JSON.parse(JSON.stringify(seen)) as Prisma.InputJsonObject,
  };
}
