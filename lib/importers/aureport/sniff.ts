/** Whose file is it: one of the reports of aureport. */
import { cleanText } from "@/lib/importers/read/clean";
import type { Hint, Refusal } from "@/lib/importers/types";

/** The line that names a report. */
const TITLE = /^(?:[A-Z][A-Za-z/ -]{2,60} )?(?:Report|Summary)$/;
const RULER = /^={5,}$/;
export const NOTHING = "<no events of interest were found>";
/** The header of a list and of a table of counts. */
export const COLUMNS = /^# date time [a-z]|^total {1,4}[a-z]/;

export function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  const lines = cleanText(head.slice(0, 16_384)).split("\n").slice(0, 60);
  const said = /\baureport\b/.test(command);
  if (said && lines.some((line) => /^Error opening|permission denied|must be root/i.test(line.trim())))
    return DENIED;
  return titleOf(lines) === null ? "no" : "yes";
}

/** @returns the title of a report, or null where there is none */
export function titleOf(lines: readonly string[]): string | null {
  for (let at = 0; at + 1 < lines.length; at++) {
    const title = (lines[at] ?? "").slice(0, 100).trim();
    if (!TITLE.test(title) || !RULER.test((lines[at + 1] ?? "").slice(0, 300).trim())) continue;
    const next = (lines[at + 2] ?? "").trim();
    if (COLUMNS.test(next) || next === NOTHING) return title;
    if (/^Range of time in logs: /.test(next)) return title;
  }
  return null;
}

const DENIED: Refusal = {
  code: "aureport-failed",
  text: "The command aureport could not read the audit records; run it as root.",
};
