/** The tables of zypper. Source of the grammar: zypper, src/update.cc and src/Table.cc. */
import { eachLine } from "../read/text";
import type { Refusal } from "../types";
import { type Listed, NAME } from "./entries";

export type Kind = "packages" | "patches" | "issues";

/** What kind of table a headline begins, by its columns. */
export function kindOfHeadline(line: string): Kind | null {
  if (line.length > 300 || !line.includes("|")) return null;
  const columns = columnsOf(line);
  const has = (...names: string[]) => names.every((name) => columns.includes(name));
  if (has("Issue", "No.", "Patch", "Category")) return "issues";
  if (has("Name", "Category", "Status") || has("Patch", "Category", "Status")) return "patches";
  return columns[0] === "S" && has("Name", "Available Version") ? "packages" : null;
}

const columnsOf = (line: string): string[] => line.split("|", 20).map((column) => column.trim());
const RULE = /^-[-+]*$/;

const FAILED =
  /^(?:System management is locked by |Warning: No repositories defined|Root privileges are required|Unknown command |Could not refresh the repositories|Target initialization failed|Error: |Problem occur)/;
const LEFT_OUT =
  /^(?:Some of the repositories have not been refreshed |Skipping repository |Repository '.{1,200}' is (?:invalid|out-of-date)\.|Error building the cache|Problem retrieving )/;
const NEEDED = /^(\d+) patch(?:es)? needed \(/;
const FOUND = /^Found (\d+) applicable patch(?:es)?:$/;
const CONSIDERED = /^Considering (\d+) out of (\d+) applicable patch(?:es)?:$/;
export const NONE = "No updates found.";

export interface Tables extends Listed {
  kinds: Set<Kind>;
  /** The tool says itself that nothing waits. */
  none: boolean;
  leftOut: boolean;
  /** Patches that the summary promises, at the least. */
  promised: number;
  /** All patches were looked at. */
  allPatches: boolean;
  /** Only some of the patches were looked at. */
  selection: boolean;
  unread: number[];
  cutOff: boolean;
}

/** Reads all tables of a file. Errors (returned): `zypper-lu-failed`, those of `eachLine`. */
export function readTables(text: string): Tables | Refusal {
  const tables: Tables = {
    packages: [],
    patches: [],
    kinds: new Set(),
    none: false,
    leftOut: false,
    promised: 0,
    allPatches: false,
    selection: false,
    unread: [],
    cutOff: false,
  };
  let kind: Kind | null = null;
  let columns: string[] = [];
  let whole = true;
  const refusal = eachLine(text, (given, number) => {
    const line = given.trim();
    if (line === "") return null;
    const begins = kindOfHeadline(line);
    whole = true;
    if (begins) {
      kind = begins;
      columns = columnsOf(line);
      tables.kinds.add(kind);
    } else if (kind && !RULE.test(line) && line.includes("|")) {
      whole = keep(tables, kind, columns, line);
      if (!whole) tables.unread.push(number);
    } else if (FAILED.test(line)) return { ...REFUSED, line: number };
    else whole = remark(tables, line) || RULE.test(line) || given.endsWith(".") || given.endsWith(":");
    return null;
  });
  if (refusal) return refusal;
  tables.cutOff = !whole && !text.endsWith("\n");
  return tables;
}

const REFUSED: Refusal = {
  code: "zypper-lu-failed",
  text: "zypper could not look at its repositories; repair them and bring the output of zypper list-updates.",
};

/** @returns whether the line is one of those that zypper ends a list with */
function remark(tables: Tables, line: string): boolean {
  const needed = NEEDED.exec(line);
  const found = FOUND.exec(line);
  const considered = CONSIDERED.exec(line);
  if (needed) tables.promised = Math.max(tables.promised, Number(needed[1]));
  if (found) tables.allPatches = true;
  if (considered) tables.selection = true;
  if (line === NONE) tables.none = true;
  if (LEFT_OUT.test(line)) tables.leftOut = true;
  return Boolean(needed ?? found ?? considered) || line === NONE;
}

/** @returns whether the row has all columns; the last one may hold the mark that stands between columns */
function keep({ packages, patches }: Tables, kind: Kind, columns: string[], line: string): boolean {
  const cells = line.split("|", 60).map((cell) => cell.trim());
  if (cells.length < columns.length) return false;
  const last = columns.length - 1;
  const cell = (name: string): string => {
    const at = columns.indexOf(name);
    return at === -1 ? "" : at === last ? cells.slice(last).join(" | ") : (cells[at] ?? "");
  };
  const name = cell(kind === "issues" ? "Patch" : columns.includes("Name") ? "Name" : "Patch");
  if (!NAME.test(name)) return false;
  const repository = cell("Repository") || null;
  if (kind === "packages") {
    const candidate = cell("Available Version") || null;
    packages.push({ name, installed: cell("Current Version") || null, candidate, repository });
    return true;
  }
  const cves = kind === "issues" && /^CVE-/.test(cell("No.")) ? [cell("No.")] : [];
  patches.push({
    id: cves[0] ?? name,
    category: cell("Category"),
    severity: cell("Severity"),
    status: cell("Status"),
    repository,
    summary: cell("Summary"),
    cves: [],
  });
  return true;
}
