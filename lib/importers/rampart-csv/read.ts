/** Rows of an own table to own reports: one for each host and source that they name. */
import { faultOf } from "@/lib/importers/own-faults";
import { repeatedIn, saidOf } from "@/lib/importers/own-report";
import {
  check as checkSchema,
  type OwnCheck,
  type OwnReport,
  report as reportSchema,
} from "@/lib/importers/own-schema";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { type CsvRow, readCsv } from "@/lib/importers/read/csv";
import { readText } from "@/lib/importers/read/text";
import { refuse, severalReports, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, ImportResult, Refusal } from "@/lib/importers/types";
import {
  COLUMNS,
  type Column,
  columnsOf,
  isRemark,
  KEYS,
  type Key,
  REQUIRED,
  remarkOf,
  startOf,
} from "./head";

export const FORMAT = "rampart-csv";

type Failed = { ok: false; refusal: Refusal };
type Row = ReadonlyMap<Column, string>;

interface Table {
  remarks: Map<Key, string>;
  rows: { line: number; cells: Row }[];
  ended: boolean;
}

interface Group {
  host: string;
  source: string;
  ended: string;
  line: number;
  checks: OwnCheck[];
  lines: number[];
}

/**
 * Errors (returned): those of `readText` and `readCsv`; `rampart-csv-malformed` with line and column;
 * `rampart-csv-repeated`, `rampart-csv-after-end`, `rampart-csv-empty`, `rampart-csv-version`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const csv = readCsv(text.text, { delimiter: startOf(text.text).delimiter });
  if (!csv.ok) return csv;
  const table = tableOf(csv.rows);
  if ("refusal" in table) return table;
  const groups = groupsOf(table);
  if ("refusal" in groups) return groups;
  const all = [];
  for (const group of groups) {
    const own = ownOf(group, table);
    if ("refusal" in own) return own;
    all.push(saidOf(own.report, FORMAT, context, TRUNCATED));
  }
  if (all.length === 0) {
    return refuse(`${FORMAT}-empty`, "This table has no row below its column names; bring one that has.");
  }
  return severalReports(all, bytes);
}

function tableOf(rows: readonly CsvRow[]): Table | Failed {
  const table: Table = { remarks: new Map(), rows: [], ended: false };
  let columns: Column[] | null = null;
  for (const { line, fields } of rows) {
    if (fields.every((field) => field.trim() === "")) continue;
    if (table.ended) {
      return refuse(`${FORMAT}-after-end`, `Line ${line}: nothing may follow the line "# end".`, line);
    }
    if (isRemark(fields)) {
      const fault = remark(table, fields);
      if (fault !== null) return malformed(line, fault);
    } else if (columns === null) {
      const header = headerOf(fields);
      if (typeof header === "string") return malformed(line, header);
      columns = header;
    } else {
      const cells = cellsOf(fields, columns);
      if (typeof cells === "string") return malformed(line, cells);
      table.rows.push({ line, cells });
    }
  }
  if (table.remarks.has("machine_id") && !table.remarks.has("host")) {
    return refuse(`${FORMAT}-malformed`, "Remark machine_id: expected a remark host beside it.");
  }
  if (columns === null) {
    return refuse(
      `${FORMAT}-malformed`,
      `This table has no row of column names; expected ${REQUIRED.join(",")}.`,
    );
  }
  return table;
}

/** @returns what is wrong */
function remark(table: Table, fields: readonly string[]): string | null {
  const said = remarkOf(fields);
  if (said === null) return null;
  if (said.end) {
    table.ended = true;
    return null;
  }
  const key = KEYS.find((one) => one === said.key);
  if (key === undefined) return `remark ${said.key}: this key is not known`;
  if (table.remarks.has(key)) return `remark ${key}: stands twice`;
  if (key === "rampart" && said.value !== "1") return "remark rampart: expected 1";
  table.remarks.set(key, said.value);
  return null;
}

function headerOf(fields: readonly string[]): Column[] | string {
  const columns: Column[] = [];
  for (const name of columnsOf(fields)) {
    const column = COLUMNS.find((one) => one === name);
    if (column === undefined) return `column ${shown(name)}: this column is not known`;
    if (columns.includes(column)) return `column ${column}: stands twice`;
    columns.push(column);
  }
  const missing = REQUIRED.find((one) => !columns.includes(one));
  return missing === undefined ? columns : `column ${missing}: missing`;
}

function cellsOf(fields: readonly string[], columns: readonly Column[]): Row | string {
  const cells = new Map<Column, string>();
  for (const [at, field] of fields.entries()) {
    const value = field.trim();
    if (value === "") continue;
    const column = columns[at];
    if (column === undefined) return `field ${at + 1}: expected at most ${columns.length} fields`;
    cells.set(column, value);
  }
  return cells;
}

function groupsOf({ rows, remarks }: Table): Group[] | Failed {
  const groups = new Map<string, Group>();
  for (const { line, cells } of rows) {
    const host = cells.get("host") ?? remarks.get("host") ?? "";
    const source = cells.get("source") ?? remarks.get("source") ?? "";
    const ended = cells.get("ended_at") ?? remarks.get("ended") ?? "";
    const found = checkOf(cells, line);
    if ("refusal" in found) return found;
    const key = JSON.stringify([host, source]);
    const group = groups.get(key) ?? { host, source, ended, line, checks: [], lines: [] };
    if (group.ended !== ended) {
      return malformed(line, `column ended_at: expected ${shown(group.ended)}, as in line ${group.line}`);
    }
    group.checks.push(found.check);
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function checkOf(cells: Row, line: number): { check: OwnCheck } | Failed {
  const ratio = cells.get("ratio");
  const value = {
    id: cells.get("check"),
    title: cells.get("title"),
    severity: cells.get("severity"),
    tower: cells.get("tower"),
    outcome: cells.get("outcome"),
    ratio: ratio === undefined ? undefined : Number(ratio),
    message: cells.get("message"),
    group: cells.get("group"),
    theme: cells.get("theme"),
  };
  const parsed = checkSchema.safeParse(value);
  if (parsed.success) return { check: parsed.data };
  const { name, text } = faultOf(parsed.error, value);
  return malformed(line, `column ${name === "id" ? "check" : name}: ${text}`);
}

function ownOf(group: Group, { remarks, ended }: Table): { report: OwnReport } | Failed {
  const twice = repeatedIn(group.checks);
  if (twice) {
    const line = group.lines[twice.at] ?? group.line;
    const text = `Line ${line}, column check: ${twice.id} stands twice for this host and source.`;
    return refuse(`${FORMAT}-repeated`, text, line);
  }
  const tool = remarks.get("tool");
  const version = remarks.get("tool_version");
  const value = {
    rampart: 1,
    // The identifier belongs to the host of the remark, not to others that a column may name.
    host:
      group.host === ""
        ? undefined
        : {
            name: group.host,
            machineId: group.host === remarks.get("host") ? remarks.get("machine_id") : undefined,
          },
    source: group.source === "" ? undefined : group.source,
    tool: tool === undefined ? undefined : { name: tool, version },
    startedAt: remarks.get("started"),
    endedAt: group.ended === "" ? undefined : group.ended,
    scope: remarks.get("scope"),
    complete: ended,
  };
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return { report: { ...parsed.data, checks: group.checks } };
  const { name, text } = faultOf(parsed.error, value);
  return malformed(group.line, `${PLACES.get(name) ?? name}: ${text}`);
}

const PLACES: ReadonlyMap<string, string> = new Map([
  ["name", "column or remark host"],
  ["machineId", "remark machine_id"],
  ["source", "column or remark source"],
  ["startedAt", "remark started"],
  ["endedAt", "column ended_at or remark ended"],
  ["scope", "remark scope"],
  ["tool", "remark tool"],
  ["version", "remark tool_version"],
]);

const shown = (text: string): string => cut(cleanText(text).replaceAll("\n", " "), 60);

const malformed = (line: number, fault: string): Failed =>
  refuse(`${FORMAT}-malformed`, `Line ${line}, ${fault}.`, line);
