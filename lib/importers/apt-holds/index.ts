/** `apt-mark showhold`: packages that no upgrade touches. */
import type { CheckDefinition } from "@/lib/fortress/types";
import { commandOf, ranWell } from "../context";
import { externalReport } from "../external-report";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult } from "../types";

/** The command of the collector. */
const COMMAND = /\bapt-mark\b.*\bshowholds?\b/;
/** The content is a list of bare words: only its name tells what it is. */
const FILE_NAME = /(?:^|[^a-z])(?:show)?holds?(?:[^a-z]|$)/;
const ASIDE = /^(?:W|N|WARNING): /;
const PACKAGE = /^[a-z0-9][a-z0-9+.-]{1,127}(?::[a-z0-9-]+)?$/;

function sniff(head: string, { name, command }: Hint): "yes" | "no" {
  if (COMMAND.test(command)) return "yes";
  if (!FILE_NAME.test(name)) return "no";
  const lines = firstLines(head).filter((line) => !ASIDE.test(line));
  return lines.length > 0 && lines.every((line) => PACKAGE.test(line.trimEnd())) ? "yes" : "no";
}

/**
 * Reads the names; an empty list is clean only by its command and exit code.
 * Errors (returned): those of `readText`; `apt-holds-failed`; `apt-holds-nothing`.
 */
function read(file: FileInput): ImportResult {
  const clean = ranWell(file, COMMAND);
  const text = textOf(file, clean);
  if (!text.ok) return text;
  if (COMMAND.test(commandOf(file)) && (file.context?.exitCode ?? 0) !== 0)
    return refuse("apt-holds-failed", FAILED);
  const held = new Set<string>();
  const lines = readLines(text.text, (line, number) => {
    if (line.startsWith("E: ")) return { code: "apt-holds-failed", text: FAILED, line: number };
    if (ASIDE.test(line)) return "read";
    if (!PACKAGE.test(line)) return "unread";
    held.add(line.replace(/:.*$/, ""));
    return "read";
  });
  if (!lines.ok) return lines;
  if (held.size === 0 && !(clean && !lines.unread.any)) return refuse("apt-holds-nothing", NOTHING);
  const names = [...held];
  return externalReport(file, lines, {
    format: "apt-holds",
    source: "apt-holds",
    tool: { name: "apt", version: null },
    observations: [
      names.length === 0
        ? { check: NONE_HELD.check, outcome: "pass" }
        : {
            check: NONE_HELD.check,
            outcome: "fail",
            message: `${names.length === 1 ? "One package gets" : `${names.length} packages get`} no updates.`,
            details: names.map((name) => ({ name: "package", text: name })),
          },
    ],
    definitions: [NONE_HELD],
    facts: [{ key: "held", values: names }],
  });
}

const NONE_HELD: CheckDefinition = {
  check: "apt-holds:none-held",
  title: "No package is held back from updates",
  severity: "low",
  tower: "patching",
  group: "ports_packages",
};

const FAILED = "apt-mark did not finish; repair what it names and bring the output of apt-mark showhold.";
const NOTHING =
  "This file names no package, which is no proof that none is held; bring it with the collector, which keeps the exit code.";

export const aptHolds: Importer = { format: "apt-holds", title: "apt-mark showhold", sniff, read };
