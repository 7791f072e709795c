/** Exposures have no denominator: every 40 penalty points halve the tower. */
import type { Policy } from "./policy";
import type { ExposureState } from "./state";

const DAY = 86_400_000;
const HALF_LIFE = 40;

/** Points of one exposure: its weight, doubled once its repair is late. */
export function pointsOf(exposure: ExposureState, policy: Policy, now: number): number {
  const days = policy.slaDays[exposure.severity];
  const late = days !== null && now - exposure.firstSeenAt > days * DAY;
  return policy.weights[exposure.severity] * (late ? 2 : 1);
}

/** The two highest points among what counts as one. */
interface Unit {
  worst: number;
  next: number;
}
export type Units = Map<string, Unit>;

/**
 * What counts once: a package, whichever tool saw it and by however many vulnerabilities; anything else by itself.
 * The key of a package or vulnerability begins with the package's name and, if more follows, a space.
 */
const unitOf = ({ kind, key }: ExposureState): string => {
  if (kind !== "package" && kind !== "vulnerability") return `${kind}:${key}`;
  const space = key.indexOf(" ");
  return `package:${space === -1 ? key : key.slice(0, space)}`;
};

export function addToUnits(units: Units, exposure: ExposureState, points: number): void {
  const name = unitOf(exposure);
  const unit = units.get(name);
  if (!unit) units.set(name, { worst: points, next: 0 });
  else if (points > unit.worst) units.set(name, { worst: points, next: unit.worst });
  else if (points > unit.next) unit.next = points;
}

/** Penalty points of a tower: each unit by the worst that is known of it. */
export function penaltyOf(units: Units): number {
  // Sorted, so that the sum is the same to the last bit in whatever order the exposures came.
  const points = Float64Array.from(units.values(), ({ worst }) => worst).sort();
  return points.reduce((sum, one) => sum + one, 0);
}

/** By how many points the penalty falls if this exposure alone goes. */
export function reliefOf(units: Units, exposure: ExposureState, points: number): number {
  const unit = units.get(unitOf(exposure));
  return unit && points === unit.worst ? unit.worst - unit.next : 0;
}

/** 5 → 0.917, 10 → 0.841, 20 → 0.707, 40 → 0.5, 80 → 0.25. */
export const factorOf = (penalty: number): number => 2 ** (-penalty / HALF_LIFE);
