/** One line of a list of advisories. Sources: dnf, dnf/cli/commands/updateinfo.py; dnf5, libdnf5-cli/output/advisorylist.cpp. */
import { type Nevra, nevraOf } from "../dnf";

export interface Row extends Nevra {
  /** `RHSA-2026:1234`, `FEDORA-2026-0a1b2c3d4e`, `CVE-2026-1234`. */
  id: string;
  security: boolean;
  /** The word of the tool: `Important`. */
  severity: string | null;
  type: string;
  /** Marked as installed already, in a list of all. */
  done: boolean;
  /** RFC 3339 date, where the tool says it. */
  issued: string | null;
}

const GRADE = /^(Critical|Important|Moderate|Low|Unknown|None|\w+)\/Sec\.$/;
const TYPES = new Set([
  "bugfix",
  "enhancement",
  "newpackage",
  "security",
  "unknown",
  "unspecified",
  "recommended",
  "optional",
]);
const ID = /^[A-Za-z][\w.:+-]{3,98}$/;

/** `Name  Type  Severity  Package  Issued`, the first line of dnf5's table; `CVE` or `Bugzilla` in place of the name. */
export const HEADLINE = /^(?:Name|CVE|Bugzilla) +Type +Severity +Package +Issued$/;

/** A line without the blanks at its ends, or null. */
export function rowOf(line: string): Row | null {
  const parts = line.trim().split(/\s+/, 8);
  const done = parts[0] === "i";
  if (done) parts.shift();
  const [id = "", type = "", ...rest] = parts;
  if (!ID.test(id) || rest.length === 0) return null;
  const grade = GRADE.exec(type)?.[1] ?? null;
  if (rest.length === 1) {
    const nevra = nevraOf(rest[0] ?? "");
    if (!nevra || (grade === null && !TYPES.has(type))) return null;
    return {
      ...nevra,
      id,
      type,
      security: grade !== null || type === "security",
      severity: grade,
      done,
      issued: null,
    };
  }
  return tableRowOf(id, type, rest, done);
}

/** dnf5: `ID type [severity] nevra date time`. */
function tableRowOf(id: string, type: string, rest: string[], done: boolean): Row | null {
  const [time = "", date = "", nevraText = "", severity = null, ...more] = rest.reverse();
  const nevra = nevraOf(nevraText);
  if (!nevra || !TYPES.has(type) || more.length > 0) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d:\d\d$/.test(time)) return null;
  return { ...nevra, id, type, security: type === "security", severity, done, issued: date };
}
