/** What goes into a score and what comes out of it. Types only; `score.ts` computes. */
import type { Definition, Measure } from "./catalogue";
import type { Policy } from "./policy";
import type { CheckState, Defined, ExposureState, SourceState } from "./state";
import type { Role, Tower } from "./types";

/** A person's dated statement that a measure is in place: counts from `at` until `validUntil`. Milliseconds since 1970. */
export interface Attestation {
  measure: string;
  by: string;
  at: number;
  validUntil: number;
}

export const TREATMENTS = ["reduce", "accept", "transfer", "avoid"] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** What a person decided about a risk. Only approved decisions belong here. */
export interface Decision {
  /** A check, `<kind>:<key>` of an exposure, or `measure:<id>`. */
  key: string;
  treatment: Treatment;
  /** It holds from its approval until its end, or until it is withdrawn. Milliseconds since 1970. */
  from: number;
  until: number;
  /** With `reduce`: a compensating control with evidence earns half. */
  compensated?: boolean;
}

export interface Posture {
  checks: readonly CheckState[];
  /** Each thing once, whoever sees it. */
  exposures: readonly ExposureState[];
  sources: ReadonlyMap<string, SourceState>;
  attestations: readonly Attestation[];
  decisions: readonly Decision[];
}

/** A share of one weight: the three add up to it. */
export interface Shares {
  passed: number;
  failed: number;
  unproven: number;
}

export type MeasureStatus = "in place" | "weak" | "missing" | "unknown";

export interface MeasureScore extends Shares {
  id: string;
  tower: Tower;
  role: Exclude<Role, "wall">;
  title: string;
  status: MeasureStatus;
  /** What says so, in a sentence. */
  because: string;
  /** The checks that decided it. */
  checks: string[];
  /** A guard that is there but is not heard. */
  silent: boolean;
  /** Of a guard that reports; else null. */
  guard: GuardFacts | null;
}

/** Three facts: what shows that a guard is there, what shows that it runs, and when its own reports were last heard. */
export interface GuardFacts {
  installed: string | null;
  running: string | null;
  /** Milliseconds since 1970. */
  heardAt: number | null;
}

export interface Figures {
  /** 0 to 100. */
  proven: number;
  possible: number;
  confidence: number;
}

export interface Cap {
  at: number;
  /** The check or exposure that holds the tower. */
  key: string;
  cause: string;
}

export interface TowerScore {
  tower: Tower;
  /** Null: no evidence at all. */
  figures: Figures | null;
  /** Present where a cap holds the tower below what its checks would give. */
  cap: Cap | null;
  /** The figures without the cap. */
  without: Figures | null;
  /** The two halves, before exposures and caps; null: no terms. Evidence that never came is part of the wall. */
  measures: Figures | null;
  wall: Figures | null;
  /** Exposures: penalty points, and the factor that they make of both figures. */
  penalty: number;
  factor: number;
}

export interface FortressScore {
  /** Null: no evidence on any tower. */
  measured: Figures | null;
  /** As if what is accepted were no risk. Null with `measured`, never below it. */
  managed: Figures | null;
  /** On what is measured and proven. */
  grade: Grade | null;
  towers: Record<Tower, TowerScore>;
  measures: MeasureScore[];
  modelVersion: string;
  policyVersion: string;
}

export type Grade = "A" | "B" | "C" | "D" | "E" | "F";

export interface Catalogue {
  /**
   * What a check is; never fails.
   * @param given what its report says, which counts where the catalogue does not know it
   */
  define(check: string, given?: Defined | null): Definition;
  measures: readonly Measure[];
}

/** The rules of one reckoning. No clock: `now` in milliseconds since 1970. */
export interface Rules {
  policy: Policy;
  catalogue: Catalogue;
  now: number;
}

/** Everything a score depends on. */
export interface ScoreRequest extends Rules {
  posture: Posture;
}
