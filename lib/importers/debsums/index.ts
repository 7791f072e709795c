/** What debsums says of the files of installed Debian packages. */
import type { Exposure } from "@/lib/fortress/types";
import { told } from "@/lib/importers/context";
import { classOfPath, fileExposure } from "@/lib/importers/files";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine, readText } from "@/lib/importers/read/text";
import { oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, Importer, ImportResult, Note } from "@/lib/importers/types";
import { detail } from "@/lib/importers/updates";
import { type Line, readLine } from "./line";
import { isCommand, sniff } from "./sniff";

/** The importer of debsums: see `Importer` for what it promises. */
export const debsums: Importer = { format: "debsums", title: "Output of debsums", sniff, read };

interface Found {
  exposures: Exposure[];
  changed: number;
  missing: number;
  ok: number;
  forbidden: number;
  noSums: number;
  /** A sentence of debsums itself: its standard error is in the file. */
  sentences: number;
  /** A file below `/etc`: the run was called with `-a` or `-e`. */
  configuration: boolean;
  elsewhere: boolean;
  notInstalled: boolean;
  failed: boolean;
  unread: number;
}

/** Errors (returned): those of `readText` and `eachLine`, `debsums-failed`, `debsums-empty`. */
function read({ bytes, context }: FileInput): ImportResult {
  const { command = "", exitCode } = context ?? {};
  const asked = isCommand(command);
  const text = readText(bytes);
  const empty = !text.ok && text.refusal.code === "empty" && asked;
  if (!text.ok && !empty) return text;
  if (empty && exitCode === undefined) return refuse("debsums-empty", EMPTY);
  const found = newFound();
  const refusal = text.ok ? eachLine(text.text, (line) => take(found, line)) : null;
  if (refusal) return { ok: false, refusal };
  // 1: a package that was asked for is not there; 2: something changed; 255: not called rightly.
  const failed = found.failed || (exitCode !== undefined && exitCode !== 0 && exitCode !== 2);
  const said = found.exposures.length + found.ok + found.forbidden > 0;
  if (!said && (failed || exitCode !== 0 || found.unread > 0)) return refuse("debsums-failed", FAILED);
  const torn = text.ok && !text.text.endsWith("\n");
  const complete = !failed && !torn;
  const whole = asked ? looksAtAll(command) && !found.notInstalled : provesAll(found);
  const scope = found.forbidden > 0 ? "unprivileged" : whole ? "full" : "partial";
  return oneReport(
    {
      format: "debsums",
      source: "debsums",
      tool: { name: "debsums", version: null },
      ...told({ context }),
      scope,
      complete,
      exposures: found.exposures,
      exposuresComplete: complete && scope === "full" && found.unread === 0 ? ["file"] : [],
      facts: complete ? factsOf(found) : [],
      notes: notesOf(found, { torn, failed, whole, asked }),
    },
    bytes,
  );
}

const newFound = (): Found => ({
  exposures: [],
  changed: 0,
  missing: 0,
  ok: 0,
  forbidden: 0,
  noSums: 0,
  sentences: 0,
  configuration: false,
  elsewhere: false,
  notInstalled: false,
  failed: false,
  unread: 0,
});

function take(found: Found, raw: string): null {
  const line = cleanText(raw).trimEnd();
  const read = readLine(line);
  if (line.startsWith("debsums: ")) found.sentences += 1;
  if (read.what === "ok") {
    found.ok += 1;
    mark(found, line);
  } else if (read.what === "forbidden") found.forbidden += 1;
  else if (read.what === "no-sums") found.noSums += 1;
  else if (read.what === "not-installed") found.notInstalled = true;
  else if (read.what === "error") found.failed = true;
  else if (read.what === "other") found.unread += 1;
  else if ("path" in read) add(found, read);
  return null;
}

function mark(found: Found, path: string): void {
  if (path.startsWith("/etc/")) found.configuration = true;
  else found.elsewhere = true;
}

function add(found: Found, read: Extract<Line, { path: string }>): void {
  if (found.exposures.length > LIMITS.exposures) return;
  mark(found, read.path);
  const gone = read.what === "missing";
  if (gone) found.missing += 1;
  else found.changed += 1;
  const pack = "pack" in read ? read.pack : null;
  const configuration = !["binary", "other"].includes(classOfPath(read.path));
  const details = [
    ...detail("package", pack?.replace(/:[a-z0-9-]+$/, "")),
    ...detail("conffile", configuration ? "a configuration file of its package" : null),
    ...detail("reason", "reason" in read ? read.reason : null),
  ];
  found.exposures.push(
    fileExposure(read.path, gone ? "removed" : "changed", { contentChanged: gone ? null : true, details }),
  );
}

const factsOf = ({ changed, missing, noSums }: Found) => [
  { key: "changed", values: [String(changed)] },
  { key: "missing", values: [String(missing)] },
  { key: "packages_without_sums", values: [String(noSums)] },
];

/** `debsums -ca`: configuration files as well, and no package by name. */
function looksAtAll(command: string): boolean {
  const words = (command.slice(0, 500).split(/\s*(?:\d?>|[|;&])/)[0] ?? "").split(/\s+/);
  const options = words.slice(words.findIndex((word) => /(?:^|\/)debsums$/.test(word)) + 1);
  const all = options.some((word) => word === "--all" || /^-[a-z]*a[a-z]*$/.test(word));
  const less = options.some(
    (word) =>
      word === "--config" ||
      word.startsWith("--ignore-") ||
      /^-[a-z]*[elrd][a-z]*$/.test(word) ||
      (word !== "" && !word.startsWith("-")),
  );
  return all && !less;
}

/** Without its command: both its streams are in the file, and files of both kinds. */
const provesAll = ({ sentences, configuration, elsewhere, notInstalled }: Found): boolean =>
  sentences > 0 && configuration && elsewhere && !notInstalled;

function notesOf(
  { forbidden, noSums, unread }: Found,
  { torn, failed, whole, asked }: { torn: boolean; failed: boolean; whole: boolean; asked: boolean },
): Note[] {
  const notes: Note[] = [];
  const say = (code: string, text: string): void => {
    notes.push({ code, text });
  };
  if (torn) notes.push(TRUNCATED);
  if (failed) say("failed-run", "debsums ended with an error: what it did not reach is unknown.");
  if (forbidden > 0)
    say("unprivileged", `${forbidden} files could not be read: run debsums as root to have them checked.`);
  if (!whole && asked)
    say(
      "selection",
      "This run left files out: debsums -ca looks at those of all packages and their configuration.",
    );
  if (!whole && !asked)
    say(
      "selection-unknown",
      "The file does not prove that all was looked at, so nothing is taken as repaired: bring debsums -ca with both its streams.",
    );
  if (noSums > 0) say("no-sums", `${noSums} packages carry no checksums, so their files were not checked.`);
  if (unread > 0) say("unread-lines", `${unread} lines are no output of debsums and were left out.`);
  return notes;
}

const EMPTY =
  "This file is empty and nothing says how debsums ended; bring it with its exit code, as the collector does.";
const FAILED =
  "This run of debsums checked nothing or names nothing; bring the output of debsums -ca with both its streams.";
