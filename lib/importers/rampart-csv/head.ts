/** What stands above the rows of an own table: remarks such as `# host=web-01`, and the row of column names. */

/** Columns a table may have; the first five it must have. */
export const REQUIRED = ["check", "title", "severity", "tower", "outcome"] as const;
export const COLUMNS = [
  ...REQUIRED,
  "ratio",
  "message",
  "group",
  "theme",
  "host",
  "source",
  "ended_at",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Keys of remarks: `# key=value`. */
export const KEYS = [
  "rampart",
  "host",
  "machine_id",
  "source",
  "started",
  "ended",
  "scope",
  "tool",
  "tool_version",
] as const;
export type Key = (typeof KEYS)[number];

export type Remark = { end: true } | { end: false; key: string; value: string } | null;

/**
 * `# host=web-01` with its key, `# end` as the end, null for a remark to people. Spreadsheets fill a row up with
 * delimiters: what follows the first field belongs to the value only where something is in it.
 */
export function remarkOf(fields: readonly string[]): Remark {
  const text = fields
    .join(",")
    .replace(/^#\s*/, "")
    .replace(/[,\s]+$/, "");
  if (text.toLowerCase() === "end") return { end: true };
  const at = text.indexOf("=");
  const key = at === -1 ? "" : text.slice(0, at).trimEnd();
  return /^[a-z_]{1,20}$/.test(key) ? { end: false, key, value: text.slice(at + 1).trim() } : null;
}

export const isRemark = (fields: readonly string[]): boolean =>
  fields[0]?.trimStart().startsWith("#") ?? false;

export const columnsOf = (fields: readonly string[]): string[] =>
  fields.map((field) => field.trim().toLowerCase());

const HEAD_LINES = 50;

export interface Start {
  /** A remark says `rampart=`. */
  marked: boolean;
  /** The first row that is no remark, as columns; null where the text ends before it. */
  columns: string[] | null;
  delimiter: "," | ";";
}

/** The start of a text without reading it as a table: for `sniff`, and for the delimiter, `;` where a spreadsheet chose it. */
export function startOf(text: string): Start {
  let marked = false;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let line = 0; line < HEAD_LINES && at < text.length; line++) {
    const newline = text.indexOf("\n", at);
    const content = text.slice(at, Math.min(newline === -1 ? text.length : newline, at + 2_000)).trim();
    at = newline === -1 ? text.length : newline + 1;
    if (content === "") continue;
    const bare = content.replaceAll('"', "");
    if (!bare.startsWith("#")) {
      const delimiter = bare.includes(";") && !bare.includes(",") ? ";" : ",";
      return { marked, columns: columnsOf(bare.split(delimiter)), delimiter };
    }
    if (/^#\s*rampart\s*=/.test(bare)) marked = true;
  }
  return { marked, columns: null, delimiter: "," };
}
