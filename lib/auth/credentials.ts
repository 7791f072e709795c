/** Signing in with an address and a password. */
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { countAttempt, forgetAttempts } from "./attempts";
import { audit } from "./audit";
import { checkPassword } from "./passwords";
import { openSession, type Visitor } from "./session";

/**
 * @returns the cookie of a new session; `wrong` says the same for an unknown account, a wrong password and a disabled
 * user, and `wait` comes before the password is looked at
 */
export async function signIn(
  email: string,
  password: string,
  visitor: Visitor,
): Promise<Result<{ cookie: string; userId: string }>> {
  const account = email.trim().toLowerCase().slice(0, 320);
  const wait = await countAttempt(account, visitor.address);
  if (wait !== null) {
    return fail("wait", `Too many attempts. Try again in ${wait} ${wait === 1 ? "minute" : "minutes"}.`);
  }
  const user = await db().user.findUnique({ where: { email: account } });
  const right = await checkPassword(user?.passwordHash ?? null, password.slice(0, 1024));
  if (!user || !right || user.disabledAt) {
    await audit(null, { action: "session.refused", target: account, address: visitor.address });
    return fail("wrong", "The address or the password is not right.");
  }
  await forgetAttempts(account);
  const cookie = await openSession(user.id, visitor);
  await audit({ userId: user.id, actor: user.email }, { action: "session.opened", address: visitor.address });
  return { ok: true, cookie, userId: user.id };
}
