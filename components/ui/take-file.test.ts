import fc from "fast-check";
import { expect, it } from "vitest";
import { csvOf } from "@/lib/exports/csv";
import { jsonOf } from "@/lib/exports/json";
import { takenOf, textOf } from "@/lib/exports/table.sample";
import { rowCounter } from "./take-file";

const CSV = "text/csv; charset=utf-8; header=present";
const JSON_TYPE = "application/json";

/** What is counted when it comes in pieces of this size. */
function counted(type: string, text: string, size: number): number {
  const bytes = new TextEncoder().encode(text);
  const count = rowCounter(type);
  let rows = 0;
  for (let at = 0; at < bytes.length; at += size) rows = count?.(bytes.slice(at, at + size)) ?? -1;
  return rows;
}

it("counts the rows of our own files, whatever is in them and however they come", async () => {
  const cell = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', "\n", '\r\n"', '"",\n', "é\n"));
  await fc.assert(
    fc.asyncProperty(fc.array(cell), fc.integer({ min: 1, max: 50 }), async (cells, size) => {
      const table = () => takenOf(cells.map((text) => [text, 1, 1, null, null, false]));
      expect(counted(CSV, await textOf(csvOf(table())), size)).toBe(cells.length);
      // Its last lines belong to no row.
      expect(counted(JSON_TYPE, await textOf(jsonOf(table())), size)).toBe(cells.length + 1);
    }),
  );
});

it("counts nothing where it would have to unpack", () => {
  expect(rowCounter("application/pdf")).toBeNull();
  expect(rowCounter("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).toBeNull();
});
