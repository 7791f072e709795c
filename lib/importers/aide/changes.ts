/** The meaning of AIDE's change strings, and the exposure of one changed path. */
import type { Detail, Exposure } from "@/lib/fortress/types";
import { fileExposure } from "@/lib/importers/files";
import { isoTime } from "@/lib/importers/times";
import { detail } from "@/lib/importers/updates";
import { type Attribute, type Entry, isHash } from "./run";

/** By place: `YlZbpugamcinC…` (0.16) and `YlZbpugamcinH…` (0.17 to 0.19); what follows depends on how AIDE was built. */
const PLACES = [
  "file type",
  "link target",
  "size",
  "blocks",
  "mode",
  "owner",
  "group",
  "access time",
  "modification time",
  "change time",
  "inode",
  "links",
  "content",
] as const;
const SIZE = 2;
const CONTENT = 12;
const LATER: ReadonlyMap<string, string> = new Map([
  ["A", "acl"],
  ["X", "xattrs"],
  ["S", "selinux"],
  ["E", "e2fsattrs"],
  ["C", "capabilities"],
]);

/** They change with whatever is put into a directory or taken out of it, and that is named itself. */
const FOLLOWS: ReadonlySet<string> = new Set([
  "size",
  "blocks",
  "access time",
  "modification time",
  "change time",
  "links",
]);

/**
 * Names of what changed. A letter, `<` or `>` is a change; `.` and `=` are the same, `:` is ignored, `+` and `-` is an
 * attribute that only one side has, a blank was not looked at.
 * Source: aide.conf(5), `report_summarize_changes`.
 */
function changedBy(letters: string): string[] {
  const names: string[] = letters.startsWith("!") ? ["file type"] : [];
  for (let at = 1; at < letters.length; at++) {
    const mark = letters[at] ?? "";
    if (!/[A-Za-z<>]/.test(mark)) continue;
    const name = PLACES[at] ?? LATER.get(mark);
    if (name) names.push(name);
  }
  return names;
}

/**
 * Whether what the file holds is another: its hash sum or its size differs, or something of another type lies in its
 * place. Null where neither was looked at.
 */
function contentOf(letters: string | null, attributes: readonly Attribute[]): boolean | null {
  if (typeChanged(attributes)) return true;
  if (letters === null) return contentOfAttributes(attributes);
  const hash = letters[CONTENT] ?? " ";
  const type = letters[0];
  if (type === "!") return true;
  // Only files have hash sums: one that is gone says that a file was here.
  if (type !== "f") return hash === "-";
  if (/[A-Za-z]/.test(hash) || letters[SIZE] === "<" || letters[SIZE] === ">") return true;
  return hash === "." ? false : null;
}

const contentOfAttributes = (attributes: readonly Attribute[]): boolean | null =>
  attributes.some(({ name }) => name === "size" || isHash(name)) ? true : null;

/** `-rwxr-xr-x` to `drwxr-xr-x`. */
function typeChanged(attributes: readonly Attribute[]): boolean {
  return attributes.some(
    ({ name, old, new: now }) =>
      (name === "file type" && old !== null && now !== null && old !== now) ||
      (name === "mode" && old !== null && now !== null && old[0] !== now[0]),
  );
}

export function exposureOf({ path, change, letters }: Entry, attributes: readonly Attribute[]): Exposure {
  const changed = change === "changed";
  const content = changed ? contentOf(letters, attributes) : null;
  const names = changed && letters !== null ? changedBy(letters) : [];
  const details: Detail[] = [
    ...detail("attributes", names.join(", ")),
    ...attributes.flatMap((one) => detail(one.name, sentence(one, change))),
  ];
  const changedAt = isoTime(attributes.find(({ name }) => name === "change time")?.new)?.at;
  const exposure = fileExposure(path, change, {
    contentChanged: content,
    details,
    ...(changedAt && { changedAt }),
  });
  const follows = changed && letters?.startsWith("d") && content === false && names.length > 0;
  return follows && names.every((name) => FOLLOWS.has(name)) ? { ...exposure, severity: "info" } : exposure;
}

function sentence({ name, old, new: now }: Attribute, change: Entry["change"]): string {
  const short = (text: string): string => (isHash(name) && text.length > 16 ? `${text.slice(0, 12)}…` : text);
  if (change !== "changed") return short(now ?? old ?? "");
  return `${short(old ?? "none")} → ${short(now ?? "none")}`;
}
