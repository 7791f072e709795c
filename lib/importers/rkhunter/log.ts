/** The log of rkhunter, line by line, to runs with tests, marks and warnings. Grammar: `display()` of files/rkhunter and files/i18n/en. */
import { LIMITS } from "@/lib/importers/limits";
import { eachLine } from "@/lib/importers/read/text";
import type { Refusal } from "@/lib/importers/types";

export interface Warning {
  /** The first line, without its mark. */
  text: string;
  /** What follows on further lines. */
  lines: string[];
}

export interface Test {
  warnings: Warning[];
  /** `[ OK ]`, `[ None found ]` and whatever else is no trouble. */
  good: number;
  /** What is marked `[ Warning ]`. */
  bad: string[];
  skipped: number;
  /** Skipped because what it looks at is not on this host. */
  absent: number;
  /** `Test 'x' disabled at users request.` */
  disabled: boolean;
}

export interface Run {
  version: string | null;
  host: string | null;
  osName: string | null;
  start: string | null;
  end: string | null;
  /** Whether a check began: an update or `--propupd` writes into the same log. */
  checked: boolean;
  enabled: string | null;
  disabledTests: string[];
  tests: Map<string, Test>;
  /** Lines that say that a part of the file properties was left out: `hash`, `script`, `attribute`, `immutable`, `all`. */
  left: Set<string>;
  baselineMissing: boolean;
  /** Figures of the summary. */
  figures: Map<string, number>;
  rootkitNames: string[];
}

const STAMP = /^\[\d\d:\d\d:\d\d\] ?/;
const BANNER = /^Running Rootkit Hunter version (\S{1,40})(?: on (\S{1,253}))?$/;
const MARK = /^(.*\S) +\[ ([A-Za-z ]{2,20}) \]$/;
const FIGURE =
  /^(Files checked|Suspect files|Rootkits checked|Possible rootkits|Applications checked|Suspect applications) ?: (\d{1,9})/;
const LEFT_OUT =
  /\b(?:all )?(?:file )?(hash|script|attribute|immutable|property)\b.{0,40} checks? (?:will|are now) be(?:ing)? skipped/i;
const NOT_HERE = /does not exist|not installed|\bno [^.]{1,60} found|names configured/i;
/** Warnings about how to use rkhunter, not about the host. */
const ADVICE = "WARNING! It is the users responsibility";
const MOST_TESTS = 500;

/**
 * @param places texts of marks that belong to another test than the one that is running
 * Errors (returned): those of `eachLine`.
 */
export function readLog(
  text: string,
  places: ReadonlyMap<string, string>,
): { runs: Run[] } | { refusal: Refusal } {
  const runs: Run[] = [];
  let run: Run | null = null;
  let running = "setup";
  let warning: { text: string; lines: string[] } | null = null;
  /** Where the warning that follows a mark belongs. */
  let place = running;
  let skipped: Test | null = null;

  const refusal = eachLine(text, (line) => {
    const stamp = STAMP.exec(line)?.[0] ?? "";
    const said = line.slice(stamp.length).trimEnd();
    const trimmed = said.trim();
    const banner = BANNER.exec(said);
    if (banner || !run) {
      if (!banner && !trimmed) return null;
      run = newRun();
      if (runs.length < LIMITS.reportsPerFile) runs.push(run);
      running = "setup";
      place = running;
      warning = null;
      skipped = null;
      if (banner) {
        run.version = banner[1] ?? null;
        run.host = banner[2] ?? null;
        return null;
      }
    }
    const now: Run = run;
    note(now, trimmed);
    if (warning && trimmed && said.startsWith(stamp ? "         " : "    ")) {
      if (warning.lines.length < 100) warning.lines.push(trimmed);
      return null;
    }
    if (trimmed === "") {
      // A blank line ends a part of the log, not the place of the next warning.
      warning = null;
      return null;
    }
    const info = said.startsWith("Info: ") ? said.slice(6) : null;
    if (info !== null) {
      warning = null;
      if (skipped && NOT_HERE.test(info)) skipped.absent += 1;
      skipped = null;
      const started = /^Starting test name '(\w{1,60})'/.exec(info)?.[1];
      if (started) {
        running = started;
        place = started;
        now.checked = true;
      }
      return null;
    }
    skipped = null;
    if (said.startsWith("Checking if the O/S has changed")) {
      running = "host_state";
      place = running;
      testOf(now, running);
    } else if (said.startsWith("Starting system checks")) {
      now.checked = true;
      testOf(now, "setup").good += 1;
      if (now.tests.get("host_state")) testOf(now, "host_state").good += 1;
    } else if (said.startsWith("System checks summary")) {
      running = "summary";
    }
    const warns = said.startsWith("Warning: ");
    const words = warns ? said.slice(9) : said;
    const mark = MARK.exec(words);
    const title = (mark?.[1] ?? words).trim();
    if (mark) {
      place = places.get(title) ?? (running === "summary" ? "setup" : running);
      const test = testOf(now, place);
      const result = mark[2];
      if (result === "Warning") {
        if (test.bad.length < 2_000) test.bad.push(title);
      } else if (result === "Skipped") {
        test.skipped += 1;
        skipped = test;
      } else test.good += 1;
    }
    warning = null;
    if (warns) {
      warning = { text: title, lines: [] };
      const test = testOf(now, places.get(title) ?? place);
      if (!title.startsWith(ADVICE) && test.warnings.length < 2_000) test.warnings.push(warning);
    }
    return null;
  });
  return refusal ? { refusal } : { runs };
}

const newRun = (): Run => ({
  version: null,
  host: null,
  osName: null,
  start: null,
  end: null,
  checked: false,
  enabled: null,
  disabledTests: [],
  tests: new Map(),
  left: new Set(),
  baselineMissing: false,
  figures: new Map(),
  rootkitNames: [],
});

function testOf(run: Run, id: string): Test {
  const known = run.tests.get(id);
  if (known) return known;
  const test: Test = { warnings: [], good: 0, bad: [], skipped: 0, absent: 0, disabled: false };
  if (run.tests.size < MOST_TESTS) run.tests.set(id, test);
  return test;
}

/** What a line says of the run as a whole, wherever it stands. */
function note(run: Run, said: string): void {
  const info = said.startsWith("Info: ") ? said.slice(6) : "";
  if (info) {
    run.start ??= after(info, "Start date is ");
    run.end ??= after(info, "End date is ");
    run.osName ??= after(info, "Found O/S name: ");
    run.enabled ??= after(info, "Enabled tests are: ");
    const disabled = after(info, "Disabled tests are: ");
    if (disabled) run.disabledTests = disabled.split(/\s+/, 100);
    const test = /^Test '(\w{1,60})' disabled at users request/.exec(info)?.[1];
    if (test) testOf(run, test).disabled = true;
  }
  const left = LEFT_OUT.exec(said)?.[1]?.toLowerCase();
  if (left) run.left.add(left);
  if (/rkhunter\.dat\) (?:does not exist|is empty)/.test(said)) run.baselineMissing = true;
  const figure = FIGURE.exec(said);
  if (figure?.[1]) run.figures.set(figure[1], Number(figure[2]));
  const names = after(said, "Rootkit names") ?? "";
  if (names) {
    const given = names.replace(/^\s*:\s*/, "").split(", ", 200);
    run.rootkitNames = [...new Set(given.map((name) => name.trim()).filter(Boolean))];
  }
}

const after = (text: string, start: string): string | null =>
  text.startsWith(start) ? text.slice(start.length).trim() || null : null;
