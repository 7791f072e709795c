/** /var/log/dpkg.log: when packages were installed, upgraded and removed. */
import { commandOf, told } from "../context";
import { type Update, updatesFact } from "../inventory";
import { firstLines, readLines, textOf } from "../lines";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Refusal, Report } from "../types";
import { readLine } from "./line";

/** The command of the collector: `grep` for the lines of actions. */
const COMMAND = /^grep\s(?:.*[\s/])?dpkg\.log(?:\.1)?(?:\s|$)/;
/** It ends with 1 where it finds no line. */
const NONE_FOUND = 1;
const FIRST = 10;

const APT_LOG = /^(?:Start-Date: |Log started: )\d{4}-\d\d-\d\d +\d\d:\d\d:\d\d$/;

function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  if (COMMAND.test(command)) return "yes";
  const lines = firstLines(head).slice(0, FIRST);
  if (APT_LOG.test(lines[0]?.trimEnd() ?? "")) return APTS;
  return lines.length > 0 && lines.every((line) => readLine(line.trimEnd(), 0)) ? "yes" : "no";
}

/**
 * Reads what was installed, upgraded and removed; an empty file says that nothing was only by its command and exit code.
 * Errors (returned): those of `readText`; `dpkg-log-apt`; `dpkg-log-failed`; `dpkg-log-nothing`.
 */
function read(file: FileInput): ImportResult {
  const { exitCode, utcOffset } = file.context ?? {};
  const asked = COMMAND.test(commandOf(file));
  if (asked && (exitCode ?? 0) > NONE_FOUND) return refuse("dpkg-log-failed", FAILED);
  const searched = asked && exitCode !== undefined;
  const text = textOf(file, searched);
  if (!text.ok) return text;
  const updates: Update[] = [];
  let last: string | null = null;
  const lines = readLines(text.text, (line) => {
    if (APT_LOG.test(line)) return APTS;
    const read = readLine(line, utcOffset ?? 0);
    if (!read) return "unread";
    if (last === null || read.at > last) last = read.at;
    if (read.update) updates.push(read.update);
    return "read";
  });
  if (!lines.ok) return lines;
  if (last === null && (!searched || lines.unread.any)) return refuse("dpkg-log-nothing", NOTHING);
  const { unread, cutOff } = lines;
  return oneReport(
    {
      format: "dpkg-log",
      source: "dpkg-log",
      tool: { name: "dpkg", version: null },
      host: told(file).host,
      run: runOf(file, last),
      scope: "partial",
      complete: !cutOff,
      // The rest could hold more: a list of a part would be taken for the whole.
      facts: cutOff ? [] : [updatesFact(updates)],
      notes: cutOff ? [TRUNCATED] : unread.notes,
    },
    file.bytes,
  );
}

/** @param last the latest time in the log, in UTC */
function runOf(file: FileInput, last: string | null): Report["run"] {
  const { endedAt } = told(file).run;
  const zone = file.context?.utcOffset === undefined ? "assumed-utc" : "stated";
  return { startedAt: null, endedAt: endedAt ?? last, zone };
}

const APTS: Refusal = {
  code: "dpkg-log-apt",
  text: "This is a log of apt, which names only what apt did; bring /var/log/dpkg.log.",
};
const FAILED = "The log could not be read; bring /var/log/dpkg.log itself.";
const NOTHING = "This file holds no line of dpkg's log; bring /var/log/dpkg.log.";

export const dpkgLog: Importer = { format: "dpkg-log", title: "dpkg log", sniff, read };
