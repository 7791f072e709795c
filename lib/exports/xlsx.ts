/**
 * Tables as a workbook, each on a sheet of its own: typed cells, a title row that stays and filters. Its parts are written as
 * they are read, because a sheet of 100,000 findings is too much to hold; whoever packs them needs nothing else. Office Open
 * XML, ECMA-376. Pure.
 */
import type { Column, Row, Table } from "./table";
import { cellOf, headOf, letterOf, STYLES, xml } from "./xlsx-cells";

/** One file in the archive that a workbook is. */
export interface Part {
  name: string;
  text: AsyncIterable<string>;
}

/** A sheet has no more rows, titles included. */
const SHEET_ROWS = 1_048_576;

const START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Whatever else there is, is a sheet: how many there will be is not known when this is written. */
const TYPES = `${START}<Types xmlns="${PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="${TYPE}.worksheet+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;

const ROOT = `${START}<Relationships xmlns="${PACKAGE}/relationships">\
<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/**
 * The parts in their order. Each has to be read to its end before the next one is asked for.
 * @param tables under titles that can name sheets: ours, unlike, and short
 * @param most rows of a sheet; what is beyond them goes to another one
 */
export async function* workbookOf(tables: readonly Table[], most = SHEET_ROWS): AsyncGenerator<Part> {
  yield { name: "[Content_Types].xml", text: whole(TYPES) };
  yield { name: "_rels/.rels", text: whole(ROOT) };
  yield { name: "xl/styles.xml", text: whole(`${START}<styleSheet xmlns="${MAIN}">${STYLES}</styleSheet>`) };
  const sheets: Sheet[] = [];
  for (const { title, columns, rows } of tables) {
    const feed = new Feed(rows);
    for (let number = 1; number === 1 || (await feed.more()); number++) {
      const sheet: Sheet = { name: number === 1 ? title : `${title} ${number}`, columns, rows: 1 };
      sheets.push(sheet);
      yield { name: `xl/worksheets/sheet${sheets.length}.xml`, text: sheetText(sheet, feed, most) };
    }
  }
  yield { name: "xl/workbook.xml", text: whole(workbookText(sheets)) };
  yield { name: "xl/_rels/workbook.xml.rels", text: whole(relationsText(sheets)) };
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}

interface Sheet {
  name: string;
  columns: readonly Column[];
  /** Written so far, titles included. */
  rows: number;
}

/** Rows in portions that fit. */
class Feed {
  private readonly source: AsyncIterator<readonly Row[]>;
  private waiting: readonly Row[] = [];

  constructor(rows: AsyncIterable<readonly Row[]>) {
    this.source = rows[Symbol.asyncIterator]();
  }

  async more(): Promise<boolean> {
    while (this.waiting.length === 0) {
      const { done, value } = await this.source.next();
      if (done) return false;
      this.waiting = value;
    }
    return true;
  }

  /** Of those that wait. */
  take(most: number): readonly Row[] {
    const taken = this.waiting.slice(0, most);
    this.waiting = this.waiting.slice(most);
    return taken;
  }
}

async function* sheetText(sheet: Sheet, feed: Feed, most: number) {
  const { columns } = sheet;
  yield `${START}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>${columns.map(widthOf).join("")}</cols><sheetData><row r="1">${columns.map(headOf).join("")}</row>`;
  while (sheet.rows < most && (await feed.more())) {
    const lines = feed.take(most - sheet.rows).map((row) => {
      sheet.rows += 1;
      return rowText(row, sheet.rows, columns);
    });
    yield lines.join("");
  }
  yield `</sheetData><autoFilter ref="A1:${letterOf(columns.length - 1)}${sheet.rows}"/></worksheet>`;
}

function rowText(row: Row, number: number, columns: readonly Column[]): string {
  let cells = "";
  for (const [place, { type }] of columns.entries()) cells += cellOf(row[place] ?? null, type, place, number);
  return `<row r="${number}">${cells}</row>`;
}

/** In characters. */
const WIDTHS: Readonly<Record<Column["type"], number>> = {
  text: 28,
  number: 10,
  integer: 10,
  time: 22,
  day: 12,
  flag: 8,
};
/** What the sign of a filter covers. */
const SIGN = 4;

function widthOf({ type, title }: Column, place: number): string {
  // What a row is about needs room.
  const usual = WIDTHS[type] * (place === 0 && type === "text" ? 2 : 1);
  const width = Math.max(usual, title.length + SIGN);
  return `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`;
}

function workbookText(sheets: readonly Sheet[]): string {
  const named = sheets.map(
    ({ name }, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  // What a filter is to programs that look for its name.
  const filters = sheets.map(
    ({ name, columns, rows }, i) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">\
'${xml(name)}'!$A$1:$${letterOf(columns.length - 1)}$${rows}</definedName>`,
  );
  return `${START}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews>\
<sheets>${named.join("")}</sheets><definedNames>${filters.join("")}</definedNames></workbook>`;
}

function relationsText(sheets: readonly Sheet[]): string {
  const all = sheets.map((_, i) => ["worksheet", `worksheets/sheet${i + 1}.xml`]);
  const lines = [...all, ["styles", "styles.xml"]].map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${START}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`;
}
