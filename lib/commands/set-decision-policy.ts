/** Changes what the house asks of decisions: how long they hold, and from when on another person has to approve. */
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { DECISION_POLICY, decisionPolicySchema } from "@/lib/queries/decision-policy";
import { fail, type Result } from "@/lib/result";

/**
 * Decisions that hold keep their end; the answer to a proposal follows the policy of its day.
 * @param given `{ approvalFrom: severity, mostDays: { critical, high, medium, low } }`
 * Errors (returned): `forbidden`, `form`.
 */
export async function setDecisionPolicy(viewer: Viewer, given: unknown): Promise<Result<object>> {
  if (!can(viewer, "policy.edit") || viewer.hosts !== null) {
    return fail("forbidden", "You may not change the policy.");
  }
  const parsed = decisionPolicySchema.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { approvalFrom, mostDays } = parsed.data;
  await db().$transaction(async (tx) => {
    const value = { approvalFrom, mostDays };
    await tx.setting.upsert({
      where: { key: DECISION_POLICY },
      create: { key: DECISION_POLICY, value },
      update: { value },
    });
    await audit(viewer, { action: "policy.decisions", data: { approvalFrom, ...mostDays } }, tx);
  });
  return { ok: true };
}
