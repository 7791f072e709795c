/** Delivers to web hooks what is due, and again what failed. */
import { db, Prisma } from "@/lib/db";
import { attempt, BACK_OFF, MOST_ATTEMPTS } from "./attempt";
import { type Reach, usualReach } from "./target";

const AT_ONCE = 5;
const BATCH = 100;

/**
 * Makes one attempt for each delivery that is due. Several instances may do it at once: each attempt is made by one.
 * @param now milliseconds
 * @returns how many attempts were made
 */
export async function deliverHooks(
  now = Date.now(),
  { reach = usualReach() }: { reach?: Reach } = {},
): Promise<number> {
  const waits = Prisma.raw(`(array[${BACK_OFF.join(", ")}])[d.attempts]`);
  const due = await db().$queryRaw<{ id: string; attempts: number }[]>`
    select d.id, d.attempts from hook_delivery d join web_hook w on w.id = d.hook_id and w.disabled_at is null
     where d.delivered_at is null and d.failed_at is null
       and (d.attempts = 0 or d.at + make_interval(secs => ${waits}) <= ${new Date(now)})
     order by d.at, d.id limit ${BATCH}`;
  let made = 0;
  for (let from = 0; from < due.length; from += AT_ONCE) {
    const several = due.slice(from, from + AT_ONCE);
    const sent = await Promise.all(several.map((one) => attempt(one, { now, reach })));
    made += sent.filter((one) => one !== null).length;
  }
  await endInterrupted(now);
  return made;
}

/** The last attempt of a process that was killed has nobody who would write down its end. */
async function endInterrupted(now: number): Promise<void> {
  await db().hookDelivery.updateMany({
    where: {
      attempts: { gte: MOST_ATTEMPTS },
      deliveredAt: null,
      failedAt: null,
      at: { lt: new Date(now - BACK_OFF[0] * 1000) },
    },
    data: { failedAt: new Date(now), error: "The last attempt was interrupted." },
  });
}
