/** What every page of the PDF is made of. Text from outside comes as text and stays it. */
import { Text, View } from "@react-pdf/renderer";
import type { ComponentProps, ReactNode } from "react";
import { STYLE } from "./style";
import { type Tag, tagged } from "./tag";

interface HeadingProps {
  children: string;
  /** One below the heading above it, or higher. The title of a document has 1. */
  level?: 1 | 2 | 3;
  /** Stands in the reader's outline; a part of `Details` there. */
  outline?: boolean;
}

/** A heading never stands alone at the foot of a page. */
export const Heading = ({ children, level = 2, outline = true }: HeadingProps) => (
  <Text
    style={STYLE.heading}
    minPresenceAhead={60}
    {...tagged(`H${level}`)}
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
  if (items.length === 0) return null;
  return (
    <View {...tagged({ type: "L", numbered })}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity
        <View key={index} style={STYLE.item} wrap={false} {...tagged("LI")}>
          <Bullet number={numbered ? index + 1 : undefined} />
          <Text style={{ flex: 1 }} {...tagged("LBody")}>
            {item}
          </Text>
        </View>
      ))}
    </View>
  );
}

/** Before an item of a list: its number, or a dash, of which nothing is said aloud. */
export const Bullet = ({ number }: { number?: number }) => (
  <Text style={STYLE.bullet} {...tagged(number === undefined ? "Artifact" : "Lbl")}>
    {number === undefined ? "–" : `${number}.`}
  </Text>
);

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

/** A table whose head comes again on each page, and whose rows are never torn apart. Its first column names the rows. */
export function Table<T>({ rows, columns }: TableProps<T>) {
  const styles = columns.map((column, place) => cell(column, columns[place - 1]));
  return (
    <View style={STYLE.table} {...tagged("Table")}>
      <View style={[STYLE.row, STYLE.rowHead]} fixed minPresenceAhead={30} {...tagged("TR")}>
        {columns.map(({ title }, place) => (
          <Text key={title} style={styles[place]} {...tagged({ type: "TH", scope: "Column" })}>
            {title}
          </Text>
        ))}
      </View>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that never changes
        <View key={index} style={STYLE.row} wrap={false} {...tagged("TR")}>
          {columns.map((column, place) => (
            <Cell
              key={column.title}
              text={column.text(row)}
              style={column.strong ? [styles[place], STYLE.strong] : styles[place]}
              tag={place === 0 ? { type: "TH", scope: "Row" } : { type: "TD" }}
            />
          ))}
        </View>
      ))}
    </View>
  );
}

interface CellProps {
  text: string | readonly [string, string];
  style: ComponentProps<typeof View>["style"];
  tag: Tag;
}

function Cell({ text, style, tag }: CellProps) {
  if (typeof text === "string") {
    return (
      <Text style={style} {...tagged(tag)}>
        {text}
      </Text>
    );
  }
  const [first, second] = text;
  return (
    <View style={style} {...tagged(tag)}>
      <Text>{first}</Text>
      {second !== "" && <Text style={[STYLE.soft, { fontWeight: 400 }]}>{second}</Text>}
    </View>
  );
}

type Place = Pick<Column<unknown>, "wide" | "right">;

/** Words keep away from figures that end just before them. */
const cell = ({ wide, right }: Place, before?: Place) => ({
  ...{ flexGrow: wide, flexShrink: 1, flexBasis: 0 },
  ...(right && STYLE.figure),
  ...(before?.right && !right && { paddingLeft: 7 }),
});

/** Upright paper, in points. */
const WIDTHS = { A4: 595.28, Letter: 612 } as const;
const HEIGHTS = { A4: 841.89, Letter: 792 } as const;
const ABOVE_EDGE = 36;

interface FootProps {
  title: string;
  paper: keyof typeof HEIGHTS;
  landscape?: boolean;
}

/** At the foot of every page: what it is of, and which page it is. */
export const Foot = ({ title, paper, landscape }: FootProps) => (
  <View
    style={[STYLE.foot, { top: (landscape ? WIDTHS : HEIGHTS)[paper] - ABOVE_EDGE }]}
    fixed
    {...tagged({ type: "Artifact", running: "Footer" })}
  >
    <Text style={STYLE.footTitle}>{title}</Text>
    <Text render={({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`} />
  </View>
);

export const Watermark = ({ children }: { children: string }) => (
  <Text style={STYLE.watermark} fixed {...tagged({ type: "Artifact", running: "Watermark" })}>
    {children}
  </Text>
);

/** A heading with what stands under it, kept together. */
export const Block = ({ title, children }: { title: string; children: ReactNode }) => (
  <View style={STYLE.block} wrap={false}>
    <Text style={STYLE.small} {...tagged("H2")}>
      {title}
    </Text>
    {children}
  </View>
);
