import type { ReactNode } from "react";

export interface Column<T> {
  title: string;
  number?: boolean;
  /** Stays on one line, such as a day. */
  short?: boolean;
  /** Left out on a phone. */
  roomy?: boolean;
  of: (row: T) => ReactNode;
}

interface PlainTableProps<T> {
  caption: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
}

/** A table that needs no script; its first column names the row. */
export function PlainTable<T>({ caption, rows, columns }: PlainTableProps<T>) {
  const look = ({ number, short, roomy }: Column<T>): string | undefined =>
    [number && "sm-number", short && "sm-short", roomy && "sm-roomy"].filter(Boolean).join(" ") || undefined;
  return (
    <table className="sm-table">
      <caption className="sm-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={look(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a still table, and names may repeat
          <tr key={index}>
            {columns.map((column, place) =>
              place === 0 ? (
                <th key={column.title} scope="row">
                  {column.of(row)}
                </th>
              ) : (
                <td key={column.title} className={look(column)}>
                  {column.of(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
