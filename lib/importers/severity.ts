/** The words and figures of other tools for how bad something is, in ours. */
import type { Severity } from "@/lib/fortress/types";

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["emergency", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["error", "high"],
  ["severe", "high"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["warning", "medium"],
  ["low", "low"],
  ["minor", "low"],
  ["note", "low"],
  ["negligible", "low"],
  ["unimportant", "low"],
  ["info", "info"],
  ["informational", "info"],
  ["none", "info"],
  ["log", "info"],
]);

/**
 * A word such as `Moderate`.
 * @param otherwise for a word that says nothing (`unknown`, `unspecified`): unknown is not harmless, so usually `medium`
 */
export const severityOfWord = (word: string | null | undefined, otherwise: Severity = "medium"): Severity =>
  WORDS.get((word ?? "").trim().toLowerCase()) ?? otherwise;

/** A CVSS score, 0 to 10, by the bands of CVSS 3.1; null where it is no score. Source: first.org/cvss/v3-1, table 14. */
export function severityOfCvss(score: number | null | undefined): Severity | null {
  if (score === null || score === undefined || !Number.isFinite(score) || score < 0 || score > 10)
    return null;
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}
