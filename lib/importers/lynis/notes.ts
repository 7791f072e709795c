/** What a reader of the report should know before trusting it. */
import { LIMITS } from "@/lib/importers/limits";
import type { Note } from "@/lib/importers/types";
import type { Run } from "./run";

export interface Remarks {
  run: Run;
  /** Lines that are no records. */
  ignored: number;
  /** Repeated findings that were left out. */
  duplicates: number;
  /** The file held the same report more than once. */
  doubled: boolean;
  hasDate: boolean;
  /** Facts whose list was cut. */
  cutKeys: readonly string[];
}

export function notesOf({ run, ignored, duplicates, doubled, hasDate, cutKeys }: Remarks): Note[] {
  const notes: Note[] = [];
  const note = (code: string, text: string) => notes.push({ code, text });
  if (!run.complete) {
    note("truncated", "The report stops before its end: it says what failed, and nothing of what passed.");
  }
  if (doubled) note("doubled", "The file holds the same report more than once; it was read once.");
  if (!hasDate) note("no-date", "The report does not say when it was made.");
  if (ignored > 0) {
    note("lines-ignored", `${count(ignored, "line")} left out: not in the form that Lynis writes.`);
  }
  if (duplicates > 0) {
    note("duplicate-findings", `${count(duplicates, "finding")} repeated word for word; each counts once.`);
  }
  for (const key of cutKeys) {
    note("values-cut", `Of ${key} the first ${LIMITS.valuesPerKey} values were kept.`);
  }
  return notes;
}

export const LICENSE_KEY_REMOVED: Note = {
  code: "license-key-removed",
  text: "The report held the license key of Lynis; it was removed and is not kept.",
};

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
