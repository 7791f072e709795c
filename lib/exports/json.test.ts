import { expect, it } from "vitest";
import { jsonOf } from "./json";
import { takenOf, textOf } from "./table.sample";

it("names its columns, and each row by them", async () => {
  const rows = [
    ["=1+1", -1.5, 3, null, "2026-11-30", true],
    ["b", 0, 0, "2026-11-30T10:00:00.000Z", null, false],
    ['c "\u0000\u2028', 1, 1, null, null, false],
  ];
  const read = JSON.parse(await textOf(jsonOf(takenOf(rows))));
  expect(read).toMatchObject({ name: "things", at: "2026-11-30T12:00:00.000Z" });
  expect(read.columns[4]).toEqual({ key: "lastDay", title: "Last day", type: "day" });
  expect(read.rows).toEqual([
    { what: "=1+1", worth: -1.5, hosts: 3, since: null, lastDay: "2026-11-30", silent: true },
    { what: "b", worth: 0, hosts: 0, since: "2026-11-30T10:00:00.000Z", lastDay: null, silent: false },
    { what: 'c "\u0000\u2028', worth: 1, hosts: 1, since: null, lastDay: null, silent: false },
  ]);
});

it("is a whole document without any row", async () => {
  expect(JSON.parse(await textOf(jsonOf(takenOf([])))).rows).toEqual([]);
});
