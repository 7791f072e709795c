/** Reads what the house asks of decisions. */
import { z } from "zod";
import { db, type Tx } from "@/lib/db";
import { type DecisionPolicy, USUAL_POLICY } from "@/lib/fortress/decision-rules";
import { SEVERITIES } from "@/lib/fortress/types";

/** Its row of the settings. */
export const DECISION_POLICY = "decision-policy";

const days = z
  .number("Give the days as a whole number.")
  .int("Give the days as a whole number.")
  .min(1, "A decision holds at least a day.")
  .max(3650, "A decision holds ten years at most.");

export const decisionPolicySchema = z.object({
  approvalFrom: z.enum(SEVERITIES, "Choose from which severity on another person has to approve."),
  mostDays: z.object({ critical: days, high: days, medium: days, low: days }),
});

/** The usual one where nobody has set another. */
export async function readDecisionPolicy(from: Pick<Tx, "setting"> = db()): Promise<DecisionPolicy> {
  const row = await from.setting.findUnique({ where: { key: DECISION_POLICY } });
  const read = decisionPolicySchema.safeParse(row?.value);
  return read.success ? read.data : USUAL_POLICY;
}
