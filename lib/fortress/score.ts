/** The score of one host. Pure: no clock, no database, no randomness; the same request gives the same figures. */
import { AS_MEASURED, type Treatments, treatmentsAt } from "./decisions";
import { gradeOf } from "./grade";
import { decideMeasures } from "./measures";
import type { FortressScore, MeasureScore, ScoreRequest, TowerScore } from "./posture";
import { type Tally, tallyOf } from "./tally";
import { blendOf, byTower, fortressOf, towerOf } from "./towers";
import type { Tower } from "./types";

/** Goes up with every change of the rules that can move a figure. */
const MODEL_VERSION = "1";

/**
 * Scores a host.
 * @returns figures from 0 to 100, unrounded; `measured` is null where no tower has evidence
 */
export function scoreHost(request: ScoreRequest): FortressScore {
  const tally = tallyOf(request, AS_MEASURED);
  const measured = settle(request, tally);
  const figures = fortressOf(measured.towers);
  const treatments = treatmentsAt(request.posture.decisions, request.now);
  const managed =
    treatments.size === 0 ? measured : settle(request, tallyOf(request, treatments), treatments, tally.walls);
  return {
    measured: figures,
    managed: figures && blendOf(managed.towers),
    grade: figures && gradeOf(figures.proven),
    towers: measured.towers,
    measures: measured.measures,
    modelVersion: MODEL_VERSION,
    policyVersion: request.policy.version,
  };
}

export interface Settled {
  towers: Record<Tower, TowerScore>;
  measures: MeasureScore[];
}

/**
 * From sums to towers.
 * @param measuredWalls a measure that is decided by a wall looks at what was measured, whatever was decided
 */
export function settle(
  request: ScoreRequest,
  tally: Tally,
  treatments: Treatments = AS_MEASURED,
  measuredWalls = tally.walls,
): Settled {
  const { policy, catalogue, now, posture } = request;
  const { sources, attestations } = posture;
  const { find, exposed } = tally;
  const measures = decideMeasures({
    policy,
    catalogue,
    now,
    find,
    sources,
    attestations,
    walls: measuredWalls,
    exposed,
    treatments,
  });
  const towers = byTower((tower) => {
    const sums = { passed: 0, failed: 0, unproven: 0 };
    const wall = tally.walls[tower];
    let seen = wall.raw + wall.failed > 0 || tally.units[tower].size > 0;
    for (const measure of measures) {
      if (measure.tower !== tower) continue;
      sums.passed += measure.passed;
      sums.failed += measure.failed;
      sums.unproven += measure.unproven;
      if (measure.status !== "unknown" || measure.failed > 0) seen = true;
    }
    const penalty = tally.penalties[tower];
    return towerOf(tower, { measures: sums, wall, penalty, cap: tally.caps[tower], seen });
  });
  return { towers, measures };
}
