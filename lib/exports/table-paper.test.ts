import { expect, it } from "vitest";
import { atOnce } from "./columns";
import type { Column, Row, Table } from "./table";
import { takenOf } from "./table.sample";
import { paperOf } from "./table-paper";

const AROUND = { by: "Ada", said: [["State", "open"]], paper: "A4" } as const;

const tableWith = (columns: readonly Column[], row: Row): Table => ({
  ...takenOf([]),
  columns,
  total: 1,
  rows: atOnce([row]),
});

it("says each type in words, days in UTC", async () => {
  const row = ["a", 1.25, 1_200, "2026-11-30T23:30:00.000Z", "2026-12-01", true];
  const paper = await paperOf(takenOf([row]), AROUND);
  expect(paper).toMatchObject({ title: "Things & more", at: "2026-11-30T12:00:00.000Z", ...AROUND });
  expect(paper.columns.map(({ title, right }) => [title, right])).toEqual([
    ["What", false],
    ["Worth", true],
    ["Hosts", true],
    ["Since", true],
    ["Last day", true],
    ["Silent", false],
  ]);
  expect(paper.rows).toEqual([["a", "1.3", "1,200", "30 Nov 2026", "1 Dec 2026", "yes"]]);
});

it("has a dash where there is nothing, or the words for that", async () => {
  const columns: Column[] = [
    { key: "a", title: "A", type: "number" },
    { key: "b", title: "B", type: "text", paper: { none: "nobody" } },
  ];
  expect((await paperOf(tableWith(columns, [null, null]), AROUND)).rows).toEqual([["–", "nobody"]]);
});

it("stands small lines below their column, and leaves out those that are empty", async () => {
  const columns: Column[] = [
    { key: "a", title: "A", type: "text", paper: { wide: 4, strong: true } },
    { key: "b", title: "B", type: "text", paper: { below: true } },
    { key: "c", title: "C", type: "text", paper: { below: true } },
    { key: "d", title: "D", type: "number" },
    {
      key: "e",
      title: "E",
      type: "number",
      paper: { below: true, words: (e, d) => (e === d ? "" : `not ${e}`) },
    },
  ];
  const rows = async (row: Row) => (await paperOf(tableWith(columns, row), AROUND)).rows;
  expect(await rows(["a", "b", "c", 1, 2])).toEqual([
    [
      ["a", "b · c"],
      ["1.0", "not 2"],
    ],
  ]);
  expect(await rows(["a", null, "c", 1, 1])).toEqual([
    [
      ["a", "c"],
      ["1.0", ""],
    ],
  ]);
  const { columns: heads } = await paperOf(tableWith(columns, ["a", null, "c", 1, 1]), AROUND);
  expect(heads).toEqual([
    { title: "A", wide: 4, right: false, strong: true },
    { title: "D", wide: 1.2, right: true, strong: false },
  ]);
});
