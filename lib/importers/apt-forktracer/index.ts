/** `apt-forktracer`: the installed packages that are not the distribution's. */
import type { Detail, Observation } from "@/lib/fortress/types";
import { commandOf, ranWell } from "../context";
import { ALIENS, alien } from "../external";
import { externalReport } from "../external-report";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult } from "../types";

/** The command of the collector. */
const COMMAND = /\bapt-forktracer\b/;
const ASIDE = /^(?:W|N|WARNING): /;
const ROW = /^([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)? \(([^\s()]*)\)((?: \[[^[\]]*\])*)$/;

interface Row {
  name: string;
  installed: string;
  candidate: string;
  /** `Acme: 2.3.1 2.1.0` */
  origins: string[];
}

/** `acme-agent (2.1.0->2.3.1) [Acme: 2.3.1 2.1.0]`. Source: apt-forktracer, reporter.py. */
function rowOf(line: string): Row | null {
  const match = ROW.exec(line);
  if (!match) return null;
  const [, name = "", versions = "", brackets = ""] = match;
  const [installed = "", candidate = ""] = versions.split("->", 2);
  if (!/\d/.test(versions)) return null;
  const origins = brackets
    .split(/[[\]]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return { name, installed, candidate, origins };
}

function sniff(head: string, { command }: Hint): "yes" | "no" {
  const lines = firstLines(head).filter((line) => !ASIDE.test(line));
  if (COMMAND.test(command)) return "yes";
  const first = lines.slice(0, 3);
  return first.length > 0 && first.every((line) => rowOf(line.trimEnd())) ? "yes" : "no";
}

/**
 * Reads the list of all aliens; an empty one is clean only by its command and exit code.
 * Errors (returned): those of `readText`; `apt-forktracer-failed`; `apt-forktracer-nothing`.
 */
function read(file: FileInput): ImportResult {
  const clean = ranWell(file, COMMAND);
  const text = textOf(file, clean);
  if (!text.ok) return text;
  if (COMMAND.test(commandOf(file)) && (file.context?.exitCode ?? 0) !== 0)
    return refuse("apt-forktracer-failed", FAILED);
  const rows: Row[] = [];
  const lines = readLines(text.text, (line, number) => {
    if (/^(?:E: |Traceback )/.test(line))
      return { code: "apt-forktracer-failed", text: FAILED, line: number };
    const row = rowOf(line);
    if (row) rows.push(row);
    return row || ASIDE.test(line) ? "read" : "unread";
  });
  if (!lines.ok) return lines;
  if (rows.length === 0 && !clean) return refuse("apt-forktracer-nothing", NOTHING);
  return externalReport(file, lines, {
    format: "apt-forktracer",
    source: "apt-forktracer",
    tool: { name: "apt-forktracer", version: null },
    observations: rows.map(observationOf),
    facts: [{ key: "alien_packages", values: [...new Set(rows.map(({ name }) => name))] }],
    exhaustive: [ALIENS],
  });
}

const FAILED = "apt-forktracer did not finish; repair what it names and bring its output again.";
const NOTHING =
  "This file names no package, which is no proof that none is foreign; bring it with the collector, which keeps the exit code.";

function observationOf({ name, installed, candidate, origins }: Row): Observation {
  const details: Detail[] = [
    { name: "installed", text: installed },
    { name: "update", text: candidate },
    ...origins.map((text) => ({ name: "origin", text })),
  ];
  return alien(
    name,
    origins.length === 0
      ? "No repository has it."
      : "Only a repository that is not the distribution's has it, or has it in another version.",
    details.filter(({ text }) => text !== ""),
  );
}

export const aptForktracer: Importer = { format: "apt-forktracer", title: "apt-forktracer", sniff, read };
