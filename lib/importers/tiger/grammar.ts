/**
 * The text of a tiger report to runs, sections and messages.
 * Grammar: tiger's `initdefs`, functions `message` and `pathmsg`, and `tiger.in` (git.savannah.nongnu.org/git/tiger).
 */
import type { Refusal } from "@/lib/importers/types";
import { eachLine } from "../read/text";
import { dateOf, endOf, type Started } from "./date";

export interface Message {
  level: string;
  /** As printed: `pass014w`. */
  code: string;
  text: string;
  /** Lines below it that are no part of its sentence, for example a listing of files. */
  more: string[];
}

export interface Run {
  version: string | null;
  host: string | null;
  kernel: string | null;
  started: Started | null;
  endedAt: string | null;
  ended: boolean;
  /** Headings in their order, each with whether an error of the tool stands below it. */
  sections: { name: string; failed: boolean }[];
  messages: Message[];
}

const TITLE = /^Security scripts \*\*\* ([\w.~+-]{1,40})/;
const BEGIN = /^\d\d:\d\d> Beginning security report for (\S{1,253}) \((.*)\)\.\s*$/;
const END = /^(\d\d):(\d\d)> Security report completed for /;
const HEADING = /^# +(\S.*)$/;
const MESSAGE = /^--([A-Z]{4,6})-- \[([a-z]+[0-9]+[a-z]{0,4})\] ?(.*)$/;
const CONTINUED = /^ {9,}\S/;
const MORE = 20;
const TEXT = 4_000;

/** All runs of a file. Errors (returned): those of `eachLine`. */
export function runsOf(text: string): { runs: Run[]; refusal: Refusal | null } {
  const runs: Run[] = [];
  let run: Run | undefined;
  let last: Message | null = null;
  let wantsDate = false;

  const refusal = eachLine(text, (line) => {
    const title = TITLE.exec(line);
    if (title) {
      run = begun(title[1] ?? null);
      runs.push(run);
      last = null;
      wantsDate = true;
      return null;
    }
    if (!run || line === "") return null;
    const mark = line.charAt(0);
    if (wantsDate && mark !== "#" && mark !== "-") {
      wantsDate = false;
      run.started = dateOf(line);
      if (run.started) return null;
    }
    if (mark === "-" && line.startsWith("--")) {
      const message = MESSAGE.exec(line);
      if (message) {
        last = { level: message[1] ?? "", code: message[2] ?? "", text: message[3]?.trim() ?? "", more: [] };
        run.messages.push(last);
        const section = run.sections.at(-1);
        if (section && (last.level === "ERROR" || last.level === "CONFIG")) section.failed = true;
        return null;
      }
    }
    if (mark === "#") {
      const heading = HEADING.exec(line)?.[1]?.trim();
      if (heading) run.sections.push({ name: heading.slice(0, 200), failed: false });
      last = null;
      return null;
    }
    if (mark >= "0" && mark <= "9") {
      const begin = BEGIN.exec(line);
      if (begin) {
        run.host = begin[1] ?? null;
        run.kernel = begin[2]?.split(" ")[2] ?? null;
        return null;
      }
      const end = END.exec(line);
      if (end) {
        run.ended = true;
        run.endedAt = run.started && endOf(run.started, Number(end[1]), Number(end[2]));
        last = null;
        return null;
      }
    }
    if (last) goOn(last, line);
    return null;
  });
  return { runs, refusal };
}

const begun = (version: string | null): Run => ({
  version,
  host: null,
  kernel: null,
  started: null,
  endedAt: null,
  ended: false,
  sections: [],
  messages: [],
});

function goOn(message: Message, line: string): void {
  if (CONTINUED.test(line) && message.more.length === 0) {
    if (message.text.length < TEXT) message.text = `${message.text} ${line.trim()}`.trim();
  } else if (message.more.length < MORE && line.trim() !== "") message.more.push(line.trim().slice(0, 500));
}
