/** The terms of the model: what each check adds, by its weight. */
import { freshnessOf } from "./freshness";
import type { Rules, Shares } from "./posture";
import type { CheckState } from "./state";

/** Sums of weights. `raw`: passed, before ageing; `freshest`: how fresh the freshest pass is, 0 to 1. */
export interface Parts extends Shares {
  raw: number;
  freshest: number;
}

export const noParts = (): Parts => ({ passed: 0, failed: 0, unproven: 0, raw: 0, freshest: 0 });

/**
 * One check by its weight.
 * @returns null where it does not count: not applicable, or informational
 */
export function shareOfCheck(check: CheckState, rules: Rules): Parts | null {
  const weight = rules.policy.weights[rules.catalogue.define(check.check, check.defined).severity];
  if (weight === 0 || check.outcome === "not-applicable") return null;
  switch (check.outcome) {
    case "pass":
      return aged(check, weight, 1, rules);
    case "part":
      return aged(check, weight, check.ratio ?? 0, rules);
    case "fail":
      return { ...noParts(), failed: weight };
    default:
      return { ...noParts(), unproven: weight };
  }
}

function aged(check: CheckState, weight: number, ratio: number, rules: Rules): Parts {
  const failed = weight * (1 - ratio);
  // A check that vanished proves nothing any more; what failed of it stays.
  if (check.vanished) return { ...noParts(), failed, unproven: weight - failed };
  const raw = weight * ratio;
  const fresh = freshnessOf(check.source, check.observedAt, rules);
  const passed = raw * fresh;
  return { passed, failed, unproven: raw - passed, raw, freshest: fresh };
}

export function add(sum: Parts, part: Parts): void {
  sum.passed += part.passed;
  sum.failed += part.failed;
  sum.unproven += part.unproven;
  sum.raw += part.raw;
  sum.freshest = Math.max(sum.freshest, part.freshest);
}

/** A wall with one check's part exchanged for a fresher one. */
export const exchanged = (sum: Parts, before: Parts, after: Parts): Parts => ({
  passed: sum.passed - before.passed + after.passed,
  failed: sum.failed - before.failed + after.failed,
  unproven: sum.unproven - before.unproven + after.unproven,
  raw: sum.raw - before.raw + after.raw,
  freshest: Math.max(sum.freshest, after.freshest),
});
