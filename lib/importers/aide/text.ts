/** Reads AIDE's plain report. Source of the grammar: github.com/aide/aide, `src/report_plain.c` and `src/report.c`. */
import type { FileChange } from "@/lib/importers/files";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine } from "@/lib/importers/read/text";
import type { Refusal } from "@/lib/importers/types";
import { Details } from "./details";
import { newRun, type Run, verdictOf } from "./run";

type Section = "head" | "list" | "details" | "databases" | "after";

const START = /^Start timestamp: (.{1,60}) \(AIDE ([\w.+-]{1,40})\)$/;
const END = /^End timestamp: (.{1,60}) \(run time: \d+m \d+s\)$/;
const RULE = /^-{20,}$/;
const COUNT = /^ {2}(Total number of|Added|Removed|Changed) entries:\s*(\d{1,12})$/;
const TOTAL = /^Number of entries:\s*(\d{1,12})$/;
const LEVEL = /^(?:Report|Verbose) level: (\w{1,40})$/;
const ENTRY = /^[^\s/][A-Za-z!?<>=.:+ -]{12,29}$/;

export type RunsResult = { ok: true; runs: Run[] } | { ok: false; refusal: Refusal };

/**
 * All runs in a file, in its order: a log may hold several.
 * Errors (returned): those of `eachLine`, and `too-many-reports`.
 */
export function readTextRuns(text: string): RunsResult {
  const runs: Run[] = [];
  let run = newRun();
  let details = new Details(run);
  const at: { section: Section } = { section: "head" };
  let ruled = false;
  const torn = !text.endsWith("\n");

  const refusal = eachLine(text, (line, number) => {
    const start = START.exec(line);
    if (start) {
      if (run.startedAt !== null || run.verdict !== null) runs.push(run);
      if (runs.length > LIMITS.reportsPerFile)
        return {
          code: "too-many-reports",
          text: "This file holds too many runs; bring the last.",
          line: number,
        };
      run = newRun();
      details = new Details(run);
      run.startedAt = start[1] ?? null;
      run.version = start[2] ?? null;
      at.section = "head";
      return null;
    }
    const end = END.exec(line);
    if (end) {
      run.endedAt = end[1] ?? null;
      run.ended = run.startedAt !== null;
      at.section = "after";
      return null;
    }
    const heading = ruled ? headingOf(line) : null;
    ruled = RULE.test(line);
    if (heading) at.section = heading;
    else if (line === "" || ruled) return null;
    else if (at.section === "head") readHead(run, line);
    else if (at.section === "list") readEntry(run, line);
    else if (at.section === "details") details.read(line);
    else if (at.section === "databases") details.readDatabase(line);
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (run.startedAt !== null || run.verdict !== null) runs.push(run);
  for (const one of runs)
    if (one.startedAt === null) one.ended = one.counts === null && one.entries.length === 0;
  // What was cut off within the last line is no path.
  if (torn && !run.ended && at.section === "list") run.entries.pop();
  return { ok: true, runs };
}

function headingOf(line: string): Section | null {
  if (/^(?:Added|Removed|Changed)[a-z, ]{0,40} entries:$|^(?:Added|Removed|Changed) entries:$/.test(line))
    return "list";
  if (line === "Detailed information about changes:") return "details";
  return line.startsWith("The attributes of the (uncompressed) database") ? "databases" : null;
}

function readHead(run: Run, line: string): void {
  run.verdict ??= verdictOf(line);
  if (line.startsWith("New AIDE database written to ")) run.newDatabase = true;
  const count = COUNT.exec(line);
  if (count) {
    const number = Number(count[2]);
    run.counts ??= { added: 0, removed: 0, changed: 0 };
    if (count[1] === "Added") run.counts.added = number;
    else if (count[1] === "Removed") run.counts.removed = number;
    else if (count[1] === "Changed") run.counts.changed = number;
    else run.total = number;
    return;
  }
  const total = TOTAL.exec(line);
  if (total) run.total = Number(total[1]);
  if (/^(?:Limit|Root prefix|Report level|Verbose level): /.test(line)) readOptions(run, line);
}

/** `Limit: /etc | Root prefix: /srv/image | Report level: summary` */
function readOptions(run: Run, line: string): void {
  for (const part of line.split(" | ")) {
    if (part.startsWith("Limit: ")) run.limit = part.slice(7);
    else if (part.startsWith("Root prefix: ")) run.rootPrefix = part.slice(13);
    else run.level = LEVEL.exec(part)?.[1] ?? run.level;
  }
}

/** `f > ... mc..H     : /etc/ssh/sshd_config`, or `changed: /etc/ssh/sshd_config`. */
function readEntry(run: Run, line: string): void {
  const colon = line.indexOf(": /");
  const before = colon === -1 ? "" : line.slice(0, colon);
  const path = line.slice(colon + 2);
  if (before === "added" || before === "removed" || before === "changed") addEntry(run, path, before, null);
  else if (ENTRY.test(before)) addEntry(run, path, changeOf(before), before);
  else run.unread += 1;
}

/** One more than allowed are kept, so that the report is refused and not silently shortened. */
export function addEntry(run: Run, path: string, change: FileChange, letters: string | null): void {
  if (run.entries.length > LIMITS.exposures) return;
  const clean = cleanText(path).trim();
  if (clean.startsWith("/")) run.entries.push({ path: clean, change, letters });
  else run.unread += 1;
}

/** `f+++…` is added, `f---…` is removed; anything else is changed. */
export function changeOf(letters: string): FileChange {
  const rest = letters.slice(1);
  if (/^\++$/.test(rest)) return "added";
  return /^-+$/.test(rest) ? "removed" : "changed";
}
