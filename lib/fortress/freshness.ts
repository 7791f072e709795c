/** Passes age, failures do not. */
import { type Policy, sourcePolicy } from "./policy";

const DAY = 86_400_000;

/**
 * How much of a pass still counts.
 * @param observedAt milliseconds since 1970
 * @param now milliseconds since 1970
 * @param periodDays how often the source should report: within it nothing is lost
 * @param limitDays when nothing is left; more than `periodDays`
 * @returns 1 within the period, then in a straight line down to 0 at the limit
 */
export function freshness(observedAt: number, now: number, periodDays: number, limitDays: number): number {
  const age = (now - observedAt) / DAY;
  if (age <= periodDays) return 1;
  if (age >= limitDays) return 0;
  return (limitDays - age) / (limitDays - periodDays);
}

/** How much counts of what a source said at a time: 1 within its period, 0 at the limit. */
export const freshnessOf = (
  source: string,
  observedAt: number,
  rules: { policy: Policy; now: number },
): number =>
  freshness(observedAt, rules.now, sourcePolicy(rules.policy, source).periodDays, rules.policy.limitDays);
