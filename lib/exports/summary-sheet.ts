/** What every table of a summary is made by. Pure. */
import { atOnce, type ColumnOf, tableOf } from "./columns";
import type { Summary } from "./summary";
import type { ColumnType, Table, Value } from "./table";

export type Sheet = (summary: Summary) => Table;

/** @param of what stands in it; null: nothing */
export type Columns<T> = readonly (readonly [
  title: string,
  type: ColumnType,
  of: (item: T, summary: Summary) => Value,
])[];

/** @param title names a sheet, and in CSV the section */
export const sheet =
  <T>(title: string, items: (summary: Summary) => readonly T[], columns: Columns<T>): Sheet =>
  (summary) => {
    const rows = items(summary);
    return tableOf({
      ...{ name: title, title, at: Date.parse(summary.at), total: rows.length, items: atOnce(rows) },
      columns: columns.map(
        ([name, type, of]): ColumnOf<T> => ({
          ...{ key: name, title: name, type, optional: true },
          of: (item) => of(item, summary),
        }),
      ),
    });
  };
