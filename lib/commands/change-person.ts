/** Changes somebody's role, or disables and enables them. Nobody does it to themselves. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { ROLES, type Role, type Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import { mayShare } from "@/lib/queries/sharing-of";
import { fail, type Result } from "@/lib/result";
import { endSharing } from "./end-sharing";
import { asAdministrator } from "./standing";

const form = z.object({
  id: z.uuid(),
  role: z.enum(ROLES, "Choose a role.").optional(),
  disabled: z.boolean().optional(),
});

interface Person {
  id: string;
  email: string;
  role: string;
  disabledAt: Date | null;
}

/**
 * @param given `id`, and `role`, `disabled` or both. Disabling ends all sessions at once, and stops the links that the
 * person made or was given; their API tokens stop because their owner is disabled. Losing the role of administrator
 * stops the invitations that they made. With either the right to share may go: see `endSharing`.
 */
export async function changePerson(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ email: string }>> {
  return asAdministrator(viewer, async (tx, actor) => {
    const parsed = form.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      if (issue?.path[0] === "id") return fail("not-found", "There is no such person.");
      return fail("form", issue?.message ?? "The form is not complete.");
    }
    const { id, role, disabled } = parsed.data;
    const person = await tx.user.findUnique({
      where: { id },
      select: { id: true, email: true, role: true, disabledAt: true },
    });
    if (!person) return fail("not-found", "There is no such person.");
    const steps = (role ?? "administrator") !== "administrator" || disabled === true;
    if (steps && (await isLastAdministrator(tx, person))) {
      return fail("last-administrator", "This is the last administrator. Make somebody else one first.");
    }
    if (id === actor) return fail("own", "Nobody changes their own role or disables themselves.");
    if (role !== undefined && role !== person.role) await setRole(tx, viewer, person, { role, now });
    if (disabled !== undefined && disabled !== (person.disabledAt !== null)) {
      await setDisabled(tx, viewer, person, { disabled, now });
    }
    return { ok: true, email: person.email };
  });
}

/** Holds because all changes to people wait for the same lock. */
async function isLastAdministrator(tx: Tx, { id, role, disabledAt }: Person): Promise<boolean> {
  if (role !== "administrator" || disabledAt) return false;
  const others = await tx.user.count({ where: { role: "administrator", disabledAt: null, id: { not: id } } });
  return others === 0;
}

async function setRole(
  tx: Tx,
  viewer: Viewer,
  { id, email, role: from }: Person,
  { role, now }: { role: Role; now: number },
): Promise<void> {
  await tx.user.update({ where: { id }, data: { role } });
  if (from === "administrator") await tx.oneTimeLink.deleteMany({ where: { createdBy: id, usedAt: null } });
  await audit(viewer, { action: "user.role", target: email, data: { from, to: role } }, tx);
  if (!mayShare(role)) {
    await endSharing(tx, viewer, {
      userId: id,
      why: `${email} is ${role} now, and may not share any more.`,
      now,
    });
  }
}

async function setDisabled(
  tx: Tx,
  viewer: Viewer,
  { id, email }: Person,
  { disabled, now }: { disabled: boolean; now: number },
): Promise<void> {
  const at = new Date(now);
  await tx.user.update({ where: { id }, data: { disabledAt: disabled ? at : null } });
  if (disabled) {
    await tx.session.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: at } });
    await tx.oneTimeLink.deleteMany({ where: { usedAt: null, OR: [{ createdBy: id }, { userId: id }] } });
  }
  await audit(viewer, { action: disabled ? "user.disabled" : "user.enabled", target: email }, tx);
  if (disabled) {
    await endSharing(tx, viewer, { userId: id, why: `${email} was disabled.`, now });
  }
}
