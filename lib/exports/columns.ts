/** Columns of a table that is taken away, each with what stands in it. Pure. */
import type { Column, Row, Table, Value } from "./table";

export interface ColumnOf<T> extends Column {
  of: (item: T) => Value;
}

interface Taken<T> {
  name: string;
  title: string;
  columns: readonly ColumnOf<T>[];
  /** When, milliseconds. */
  at: number;
  total: number;
  items: AsyncIterable<readonly T[]>;
}

export function tableOf<T>({ columns, items, at, ...named }: Taken<T>): Table {
  return { ...named, at: new Date(at).toISOString(), columns, rows: rowsOf(columns, items) };
}

/** What is at hand, all at a time. */
export async function* atOnce<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  yield items;
}

async function* rowsOf<T>(
  columns: readonly ColumnOf<T>[],
  items: AsyncIterable<readonly T[]>,
): AsyncGenerator<Row[]> {
  for await (const some of items) yield some.map((item) => columns.map(({ of }) => of(item)));
}
