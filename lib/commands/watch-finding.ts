/** Wants to hear of a finding, or no longer. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { lockHost } from "./evidence/identity";

const form = z.object({ finding: z.uuid(), watch: z.boolean() });

/**
 * @param given `finding`, `watch`: whether the viewer wants to hear of it
 * Errors (returned): `not-found`, `forbidden`.
 */
export async function watchFinding(viewer: Viewer, given: unknown): Promise<Result<{ watching: boolean }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) return missing;
  const { finding: id, watch } = parsed.data;
  const finding = await db().finding.findUnique({ where: { id }, select: { hostId: true } });
  const hostId = finding?.hostId;
  if (hostId === undefined || !can(viewer, "finding.read", { hostId })) return missing;
  const { userId } = viewer;
  if (userId === null || !can(viewer, "notice.own"))
    return fail("forbidden", "Only a person at the screen may watch findings.");
  return db().$transaction(async (tx) => {
    await lockHost(tx, hostId);
    // Whoever watches it finds it again: an undo does not delete it.
    const { count } = await tx.finding.updateMany({ where: { id }, data: watch ? { touched: true } : {} });
    if (count === 0) return missing;
    const moved = watch
      ? await tx.$executeRaw`
          insert into watch (user_id, finding_id) values (${userId}::uuid, ${id}::uuid) on conflict do nothing`
      : await tx.$executeRaw`
          delete from watch where user_id = ${userId}::uuid and finding_id = ${id}::uuid`;
    const action = watch ? "finding.watched" : "finding.unwatched";
    if (moved > 0) await audit(viewer, { action, target: id }, tx);
    return { ok: true, watching: watch };
  });
}

const missing = fail("not-found", "There is no such finding.");
