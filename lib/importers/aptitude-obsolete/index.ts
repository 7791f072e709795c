/** `aptitude search '?obsolete'`: installed packages that no repository has. */
import type { Observation } from "@/lib/fortress/types";
import { commandOf, ranWell } from "../context";
import { ALIENS, alien } from "../external";
import { externalReport } from "../external-report";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Refusal } from "../types";

/** The command of the collector. */
const COMMAND = /\baptitude\b.*\bsearch\b.*(?:[?~]o(?:bsolete)?\b)/;
const ASIDE = /^(?:W|N|WARNING): /;
const ROW = /^([a-zA-Z])([ a-zA-Z]?)( ?A)? +([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)? +- ?(.*)$/;
/** What every host has: a list that names one of them is no list of obsolete packages. */
const ESSENTIAL = new Set(["apt", "base-files", "bash", "coreutils", "dpkg", "libc6", "libc-bin"]);

interface Row {
  state: string;
  name: string;
  automatic: boolean;
}

/** `i A name - description`, `idA name - …`. Source: aptitude, the default of `Aptitude::UI::Package-Display-Format`. */
function rowOf(line: string): Row | null {
  const match = ROW.exec(line);
  if (!match) return null;
  const [, state = "", action = "", mark = "", name = ""] = match;
  if (!"pvciuhCFHU".includes(state) || !" pvciudhFHBA".includes(action)) return null;
  return { state, name, automatic: mark !== "" || action === "A" };
}

const OTHER: Refusal = {
  code: "aptitude-obsolete-other-list",
  text: "This is a list of other packages; bring the output of aptitude search '?obsolete'.",
};

function sniff(head: string, { name, command }: Hint): "yes" | "no" | Refusal {
  if (COMMAND.test(command)) return "yes";
  const lines = firstLines(head).filter((line) => !ASIDE.test(line));
  const rows = lines.map((line) => rowOf(line.trimEnd()));
  if (rows.length === 0 || !rows.slice(0, 5).every((row) => row !== null)) return "no";
  if (rows.some((row) => row !== null && isOther(row)) && !name.includes("obsolete")) return OTHER;
  return "yes";
}

const isOther = ({ state, name }: Row): boolean => "pvc".includes(state) || ESSENTIAL.has(name);

/**
 * Reads the list; an empty one is clean only by its command and exit code.
 * Errors (returned): those of `readText`; `aptitude-obsolete-other-list` for one that names what is not installed or what
 * every host has; `aptitude-obsolete-failed`; `aptitude-obsolete-nothing`.
 */
function read(file: FileInput): ImportResult {
  // aptitude ends with 1 where it finds none, and says nothing.
  const clean = ranWell(file, COMMAND) || (COMMAND.test(commandOf(file)) && file.context?.exitCode === 1);
  const text = textOf(file, clean);
  if (!text.ok) return text;
  const rows: Row[] = [];
  const lines = readLines(text.text, (line, number) => {
    if (line.startsWith("E: ")) return { code: "aptitude-obsolete-failed", text: FAILED, line: number };
    const row = rowOf(line);
    if (row && isOther(row)) return { ...OTHER, line: number };
    if (row) rows.push(row);
    return row || ASIDE.test(line) ? "read" : "unread";
  });
  if (!lines.ok) return lines;
  if (rows.length === 0 && !(clean && !lines.unread.any)) return refuse("aptitude-obsolete-nothing", NOTHING);
  return externalReport(file, lines, {
    format: "aptitude-obsolete",
    source: "aptitude-obsolete",
    tool: { name: "aptitude", version: null },
    observations: rows.map(observationOf),
    facts: [{ key: "obsolete_packages", values: [...new Set(rows.map(({ name }) => name))] }],
    exhaustive: [ALIENS],
  });
}

const FAILED = "aptitude did not finish; repair what it names and bring its output again.";
const NOTHING =
  "This file names no package, which is no proof that none is obsolete; bring it with the collector, which keeps the exit code.";

const observationOf = ({ name, automatic }: Row): Observation =>
  alien(name, "No repository has it.", automatic ? [{ name: "installed", text: "for another package" }] : []);

export const aptitudeObsolete: Importer = {
  format: "aptitude-obsolete",
  title: "aptitude search ?obsolete",
  sniff,
  read,
};
