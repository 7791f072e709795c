/** What a person may attest, and for how long. Pure. */
import { CATALOGUE } from "./definitions";
import { scoreState } from "./reckoning";
import type { HostState } from "./state";

/** Longest validity, in days from the day of which the statement is. */
export const MOST_DAYS = 400;
/** So many days before its end people are told. */
export const WARNING_DAYS = 14;

export const measureOf = (id: string) => CATALOGUE.measures.find((measure) => measure.id === id);

/** What no tool can test: only an attestation can prove it. */
export const UNTESTABLE = CATALOGUE.measures.filter(({ rule }) => rule.kind === "attested");

/** Whether no report of the host speaks of the measure, whatever people said of it. */
export const isUnspoken = (state: HostState, measure: string, now: number): boolean =>
  scoreState({ ...state, attestations: [] }, now).measures.find(({ id }) => id === measure)?.status ===
  "unknown";
