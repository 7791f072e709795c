/** What lists can be narrowed to, as their filters call it: on pages and in files. Pure. */
import { STATES } from "@/lib/fortress/words";

/** States of findings. */
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

export const DUE_OPTIONS = [
  ["overdue", "overdue"],
  ["soon", "within seven days"],
  ["none", "no date"],
] as const;

export const DECISION_OPTIONS = [
  ["decided", "decided"],
  ["undecided", "undecided"],
] as const;

/** States of decisions. */
export const REGISTER_STATES = [
  ["current", "wait or hold"],
  ["proposed", "wait for an answer"],
  ["approved", "hold"],
  ["refused", "refused"],
  ["withdrawn", "withdrawn"],
  ["ended", "ended by themselves"],
  ["all", "all"],
] as const;

/** When decisions end. */
export const ENDING_OPTIONS = [
  ["3", "within 3 days"],
  ["14", "within 14 days"],
  ["30", "within 30 days"],
  ["90", "within 90 days"],
] as const;

/** Grades of hosts. */
export const GRADE_OPTIONS = [
  ["A,B", "A or B"],
  ["C,D", "C or D"],
  ["E,F", "E or F"],
] as const;

/** Whether hosts report. */
export const SILENT_OPTIONS = [
  ["0", "still come"],
  ["1", "silent"],
] as const;

/** How an option is called; an unknown one by its value. */
export const optionWords = (options: readonly (readonly [string, string])[], value: string): string =>
  options.find(([name]) => name === value)?.[1] ?? value;
