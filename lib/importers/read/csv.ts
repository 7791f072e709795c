/** CSV by RFC 4180 with an end: bounded in records, in fields and in their length, each row with the line it begins on. */
import { CsvError, parse } from "csv-parse/sync";
import { LIMITS } from "@/lib/importers/limits";
import type { Refusal } from "@/lib/importers/types";

export interface CsvOptions {
  /** What parts the fields. Default `,`. */
  delimiter?: "," | ";" | "\t";
  /** Most rows, blank lines included. Default `LIMITS.lines`. */
  records?: number;
  /** Most fields of a row. Default 200. */
  fields?: number;
  /** Most characters of a field. Default `LIMITS.elementCharacters`. */
  fieldCharacters?: number;
}

export interface CsvRow {
  /** 1-based, where the row begins: a quoted field may go on over lines. */
  line: number;
  fields: string[];
}

export type CsvResult = { ok: true; rows: CsvRow[] } | { ok: false; refusal: Refusal };

const FIELDS = 200;

/**
 * Reads a whole text, as `readText` gives it. LF and CRLF end a row, blank lines are left out, rows may differ in length:
 * whether they must not is for the format to say.
 * Errors (returned): `csv-malformed` for a quote out of place or never closed, `csv-too-many-rows`, `csv-too-many-fields`,
 * `csv-field-too-long`; all with their line where it is known.
 */
export function readCsv(text: string, options: CsvOptions = {}): CsvResult {
  const most = options.records ?? LIMITS.lines;
  const width = options.fields ?? FIELDS;
  const length = options.fieldCharacters ?? LIMITS.elementCharacters;
  const records = recordsOf(text, options.delimiter ?? ",", most);
  if (!records.ok) return records;
  if (records.all.length > most) {
    return refuse("csv-too-many-rows", `This table has more than ${most} rows; bring it in parts.`);
  }
  const rows: CsvRow[] = [];
  let line = 1;
  for (const fields of records.all) {
    if (fields.length > width) {
      return refuse("csv-too-many-fields", `A row of this table has more than ${width} fields.`, line);
    }
    let lines = 1;
    for (const field of fields) {
      if (field.length > length) {
        return refuse(
          "csv-field-too-long",
          `A field of this table is longer than ${length} characters.`,
          line,
        );
      }
      lines += newlinesIn(field);
    }
    if (fields.length > 1 || fields[0] !== "") rows.push({ line, fields });
    line += lines;
  }
  return { ok: true, rows };
}

type Records = { ok: true; all: string[][] } | { ok: false; refusal: Refusal };

/** One row more than allowed, so that too many can be told. Line numbers are counted above: the parser's own cost six times as much. */
function recordsOf(text: string, delimiter: string, most: number): Records {
  try {
    const all = parse(text, {
      delimiter,
      bom: true,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      to: most + 1,
      max_record_size: LIMITS.lineCharacters,
    });
    return { ok: true, all };
  } catch (error) {
    return refuse("csv-malformed", WORDS.get(codeOf(error)) ?? OTHERWISE, lineOf(error));
  }
}

const OTHERWISE = "This table is broken; bring it as the tool wrote it.";
const WORDS: ReadonlyMap<string, string> = new Map([
  ["CSV_QUOTE_NOT_CLOSED", "A quoted field of this table does not end; bring the file whole."],
  [
    "INVALID_OPENING_QUOTE",
    "A quote stands within a field of this table; put the field in quotes and double it.",
  ],
  [
    "CSV_INVALID_CLOSING_QUOTE",
    "A field of this table goes on after its closing quote; double the quotes within it.",
  ],
  ["CSV_MAX_RECORD_SIZE", `A row of this table is longer than ${LIMITS.lineCharacters} characters.`],
]);

const said = (error: unknown): Partial<CsvError> => (error instanceof CsvError ? error : {});
const codeOf = (error: unknown): string => String(said(error).code ?? "");

/** Of a quote that does not end, the parser knows only where the file does. */
function lineOf(error: unknown): number | undefined {
  const { lines } = said(error);
  return typeof lines === "number" && codeOf(error) !== "CSV_QUOTE_NOT_CLOSED" ? lines : undefined;
}

function newlinesIn(field: string): number {
  let count = 0;
  for (let at = field.indexOf("\n"); at !== -1; at = field.indexOf("\n", at + 1)) count += 1;
  return count;
}

const refuse = (code: string, text: string, line?: number): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: line === undefined ? { code, text } : { code, text, line },
});
