/** The sums that a score is made of, so that one thing can be changed without adding up everything again. */
import { capByCheck, capByExposure, lowestCap } from "./caps";
import { type Treatments, treatedPart } from "./decisions";
import { addToUnits, penaltyOf, pointsOf, type Units } from "./exposures";
import { type Policy, sourcePolicy } from "./policy";
import type { Cap, Posture, ScoreRequest } from "./posture";
import { type CheckState, exposureKey } from "./state";
import { add, noParts, type Parts, shareOfCheck } from "./terms";
import { byTower } from "./towers";
import { type ExposureKind, TOWERS, type Tower } from "./types";

export interface Tally {
  find(check: string): CheckState | undefined;
  /** What is expected but has never come is among the unproven. */
  walls: Record<Tower, Parts>;
  /** Everything that could hold the tower, and what does. */
  holds: Record<Tower, Cap[]>;
  caps: Record<Tower, Cap | null>;
  units: Record<Tower, Units>;
  penalties: Record<Tower, number>;
  exposed: Record<ExposureKind, number>;
}

/** Adds up a posture, always in the same order: sums are the same to the last bit however it was put together. */
export function tallyOf(request: ScoreRequest, treatments: Treatments): Tally {
  const { posture, policy, catalogue, now } = request;
  const checks = new Map<string, CheckState>();
  const walls = expectedWalls(posture, policy);
  const holds = byTower((): Cap[] => []);
  for (const check of [...posture.checks].sort(byName)) {
    checks.set(check.check, check);
    const definition = catalogue.define(check.check, check.defined);
    const { tower, measure } = definition;
    const treatment = treatments.get(check.check);
    const cap = treatment === "out" ? null : capByCheck(check, definition);
    if (cap) holds[tower].push(cap);
    const part = measure === null ? shareOfCheck(check, request) : null;
    if (part) add(walls[tower], treatedPart(part, treatment));
  }
  const units = byTower((): Units => new Map());
  const exposed = noneExposed();
  for (const exposure of posture.exposures) {
    exposed[exposure.kind] += 1;
    const treatment = treatments.size === 0 ? undefined : treatments.get(exposureKey(exposure));
    if (treatment === "out") continue;
    const cap = capByExposure(exposure);
    if (cap) holds[exposure.tower].push(cap);
    const points = pointsOf(exposure, policy, now);
    addToUnits(units[exposure.tower], exposure, treatment === "half" ? points / 2 : points);
  }
  const caps = byTower((tower) => lowestCap(holds[tower]));
  const penalties = byTower((tower) => penaltyOf(units[tower]));
  return { find: (check) => checks.get(check), walls, holds, caps, units, penalties, exposed };
}

/** Walls that hold nothing but the weight of evidence that every host owes and that has never come. */
function expectedWalls(posture: Posture, policy: Policy): Record<Tower, Parts> {
  const walls = byTower(noParts);
  const kinds = new Set([...posture.sources.keys()].map((source) => sourcePolicy(policy, source).kind));
  for (const { kind, weight } of policy.expected) {
    if (kinds.has(kind)) continue;
    for (const tower of TOWERS) walls[tower].unproven += weight[tower] ?? 0;
  }
  return walls;
}

const noneExposed = (): Record<ExposureKind, number> => ({
  package: 0,
  vulnerability: 0,
  file: 0,
  malware: 0,
});

const byName = (a: CheckState, b: CheckState): number => (a.check < b.check ? -1 : a.check > b.check ? 1 : 0);
