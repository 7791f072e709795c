/** The summary as tables: the sheets of a workbook, or all of them in one. Always the same, whatever is empty. Pure. */
import { atOnce, type ColumnOf, tableOf } from "./columns";
import type { Summary } from "./summary";
import { DETAILS } from "./summary-details";
import { STORY } from "./summary-story";
import type { Table, Value } from "./table";

export const summarySheets = (summary: Summary): Table[] =>
  [...STORY, ...DETAILS].map((sheet) => sheet(summary));

/** One cell of a sheet. */
interface Line {
  section: string;
  /** The first of its sheet is 1. */
  row: number;
  /** What its row is about: the first cell of it. */
  item: Value;
  name: string;
  value: Value;
}

/** Values stand as what they are: figures, times of RFC 3339, true or false, and text. */
const COLUMNS: readonly ColumnOf<Line>[] = [
  { key: "section", title: "Section", type: "text", of: ({ section }) => section },
  { key: "row", title: "Row", type: "integer", of: ({ row }) => row },
  { key: "item", title: "Item", type: "text", of: ({ item }) => item },
  { key: "name", title: "Name", type: "text", of: ({ name }) => name },
  { key: "value", title: "Value", type: "text", of: ({ value }) => value },
];

/**
 * All of it in one table, a line for each cell that is not empty, and one for a row of which nothing more is known. Section and
 * row tell which belong together.
 */
export async function summaryInLines(summary: Summary): Promise<Table> {
  const lines: Line[] = [];
  for (const sheet of summarySheets(summary)) lines.push(...(await linesOf(sheet)));
  const named = { name: "summary", title: "Summary", columns: COLUMNS, at: Date.parse(summary.at) };
  return tableOf({ ...named, total: lines.length, items: atOnce(lines) });
}

async function linesOf({ title, columns, rows }: Table): Promise<Line[]> {
  const lines: Line[] = [];
  let row = 0;
  for await (const some of rows) {
    for (const [item = null, ...rest] of some) {
      row += 1;
      const cells = rest.map((value, place) => ({ name: columns[place + 1]?.title ?? "", value }));
      const filled = cells.filter(({ value }) => value !== null && value !== "");
      const told = filled.length > 0 ? filled : cells.slice(0, 1);
      lines.push(...told.map((cell) => ({ section: title, row, item, ...cell })));
    }
  }
  return lines;
}
