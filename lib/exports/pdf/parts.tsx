/** What every page of the PDF is made of. Text from outside comes as text and stays it. */
import { Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { STYLE } from "./style";

interface HeadingProps {
  children: string;
  /** Stands in the reader's outline; a part of `Details` there. */
  outline?: boolean;
}

/** A heading never stands alone at the foot of a page. */
export const Heading = ({ children, outline = true }: HeadingProps) => (
  <Text
    style={STYLE.heading}
    minPresenceAhead={60}
    {...(outline && { bookmark: { title: children, fit: true } })}
  >
    {children}
  </Text>
);

export const Paragraph = ({ children, soft }: { children: string; soft?: boolean }) =>
  children === "" ? null : (
    <Text style={soft ? [STYLE.paragraph, STYLE.soft] : STYLE.paragraph}>{children}</Text>
  );

/** Lines with a number or a dash before each. */
export function Items({ items, numbered }: { items: readonly string[]; numbered?: boolean }) {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity
    <View key={index} style={STYLE.item} wrap={false}>
      <Text style={{ width: 9 }}>{numbered ? `${index + 1}.` : "–"}</Text>
      <Text style={{ flex: 1 }}>{item}</Text>
    </View>
  ));
}

export interface Column<T> {
  title: string;
  /** Share of the width. */
  wide: number;
  right?: boolean;
  strong?: boolean;
  /** What stands in it; a second text stands below, softer. */
  text: (row: T) => string | readonly [string, string];
}

interface TableProps<T> {
  rows: readonly T[];
  columns: readonly Column<T>[];
}

/** A table whose head comes again on each page, and whose rows are never torn apart. */
export function Table<T>({ rows, columns }: TableProps<T>) {
  return (
    <View>
      <View style={[STYLE.row, STYLE.rowHead]} fixed minPresenceAhead={30}>
        {columns.map((column) => (
          <Text key={column.title} style={cell({ ...column, strong: false })}>
            {column.title}
          </Text>
        ))}
      </View>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that never changes
        <View key={index} style={STYLE.row} wrap={false}>
          {columns.map((column) => (
            <Cell key={column.title} column={column} row={row} />
          ))}
        </View>
      ))}
    </View>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const text = column.text(row);
  if (typeof text === "string") return <Text style={cell(column)}>{text}</Text>;
  const [first, second] = text;
  return (
    <View style={cell(column)}>
      <Text>{first}</Text>
      {second !== "" && <Text style={[STYLE.soft, { fontWeight: 400 }]}>{second}</Text>}
    </View>
  );
}

const cell = ({ wide, right, strong }: Pick<Column<unknown>, "wide" | "right" | "strong">) => ({
  ...{ flexGrow: wide, flexShrink: 1, flexBasis: 0 },
  ...(right && STYLE.figure),
  ...(strong && STYLE.strong),
});

/** Height of the paper, in points. */
const HEIGHTS = { A4: 841.89, Letter: 792 } as const;
const ABOVE_EDGE = 36;

/** At the foot of every page: what it is of, and which page it is. */
export const Foot = ({ title, paper }: { title: string; paper: keyof typeof HEIGHTS }) => (
  <View style={[STYLE.foot, { top: HEIGHTS[paper] - ABOVE_EDGE }]} fixed>
    <Text style={STYLE.footTitle}>{title}</Text>
    <Text render={({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`} />
  </View>
);

export const Watermark = ({ children }: { children: string }) => (
  <Text style={STYLE.watermark} fixed>
    {children}
  </Text>
);

/** A heading with what stands under it, kept together. */
export const Block = ({ title, children }: { title: string; children: ReactNode }) => (
  <View style={STYLE.block} wrap={false}>
    <Text style={STYLE.small}>{title}</Text>
    {children}
  </View>
);
