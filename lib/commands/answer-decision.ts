/** Answers a proposal: approves or refuses it; and says later that its compensating control stands. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { readDecisionPolicy } from "@/lib/queries/decision-policy";
import { whyNotAnswer, whyNotCompensated } from "@/lib/queries/decision-rights";
import { type Failure, fail, type Result } from "@/lib/result";
import { isEvident, loadDecision } from "./decisions/load";
import { affectedHosts } from "./decisions/subject";
import { concerned, enterHistory, inWords, tellPeople } from "./decisions/told";
import { rescoreHosts } from "./rescore-hosts";

const missing = fail("not-found", "There is no such decision.");

const answerForm = z.object({
  decision: z.string(),
  answer: z.enum(["approve", "refuse"]),
  reason: z.string().trim().max(2_000, "A reason has at most 2,000 characters.").default(""),
});

/**
 * Of several answers at once, one counts. A reduction earns half from here on if a reference or a file shows its control.
 * @param given `decision`, `answer` (`approve` or `refuse`), `reason` (a refusal has one)
 * Errors (returned): `form`, `not-found`, `forbidden` (also where the proposer answers and another person has to),
 * `not-possible` where it is answered already or its last day has passed.
 */
export async function answerDecision(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; state: "approved" | "refused" }>> {
  const parsed = answerForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { decision: id, answer, reason } = parsed.data;
  const state = answer === "approve" ? "approved" : "refused";
  const result = await db().$transaction(async (tx): Promise<{ ok: true; hosts: string[] } | Failure> => {
    const decision = await loadDecision(tx, viewer, id);
    if (!decision) return missing;
    const refusal = whyNotAnswer(viewer, decision, await readDecisionPolicy(tx), now);
    if (refusal) return refusal;
    if (state === "refused" && reason.length < 3) return fail("form", "Say why you refuse it.");
    const compensated = state === "approved" && decision.control !== null && (await isEvident(tx, decision));
    const at = new Date(now);
    const { count } = await tx.decision.updateMany({
      where: { id, state: "proposed" },
      data: {
        ...{ state, compensated, answer: reason || null, fromAt: state === "approved" ? at : null },
        ...{ decidedAt: at, decidedById: viewer.userId, decidedBy: viewer.actor },
      },
    });
    if (count === 0) return fail("not-possible", "Somebody else has just answered this proposal.");
    const action = `decision.${state}`;
    await audit(viewer, { action, target: id, data: { title: decision.title, reason } }, tx);
    await tellPeople(tx, decision, {
      kind: "decision-answered",
      to: concerned(decision, viewer.userId),
      text: `${viewer.name} ${state} it: ${inWords(decision)}`,
      once: `decision-answered:${id}`,
      at: now,
    });
    if (state === "refused") return { ok: true, hosts: [] };
    const hosts = await affectedHosts(tx, id);
    const told = { kind: "decided" as const, by: viewer, reason: decision.reason, at: now };
    await enterHistory(tx, decision, hosts, told);
    return { ok: true, hosts };
  });
  if (!result.ok) return result;
  await rescoreHosts(result.hosts, now);
  return { ok: true, id, state };
}

/**
 * Says that the compensating control of a decision that holds is shown by what was brought: from here on it earns half.
 * @param given `decision`
 * Errors (returned): `not-found`, `forbidden`, `not-possible` where there is no control, no evidence, or it counts already.
 */
export async function countControl(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string }>> {
  const parsed = z.object({ decision: z.string() }).safeParse(given);
  if (!parsed.success) return missing;
  const id = parsed.data.decision;
  const result = await db().$transaction(async (tx): Promise<{ ok: true; hosts: string[] } | Failure> => {
    const decision = await loadDecision(tx, viewer, id);
    if (!decision) return missing;
    const [policy, evidence] = [await readDecisionPolicy(tx), await isEvident(tx, decision)];
    const refusal = whyNotCompensated(viewer, decision, { policy, evidence, now });
    if (refusal) return refusal;
    const { count } = await tx.decision.updateMany({
      where: { id, state: "approved", compensated: false },
      data: { compensated: true },
    });
    if (count === 0) return fail("not-possible", "Somebody else has just changed this decision.");
    const data = { title: decision.title };
    await audit(viewer, { action: "decision.control-counted", target: id, data }, tx);
    return { ok: true, hosts: await affectedHosts(tx, id) };
  });
  if (!result.ok) return result;
  await rescoreHosts(result.hosts, now);
  return { ok: true, id };
}
