/** Changes what the house asks of share links, and the target of its summaries. */
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { SHARE_POLICY, sharePolicySchema } from "@/lib/queries/share-policy";
import { fail, type Result } from "@/lib/result";

/**
 * Links that are out keep their end.
 * @param given `{ mostDays, target }`
 * Errors (returned): `forbidden`, `form`.
 */
export async function setSharePolicy(viewer: Viewer, given: unknown): Promise<Result<object>> {
  if (!can(viewer, "policy.edit") || viewer.hosts !== null) {
    return fail("forbidden", "You may not change the policy.");
  }
  const parsed = sharePolicySchema.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const value = parsed.data;
  await db().$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: SHARE_POLICY },
      create: { key: SHARE_POLICY, value },
      update: { value },
    });
    await audit(viewer, { action: "policy.shares", data: value }, tx);
  });
  return { ok: true };
}
