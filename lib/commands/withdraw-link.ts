/** Takes back an invitation or a new-password link that nobody has used. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { fail, type Result } from "@/lib/result";
import { asAdministrator } from "./standing";

/** @returns the address that the link was for, where it named one */
export async function withdrawLink(
  viewer: Viewer,
  linkId: string,
): Promise<Result<{ email: string | null }>> {
  return asAdministrator(viewer, async (tx) => {
    const gone = fail("not-found", "This link was used, withdrawn or never made.");
    if (!z.uuid().safeParse(linkId).success) return gone;
    const open = { id: linkId, kind: { in: ["invitation", "password"] }, usedAt: null };
    const link = await tx.oneTimeLink.findFirst({ where: open, select: { kind: true, email: true } });
    if (!link) return gone;
    // Whoever uses it at this moment is either faster, and it stays used, or finds nothing.
    const { count } = await tx.oneTimeLink.deleteMany({ where: open });
    if (count === 0) return gone;
    await audit(
      viewer,
      { action: "link.withdrawn", target: link.email ?? linkId, data: { kind: link.kind } },
      tx,
    );
    return { ok: true, email: link.email };
  });
}
