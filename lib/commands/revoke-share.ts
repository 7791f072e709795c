/** Ends a share link at once. */
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { findShare } from "@/lib/queries/shares";
import { fail, type Result } from "@/lib/result";

/** Errors (returned): `forbidden`, `not-found`, `not-possible` where it is revoked already. */
export async function revokeShare(
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<Result<{ id: string; title: string }>> {
  if (!can(viewer, "share.manage")) return fail("forbidden", "You may not revoke share links.");
  const share = await findShare(viewer, id, now);
  if (!share) return fail("not-found", "There is no such thing here.");
  return db().$transaction(async (tx) => {
    const { count } = await tx.share.updateMany({
      where: { id: share.id, revokedAt: null },
      data: { revokedAt: new Date(now), revokedBy: viewer.actor },
    });
    if (count === 0) return fail("not-possible", "It is revoked already.");
    await audit(
      viewer,
      { action: "share.revoked", target: share.title, data: { share: share.id, views: share.views } },
      tx,
    );
    return { ok: true, id: share.id, title: share.title };
  });
}
