/** What the words of a rule-result mean, and what several results of one rule come to. */
import type { Outcome } from "@/lib/fortress/types";

/** XCCDF 1.2, table 26 of NIST IR 7275. Informational and unselected rules were not asked for a verdict. */
const OUTCOMES: ReadonlyMap<string, Outcome | null> = new Map([
  ["pass", "pass"],
  ["fixed", "pass"],
  ["fail", "fail"],
  ["notapplicable", "not-applicable"],
  ["notchecked", "not-checked"],
  ["error", "error"],
  ["unknown", "unknown"],
  ["informational", null],
  ["notselected", null],
]);

/** @returns null where the rule is left out; `unknown` for a word that XCCDF does not have */
export function outcomeOf(word: string): Outcome | null {
  const known = OUTCOMES.get(word.trim().toLowerCase());
  return known === undefined ? "unknown" : known;
}

/** The worst first: what nobody could find out is worse than a pass of another instance. */
const WORST: readonly Outcome[] = ["fail", "error", "unknown", "not-checked", "pass", "not-applicable"];

export interface Tally {
  passed: number;
  failed: number;
  worst: Outcome;
}

/** Counts one more result of the same rule. */
export function tally(so: Tally | null, outcome: Outcome): Tally {
  const sum = so ?? { passed: 0, failed: 0, worst: outcome };
  if (outcome === "pass") sum.passed += 1;
  if (outcome === "fail") sum.failed += 1;
  if (WORST.indexOf(outcome) < WORST.indexOf(sum.worst)) sum.worst = outcome;
  return sum;
}

/** A rule whose instances differ has passed in part; else the worst of them counts. */
export function verdict({ passed, failed, worst }: Tally): { outcome: Outcome; ratio?: number } {
  return passed > 0 && failed > 0
    ? { outcome: "part", ratio: passed / (passed + failed) }
    : { outcome: worst };
}
