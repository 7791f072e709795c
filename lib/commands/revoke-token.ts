/** Revokes an API token at once: the viewer's own, or anybody's by an administrator. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";

export async function revokeToken(viewer: Viewer, tokenId: string): Promise<Result<{ name: string }>> {
  const { userId } = viewer;
  if (!can(viewer, "token.own") || userId === null)
    return fail("forbidden", "You may not revoke API tokens.");
  if (!z.uuid().safeParse(tokenId).success) return missing;
  const own = can(viewer, "token.all") ? {} : { userId };
  return db().$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null, ...own },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return missing;
    const token = await tx.apiToken.findUniqueOrThrow({ where: { id: tokenId }, select: { name: true } });
    await audit(viewer, { action: "token.revoked", target: token.name }, tx);
    return { ok: true, name: token.name };
  });
}

const missing = fail("not-found", "There is no such token, or it is revoked already.");
