/** Lynis says that it skipped a test, not why. The catalogue and what else the report says explain it. */
import type { Observation } from "@/lib/fortress/types";
import { type Records, valuesOf } from "./grammar";
import { isFor, type PlannedCheck, type PlannedNeed } from "./plan";
import type { Run } from "./run";

export interface Skip {
  outcome: "not-applicable" | "not-checked";
  message?: string;
}

const OTHER_SYSTEM: Skip = { outcome: "not-applicable", message: "for another operating system" };
const NEEDS_ROOT: Skip = { outcome: "not-checked", message: "needs root" };
const UNEXPLAINED: Skip = { outcome: "not-checked" };

/**
 * Why a test was skipped. It does not apply on another operating system, nor where something is needed that a test
 * looked for and did not find; everything else was only not looked at.
 */
export function explainSkip(check: PlannedCheck, records: Records, run: Run): Skip {
  if (!isFor(check.os, run.os)) return OTHER_SYSTEM;
  const absent = unmetNeed(check, records, run);
  if (absent) return { outcome: "not-applicable", message: absent };
  return check.root && run.scope === "unprivileged" ? NEEDS_ROOT : UNEXPLAINED;
}

/** The observation of a check that was skipped. */
export const skipped = (check: string, { outcome, message }: Skip): Observation =>
  message === undefined ? { check, outcome } : { check, outcome, message };

/** What the check needs and a test looked for without finding it; null where nothing is known to be absent. */
export function unmetNeed({ needs }: PlannedCheck, records: Records, run: Run): string | null {
  return needs.find((need) => run.executed.has(need.test) && !isMet(need, records))?.message ?? null;
}

function isMet({ fact, oneOf }: PlannedNeed, records: Records): boolean {
  for (const value of valuesOf(records, fact)) {
    if (oneOf ? oneOf.includes(value) : value !== "0" && value !== "-1") return true;
  }
  return false;
}
