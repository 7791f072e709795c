/** One line of `rpm -Va`. Source of the grammar: rpm(8), and `lib/verify.c` of rpm-software-management/rpm. */
import type { Exposure } from "@/lib/fortress/types";
import { fileExposure } from "@/lib/importers/files";
import { detail } from "@/lib/importers/updates";
import { CHANGED, MISSING } from "./sniff";

const PLACES = [
  "size",
  "mode",
  "content",
  "device",
  "link target",
  "owner",
  "group",
  "modification time",
  "capabilities",
] as const;
const CONTENT = 2;
const LINK = 4;

/** What the package says that the file is; `n` and `m` are settings of the package's own. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["a", "an artifact of the build"],
  ["c", "a configuration file of its package"],
  ["d", "documentation"],
  ["l", "a licence"],
  ["r", "a readme"],
]);

const STATE = / \((replaced|not installed|net shared|wrong color|no state|unknown \d+)\)$/;
/** Messages of the C library behind a path that could not be looked at. */
const REASON =
  / \((Permission denied|Operation not permitted|Not a directory|Too many levels of symbolic links|Input\/output error|File name too long|Stale file handle)\)$/;

export type Verified =
  | { what: "exposure"; exposure: Exposure; change: "changed" | "missing"; config: boolean; partly: boolean }
  /** Not allowed to read it. */
  | { what: "unreadable" }
  /** A ghost, a file of another package by now, or nothing wrong. */
  | { what: "nothing" };

/** @returns null where the line is no result */
export function readLine(line: string): Verified | null {
  const changed = CHANGED.exec(line);
  if (changed) return readChanged(changed[1] ?? "", changed[2] ?? " ", changed[3] ?? "");
  const missing = MISSING.exec(line);
  return missing ? readMissing(missing[1] ?? " ", missing[2] ?? "") : null;
}

function readMissing(kind: string, written: string): Verified {
  const reason = REASON.exec(written);
  if (reason?.[1] === "Permission denied" || reason?.[1] === "Operation not permitted")
    return { what: "unreadable" };
  const { path, state } = withoutState(reason ? written.slice(0, reason.index) : written);
  if (kind === "g" || state !== null) return { what: "nothing" };
  const details = [...detail("kind", KINDS.get(kind)), ...detail("reason", reason?.[1])];
  const exposure = fileExposure(path, "removed", { details });
  return { what: "exposure", exposure, change: "missing", config: kind === "c", partly: false };
}

function readChanged(marks: string, kind: string, written: string): Verified {
  const { path, state } = withoutState(written);
  // A ghost is made by whoever uses the package: the package ships nothing that it could differ from.
  if (kind === "g" || state !== null) return { what: "nothing" };
  const names = PLACES.filter((_, at) => /[A-Z5]/.test(marks[at] ?? "."));
  const partly = marks[CONTENT] === "?" || marks[LINK] === "?";
  if (names.length === 0) return { what: partly ? "unreadable" : "nothing" };
  const details = [
    ...detail("attributes", names.join(", ")),
    ...detail("kind", KINDS.get(kind)),
    ...detail("unread", partly ? "its content could not be read" : null),
  ];
  const exposure = fileExposure(path, "changed", { contentChanged: contentOf(marks), details });
  // The digest is that of the package: a touched file is what it was.
  const touched = names.length === 1 && names[0] === "modification time" && !partly;
  return {
    what: "exposure",
    exposure: touched ? { ...exposure, severity: "info" } : exposure,
    change: "changed",
    config: kind === "c",
    partly,
  };
}

function contentOf(marks: string): boolean | null {
  if (marks[0] === "S" || marks[CONTENT] === "5") return true;
  return marks[CONTENT] === "?" ? null : false;
}

/** `/usr/share/doc/x (replaced)`: another package has the file now. */
function withoutState(written: string): { path: string; state: string | null } {
  const state = STATE.exec(written);
  return state
    ? { path: written.slice(0, state.index), state: state[1] ?? null }
    : { path: written, state: null };
}
