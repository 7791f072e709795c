/** Makes a link with which somebody sets a new password: for those who have lost theirs. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { makeLink } from "@/lib/auth/links";
import type { Viewer } from "@/lib/auth/rights";
import { fail, type Result } from "@/lib/result";
import { asAdministrator } from "./standing";

/**
 * @returns the secret part of the link, shown once; earlier ones of the same person stop working. The present password
 * works until the link is used.
 */
export async function resetPassword(
  viewer: Viewer,
  userId: string,
): Promise<Result<{ token: string; email: string }>> {
  return asAdministrator(viewer, async (tx, createdBy) => {
    const known = z.uuid().safeParse(userId).success
      ? await tx.user.findUnique({ where: { id: userId }, select: { email: true, disabledAt: true } })
      : null;
    if (!known) return fail("not-found", "There is no such person.");
    // Otherwise a session left open would be enough to take the account over.
    if (userId === createdBy)
      return fail("own", "You change your own password under My account, with the present one.");
    if (known.disabledAt) return fail("disabled", "This person is disabled. Enable them first.");
    await tx.oneTimeLink.deleteMany({ where: { kind: "password", userId, usedAt: null } });
    const token = await makeLink({ kind: "password", email: known.email, userId, createdBy }, tx);
    await audit(viewer, { action: "password.link", target: known.email }, tx);
    return { ok: true, token, email: known.email };
  });
}
