/** Ends what somebody shares when they may not share any more: they are disabled, or get a role that may not. */
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";

interface Ending {
  /** Whose. */
  userId: string;
  /** For the log and the list of schedules: a sentence. */
  why: string;
  /** Milliseconds. */
  now: number;
}

/**
 * Live links are revoked, with their badges: nobody answers any more for what they show. Schedules are paused, and say
 * why; whoever lets one go on answers for it. Frozen links show nothing new, and stay until their end.
 * @param tx in which the person stops being allowed to share
 * @param viewer whose doing it is
 */
export async function endSharing(tx: Tx, viewer: Viewer, { userId, why, now }: Ending): Promise<void> {
  const at = new Date(now);
  const shares = await tx.share.updateManyAndReturn({
    where: { userId, frozenAt: null, revokedAt: null, expiresAt: { gt: at } },
    data: { revokedAt: at, revokedBy: viewer.actor },
    select: { id: true, title: true },
  });
  for (const { id, title } of shares) {
    await audit(viewer, { action: "share.revoked", target: title, data: { share: id, why } }, tx);
  }
  const schedules = await tx.schedule.updateManyAndReturn({
    where: { userId, pausedAt: null },
    data: { pausedAt: at, pausedWhy: why },
    select: { id: true, title: true },
  });
  for (const { id, title } of schedules) {
    await audit(viewer, { action: "schedule.paused", target: title, data: { schedule: id, why } }, tx);
  }
}
