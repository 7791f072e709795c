/** Uses a one-time link: makes the first user, accepts an invitation, or sets a new password. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { findLink, type Link, spendLink } from "@/lib/auth/links";
import { hashPassword, PASSWORD } from "@/lib/auth/passwords";
import { openSession, type Visitor } from "@/lib/auth/session";
import { db, type Tx } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { lockPeople } from "./standing";

export const passwordSchema = z
  .string()
  .min(PASSWORD.least, `A password needs ${PASSWORD.least} characters or more.`)
  .max(PASSWORD.most, `A password has at most ${PASSWORD.most} characters.`);

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .pipe(z.email("This is not an e-mail address."));

export const nameSchema = z
  .string()
  .trim()
  .min(1, "Say your name.")
  .max(100, "A name has at most 100 characters.");

const form = z.object({
  token: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  password: passwordSchema,
});

/**
 * @param given what the form holds: `token`, `password`, for a new user `name`, for the first one `email` as well
 * @returns the cookie of a session of the user
 */
export async function acceptLink(given: unknown, visitor: Visitor): Promise<Result<{ cookie: string }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { token, password } = parsed.data;
  const link = await findLink(token);
  if (!link) return fail("link", "This link was used or has ended. Ask for a new one.");
  const person = link.kind === "password" ? null : newPerson(link, parsed.data);
  if (person && "ok" in person) return person;
  const passwordHash = await hashPassword(password);
  const userId = await db().$transaction(async (tx) => {
    // Before the link's row, as everywhere: two links of one address make one user, and nobody waits in a circle.
    await lockPeople(tx);
    if (!(await spendLink(link.id, tx))) return null;
    return person
      ? join(tx, link, person, passwordHash, visitor)
      : renew(tx, link.userId, passwordHash, visitor);
  });
  if (userId === null) return fail("link", "This link was used or has ended. Ask for a new one.");
  return { ok: true, cookie: await openSession(userId, visitor) };
}

async function join(
  tx: Tx,
  link: Link,
  person: Person,
  passwordHash: string,
  { address }: Visitor,
): Promise<string | null> {
  const first = link.kind === "set-up";
  if (first && (await tx.user.count()) > 0) return null;
  if (await tx.user.findUnique({ where: { email: person.email }, select: { id: true } })) return null;
  const role = first ? "administrator" : (link.role ?? "viewer");
  const user = await tx.user.create({ data: { id: uuid(), ...person, role, passwordHash } });
  await tx.oneTimeLink.deleteMany({
    where: { kind: "invitation", email: person.email, usedAt: null },
  });
  await audit(
    { userId: user.id, actor: user.email },
    { action: first ? "user.first" : "user.joined", data: { role }, address },
    tx,
  );
  return user.id;
}

/** A new password: every session that was open before it ends, and so does every other link to the account. */
async function renew(
  tx: Tx,
  userId: string | null,
  passwordHash: string,
  { address }: Visitor,
): Promise<string | null> {
  const user = userId && (await tx.user.findFirst({ where: { id: userId, disabledAt: null } }));
  if (!user) return null;
  const now = new Date();
  await tx.user.update({ where: { id: user.id }, data: { passwordHash, passwordChangedAt: now } });
  await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: now } });
  await tx.oneTimeLink.deleteMany({ where: { kind: "password", userId: user.id, usedAt: null } });
  await audit({ userId: user.id, actor: user.email }, { action: "password.reset", address }, tx);
  return user.id;
}

type Person = { name: string; email: string };

function newPerson(link: { kind: string; email: string | null }, given: { name?: string; email?: string }) {
  const name = nameSchema.safeParse(given.name ?? "");
  if (!name.success) return fail("form", name.error.issues[0]?.message ?? "Say your name.");
  const email = emailSchema.safeParse(link.kind === "set-up" ? given.email : link.email);
  if (!email.success) return fail("form", email.error.issues[0]?.message ?? "This is not an e-mail address.");
  return { name: name.data, email: email.data } satisfies Person;
}
