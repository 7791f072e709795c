import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { harmless } from "./cells";

const SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫";
/** Text as nobody writes it: signs, separators and blanks more often than letters. */
const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...SIGNS, ..."\t\r\n;,|'\" \u00a0\u3000\u200b\ufeff\0\x1b\x9b"), fc.string()),
  )
  .map((parts) => parts.join(""));

describe("text in a cell", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1", "'＝1"],
    ["＠SUM(A1)", "'＠SUM(A1)"],
    ["\t=1", "'\t'=1"],
    ["\rx", "'\rx"],
    ["  =1", "'  =1"],
    ["\0=1", "'=1"],
    ["\ufeff=1", "'\ufeff=1"],
    ["a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"],
    ["two\n-1", "two\n'-1"],
    ['a;"=1', "a;'\"=1"],
  ])("never begins a formula: %j", (text, cell) => {
    expect(harmless(text)).toBe(cell);
  });

  it.each([
    "",
    "web-01",
    "lynis:KRNL-6000:kernel.kptr_restrict",
    "a = b, c@d + e - f",
    "a; b",
    "Grüße, 世界 🏰",
    "two\nlines",
    "'quoted'",
  ])("stays as it is otherwise: %j", (text) => {
    expect(harmless(text)).toBe(text);
  });

  it("has no part that begins a formula, whatever separator a program is set to", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = harmless(text);
        expect(cell).not.toMatch(/^[\t\r\n]/);
        for (const part of cell.split(/[\t\r\n;]/)) {
          expect(SIGNS).not.toContain(part.replace(/^["\p{Zs}\u200b\ufeff]+/u, "").charAt(0) || "none");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("holds nothing that steers a terminal, and loses nothing else but gains apostrophes", () => {
    const seen = (text: string): string =>
      [...text].filter((letter) => !/'|(?![\t\n\r])\p{Cc}/u.test(letter)).join("");
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = harmless(text);
        expect(cell).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
        expect(seen(cell)).toBe(seen(text));
      }),
    );
  });
});
