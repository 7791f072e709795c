import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packed } from "@/lib/api/workbook-file";
import { harmless } from "./cells";
import { csvOf } from "./csv";
import type { Summary } from "./summary";
import { emptySummary, fleetSummary } from "./summary.sample";
import { summaryInLines, summarySheets } from "./summary-sheets";
import type { Row } from "./table";
import { allOf, textOf } from "./table.sample";
import { sheetsIn } from "./workbook.sample";
import { workbookOf } from "./xlsx";

const NAMES = [
  ...["Summary", "Score", "Counts", "Holds it back", "Towers", "Trend", "Fortresses", "Findings", "Repaired"],
  ...["Plans", "Decisions", "Attestations", "Silent", "Evidence", "Method"],
];

const workbook = async (summary: Summary): Promise<Map<string, string[][]>> =>
  sheetsIn(Buffer.concat(await allOf(packed(workbookOf(summarySheets(summary))))));

const lines = async (summary: Summary): Promise<string[][]> =>
  parse(await textOf(csvOf(await summaryInLines(summary))), { record_delimiter: "\r\n" });

async function rowsOf(summary: Summary, title: string): Promise<readonly Row[]> {
  const sheet = summarySheets(summary).find((one) => one.title === title);
  if (!sheet) throw new Error(`There is no sheet ${title}.`);
  return (await allOf(sheet.rows)).flat();
}

describe("the sheets", () => {
  it("are all there in their order, whatever is empty, and under names that sheets may have", async () => {
    for (const summary of [fleetSummary(), emptySummary()]) {
      const sheets = await workbook(summary);
      expect([...sheets.keys()]).toEqual(NAMES);
      for (const name of sheets.keys()) expect(name).toMatch(/^[\w ]{1,31}$/);
      for (const rows of sheets.values()) expect(rows[0]?.length).toBeGreaterThan(1);
    }
  });

  it("have the figures of the summary as they are", async () => {
    expect(await rowsOf(fleetSummary(), "Score")).toEqual([
      ["Proven", 68.4, 65.2, 3.2],
      ["Possible", 84, 86.1, -2.1],
      ["Managed", 71.2, 67, 4.2],
      ["Confidence", 84.4, null, null],
      ["Target", 80, null, null],
    ]);
    expect(await rowsOf(fleetSummary(), "Towers")).toEqual([
      ...[["Hardening", 61, 80.2, 59, 81, 2, null, null, null, fleetSummary().towers[0]?.because]],
      [
        ...["Patching", 40, 40, 52.5, 70, -12.5, 40, 3],
        ...[
          "a critical security update waits for more than 30 days",
          "Security updates wait on 7 fortresses",
        ],
      ],
      expect.arrayContaining(["Integrity", 78.3, 96, 0]),
      ["Auditing", null, null, null, null, null, null, null, null, null],
    ]);
    expect(await rowsOf(fleetSummary(), "Counts")).toEqual(
      expect.arrayContaining([
        ["Fortresses", 12],
        ["Fortresses with evidence", 11],
        ["Fortresses of grade C", 6],
        ["Silent fortresses", 1],
        ["Open findings", 214],
        ["Open findings, critical", 3],
        ["Overdue findings", 12],
        ["Proved repairs, low", 4],
      ]),
    );
    expect((await rowsOf(fleetSummary(), "Decisions"))[1]).toEqual([
      ...["Telnet is installed", "Avoided", false, "high", 1, "2026-12-15T23:59:59.999Z", "Ada", null],
      "It is removed with the next image.",
    ]);
  });

  it("say the sentences of the first page, and leave out what there is nothing to say of", async () => {
    const story = new Map((await rowsOf(fleetSummary(), "Summary")) as [string, string][]);
    expect(story.get("Score")).toMatch(/^68\.4 of 100 points are proven on average\./);
    expect(story.get("Comment")).toContain("mail servers");
    expect(story.get("Grade")).toBe("C");
    const nothing = new Map((await rowsOf(emptySummary(), "Summary")) as [string, string][]);
    expect(nothing.has("Grade")).toBe(false);
    expect(nothing.get("Score")).toContain("no report has come");
  });

  it("say of each host what the table says", async () => {
    const rows = await rowsOf(fleetSummary(3), "Fortresses");
    expect(rows[0]).toEqual([
      ...["web-01.example.org", "E", 31, 45, 33, 31, 23, null, 37, 4, "2026-11-21T03:00:00.000Z"],
    ]);
  });
});

describe("the lines", () => {
  it("name a section, a row, what it is about, a column and its value", async () => {
    const read = await lines(fleetSummary());
    expect(read[0]).toEqual(["Section", "Row", "Item", "Name", "Value"]);
    expect(read).toContainEqual(["Towers", "1", "Hardening", "Proven", "61"]);
    expect(read).toContainEqual(["Score", "2", "Possible", "Change", "-2.1"]);
    expect(read).toContainEqual(["Plans", "1", "Close the doors", "Overdue", "false"]);
    expect(read).toContainEqual(["Trend", "1", "2026-10-22T09:30:00.000Z", "Proven", "65"]);
    expect(read).toContainEqual([
      "Silent",
      "1",
      "backup-01.example.org",
      "Last evidence",
      "2026-11-02T03:00:00.000Z",
    ]);
  });

  it("name a row of which nothing more is known", async () => {
    const silent = { total: 1, first: [{ name: "new-01", href: null, since: null }] };
    const read = await lines(fleetSummary(12, { silent }));
    expect(read.filter(([section]) => section === "Silent")).toEqual([
      ["Silent", "1", "new-01", "Last evidence", ""],
    ]);
  });

  it("have every cell of the sheets that is not empty, once", async () => {
    for (const summary of [fleetSummary(), emptySummary()]) {
      const cells = new Set<string>();
      for (const { title, columns, rows } of summarySheets(summary)) {
        for (const [row, values] of (await allOf(rows)).flat().entries()) {
          for (const [place, value] of values.entries()) {
            if (place > 0 && value !== null && value !== "")
              cells.add([title, row + 1, columns[place]?.title, String(value)].join("|"));
          }
        }
      }
      const read = (await lines(summary)).slice(1).filter(([, , , , value]) => value !== "");
      expect(read).toHaveLength(cells.size);
      expect(
        new Set(
          read.map(([section, row, , name, value = ""]) =>
            [section, row, name, value.replace(/^'(?=[+-])/, "")].join("|"),
          ),
        ),
      ).toEqual(cells);
    }
  });
});

describe("what reports and people wrote", () => {
  const hostile = fc
    .array(
      fc.oneof(fc.constantFrom(..."=+-@\t\r\n;,\"' \0\u202e", "＝1", "<b>"), fc.string({ unit: "binary" })),
    )
    .map((parts) => parts.join(""));
  const isFormula = (text: string): boolean =>
    /^[\s\u200b\ufeff"]*[=+\-@＝＋－＠]/u.test(text) || /[\t\r\n;]\s*[=+\-@]/.test(text);

  it("is no formula in any sheet or line, and is the same in both", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (title, name) => {
        const summary = fleetSummary(1, {
          title,
          comment: title,
          table: [{ ...fleetSummary(1).table[0], name } as Summary["table"][number]],
          holdsBack: [{ text: name, gain: -1, hosts: 1 }],
          plans: [{ title, owner: name, dueAt: null, overdue: false, total: 1, closed: 0 }],
        });
        const sheets = await workbook(summary);
        const read = await lines(summary);
        const texts = [...sheets.values()].flat(2);
        const ours = (text: string): boolean => /^[+-]?[\d.]+$/.test(text);
        for (const text of [...texts, ...read.flat()])
          expect(isFormula(text) && !ours(text), text).toBe(false);
        const owner = read.find(
          ([section, , , column]) => section === "Plans" && column === "Answers for it",
        );
        expect(owner?.[4] ?? "").toBe(harmless(name) === "" ? "" : harmless(name));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
