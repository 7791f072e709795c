/** What the drawing needs to know: plain data, no clock, no database. Every string may come from a report and is hostile. */
import type { Grade, MeasureStatus } from "@/lib/fortress/posture";
import type { Tower } from "@/lib/fortress/types";

export { TOWER_NAMES } from "@/lib/fortress/words";

/** `weak` also means silent: on the wall, but its reports never arrive. */
export const MEASURE_STATES = ["in place", "weak", "missing", "unknown"] as const satisfies MeasureStatus[];

/** One guard or one bridge of a tower. */
export interface MeasureDrawing {
  /** Its text name, for example "file integrity monitoring". */
  name: string;
  state: MeasureStatus;
  /** What says so: "AIDE reported 1 d ago". */
  why?: string;
  /** Where it is explained: a path or fragment of this site. Anything else is drawn without a link. */
  href?: string;
}

/** Two points on the scale of 0–100, `proven` ≤ `possible`. */
export interface Standing {
  proven: number;
  possible: number;
}

/** What holds a tower down. */
interface CapDrawing {
  /** The height, in points, at which the tower is held. */
  at: number;
  cause: string;
  /** What the checks of the tower alone would give, once the cause is cleared. */
  without?: Standing;
}

export interface TowerDrawing {
  /** Points; null = no evidence at all: drawn as a gap, never as a zero. */
  proven: number | null;
  possible: number;
  cap?: CapDrawing;
  guards: readonly MeasureDrawing[];
  bridges: readonly MeasureDrawing[];
  /** Replaces "2/3 guards · 1/2 bridges" under the name, for example "lowest 38.2" on a fleet. */
  note?: string;
  /** Proven at the reader's last look. If it differs, the change is written and moves once. */
  before?: number;
  href?: string;
}

/** A host, or a group of hosts drawn as one fortress. */
export interface FortressDrawing {
  host: string;
  /** null = nothing has ever reported. */
  grade: Grade | null;
  proven: number | null;
  possible: number;
  /** How old the newest evidence is, in words: "3 h". Left out: nothing has reported yet. */
  age?: string;
  /** Set if the host went silent: the date in words, "30 Oct 2026". */
  silentSince?: string;
  href?: string;
  towers: Readonly<Record<Tower, TowerDrawing>>;
}

export type MeasureRole = "guard" | "bridge";
