/** What lists of findings are narrowed to, and how the states are called there. */
import { STATES } from "@/lib/fortress/words";

export { stateWords } from "@/lib/fortress/words";

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
