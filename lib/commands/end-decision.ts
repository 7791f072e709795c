/** Withdraws a decision or a proposal before its end. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { whyNotWithdraw } from "@/lib/queries/decision-rights";
import { type Failure, fail, type Result } from "@/lib/result";
import { loadDecision } from "./decisions/load";
import { affectedHosts } from "./decisions/subject";
import { approvers, concerned, enterHistory, inWords, tellPeople } from "./decisions/told";
import { rescoreHosts } from "./rescore-hosts";

const form = z.object({
  decision: z.string(),
  reason: z
    .string()
    .trim()
    .min(3, "Say why it is withdrawn.")
    .max(2_000, "A reason has at most 2,000 characters."),
});

/**
 * The risk counts again from here on.
 * @param given `decision`, `reason`
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where it holds no longer.
 */
export async function endDecision(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { decision: id, reason } = parsed.data;
  const result = await db().$transaction(async (tx): Promise<{ ok: true; hosts: string[] } | Failure> => {
    const decision = await loadDecision(tx, viewer, id);
    if (!decision) return fail("not-found", "There is no such decision.");
    const refusal = whyNotWithdraw(viewer, decision, now);
    if (refusal) return refusal;
    const { count } = await tx.decision.updateMany({
      where: { id, state: decision.state },
      data: { state: "withdrawn", endedAt: new Date(now), endedBy: viewer.actor },
    });
    if (count === 0) return fail("not-possible", "Somebody else has just changed this decision.");
    await audit(
      viewer,
      { action: "decision.withdrawn", target: id, data: { title: decision.title, reason } },
      tx,
    );
    const waited = decision.state === "proposed";
    await tellPeople(tx, decision, {
      kind: "decision-ended",
      to: [
        ...concerned(decision, viewer.userId),
        // Those who were asked need not answer any more.
        ...(waited ? await approvers(tx, viewer.userId) : []),
      ],
      text: `${viewer.name} withdrew it: ${inWords(decision)}`,
      once: `decision-ended:${id}`,
      at: now,
    });
    if (waited) return { ok: true, hosts: [] };
    const hosts = await affectedHosts(tx, id);
    await enterHistory(tx, decision, hosts, { kind: "undecided", by: viewer, reason, at: now });
    return { ok: true, hosts };
  });
  if (!result.ok) return result;
  await rescoreHosts(result.hosts, now);
  return { ok: true, id };
}
