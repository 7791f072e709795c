import { describe, expect, it } from "vitest";
import { pdftotext, selectedIn } from "@/scripts/test/paper";
import { elementsOf, readPdf } from "@/scripts/test/pdf";
import type { PaperCell, PaperTable } from "./table-paper";
import { renderTable } from "./table-pdf";

const tableOf = (
  titles: readonly string[],
  rows: readonly (readonly PaperCell[])[],
  more: Partial<PaperTable> = {},
): PaperTable => ({
  ...{ title: "Findings", at: "2026-11-21T09:30:00.000Z", by: "Ada Lovelace", paper: "A4", rows },
  said: [
    ["State", "open, in all its forms"],
    ["Title or check", "“kernel”"],
  ],
  columns: titles.map((title) => ({ title, wide: 1, right: false, strong: false })),
  ...more,
});

const many = (count: number): PaperCell[][] =>
  Array.from({ length: count }, (_, n) => [[`row-${n}`, "below"], "web-01"]);
const NINE = "ABCDEFGHI".split("");

const pagesOf = (file: Buffer): number => file.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

const pages = (file: Buffer): string[] =>
  selectedIn(file)
    .replace(/[^\S\f]+/g, " ")
    .split("\f")
    .slice(0, -1);

describe("the file", () => {
  it("stands upright, and with many columns on its side, on the paper that is wanted", async () => {
    const size = async (titles: readonly string[], paper: PaperTable["paper"]) =>
      /\/MediaBox \[0 0 (\d+)[\d.]* (\d+)/
        .exec((await renderTable(tableOf(titles, [titles], { paper }))).toString("latin1"))
        ?.slice(1)
        .map(Number);
    expect(await size(["What", "Host"], "A4")).toEqual([595, 841]);
    expect(await size(["What", "Host"], "Letter")).toEqual([612, 792]);
    expect(await size(NINE, "A4")).toEqual([841, 595]);
    expect(await size(NINE, "Letter")).toEqual([792, 612]);
  }, 30_000);

  it("is the same for the same table, has a title and nothing that runs", async () => {
    const table = tableOf(["What", "Host"], many(3));
    const [one, other] = [await renderTable(table), await renderTable(table)];
    expect(one.equals(other)).toBe(true);
    const text = one.toString("latin1");
    expect(text).toContain("(Findings of 21 Nov 2026)");
    expect(text).not.toMatch(/\/(JavaScript|JS|Launch|URI|EmbeddedFile)\b/);
  }, 30_000);
});

it("is read aloud as a title and a table whose columns and rows have names, on many pages too", async () => {
  const { root, faults, artifacts } = readPdf(await renderTable(tableOf(["What", "Host"], many(60))));
  expect(faults).toEqual([]);
  expect(elementsOf(root, "H1").map(({ text }) => text)).toEqual(["Findings"]);
  expect(elementsOf(root, "Table")).toHaveLength(1);
  const heads = elementsOf(root, "TH");
  expect(heads.filter(({ attributes }) => attributes.includes("/Scope /Column"))).toHaveLength(2);
  const rows = heads.filter(({ attributes }) => attributes.includes("/Scope /Row"));
  expect(
    rows.map((row) =>
      elementsOf(row)
        .map(({ text }) => text)
        .join(" ")
        .trim(),
    ),
  ).toEqual(many(60).map((_, n) => `row-${n} below`));
  expect(artifacts.length).toBeGreaterThan(1);
  for (const [n, words] of artifacts.entries())
    expect(words).toContain(`Page ${n + 1} of ${artifacts.length}`);
}, 30_000);

describe.skipIf(!pdftotext)("what can be selected", () => {
  it("says what was asked for, when, by whom, and how many rows there are", async () => {
    const [first = ""] = pages(await renderTable(tableOf(["What", "Host"], many(2))));
    for (const part of [
      "Made by Rampart for Ada Lovelace",
      "21 Nov 2026, 09:30 UTC",
      "Rows: 2 · State: open, in all its forms · Title or check: “kernel”",
      "What Host",
      "row-0 below",
      "Findings of 21 Nov 2026 Page 1 of 1",
    ]) {
      expect(first).toContain(part);
    }
  }, 30_000);

  it("has its titles and its place on every page, and its foot on the page whichever way it lies", async () => {
    for (const titles of [["What", "Host"], NINE]) {
      const found = pages(await renderTable(tableOf(titles, many(60))));
      expect(found.length).toBeGreaterThan(1);
      for (const [n, page] of found.entries()) {
        expect(page).toContain(titles.join(" "));
        expect(page).toContain(`Page ${n + 1} of ${found.length}`);
      }
    }
  }, 30_000);

  it("has every row once, however many pages they fill", async () => {
    // Beyond 65,536 points from the top, numbers of 32 bits lose what is less than a hundredth.
    const rows = Array.from({ length: 2_000 }, (_, n) => [
      [`row-${n} ${"word ".repeat((n % 3) * 15)}`, "word ".repeat(20 + (n % 3) * 20)] as const,
    ]);
    const file = await renderTable(
      tableOf(["What"], rows, { columns: [{ title: "What", wide: 1, right: false, strong: false }] }),
    );
    const found = pages(file).flatMap((page) => page.match(/row-\d+/g) ?? []);
    expect(found).toEqual(rows.map((_, n) => `row-${n}`));
    expect(pagesOf(file)).toBeGreaterThan(87);
  }, 120_000);

  it("shows what is hostile as text, and says when there is nothing", async () => {
    const evil = "</Text><script>alert(1)</script> =cmd|' /C calc'!A0 \u202egpj.exe\u0000\n漢";
    const [page = ""] = pages(
      await renderTable(
        tableOf(["What", "Host"], [[evil, [evil, evil]]], { by: evil, said: [["Label", evil]] }),
      ),
    );
    const shown = "</Text><script>alert(1)</script> =cmd|' /C calc'!A0 gpj.exe ?";
    expect(page.replace(/\s/g, "").split(shown.replace(/\s/g, ""))).toHaveLength(6);
    const [nothing = ""] = pages(await renderTable(tableOf(["What"], [])));
    expect(nothing).toContain("Nothing matches.");
  }, 30_000);

  it("keeps a text of any length on its page", async () => {
    const long = "x".repeat(50_000);
    const row: PaperCell[] = NINE.map(() => [long, long]);
    expect(pagesOf(await renderTable(tableOf(NINE, [row, row], { by: long })))).toBeLessThan(4);
  }, 30_000);
});
