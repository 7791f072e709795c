/** How the states of a finding are called. */
import type { FindingStatus } from "@/lib/fortress/state";

const STATES: Record<FindingStatus | "gone", string> = {
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

/** What a list of findings can be narrowed to. */
export const STATE_CHOICES = [
  ["current", "open, in all its forms"],
  ["open", "open, nobody at it"],
  ["in-progress", STATES["in-progress"]],
  ["fixed", STATES.fixed],
  ["reopened", STATES.reopened],
  ["unheard", "open, source gone silent"],
  ["verified", STATES.verified],
  ["not-applicable", "no longer apply"],
  ["not-reported", "gone with a new version of the tool"],
  ["explained", STATES.explained],
  ["approved", STATES.approved],
  ["all", "all"],
] as const;
