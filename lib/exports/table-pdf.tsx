/** A table as a PDF: what it is of, what was asked for, and its rows. Pure: the same data, the same pages. */
import { Page, Text, View } from "@react-pdf/renderer";
import { day, moment, whole } from "@/lib/format";
import { openFonts } from "./pdf/fonts";
import { type Column, Foot, Paragraph, Table } from "./pdf/parts";
import { STYLE } from "./pdf/style";
import { tagged } from "./pdf/tag";
import { renderTagged } from "./pdf/tagged";
import { plainLine } from "./plain";
import type { PaperCell, PaperTable, Said } from "./table-paper";

/** Columns that upright paper has room for. */
const UPRIGHT = 6;

/**
 * @returns the bytes of the file. It keeps the processor busy for seconds with many rows: in the server, ask `tablePdf` of
 * `lib/queries` for it.
 */
export async function renderTable({ title, at, by, said, paper, ...table }: PaperTable): Promise<Buffer> {
  const settable = await openFonts();
  const clean = (text: string): string => settable(plainLine(text, MOST));
  const rows = table.rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? clean(cell) : ([clean(cell[0]), clean(cell[1])] as const))),
  );
  const columns = table.columns.map(
    (column, place): Column<readonly PaperCell[]> => ({ ...column, text: (row) => row[place] ?? "" }),
  );
  const asked: readonly Said[] = [["Rows", whole(rows.length)], ...said];
  const upright = columns.length <= UPRIGHT;
  const name = `${title} of ${day(at, "UTC")}`;
  return renderTagged(
    <Page
      size={paper === "A4" ? "A4" : "LETTER"}
      orientation={upright ? "portrait" : "landscape"}
      style={STYLE.page}
      experimentalPagination
    >
      <Foot title={name} paper={paper} landscape={!upright} />
      <View style={STYLE.head}>
        <Text>Made by Rampart for {clean(by)}</Text>
        <Text>{moment(at, "UTC")}</Text>
      </View>
      <Text style={STYLE.title} {...tagged("H1")}>
        {title}
      </Text>
      <Paragraph soft>{asked.map(([what, words]) => `${what}: ${clean(words)}`).join(" · ")}</Paragraph>
      {rows.length === 0 ? <Paragraph>Nothing matches.</Paragraph> : <Table rows={rows} columns={columns} />}
    </Page>,
    { title: name, at },
  );
}

/** Letters of a text. What reports and people wrote may be anything, and must not push the rest off its page. */
const MOST = 200;
