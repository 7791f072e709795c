/** `dpkg -S PATH...`: which packages files belong to. */
import { commandOf } from "../context";
import { externalReport } from "../external-report";
import { readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Importer, ImportResult } from "../types";
import { readLine } from "./line";
import { askedBy, sniff } from "./sniff";

const OWNERS = 10_000;
/** A longer value would be cut, and its path another one. */
const CHARACTERS = 500;
/** Folders that became links to their names below /usr; dpkg may know a file by the old name. */
const MERGED = /^\/(?:bin|sbin|lib|lib32|lib64|libx32)\//;

/** Codes up to this are no failure: dpkg and grep say with 1 that some path, or all, are nobody's. */
const LAST_CODE = { dpkg: 1, rpm: 0 } as const;

/**
 * Reads the owners; that there are none is believed only by its command and exit code.
 * Errors (returned): those of `readText`; `package-files-failed`; `package-files-nothing`.
 */
function read(file: FileInput): ImportResult {
  const { exitCode } = file.context ?? {};
  const tool = askedBy(commandOf(file));
  if (tool !== null && (exitCode ?? 0) > LAST_CODE[tool]) return refuse("package-files-failed", FAILED);
  const ended = tool !== null && exitCode !== undefined;
  const text = textOf(file, ended);
  if (!text.ok) return text;
  const owners = new Set<string>();
  const lines = readLines(text.text, (given) => {
    const line = readLine(given);
    if (line.what !== "owners") return line.what === "aside" ? "read" : "unread";
    for (const name of line.packages) {
      owners.add(`${name} ${line.path}`);
      if (MERGED.test(line.path)) owners.add(`${name} /usr${line.path}`);
    }
    return "read";
  });
  if (!lines.ok) return lines;
  if (owners.size === 0 && (!ended || lines.unread.any)) return refuse("package-files-nothing", NOTHING);
  const values = [...owners].filter(({ length }) => length <= CHARACTERS).sort();
  return externalReport(file, lines, {
    format: "package-files",
    source: "package-files",
    tool: { name: tool ?? "dpkg", version: null },
    scope: "partial",
    observations: [],
    facts: [{ key: "owners", values: values.slice(0, OWNERS) }],
  });
}

const FAILED = "The packages could not be asked; bring the output of dpkg -S for the files in question.";
const NOTHING =
  "This file names no package of a file; bring the output of dpkg -S for the files in question.";

export const packageFiles: Importer = { format: "package-files", title: "Owners of files", sniff, read };
