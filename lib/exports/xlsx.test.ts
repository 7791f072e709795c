import { expect, it } from "vitest";
import { packed } from "@/lib/api/workbook-file";
import { atOnce } from "./columns";
import type { Row, Table } from "./table";
import { allOf, takenOf } from "./table.sample";
import { cellsOf, filesIn, sheetsIn } from "./workbook.sample";
import { workbookOf } from "./xlsx";

const filesOf = async (rows: readonly Row[], most?: number): Promise<Map<string, string>> =>
  filesIn(Buffer.concat(await allOf(packed(workbookOf([takenOf(rows)], most)))));

const sheetOf = (files: Map<string, string>, number = 1): string =>
  files.get(`xl/worksheets/sheet${number}.xml`) ?? "";
const row = (text: string, worth = 0): Row => [text, worth, 1, null, null, false];

it("types its cells: numbers, times and days count, and text is text", async () => {
  const files = await filesOf([["=1+1", -1.5, 3, "2026-11-30T12:00:00.000Z", "2026-11-30", true]]);
  const cells = cellsOf(sheetOf(files));
  expect(cells.slice(0, 6).map(({ at, text }) => `${at} ${text}`)).toEqual([
    "A1 What",
    "B1 Worth",
    "C1 Hosts",
    "D1 Since",
    "E1 Last day",
    "F1 Silent",
  ]);
  expect(cells.slice(6)).toEqual([
    { at: "A2", type: "inlineStr", look: "2", text: "'=1+1" },
    { at: "B2", type: "n", look: "3", text: "-1.5" },
    { at: "C2", type: "n", look: "4", text: "3" },
    // 30 November 2026 is the 46,356th day since the end of 1899.
    { at: "D2", type: "n", look: "5", text: "46356.5" },
    { at: "E2", type: "n", look: "6", text: "46356" },
    { at: "F2", type: "b", look: "0", text: "1" },
  ]);
  expect(files.get("xl/styles.xml")).toContain('formatCode="yyyy\\-mm\\-dd"');
  expect(sheetOf(files)).not.toContain("<f");
});

it("holds its titles in place and filters", async () => {
  const files = await filesOf([row("a"), row("b"), row("c")]);
  expect(sheetOf(files)).toContain(
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
  );
  expect(sheetOf(files)).toContain('<autoFilter ref="A1:F4"/>');
  expect(files.get("xl/workbook.xml")).toContain('<sheet name="Things &amp; more" sheetId="1" r:id="rId1"/>');
  expect(files.get("xl/workbook.xml")).toContain("'Things &amp; more'!$A$1:$F$4</definedName>");
});

it("keeps whatever text there is, and no XML in it", async () => {
  const texts = [
    "<b>&amp;</b>",
    "\u0000\u001b[31mred",
    " blanks ",
    "two\r\nlines",
    "_x003D_1",
    "🏰 世界",
    "x".repeat(40_000),
  ];
  const cells = cellsOf(sheetOf(await filesOf(texts.map((text) => row(text)))));
  const read = cells
    .filter(({ at }) => at.startsWith("A"))
    .slice(1)
    .map(({ text }) => text);
  expect(read).toEqual([
    "<b>&amp;</b>",
    "[31mred",
    " blanks ",
    "two\nlines",
    "_x005F_x003D_1",
    "🏰 世界",
    "x".repeat(32_767),
  ]);
});

it("begins another sheet where one is full", async () => {
  const files = await filesOf(
    ["a", "b", "c", "d", "e"].map((text) => row(text)),
    3,
  );
  const texts = [1, 2, 3].map((number) =>
    cellsOf(sheetOf(files, number))
      .filter(({ at }) => at.startsWith("A"))
      .map(({ text }) => text),
  );
  expect(texts).toEqual([
    ["What", "a", "b"],
    ["What", "c", "d"],
    ["What", "e"],
  ]);
  expect(sheetOf(files, 3)).toContain('<autoFilter ref="A1:F2"/>');
  expect(files.get("xl/workbook.xml")).toContain(
    '<sheet name="Things &amp; more 3" sheetId="3" r:id="rId3"/>',
  );
  expect(files.get("xl/_rels/workbook.xml.rels")).toContain('Id="rId4"');
});

it("has one sheet where one is exactly full, and where there is nothing", async () => {
  expect(
    [...(await filesOf([row("a"), row("b")], 3)).keys()].filter((name) => name.includes("sheet")),
  ).toHaveLength(1);
  expect(cellsOf(sheetOf(await filesOf([])))).toHaveLength(6);
});

it("has a sheet for each table, with its own columns", async () => {
  const days: Table = {
    ...takenOf([]),
    title: "Days",
    columns: [{ key: "day", title: "Day", type: "day" }],
    rows: atOnce<Row>([["2026-11-30"], ["2026-12-01"]]),
  };
  const tables = [takenOf([row("a")]), days, { ...takenOf([]), title: "None" }];
  const archive = Buffer.concat(await allOf(packed(workbookOf(tables, 2))));
  expect([...(await sheetsIn(archive))].map(([name, rows]) => [name, rows.length, rows[0]?.length])).toEqual([
    ["Things & more", 2, 6],
    ["Days", 2, 1],
    ["Days 2", 2, 1],
    ["None", 1, 6],
  ]);
  const workbook = (await filesIn(archive)).get("xl/workbook.xml");
  expect(workbook).toContain('localSheetId="0" hidden="1">\'Things &amp; more\'!$A$1:$F$2</definedName>');
  expect(workbook).toContain('localSheetId="2" hidden="1">\'Days 2\'!$A$1:$A$2</definedName>');
});
