/** Tells a list of advisories from the other outputs of `dnf updateinfo`. */

import { FAILED, isAside, LEFT_OUT } from "../dnf";
import { firstLines } from "../lines";
import type { Hint, Refusal } from "../types";
import { HEADLINE, rowOf } from "./row";

/** The command of the collector. */
export const COMMAND = /\b(?:dnf[345]?|yum)\b.* (?:updateinfo|advisory|list-(?:sec|security|updateinfo))\b/;
/** Lists of what is installed already: nothing in them waits. */
export const INSTALLED = / (?:--installed|installed)\b/;

const SUMMARY =
  /^Updates Information Summary: |^\d+ (?:Security|Bugfix|Enhancement|New Package) notice\(s\)$|^Available advisory information summary$/;
const INFO = /^(?:Update ID|Name) *: [A-Za-z]+-\d{4}[-:]/;
const BRING = "bring the output of dnf updateinfo list.";

/** See `Importer.sniff`. Refusals: `dnf-updateinfo-summary`, `dnf-updateinfo-info`. */
export function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  const lines = firstLines(head).map((line) => line.trim());
  const [first] = lines.filter((line) => !isAside(line) && !LEFT_OUT.test(line));
  if (lines.some((line) => SUMMARY.test(line)))
    return { code: "dnf-updateinfo-summary", text: `This file only counts the advisories; ${BRING}` };
  if (lines.some((line) => INFO.test(line)) && lines.some((line) => /^={20}/.test(line)))
    return {
      code: "dnf-updateinfo-info",
      text: `This file describes advisories in full and names no packages; ${BRING}`,
    };
  if (COMMAND.test(command)) return "yes";
  if (first === undefined || FAILED.test(first)) return "no";
  return HEADLINE.test(first) || rowOf(first) !== null ? "yes" : "no";
}
