/** Invites somebody by address and role: a link that works once, to be passed on by hand. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { makeLink } from "@/lib/auth/links";
import { ROLES, type Viewer } from "@/lib/auth/rights";
import { fail, type Result } from "@/lib/result";
import { emailSchema } from "./accept-link";
import { asAdministrator } from "./standing";

const form = z.object({ email: emailSchema, role: z.enum(ROLES, "Choose a role.") });

/**
 * @param given `email` and `role`
 * @returns the secret part of the link, shown once. An earlier invitation of the same address stops working.
 */
export async function invitePerson(
  viewer: Viewer,
  given: unknown,
): Promise<Result<{ token: string; email: string }>> {
  return asAdministrator(viewer, async (tx, createdBy) => {
    const parsed = form.safeParse(given);
    if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
    const { email, role } = parsed.data;
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
      return fail("taken", "There is somebody with this address already.");
    }
    await tx.oneTimeLink.deleteMany({ where: { kind: "invitation", email, usedAt: null } });
    const token = await makeLink({ kind: "invitation", email, role, createdBy }, tx);
    await audit(viewer, { action: "user.invited", target: email, data: { role } }, tx);
    return { ok: true, token, email };
  });
}
