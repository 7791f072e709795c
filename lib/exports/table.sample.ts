/** For tests: a table with a column of each type. */
import type { Column, Row, Table } from "./table";

const COLUMNS: readonly Column[] = [
  { key: "what", title: "What", type: "text" },
  { key: "worth", title: "Worth", type: "number" },
  { key: "hosts", title: "Hosts", type: "integer" },
  { key: "since", title: "Since", type: "time", optional: true },
  { key: "lastDay", title: "Last day", type: "day", optional: true },
  { key: "silent", title: "Silent", type: "flag" },
];

/** @param some rows that come at a time */
export const takenOf = (rows: readonly Row[], some = 2): Table => ({
  name: "things",
  title: "Things & more",
  at: "2026-11-30T12:00:00.000Z",
  columns: COLUMNS,
  total: rows.length,
  rows: portions(rows, some),
});

async function* portions(rows: readonly Row[], some: number): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += some) yield rows.slice(at, at + some);
}

export async function allOf<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

export const textOf = async (pieces: AsyncIterable<string>): Promise<string> =>
  (await allOf(pieces)).join("");
