/** From sums to figures: of one half of a tower, of a tower, of a fortress. */
import { factorOf } from "./exposures";
import type { Cap, Figures, Shares, TowerScore } from "./posture";
import { TOWERS, type Tower } from "./types";

export const byTower = <T>(make: (tower: Tower) => T): Record<Tower, T> => ({
  hardening: make("hardening"),
  patching: make("patching"),
  integrity: make("integrity"),
  auditing: make("auditing"),
});

interface TowerSums {
  measures: Shares;
  wall: Shares;
  penalty: number;
  cap: Cap | null;
  /** False: no evidence at all, so that there is no score; neither 0 nor 100. */
  seen: boolean;
}

export function towerOf(tower: Tower, sums: TowerSums): TowerScore {
  const { penalty, cap, seen } = sums;
  const measures = halfOf(sums.measures);
  const wall = halfOf(sums.wall);
  const factor = factorOf(penalty);
  const score = { tower, figures: null, cap: null, without: null, measures, wall, penalty, factor };
  const halves = [measures, wall].filter((half) => half !== null);
  if (!seen || halves.length === 0) return score;
  const mean = (pick: (half: Figures) => number): number =>
    halves.reduce((sum, half) => sum + pick(half), 0) / halves.length;
  const free: Figures = {
    proven: factor * mean((half) => half.proven),
    possible: factor * mean((half) => half.possible),
    confidence: mean((half) => half.confidence),
  };
  if (cap === null || free.possible <= cap.at) return { ...score, figures: free };
  const held = { ...free, proven: Math.min(free.proven, cap.at), possible: cap.at };
  return { ...score, figures: held, cap, without: free };
}

/** Null where it has no terms, so that the other half speaks for both. */
function halfOf({ passed, failed, unproven }: Shares): Figures | null {
  const total = passed + failed + unproven;
  if (total === 0) return null;
  return {
    proven: 100 * (passed / total),
    possible: 100 * ((passed + unproven) / total),
    confidence: 100 * ((passed + failed) / total),
  };
}

/**
 * 0.6 × mean + 0.4 × lowest, for proven and possible alike; a tower without evidence counts 0 and 100.
 * @returns null where no tower has evidence
 */
export function fortressOf(towers: Record<Tower, TowerScore>): Figures | null {
  return TOWERS.every((tower) => towers[tower].figures === null) ? null : blendOf(towers);
}

/** The same where it is known that there is evidence. */
export function blendOf(towers: Record<Tower, TowerScore>): Figures {
  const proven = blend(TOWERS.map((tower) => towers[tower].figures?.proven ?? 0));
  const possible = blend(TOWERS.map((tower) => towers[tower].figures?.possible ?? 100));
  return { proven, possible, confidence: 100 - (possible - proven) };
}

const blend = (values: readonly number[]): number =>
  (0.6 * values.reduce((sum, value) => sum + value, 0)) / values.length + 0.4 * Math.min(...values);
