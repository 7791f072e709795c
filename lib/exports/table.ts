/** A table as it is taken away: typed columns, and rows that come while it is written. Plain objects; nothing is known of where they come from. */

/** `time`: RFC 3339 in UTC; `day`: `2026-11-30`; `number`: as exact as it is shown. */
export type ColumnType = "text" | "number" | "integer" | "time" | "day" | "flag";

export interface Column {
  /** What programs call it. */
  key: string;
  /** What people call it: as on the page. */
  title: string;
  type: ColumnType;
  /** It can be empty. */
  optional?: boolean;
  /** How it stands on paper. */
  paper?: OnPaper;
}

/** Where the type of a column does not say it. */
export interface OnPaper {
  /** Share of the width. */
  wide?: number;
  strong?: boolean;
  /** Below the column before it, softer and without a title: as on the page. */
  below?: boolean;
  /** What stands where it is empty. */
  none?: string;
  /** @param above what stands in the column that this one is below */
  words?: (value: Value, above: Value) => string;
}

export type Value = string | number | boolean | null;
/** In the order of the columns. */
export type Row = readonly Value[];

export interface Table {
  /** What programs call it: `findings`. */
  name: string;
  /** What people call it: `Findings`. */
  title: string;
  /** When it was taken, RFC 3339. */
  at: string;
  columns: readonly Column[];
  /** Rows that matched when it was taken. What goes meanwhile does not come. */
  total: number;
  /** Some at a time, so that no more of them are held than are being written. */
  rows: AsyncIterable<readonly Row[]>;
}
