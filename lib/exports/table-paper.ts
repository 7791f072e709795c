/** A table as it stands on paper: the words of the page, whose small lines stand below others in one cell. Pure. */
import { day, score, whole } from "@/lib/format";
import type { PAPERS } from "./pdf/options";
import type { Column, ColumnType, Row, Table, Value } from "./table";

/** Pages for more rows nobody reads, and setting them takes too long: measured, 5 ms and 0.4 MB for each. */
export const MOST_ON_PAPER = 1_000;

/** A second text stands below the first, softer. */
export type PaperCell = string | readonly [string, string];

interface PaperColumn {
  title: string;
  /** Share of the width. */
  wide: number;
  right: boolean;
  strong: boolean;
}

/** What was asked for: `Tower`, `Hardening`. */
export type Said = readonly [title: string, words: string];

/** What stands around the table. */
interface Around {
  /** Who took it. */
  by: string;
  /** The filter and the order. */
  said: readonly Said[];
  paper: (typeof PAPERS)[number];
}

/** Plain data: it goes to another thread. */
export interface PaperTable extends Around {
  title: string;
  /** When it was taken, RFC 3339. */
  at: string;
  columns: readonly PaperColumn[];
  rows: readonly (readonly PaperCell[])[];
}

export async function paperOf({ title, at, columns, rows }: Table, around: Around): Promise<PaperTable> {
  const groups = grouped(columns);
  const cells: PaperCell[][] = [];
  for await (const some of rows) cells.push(...some.map((row) => groups.map((group) => cellOf(group, row))));
  return { ...around, title, at, columns: groups.map(([{ column }]) => headOf(column)), rows: cells };
}

interface Placed {
  column: Column;
  /** In the row. */
  place: number;
}
/** A column, and those that stand below it. */
type Group = [Placed, ...Placed[]];

function grouped(columns: readonly Column[]): Group[] {
  const groups: Group[] = [];
  for (const [place, column] of columns.entries()) {
    const last = groups.at(-1);
    if (column.paper?.below && last) last.push({ column, place });
    else groups.push([{ column, place }]);
  }
  return groups;
}

function cellOf([first, ...below]: Group, row: Row): PaperCell {
  const above = row[first.place] ?? null;
  const text = wordsOf(first.column, above, null);
  if (below.length === 0) return text;
  const lines = below.map(({ column, place }) => wordsOf(column, row[place] ?? null, above));
  return [text, lines.filter((line) => line !== "").join(" · ")];
}

function wordsOf({ type, paper }: Column, value: Value, above: Value): string {
  if (paper?.words) return paper.words(value, above);
  return value === null ? (paper?.none ?? (paper?.below ? "" : "–")) : TYPES[type].words(value);
}

interface OfType {
  /** Share of the width. */
  wide: number;
  right: boolean;
  words: (value: string | number | boolean) => string;
}

/** The same day for every reader. */
const dayOf = (value: string | number | boolean): string => day(String(value), "UTC");

const TYPES: Readonly<Record<ColumnType, OfType>> = {
  text: { wide: 2, right: false, words: String },
  number: { wide: 1.2, right: true, words: (value) => score(Number(value)) },
  integer: { wide: 1.2, right: true, words: (value) => whole(Number(value)) },
  time: { wide: 1.8, right: true, words: dayOf },
  day: { wide: 1.8, right: true, words: dayOf },
  flag: { wide: 1, right: false, words: (value) => (value ? "yes" : "no") },
};

function headOf({ title, type, paper }: Column): PaperColumn {
  const { wide, right } = TYPES[type];
  return { title, right, wide: paper?.wide ?? wide, strong: paper?.strong ?? false };
}
