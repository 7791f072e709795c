/** A host's state put to the score with the catalogue and the policy that Rampart ships. */
import { CATALOGUE } from "./definitions";
import { POLICY } from "./policy";
import type { FortressScore, Posture, ScoreRequest } from "./posture";
import { scoreHost } from "./score";
import { openThings } from "./settle";
import type { HostState } from "./state";

const HOUR = 3_600_000;

/** Scores on pages are those of the last full hour, so that every page of that hour shows the same figures. */
export const scoringTime = (now: number): number => Math.floor(now / HOUR) * HOUR;

const postureOf = (state: HostState): Posture => ({
  checks: [...state.checks.values()],
  exposures: openThings(state),
  sources: state.sources,
  attestations: state.attestations,
  decisions: state.decisions,
});

export const requestOf = (state: HostState, now: number): ScoreRequest => ({
  posture: postureOf(state),
  policy: POLICY,
  catalogue: CATALOGUE,
  now,
});

export const scoreState = (state: HostState, now: number): FortressScore => scoreHost(requestOf(state, now));
