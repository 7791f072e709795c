/** How towers and states are called, on pages and in files. Pure. */
import type { FindingStatus } from "./state";
import type { Tower } from "./types";

export const TOWER_NAMES: Readonly<Record<Tower, string>> = {
  hardening: "Hardening",
  patching: "Patching",
  integrity: "Integrity",
  auditing: "Auditing",
};

/** The states of a finding; `gone` is shown on its own page only. */
export const STATES: Readonly<Record<FindingStatus | "gone", string>> = {
  open: "open",
  "in-progress": "in progress",
  fixed: "fixed, waiting for proof",
  reopened: "came back",
  verified: "verified",
  "not-applicable": "no longer applies",
  "not-reported": "no longer reported",
  explained: "explained by an update",
  approved: "approved as baseline",
  gone: "its import was undone",
};

/** @param unheard nobody speaks of it any more, and nobody has shown that it is gone */
export const stateWords = (state: string, unheard = false): string => {
  const words = Object.hasOwn(STATES, state) ? STATES[state as FindingStatus] : state;
  return unheard ? `${words}, no longer reported` : words;
};

/** The name of a tower that comes as any text. */
export const towerWords = (tower: string): string =>
  Object.hasOwn(TOWER_NAMES, tower) ? TOWER_NAMES[tower as Tower] : tower;
