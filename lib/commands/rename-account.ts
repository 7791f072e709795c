/** Changes the viewer's own name. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { nameSchema } from "./accept-link";

const form = z.object({ name: nameSchema });

/** @param given `name` */
export async function renameAccount(viewer: Viewer, given: unknown): Promise<Result<{ name: string }>> {
  if (!can(viewer, "account.edit") || viewer.userId === null) {
    return fail("forbidden", "Only a person has an account.");
  }
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "Say your name.");
  const { name } = parsed.data;
  await db().user.update({ where: { id: viewer.userId }, data: { name } });
  await audit(viewer, { action: "user.renamed", data: { name } });
  return { ok: true, name };
}
