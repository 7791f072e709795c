/** The form in which scores leave the program: one decimal, null where there is no evidence. */
import { gradeOf } from "@/lib/fortress/grade";
import type { Grade } from "@/lib/fortress/posture";
import { TOWERS, type Tower } from "@/lib/fortress/types";

export interface ScoreView {
  proven: number;
  possible: number | null;
  confidence: number | null;
  measured: number;
  managed: number | null;
  grade: Grade | null;
  modelVersion: string;
}

interface TowerView {
  proven: number | null;
  possible: number | null;
  confidence: number | null;
  grade: Grade | null;
  cap?: { at: number; cause: string };
  /** What its checks alone would give, where a cap holds it. */
  without?: { proven: number; possible: number };
}

export type TowerViews = Record<Tower, TowerView>;

export const round = (value: number): number => Math.round(value * 10) / 10;
const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : round(value);

/** What is stored of one tower; see `summaryOf` in the commands. */
interface StoredTower {
  proven: number | null;
  possible: number | null;
  confidence: number | null;
  cap: { at: number; cause: string } | null;
  without: { proven: number; possible: number } | null;
}

export interface StoredScore {
  proven: number | null;
  possible: number | null;
  confidence: number | null;
  managed: number | null;
  modelVersion: string | null;
}

export function scoreView(row: StoredScore | null): ScoreView | null {
  if (row === null || row.proven === null) return null;
  return {
    proven: round(row.proven),
    possible: rounded(row.possible),
    confidence: rounded(row.confidence),
    measured: round(row.proven),
    managed: rounded(row.managed),
    grade: gradeOf(row.proven),
    modelVersion: row.modelVersion ?? "",
  };
}

const NOTHING: TowerView = { proven: null, possible: null, confidence: null, grade: null };

export function towerViews(stored: Partial<Record<Tower, StoredTower>> | null): TowerViews {
  const view = (tower: Tower): TowerView => {
    const one = stored?.[tower];
    if (!one || one.proven === null) return NOTHING;
    return {
      proven: round(one.proven),
      possible: rounded(one.possible),
      confidence: rounded(one.confidence),
      grade: gradeOf(one.proven),
      ...(one.cap && { cap: { at: one.cap.at, cause: one.cap.cause } }),
      ...(one.without && {
        without: { proven: round(one.without.proven), possible: round(one.without.possible) },
      }),
    };
  };
  return Object.fromEntries(TOWERS.map((tower) => [tower, view(tower)])) as TowerViews;
}
