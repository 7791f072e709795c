/** What `dpkg --verify` says of the files of installed packages (dpkg 1.17 and newer). */
import type { Exposure } from "@/lib/fortress/types";
import { told } from "@/lib/importers/context";
import { fileExposure } from "@/lib/importers/files";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine, readText } from "@/lib/importers/read/text";
import { oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, Importer, ImportResult, Note, Scope } from "@/lib/importers/types";
import { detail } from "@/lib/importers/updates";
import { CHANGED, isCommand, MISSING, sniff } from "./sniff";

/** The importer of `dpkg --verify`: see `Importer` for what it promises. */
export const dpkgVerify: Importer = {
  format: "dpkg-verify",
  title: "Output of dpkg --verify",
  sniff,
  read,
};

/** Messages of the C library behind a path that could not be looked at. */
const REASON =
  / \((Permission denied|Operation not permitted|Not a directory|Too many levels of symbolic links|Input\/output error|File name too long|Stale file handle)\)$/;
const NOT_ALLOWED = /^(?:Permission denied|Operation not permitted)$/;

interface Found {
  exposures: Exposure[];
  conffiles: number;
  changed: number;
  missing: number;
  unreadable: number;
  /** A package was asked for that is not there: the run was of a selection. */
  selection: boolean;
  error: string | null;
  unread: number;
}

/**
 * Source of the grammar: dpkg(1), `--verify-format`, and `src/main/verify.c` of dpkg.
 * Errors (returned): those of `readText` and `eachLine`, `dpkg-verify-failed`, `dpkg-verify-empty`.
 */
function read({ bytes, context }: FileInput): ImportResult {
  const { command = "", exitCode } = context ?? {};
  const text = readText(bytes);
  const empty = !text.ok && text.refusal.code === "empty" && isCommand(command);
  if (!text.ok && !empty) return text;
  if (empty && exitCode === undefined) return refuse("dpkg-verify-empty", EMPTY);
  const found = newFound();
  const refusal = text.ok ? eachLine(text.text, (line) => readLine(found, line)) : null;
  if (refusal) return { ok: false, refusal };
  const failed = found.error !== null || (exitCode !== undefined && exitCode !== 0 && exitCode !== 1);
  const nothing = found.exposures.length === 0 && found.unreadable === 0;
  if (nothing && (failed || exitCode !== 0 || found.unread > 0)) return refuse("dpkg-verify-failed", FAILED);
  const torn = text.ok && !text.text.endsWith("\n");
  const complete = !failed && !torn;
  const selected = found.selection || selects(command);
  const scope: Scope = found.unreadable > 0 ? "unprivileged" : selected ? "partial" : "full";
  return oneReport(
    {
      format: "dpkg-verify",
      source: "dpkg-verify",
      tool: { name: "dpkg", version: null },
      ...told({ context }),
      scope,
      complete,
      exposures: found.exposures,
      exposuresComplete: complete && scope === "full" && found.unread === 0 ? ["file"] : [],
      facts: complete ? factsOf(found) : [],
      notes: notesOf(found, { torn, failed, selected, asked: isCommand(command) }),
    },
    bytes,
  );
}

const newFound = (): Found => ({
  exposures: [],
  conffiles: 0,
  changed: 0,
  missing: 0,
  unreadable: 0,
  selection: false,
  error: null,
  unread: 0,
});

function readLine(found: Found, raw: string): null {
  const line = raw.replace(/^\ufeff/, "");
  const changed = CHANGED.exec(line);
  if (changed) {
    const [, marks = "", kind = " ", path = ""] = changed;
    if (marks.includes("5") || marks.includes("M")) {
      found.changed += 1;
      add(found, path, "changed", kind, marks);
      // Without the right to read a file, no place can be checked.
    } else found.unreadable += 1;
    return null;
  }
  const missing = MISSING.exec(line);
  if (missing) {
    const [, kind = " ", written = ""] = missing;
    const reason = REASON.exec(written);
    const path = reason ? written.slice(0, reason.index) : written;
    if (reason && NOT_ALLOWED.test(reason[1] ?? "")) found.unreadable += 1;
    else {
      found.missing += 1;
      add(found, path, "removed", kind, "", reason?.[1]);
    }
    return null;
  }
  if (/^dpkg: package .* is not installed$/.test(line)) found.selection = true;
  // Whatever else it says of itself, in whichever language, is an error.
  else if (/^dpkg(?:-query)?: (?!warning: )/.test(line)) found.error ??= line;
  else if (line.trim() !== "" && !/^dpkg(?:-query)?: /.test(line)) found.unread += 1;
  return null;
}

function add(
  found: Found,
  written: string,
  change: "changed" | "removed",
  kind: string,
  marks: string,
  reason?: string,
): void {
  const path = cleanText(written).trim();
  if (!path.startsWith("/") || found.exposures.length > LIMITS.exposures) return;
  if (kind === "c") found.conffiles += 1;
  const details = [
    ...detail("conffile", kind === "c" ? "a configuration file of its package" : null),
    ...detail("checks", marks),
    ...detail("reason", reason),
  ];
  const contentChanged = marks.includes("5") ? true : null;
  found.exposures.push(fileExposure(path, change, { contentChanged, details }));
}

const factsOf = ({ changed, missing, conffiles }: Found) => [
  { key: "changed", values: [String(changed)] },
  { key: "missing", values: [String(missing)] },
  { key: "conffiles", values: [String(conffiles)] },
];

/** Whether the command names packages: `dpkg --verify openssh-server`. */
function selects(command: string): boolean {
  if (!isCommand(command)) return false;
  const after = command.slice(0, 500).split(/\s(?:--verify|-V)(?=\s|$)/)[1] ?? "";
  const own = after.split(/\s*(?:\d?>|[|;&])/)[0] ?? "";
  return own.split(/\s+/).some((word) => word !== "" && !word.startsWith("-"));
}

function notesOf(
  { unreadable, unread }: Found,
  { torn, failed, selected, asked }: { torn: boolean; failed: boolean; selected: boolean; asked: boolean },
): Note[] {
  const notes: Note[] = [];
  if (torn) notes.push(TRUNCATED);
  if (failed)
    notes.push({ code: "failed-run", text: "dpkg ended with an error: what it did not reach is unknown." });
  if (unreadable > 0)
    notes.push({
      code: "unprivileged",
      text: `${unreadable} files could not be read: run dpkg --verify as root to have them checked.`,
    });
  if (selected) notes.push({ code: "selection", text: "This run looked at some packages only." });
  else if (!asked)
    notes.push({
      code: "selection-unknown",
      text: "The file does not say which packages were verified: it is taken as a check of all.",
    });
  if (unread > 0)
    notes.push({
      code: "unread-lines",
      text: `${unread} lines are no output of dpkg --verify and were left out.`,
    });
  return notes;
}

const EMPTY =
  "This file is empty and nothing says how dpkg ended; bring it with its exit code, as the collector does.";
const FAILED =
  "This run of dpkg --verify did not finish and names no file; bring the output of one that does.";
