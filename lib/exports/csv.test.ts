import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { harmless } from "./cells";
import { csvOf } from "./csv";
import { allOf, takenOf, textOf } from "./table.sample";

it("writes titles, types and quotes after RFC 4180", async () => {
  const rows = [
    ['He said "no", twice', -1.5, 3, "2026-11-30T10:00:00.000Z", "2026-11-30", true],
    ["=1+1", 0, 0, null, null, false],
    ["two\r\nlines", 1, -2, null, "2026-12-01", false],
    [" blanks ", 0.1, 1, null, null, true],
  ];
  expect(await textOf(csvOf(takenOf(rows)))).toBe(
    [
      "What,Worth,Hosts,Since,Last day,Silent",
      '"He said ""no"", twice",-1.5,3,2026-11-30T10:00:00.000Z,2026-11-30,true',
      "'=1+1,0,0,,,false",
      '"two\r\nlines",1,-2,,2026-12-01,false',
      '" blanks ",0.1,1,,,true',
      "",
    ].join("\r\n"),
  );
});

it("has its titles without any row, and no byte order mark", async () => {
  const [first] = await allOf(csvOf(takenOf([])));
  expect(first).toBe("What,Worth,Hosts,Since,Last day,Silent\r\n");
});

it("is read back as it was written, whatever stands in it", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom('"', '""', ",", "\r\n", "\n", "=1", ""),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, fc.double({ noNaN: true, noDefaultInfinity: true }))),
      async (pairs) => {
        const rows = pairs.map(([text, number]) => [text, number, 1, null, null, false]);
        const read: string[][] = parse(await textOf(csvOf(takenOf(rows))), { record_delimiter: "\r\n" });
        expect(read.slice(1).map(([text, number]) => [text, Number(number)])).toEqual(
          pairs.map(([text, number]) => [harmless(text), number === 0 ? 0 : number]),
        );
      },
    ),
  );
});
