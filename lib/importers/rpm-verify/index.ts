/** What `rpm -Va` says of the files of installed packages. */
import type { Exposure } from "@/lib/fortress/types";
import { told } from "@/lib/importers/context";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine, readText } from "@/lib/importers/read/text";
import { oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, Importer, ImportResult, Note, Scope } from "@/lib/importers/types";
import { readLine } from "./line";
import { isCommand, sniff, UNSATISFIED } from "./sniff";

/** The importer of `rpm -Va`: see `Importer` for what it promises. */
export const rpmVerify: Importer = { format: "rpm-verify", title: "Output of rpm -Va", sniff, read };

interface Found {
  exposures: Exposure[];
  changed: number;
  missing: number;
  config: number;
  results: number;
  unreadable: number;
  unsatisfied: number;
  selection: boolean;
  failed: boolean;
  unread: number;
}

/** Errors (returned): those of `readText` and `eachLine`, `rpm-verify-failed`, `rpm-verify-empty`. */
function read({ bytes, context }: FileInput): ImportResult {
  const { command = "", exitCode } = context ?? {};
  const asked = isCommand(command);
  const text = readText(bytes);
  const empty = !text.ok && text.refusal.code === "empty" && asked;
  if (!text.ok && !empty) return text;
  if (empty && exitCode === undefined) return refuse("rpm-verify-empty", EMPTY);
  const found = newFound();
  const refusal = text.ok ? eachLine(text.text, (line) => take(found, line)) : null;
  if (refusal) return { ok: false, refusal };
  // Killed or not found; below, the code counts what is wrong.
  const failed = found.failed || (exitCode !== undefined && exitCode >= 124);
  const said = found.results + found.unsatisfied > 0;
  if (!said && (failed || exitCode !== 0 || found.unread > 0)) return refuse("rpm-verify-failed", FAILED);
  const torn = text.ok && !text.text.endsWith("\n");
  const complete = !failed && !torn;
  const selected = found.selection || (asked && selects(command));
  const scope: Scope = found.unreadable > 0 ? "unprivileged" : selected ? "partial" : "full";
  return oneReport(
    {
      format: "rpm-verify",
      source: "rpm-verify",
      tool: { name: "rpm", version: null },
      ...told({ context }),
      scope,
      complete,
      exposures: found.exposures,
      exposuresComplete: complete && scope === "full" && found.unread === 0 ? ["file"] : [],
      facts: complete ? factsOf(found) : [],
      notes: notesOf(found, { torn, failed, selected, asked }),
    },
    bytes,
  );
}

const newFound = (): Found => ({
  exposures: [],
  changed: 0,
  missing: 0,
  config: 0,
  results: 0,
  unreadable: 0,
  unsatisfied: 0,
  selection: false,
  failed: false,
  unread: 0,
});

function take(found: Found, raw: string): null {
  const line = cleanText(raw).trimEnd();
  const verified = readLine(line);
  if (verified === null) {
    if (UNSATISFIED.test(line)) found.unsatisfied += 1;
    else if (/^package .* is not installed$/.test(line)) found.selection = true;
    else if (/^(?:error|rpmdb): /.test(line)) found.failed = true;
    else if (line !== "" && !/^(?:warning|rpm|prelink): |^\s/.test(line)) found.unread += 1;
    return null;
  }
  found.results += 1;
  if (verified.what === "unreadable") found.unreadable += 1;
  if (verified.what !== "exposure" || found.exposures.length > LIMITS.exposures) return null;
  found.exposures.push(verified.exposure);
  found[verified.change] += 1;
  if (verified.config) found.config += 1;
  if (verified.partly) found.unreadable += 1;
  return null;
}

const factsOf = ({ changed, missing, config, unsatisfied }: Found) => [
  { key: "changed", values: [String(changed)] },
  { key: "missing", values: [String(missing)] },
  { key: "conffiles", values: [String(config)] },
  { key: "unsatisfied_dependencies", values: [String(unsatisfied)] },
];

/** What leaves files of installed packages unlooked at: no `-a`, or an option that skips files, digests or kinds. */
function selects(command: string): boolean {
  const own = command.slice(0, 500).split(/\s*(?:\d?>|[|;&])/)[0] ?? "";
  const all = /\s(?:-[a-zA-Z]*a[a-zA-Z]*|--all)(?:\s|$)/.test(own);
  return (
    !all ||
    /\s--(?:no(?:files?|filedigest|md5|config|size|mode|user|group|linkto|caps)|configfiles|docfiles|licensefiles)\b/.test(
      own,
    )
  );
}

function notesOf(
  { unreadable, unsatisfied, unread }: Found,
  { torn, failed, selected, asked }: { torn: boolean; failed: boolean; selected: boolean; asked: boolean },
): Note[] {
  const notes: Note[] = [];
  const say = (code: string, text: string): void => {
    notes.push({ code, text });
  };
  if (torn) notes.push(TRUNCATED);
  if (failed) say("failed-run", "rpm reported an error of its own: what it did not reach is unknown.");
  if (unreadable > 0)
    say("unprivileged", `${unreadable} files could not be read: run rpm -Va as root to have them checked.`);
  if (selected) say("selection", "This run looked at some packages, or some properties of files, only.");
  else if (!asked)
    say(
      "selection-unknown",
      "The file does not say which packages were verified: it is taken as a check of all.",
    );
  if (unsatisfied > 0)
    say(
      "unsatisfied-dependencies",
      `rpm names ${unsatisfied} packages with missing dependencies, which are no changed files.`,
    );
  if (unread > 0) say("unread-lines", `${unread} lines are no output of rpm -Va and were left out.`);
  return notes;
}

const EMPTY =
  "This file is empty and nothing says how rpm ended; bring it with its exit code, as the collector does.";
const FAILED =
  "This run of rpm -Va did not finish and names no file; bring the output of one that does, run as root.";
