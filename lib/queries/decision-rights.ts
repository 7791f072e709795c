/** Who may do what with one decision: pages and commands ask here, so that no page offers what is refused. */
import { can, type Viewer } from "@/lib/auth/rights";
import { type DecisionPolicy, needsApproval } from "@/lib/fortress/decision-rules";
import type { Severity } from "@/lib/fortress/types";
import { type Failure, fail } from "@/lib/result";

/** As much of a decision as its rights depend on. */
export interface Decided {
  /** As it is stored. */
  state: string;
  treatment: string;
  severity: string;
  scope: string;
  /** Of a decision about single hosts: all of them. */
  hostIds: readonly string[];
  userId: string | null;
  ownerId: string | null;
  untilAt: Date;
  control: string | null;
  compensated: boolean;
}

const THEIRS = fail("forbidden", "This decision is about more fortresses than yours.");

/** A token bound to hosts changes no decision that reaches beyond them. */
const within = (viewer: Viewer, { scope, hostIds }: Decided): boolean =>
  viewer.hosts === null || (scope === "hosts" && hostIds.every((id) => viewer.hosts?.includes(id)));

/** Whether approval is a matter for somebody else than the proposer. */
const isOwnMatter = (viewer: Viewer, { userId, severity }: Decided, policy: DecisionPolicy): boolean =>
  needsApproval(policy, severity as Severity) &&
  // Whoever holds a token without an owner may be anybody, the proposer too.
  (viewer.userId === null || viewer.userId === userId);

/** Why a viewer may not approve or refuse a proposal; null: they may. */
export function whyNotAnswer(
  viewer: Viewer,
  decision: Decided,
  policy: DecisionPolicy,
  now: number,
): Failure | null {
  if (!can(viewer, "decision.approve")) return fail("forbidden", "You may not approve decisions.");
  if (!within(viewer, decision)) return THEIRS;
  if (decision.state !== "proposed") return fail("not-possible", "This proposal is answered already.");
  if (decision.untilAt.getTime() <= now) {
    return fail("not-possible", "The last day of this proposal has passed: it needs a new one.");
  }
  if (isOwnMatter(viewer, decision, policy)) {
    return fail(
      "forbidden",
      `At ${decision.severity} severity another person than the proposer has to answer.`,
    );
  }
  return null;
}

/** Why a viewer may not withdraw a decision or a proposal; null: they may. */
export function whyNotWithdraw(viewer: Viewer, decision: Decided, now: number): Failure | null {
  const own =
    viewer.userId !== null && (viewer.userId === decision.userId || viewer.userId === decision.ownerId);
  const may = can(viewer, "decision.approve") || (own && can(viewer, "decision.propose"));
  if (!may) {
    return fail("forbidden", "Its proposer, its owner or a manager may withdraw it.");
  }
  if (!within(viewer, decision)) return THEIRS;
  const stands = decision.state === "proposed" || decision.state === "approved";
  if (!stands || decision.untilAt.getTime() <= now) {
    return fail("not-possible", "It holds no longer: there is nothing to withdraw.");
  }
  return null;
}

/**
 * Why a viewer may not say that the compensating control stands; null: they may.
 * @param evidence whether a reference or a file shows it
 */
export function whyNotCompensated(
  viewer: Viewer,
  decision: Decided,
  { policy, evidence, now }: { policy: DecisionPolicy; evidence: boolean; now: number },
): Failure | null {
  if (!can(viewer, "decision.approve")) return fail("forbidden", "You may not approve decisions.");
  if (!within(viewer, decision)) return THEIRS;
  const holds = decision.state === "approved" && decision.untilAt.getTime() > now;
  if (!holds || decision.control === null || decision.compensated) {
    return fail("not-possible", "There is no compensating control here that does not count yet.");
  }
  if (!evidence) return fail("not-possible", "Nothing shows the control yet: add a file as evidence first.");
  if (isOwnMatter(viewer, decision, policy)) {
    return fail("forbidden", "Another person than the proposer has to look at the evidence.");
  }
  return null;
}
