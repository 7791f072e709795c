/** `debsecan`: known vulnerabilities of the installed packages of a Debian host. */
import { commandOf, ranWell, told } from "../context";
import { firstLines, textOf, Unread } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Note, Refusal } from "../types";
import { DetailReader, exposureOf, type Reader, ReportReader, SummaryReader } from "./entries";
import { detailHeadOf, FAILED, INVALID, REPORT_NONE, REPORT_TITLE, summaryOf } from "./grammar";

/** The command of the collector. */
const COMMAND = /\bdebsecan\b/;
const ONLY_FIXED = / --only-fixed\b/;
const NO_OBSOLETE = / --no-obsolete\b/;
const BARE_FORMAT = / --format[ =](?:bugs|packages)\b/;
const SUITE = / --suite[ =]([a-z]+)\b/;

type Form = "summary" | "detail" | "report" | "bugs";

/** What the first lines look like. A line of `bugs` is also the first one of an entry of `detail`. */
function formOf(lines: readonly string[]): Form | null {
  const [first = "", second] = lines.filter((line) => !INVALID.test(line));
  if (REPORT_TITLE.test(first)) return "report";
  if (summaryOf(first)) return "summary";
  if (!detailHeadOf(first)) return null;
  if (second?.startsWith("  ")) return "detail";
  return second === undefined || detailHeadOf(second) ? "bugs" : null;
}

const BARE: Refusal = {
  code: "debsecan-bare",
  text: "This list has names of vulnerabilities or of packages alone; bring the output of debsecan without --format.",
};
const BROKEN: Refusal = {
  code: "debsecan-failed",
  text: "debsecan could not get its list of vulnerabilities; bring its output once it can.",
};

function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  const lines = firstLines(head);
  const form = formOf(lines);
  if (form === "bugs" || (COMMAND.test(command) && BARE_FORMAT.test(command))) return BARE;
  if (form !== null || COMMAND.test(command)) return "yes";
  return /^error: while downloading \S+\/debsecan\//.test(lines[0] ?? "") ? BROKEN : "no";
}

/**
 * Reads the formats `summary`, `simple`, `detail` and `report`.
 * Errors (returned): those of `readText`; `debsecan-failed`; `debsecan-bare`; `debsecan-nothing` for any other text.
 */
function read(file: FileInput): ImportResult {
  const command = commandOf(file);
  const text = textOf(file, ranWell(file, COMMAND));
  if (!text.ok) return text;
  if ((file.context?.exitCode ?? 0) !== 0) return { ok: false, refusal: BROKEN };
  const form = formOf(firstLines(text.text));
  if (form === "bugs" || BARE_FORMAT.test(command)) return { ok: false, refusal: BARE };
  const reader = readerOf(form ?? "summary");
  const unread = new Unread();
  let invalid = 0;
  let lastUnread = false;
  let suite = SUITE.exec(command)?.[1] ?? null;
  let none = false;
  const refusal = eachLine(text.text, (line, number) => {
    if (line.trim() === "") return null;
    lastUnread = false;
    if (FAILED.test(line)) return { ...BROKEN, line: number };
    if (INVALID.test(line)) invalid += 1;
    else {
      const title = REPORT_TITLE.exec(line);
      suite = title?.[1] ?? suite;
      none ||= REPORT_NONE.test(line);
      if (!title && !reader.line(line.trimEnd())) {
        lastUnread = true;
        unread.add(number);
      }
    }
    return null;
  });
  if (refusal) return { ok: false, refusal };
  reader.end();
  if (reader.entries.length === 0 && text.text !== "" && !none) return refuse("debsecan-nothing", NOTHING);
  const { entries } = reader;
  const cutOff = lastUnread && !text.text.endsWith("\n");
  // A list in which every fault has its fix was most likely asked for just those.
  const unasked = command === "" && entries.length > 0 && entries.every(({ notes }) => notes.fixed);
  const part = unasked || ONLY_FIXED.test(command) || NO_OBSOLETE.test(command);
  const notes: Note[] = cutOff ? [TRUNCATED] : unread.notes;
  if (invalid > 0) notes.push(INVALID_NOTE);
  return oneReport(
    {
      format: "debsecan",
      source: "debsecan",
      tool: { name: "debsecan", version: null },
      ...told(file),
      scope: part ? "partial" : "full",
      complete: !cutOff,
      exposures: entries.map(exposureOf),
      exposuresComplete: part || notes.length > 0 ? [] : ["vulnerability"],
      facts: suite === null ? [] : [{ key: "suite", values: [suite] }],
      notes,
    },
    file.bytes,
  );
}

const NOTHING = "This file names no vulnerability with its package; bring the output of debsecan.";

const INVALID_NOTE: Note = {
  code: "packages-not-judged",
  text: "debsecan could not judge packages whose versions it does not understand: nothing counts as gone.",
};

function readerOf(form: Form): Reader {
  if (form === "detail") return new DetailReader();
  return form === "report" ? new ReportReader() : new SummaryReader();
}

export const debsecan: Importer = { format: "debsecan", title: "debsecan", sniff, read };
