/** What a decision about a risk must say, how long it may hold and who has to agree. Pure. */
import { DAY } from "./days";
import type { Treatment } from "./posture";
import { SEVERITIES, type Severity } from "./types";

/** What the house asks of decisions. */
export interface DecisionPolicy {
  /** From this severity on, another person than the proposer has to approve. */
  approvalFrom: Severity;
  /** Days that a decision holds at most, by severity; what only informs counts as low. */
  mostDays: Record<Exclude<Severity, "info">, number>;
}

/** As it is where nobody has said otherwise. */
export const USUAL_POLICY: DecisionPolicy = {
  approvalFrom: "medium",
  mostDays: { critical: 30, high: 90, medium: 180, low: 365 },
};

export const mostDaysOf = ({ mostDays }: DecisionPolicy, severity: Severity): number =>
  mostDays[severity === "info" ? "low" : severity];

/** Whether another person than the proposer has to approve it. */
export const needsApproval = ({ approvalFrom }: DecisionPolicy, severity: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(approvalFrom);

/** Null where there are none. */
export const worstOf = (severities: Iterable<string>): Severity | null => {
  const given = new Set(severities);
  return SEVERITIES.find((severity) => given.has(severity)) ?? null;
};

/** The days, in UTC, on which somebody is asked to look at what ends. */
export const WARNING_DAYS = [14, 3] as const;

/** `2026-11-30` in UTC. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** When a day begins in UTC, milliseconds. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);
/** A decision holds through its last day: its end is the midnight after it, UTC. */
export const endOf = (lastDay: string): number => startOf(lastDay) + DAY;
/** The last day of what ends at a time. */
export const lastDayOf = (until: number): string => dayOf(until - 1);

/** The last day that a decision made today may have. */
export const latestDay = (policy: DecisionPolicy, severity: Severity, now: number): string =>
  dayOf(now + mostDaysOf(policy, severity) * DAY);

/** What only some treatments ask for; empty where it was not given. */
export interface Terms {
  treatment: Treatment;
  /** Days: `2026-11-30`. The review's is empty where there is none. */
  lastDay: string;
  reviewDay: string;
  thirdParty: string;
  reference: string;
  control: string;
  proof: string;
}

/** What of the terms belongs to which treatment; the rest is not kept. */
const TERMS: Record<Treatment, readonly (keyof Terms)[]> = {
  reduce: ["control", "reference"],
  accept: [],
  transfer: ["thirdParty", "reference"],
  avoid: ["proof"],
};

export const belongs = (treatment: Treatment, term: "thirdParty" | "reference" | "control" | "proof") =>
  TERMS[treatment].includes(term);

/** What is wrong with it, in one sentence; null: nothing. */
export function faultOf(
  terms: Terms,
  severity: Severity,
  policy: DecisionPolicy,
  now: number,
): string | null {
  const { treatment, lastDay, reviewDay, thirdParty, reference, control, proof } = terms;
  if (treatment === "transfer" && thirdParty === "") return "Say to whom the risk is transferred.";
  if (treatment === "transfer" && reference === "") {
    return "Give the reference of the transfer: the contract, the policy or the ticket.";
  }
  if (treatment === "reduce" && control === "") return "Say which control compensates for it.";
  if (treatment === "avoid" && proof === "") return "Say how a report will show that it is avoided.";
  if (lastDay < dayOf(now)) return "Its last day has passed. Choose today or a later day.";
  const latest = latestDay(policy, severity, now);
  if (lastDay > latest) {
    const most = mostDaysOf(policy, severity);
    return `At ${severity} severity a decision holds ${most} days at most: choose ${latest} or an earlier day.`;
  }
  if (reviewDay !== "" && reviewDay < dayOf(now)) return "The day of the review has passed.";
  if (reviewDay !== "" && reviewDay > lastDay) return "The review comes after the last day.";
  return null;
}

interface Held {
  /** Milliseconds. */
  from: number;
  until: number;
}

/**
 * Which of the warnings is due: the nearest one whose day has come while the decision held. One that began later than that day
 * needs no warning: whoever made it knew.
 */
export function warningDue({ from, until }: Held, now: number): (typeof WARNING_DAYS)[number] | null {
  if (now >= until) return null;
  const due = WARNING_DAYS.findLast((days) => now >= until - days * DAY);
  return due !== undefined && until - due * DAY >= from ? due : null;
}
