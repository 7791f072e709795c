/** What one run of AIDE said, in whichever format it wrote it. */
import type { FileChange } from "@/lib/importers/files";

/** One attribute of a path before and after; null on the side where the path or the attribute did not exist. */
export interface Attribute {
  name: string;
  old: string | null;
  new: string | null;
}

export interface Entry {
  path: string;
  change: FileChange;
  /** The change string, for example `f > ... mc..H     `; null with `report_summarize_changes=no`. */
  letters: string | null;
}

export type Verdict = "same" | "different" | "initialised";

export interface Run {
  version: string | null;
  /** As written: `2026-11-22 11:37:06 +0000`. */
  startedAt: string | null;
  endedAt: string | null;
  verdict: Verdict | null;
  /** `list_entries`, …; null where the report has its usual level or the version writes none. */
  level: string | null;
  limit: string | null;
  rootPrefix: string | null;
  /** The run also wrote a new database: `--update`. */
  newDatabase: boolean;
  total: number | null;
  counts: Record<FileChange, number> | null;
  entries: Entry[];
  /** Of each path, in the order of the report. */
  attributes: Map<string, Attribute[]>;
  databases: { path: string; hash: string | null }[];
  /** The end that this kind of report has was reached. */
  ended: boolean;
  /** Lines within the lists that are no entries. */
  unread: number;
}

export const newRun = (): Run => ({
  version: null,
  startedAt: null,
  endedAt: null,
  verdict: null,
  level: null,
  limit: null,
  rootPrefix: null,
  newDatabase: false,
  total: null,
  counts: null,
  entries: [],
  attributes: new Map(),
  databases: [],
  ended: false,
  unread: 0,
});

const OUTLINE =
  /^AIDE (?:found (NO )?differences between (?:database and filesystem|the two databases)(?:\. Looks okay)?!!|(?:successfully )?(initiali[sz]ed) database\b.*)$/;

/** What the outline (`AIDE found NO differences …`) says; null where the line is none or is cut off. */
export function verdictOf(line: string): Verdict | null {
  const match = OUTLINE.exec(line);
  if (!match) return null;
  if (match[2]) return "initialised";
  return match[1] ? "same" : "different";
}

/** The order in which AIDE names hash sums in reports is not their worth: the first of these stands for the database. */
const HASHES = [
  "sha512_256",
  "sha256",
  "sha512",
  "sha3_256",
  "sha3_512",
  "stribog256",
  "stribog512",
  "whirlpool",
  "gost",
  "rmd160",
  "sha1",
  "tiger",
  "haval",
  "md5",
  "crc32",
  "crc32b",
] as const;

const IS_HASH: ReadonlySet<string> = new Set(HASHES);

export const isHash = (name: string): boolean => IS_HASH.has(name);

/** Names of AIDE's text and JSON reports (`src/attributes.c`) in words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["lname", "link target"],
  ["link_name", "link target"],
  ["perm", "mode"],
  ["uid", "owner"],
  ["gid", "group"],
  ["size (>)", "size"],
  ["growing_size", "size"],
  ["atime", "access time"],
  ["access_time", "access time"],
  ["mtime", "modification time"],
  ["modify_time", "modification time"],
  ["ctime", "change time"],
  ["change_time", "change time"],
  ["bcount", "blocks"],
  ["block_count", "blocks"],
  ["linkcount", "links"],
  ["link_count", "links"],
  ["file_type", "file type"],
  ["caps", "capabilities"],
]);

export function nameOf(written: string): string {
  const name = written.trim().toLowerCase();
  return WORDS.get(name) ?? name;
}
