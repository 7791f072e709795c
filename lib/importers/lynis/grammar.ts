/** Lines to records: `key=value`, a key may repeat, nothing is escaped, everything else is no record. */
import { LIMITS } from "@/lib/importers/limits";
import { eachLine } from "@/lib/importers/read/text";
import type { Refusal } from "@/lib/importers/types";

export interface WrittenFinding {
  kind: "warning" | "suggestion";
  /** What stands behind the `=`: `ID|message|details|solution|`. */
  text: string;
}

export interface Records {
  /**
   * By key without its `[]`, in the order of the report: both `smtp_daemon[]=` and `smtp_daemon=` fill `smtp_daemon`.
   * Trimmed; values that say nothing (empty, `-`) are left out.
   */
  values: ReadonlyMap<string, readonly string[]>;
  /** Warnings and suggestions in the order of the report. */
  findings: readonly WrittenFinding[];
  /** Lines that are neither records, comments nor blank. */
  ignored: number;
}

export type RecordsResult = { ok: true; records: Records } | { ok: false; refusal: Refusal };

const FIRST_LINE = "# Lynis Report";
const VERSION_KEY = "report_version_major";
const KEY = /^[A-Za-z0-9_-]{1,100}$/;
const NO_KEY = "=";
const HASH = 35;

/**
 * Reads the records of one report.
 * Errors (returned, with their line): `several-reports` where a second one begins, `too-many-values`, and those of `eachLine`.
 */
export function readRecords(text: string): RecordsResult {
  const warnings: string[] = [];
  const suggestions: string[] = [];
  const versions: string[] = [];
  const values = new Map([
    ["warning", warnings],
    ["suggestion", suggestions],
    [VERSION_KEY, versions],
  ]);
  const findings: WrittenFinding[] = [];
  let ignored = 0;
  let begun = false;
  let lastKey = NO_KEY;
  let list: string[] = [];

  const refusal = eachLine(text, (line, number) => {
    if (line.charCodeAt(0) === HASH) {
      if (line.trimEnd() !== FIRST_LINE) return null;
      if (begun) return severalReports(number);
      begun = true;
      return null;
    }
    const equals = line.indexOf("=");
    const key = equals > 0 ? line.slice(0, equals) : "";
    // The values of a list stand together: most lines have the key of the one before.
    if (key !== lastKey) {
      const bare = bareKey(key);
      const known = values.get(bare);
      if (!known && !KEY.test(bare)) {
        if (line.trim() !== "") ignored += 1;
        return null;
      }
      lastKey = key;
      list = known ?? [];
      if (!known) values.set(bare, list);
    }
    const value = trimmed(line, equals + 1);
    if (value === "" || value === "-") return null;
    list.push(value);
    if (list.length > LIMITS.valuesPerKey) return tooManyValues(key, number);
    if (list === suggestions) findings.push({ kind: "suggestion", text: value });
    else if (list === warnings) findings.push({ kind: "warning", text: value });
    else if (list === versions) {
      if (versions.length > 1) return severalReports(number);
      begun = true;
    }
    return null;
  });

  return refusal ? { ok: false, refusal } : { ok: true, records: { values, findings, ignored } };
}

/** A key as the records hold it, without the `[]` that marks a list. */
export const bareKey = (key: string): string => (key.endsWith("[]") ? key.slice(0, -2) : key);

/** All values of a key. */
export const valuesOf = (records: Records, key: string): readonly string[] => records.values.get(key) ?? NONE;

/** The first value of a key, or null. */
export const firstOf = (records: Records, key: string): string | null => records.values.get(key)?.[0] ?? null;

const NONE: readonly string[] = [];
const BLANK = 32;

/** The rest of a line without blanks around it. Looks first, as nearly no line has any. */
function trimmed(line: string, start: number): string {
  const rest = line.slice(start);
  return line.charCodeAt(start) <= BLANK || line.charCodeAt(line.length - 1) <= BLANK ? rest.trim() : rest;
}

function severalReports(line: number): Refusal {
  const text = `A second report begins on line ${line}; bring every report as a file of its own.`;
  return { code: "several-reports", text, line };
}

function tooManyValues(key: string, line: number): Refusal {
  return { code: "too-many-values", text: `${key} occurs more than ${LIMITS.valuesPerKey} times.`, line };
}
