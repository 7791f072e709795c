/** Changes the viewer's own password, by the present one. */
import { z } from "zod";
import { countAttempt, forgetAttempts } from "@/lib/auth/attempts";
import { audit } from "@/lib/auth/audit";
import { checkPassword, hashPassword, PASSWORD } from "@/lib/auth/passwords";
import { can, type Viewer } from "@/lib/auth/rights";
import type { Visitor } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { plural } from "@/lib/format";
import { fail, type Result } from "@/lib/result";
import { passwordSchema } from "./accept-link";

const form = z.object({
  present: z
    .string()
    .min(1, "Say your present password.")
    .max(PASSWORD.most, "The present password is not right."),
  password: passwordSchema,
});

/**
 * Guesses at the present password count together with those at the sign-in.
 * @param given `present` and `password`
 * @returns how many other sessions ended; links for a new password end too
 */
export async function changePassword(
  viewer: Viewer,
  given: unknown,
  visitor: Visitor,
): Promise<Result<{ ended: number }>> {
  const { userId } = viewer;
  if (!can(viewer, "account.edit") || userId === null)
    return fail("forbidden", "Only a person has an account.");
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { present, password } = parsed.data;
  const user = await db().user.findUnique({
    where: { id: userId },
    select: { email: true, passwordHash: true },
  });
  if (!user) return fail("not-found", "There is no such account.");
  const wait = await countAttempt(user.email, visitor.address);
  if (wait !== null) return fail("wait", `Too many attempts. Try again in ${plural(wait, "minute")}.`);
  if (!(await checkPassword(user.passwordHash, present))) {
    await audit(viewer, { action: "password.refused", address: visitor.address });
    return fail("wrong", "The present password is not right.");
  }
  if (present === password) return fail("same", "This is the present password.");
  await forgetAttempts(user.email);
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    // Somebody who set another one meanwhile, by a link or in another window, is not overruled.
    const { count } = await tx.user.updateMany({
      where: { id: userId, passwordHash: user.passwordHash, disabledAt: null },
      data: { passwordHash, passwordChangedAt: new Date() },
    });
    if (count === 0) return fail("conflict", "The password was changed meanwhile. Sign in with the new one.");
    const others = await tx.session.updateMany({
      where: { userId, revokedAt: null, expiresAt: { gt: new Date() }, id: { not: viewer.id } },
      data: { revokedAt: new Date() },
    });
    await tx.oneTimeLink.deleteMany({ where: { kind: "password", userId, usedAt: null } });
    await audit(
      viewer,
      { action: "password.changed", data: { ended: others.count }, address: visitor.address },
      tx,
    );
    return { ok: true, ended: others.count };
  });
}
