/** Forgets notices that were read, and deliveries that have ended, long ago. */
import { db } from "@/lib/db";
import { DAY } from "@/lib/fortress/days";

const KEPT_DAYS = 90;

/**
 * @param now milliseconds
 * @returns how many rows went
 */
export async function cleanNotices(now = Date.now()): Promise<number> {
  const before = new Date(now - KEPT_DAYS * DAY);
  const notices = await db().notice.deleteMany({ where: { readAt: { lt: before }, at: { lt: before } } });
  const deliveries = await db().hookDelivery.deleteMany({
    where: { at: { lt: before }, OR: [{ deliveredAt: { not: null } }, { failedAt: { not: null } }] },
  });
  return notices.count + deliveries.count;
}
