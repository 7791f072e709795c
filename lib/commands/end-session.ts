/** Ends sessions at once: the viewer's own, or anybody's by an administrator. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";

const forbidden = fail("forbidden", "Only a person ends sessions.");

export async function endSession(viewer: Viewer, sessionId: string): Promise<Result<object>> {
  if (!can(viewer, "account.edit") || viewer.userId === null) return forbidden;
  if (!z.uuid().safeParse(sessionId).success) return fail("not-found", "There is no such session.");
  const own = can(viewer, "people.manage") ? {} : { userId: viewer.userId };
  const { count } = await db().session.updateMany({
    where: { id: sessionId, revokedAt: null, ...own },
    data: { revokedAt: new Date() },
  });
  if (count === 0) return fail("not-found", "There is no such session.");
  await audit(viewer, { action: "session.ended", target: sessionId });
  return { ok: true };
}

/** All of the viewer's sessions but the one that asks. */
export async function endOtherSessions(viewer: Viewer): Promise<Result<{ ended: number }>> {
  if (!can(viewer, "account.edit") || viewer.userId === null) return forbidden;
  const { count } = await db().session.updateMany({
    where: {
      userId: viewer.userId,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      id: { not: viewer.id },
    },
    data: { revokedAt: new Date() },
  });
  if (count > 0) await audit(viewer, { action: "session.others-ended", data: { ended: count } });
  return { ok: true, ended: count };
}
