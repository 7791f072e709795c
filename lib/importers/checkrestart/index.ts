/** `checkrestart` of debian-goodies: processes that still use files from before an upgrade. */
import catalogue from "@/content/catalogue/checkrestart.json";
import type { Detail } from "@/lib/fortress/types";
import { listedChecks } from "../catalogue";
import { told } from "../context";
import { firstLines, textOf } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse } from "../report";
import type { FileInput, Importer, ImportResult, Refusal } from "../types";

/** Prose, terse (`-t`) and machine form (`-m`). */
const FOUND =
  /^(?:Found )?(\d{1,7}|No) processes (?:found )?using old versions of upgraded files$|^PROCESSES: (\d{1,7})$/;
const PACKAGE = /^([a-z0-9][a-z0-9+.-]{0,120})(?::[a-z0-9]+)?:$/;
const PROCESS = /^\s+(\d{1,10})\s+(\S.*)$/;
const MACHINE = /^(?:SERVICE|OTHER):([^,]{1,120}),(\d{1,10}),(.+)$/;
const NO_ROOT = /^ERROR: This program must be run as root/;

const UNPRIVILEGED: Refusal = {
  code: "checkrestart-root",
  text: "checkrestart looked at nothing because it did not run as root; run it as root and bring its output.",
};

function sniff(head: string): "yes" | "no" | Refusal {
  const lines = firstLines(head, 200);
  if (lines.some((line) => FOUND.test(line))) return "yes";
  const [first = ""] = lines;
  return NO_ROOT.test(first) ? UNPRIVILEGED : "no";
}

/**
 * Reads how many processes there are and, where they are named, which.
 * Errors (returned): those of `readText`, `checkrestart-root`, `checkrestart-nothing`.
 */
function read(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  let count: number | null = null;
  let name = "";
  const programs = new Map<string, Detail>();
  const refusal = eachLine(text.text, (line): Refusal | null => {
    const found = FOUND.exec(line.trimEnd());
    if (found) count = Math.max(count ?? 0, Number(found[1] === "No" ? 0 : (found[1] ?? found[2])));
    else if (NO_ROOT.test(line)) return UNPRIVILEGED;
    else name = PACKAGE.exec(line)?.[1] ?? (/^\S/.test(line) ? "" : name);
    const process = PROCESS.exec(line);
    const machine = MACHINE.exec(line);
    if (process && name !== "") keep(programs, name, process[2] ?? "");
    if (machine) keep(programs, machine[1] ?? "", machine[3] ?? "");
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (count === null) return refuse("checkrestart-nothing", NOTHING);
  return oneReport(
    {
      format: "checkrestart",
      source: "checkrestart",
      tool: { name: "checkrestart", version: null },
      ...told(file),
      observations: [
        {
          check: "checkrestart:services",
          outcome: count === 0 ? "pass" : "fail",
          ...(count === 0 ? {} : { message: messageOf(count) }),
          details: [...programs.values()],
        },
      ],
      definitions: listedChecks("checkrestart", catalogue),
      facts: [{ key: "processes_with_old_files", values: [String(count)] }],
    },
    file.bytes,
  );
}

const NOTHING =
  "This file does not say how many processes use old files; bring the whole output of checkrestart.";

const messageOf = (count: number): string =>
  `${count} ${count === 1 ? "process uses" : "processes use"} old versions of upgraded files.`;

const MOST_PROGRAMS = 200;

function keep(programs: Map<string, Detail>, name: string, program: string): void {
  const text = `${name}: ${program.trim()}`;
  if (programs.size < MOST_PROGRAMS && text.length < 600) programs.set(text, { name: "process", text });
}

export const checkrestart: Importer = { format: "checkrestart", title: "checkrestart", sniff, read };
