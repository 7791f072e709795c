import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { type CsvOptions, readCsv } from "./csv";

const rows = (text: string, options?: CsvOptions) => {
  const result = readCsv(text, options);
  return result.ok
    ? result.rows.map(({ line, fields }) => [line, ...fields])
    : [result.refusal.code, result.refusal.line];
};

describe("readCsv", () => {
  it.each([
    [
      "plain rows",
      "a,b\nc,d\n",
      [
        [1, "a", "b"],
        [2, "c", "d"],
      ],
    ],
    [
      "the line ends of Windows, also mixed",
      "a,b\r\nc,d\ne\r\n",
      [
        [1, "a", "b"],
        [2, "c", "d"],
        [3, "e"],
      ],
    ],
    [
      "blank lines, which count as lines",
      "\na\n\n\r\nb",
      [
        [2, "a"],
        [5, "b"],
      ],
    ],
    [
      "quotes, commas and newlines in quotes",
      '"a ""b"", c","1\n2"\nd,e',
      [
        [1, 'a "b", c', "1\n2"],
        [3, "d", "e"],
      ],
    ],
    [
      "rows of other lengths",
      "a\nb,\n,,",
      [
        [1, "a"],
        [2, "b", ""],
        [3, "", "", ""],
      ],
    ],
    ["blanks around fields, as they are", " a , b ", [[1, " a ", " b "]]],
    ["a byte order mark", "\ufeffa,b", [[1, "a", "b"]]],
    ["nothing", "", []],
  ])("reads %s", (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it("takes another delimiter", () => {
    expect(rows("a;b,c\n", { delimiter: ";" })).toEqual([[1, "a", "b,c"]]);
    expect(rows("a\tb,c\n", { delimiter: "\t" })).toEqual([[1, "a", "b,c"]]);
  });

  it.each([
    ["a quote that does not end", 'a\n"b,c\nd', {}, ["csv-malformed", undefined]],
    ["a quote within a field", 'a\nb"c,d', {}, ["csv-malformed", 2]],
    ["text after a closing quote", 'a\n"b"c,d', {}, ["csv-malformed", 2]],
    ["too many rows", "a\nb\nc\n", { records: 2 }, ["csv-too-many-rows", undefined]],
    ["too many fields", "a\nb,c,d\n", { fields: 2 }, ["csv-too-many-fields", 2]],
    ["too long a field", "a\nbbbb\n", { fieldCharacters: 3 }, ["csv-field-too-long", 2]],
  ])("refuses %s", (_, text, options, expected) => {
    expect(rows(text, options)).toEqual(expected);
  });

  it("allows just as many as it says", () => {
    expect(rows("aaa,b\nc,d\n", { records: 2, fields: 2, fieldCharacters: 3 })).toHaveLength(2);
  });

  it("refuses one row without end", () => {
    expect(rows("a".repeat(LIMITS.lineCharacters + 10))).toEqual(["csv-malformed", 1]);
  });
});
