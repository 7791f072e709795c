/**
 * A table as CSV after RFC 4180: commas, CRLF, quotes where they are needed. Without a byte order mark, which programs would
 * read as a part of the first title: spreadsheets have XLSX. Pure.
 */
import { harmless } from "./cells";
import type { Row, Table, Value } from "./table";

/** The text of the file, some lines at a time; to be written in UTF-8. */
export async function* csvOf({ columns, rows }: Table): AsyncGenerator<string> {
  yield lineOf(columns.map(({ title }) => title));
  for await (const some of rows) yield some.map(lineOf).join("");
}

const lineOf = (row: Row): string => `${row.map(fieldOf).join(",")}\r\n`;

function fieldOf(value: Value): string {
  if (value === null) return "";
  // What is a number stays one, whatever its sign.
  if (typeof value !== "string") return String(value);
  const text = harmless(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
