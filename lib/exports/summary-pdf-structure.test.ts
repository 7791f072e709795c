/** What somebody hears who does not see the pages. */
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { type Element, elementsOf, placeOf, readPdf } from "@/scripts/test/pdf";
import type { Summary } from "./summary";
import { emptySummary, fleetSummary } from "./summary.sample";
import { renderSummary } from "./summary-pdf";

const EVIL = "</Text></rdf:li>&<!-- (\\) /K [1 2] >> endobj EMC =cmd \u202e漢";

const read = async (summary: Summary, more: { sections?: [] } = {}) =>
  readPdf(await renderSummary(summary, { paper: "A4", watermark: "For the board", ...more }));

const words = (element: Element): string =>
  elementsOf(element)
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
const headings = (root: Element): string[] =>
  elementsOf(root, "H1", "H2", "H3").map(({ type, text }) => `${type} ${text}`);

describe("the structure", () => {
  it("names the language, shows the title and says that it is tagged", async () => {
    const file = (await renderSummary(fleetSummary(), { paper: "A4" })).toString("latin1");
    expect(file).toMatch(/\/MarkInfo \d+ 0 R/);
    expect(file).toContain("/Marked true");
    expect(file).toContain("/DisplayDocTitle true");
    expect(file).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(file.match(/\/Tabs \/S\b/g)).toHaveLength(file.match(/\/Type \/Page\b/g)?.length ?? 0);
  }, 30_000);

  it("has headings from the title down, each one below another", async () => {
    const { root } = await read(fleetSummary());
    expect(root.type).toBe("Document");
    expect(headings(root)).toEqual([
      "H1 The fleet",
      "H2 What holds it back",
      "H2 What is open",
      "H2 What was repaired",
      "H2 Who is silent",
      "H2 What was decided, and when it ends",
      "H2 The four towers",
      "H2 The fortresses",
      "H2 Findings",
      "H2 Repaired",
      "H2 Plans",
      "H2 Decisions about risks",
      "H2 Evidence",
      "H2 Statements by people",
      "H2 How it is scored",
    ]);
  }, 30_000);

  it.each([
    ["an ordinary fleet", fleetSummary()],
    ["many fortresses", fleetSummary(200)],
    ["nothing at all", emptySummary()],
    ["what is hostile", fleetSummary(3, { title: EVIL, comment: `# ${EVIL}\n\n- ${EVIL}\n  ${EVIL}` })],
  ])(
    "leaves nothing unsaid of %s",
    async (_name, summary) => {
      const { root, faults, artifacts } = await read(summary);
      expect(faults).toEqual([]);
      for (const [index, text] of artifacts.entries()) {
        expect(text).toContain(`Page ${index + 1} of ${artifacts.length}`);
        expect(text).toContain("For the board");
      }
      expect(words(root)).not.toMatch(/Page \d|For the board/);
      expect(words(root)).not.toContain("\ufffd");
    },
    60_000,
  );

  it("says of each drawing what it shows", async () => {
    const figures = elementsOf((await read(fleetSummary())).root, "Figure");
    expect(figures.map(({ alt }) => alt)).toEqual([
      "Scale of 0 to 100: proven 68.4, possible 84.0, target 80.0, proven before 65.2",
      expect.stringMatching(
        /^The fleet: grade C, proven 68\.4.* Auditing: no evidence\. Evidence 6 h old\.$/s,
      ),
      "22 Oct 2026: proven 65.0, possible 86.0. 20 Nov 2026: proven 68.2, possible 84.1.",
    ]);
    const sizes = figures.map(placeOf).map(([left, bottom, right, top]) => [right - left, top - bottom]);
    expect(sizes.map((size) => size.map(Math.round))).toEqual([
      [300, 26],
      [511, 245],
      [510, 100],
    ]);
  }, 30_000);

  it("counts the items of lists that have an order", async () => {
    const [ordered, repaired] = elementsOf((await read(fleetSummary())).root, "L");
    expect(ordered?.attributes).toBe("/O /List /ListNumbering /Decimal");
    expect(
      ordered?.children.map((item) => item.children.map(({ type, text }) => `${type} ${text}`))[1],
    ).toEqual(["Lbl 2.", "LBody Nobody watches the integrity of files, on 2 fortresses (+2.2)"]);
    expect(repaired?.children.map(words)).toEqual([
      "OpenSSL update of 3 October",
      "Core dumps are switched off",
    ]);
  }, 30_000);
});

describe("tables", () => {
  it("have heads of columns and of rows, and rows of one width", async () => {
    const tables = elementsOf((await read(fleetSummary())).root, "Table");
    expect(tables).toHaveLength(7);
    for (const { children: rows } of tables) {
      const [head, ...body] = rows;
      expect(head?.children.every(({ attributes }) => attributes === "/O /Table /Scope /Column")).toBe(true);
      for (const { type, children } of body) {
        expect(type).toBe("TR");
        expect(children).toHaveLength(head?.children.length ?? 0);
        const [first, ...others] = children;
        expect(first).toMatchObject({ type: "TH", attributes: "/O /Table /Scope /Row" });
        expect(others.every((cell) => cell.type === "TD")).toBe(true);
      }
    }
  }, 30_000);

  it("are one over all their pages, and their heads are said once", async () => {
    const { root, artifacts } = await read(fleetSummary(200));
    const table = elementsOf(root, "Table")[1];
    expect(table?.children).toHaveLength(201);
    expect(table?.children.slice(0, 2).map(words)).toEqual([
      "Fortress Grade Proven Possible Hardening Patching Integrity Auditing Open Evidence",
      "web-01.example.org E 31.0 45.0 31.0 23.0 – 37.0 4 6 h",
    ]);
    const on = table?.children.map((row) => new Set(elementsOf(row).flatMap(({ pages }) => pages))) ?? [];
    expect(on.every((pages) => pages.size === 1)).toBe(true);
    expect(new Set(on.flatMap((pages) => [...pages])).size).toBe(6);
    expect(artifacts.filter((text) => text.includes("FortressGradeProven"))).toHaveLength(5);
  }, 30_000);
});

describe("the comment", () => {
  const comment = (text: string) => read(fleetSummary(3, { comment: text }), { sections: [] });

  it("is one paragraph where it is torn over pages", async () => {
    const { root, faults } = await comment(`${"word ".repeat(300)}\n`.repeat(7));
    const torn = elementsOf(root, "P").filter(({ pages }) => pages.length > 1);
    expect(torn.map(({ pages }) => pages)).toEqual([[1, 2]]);
    expect(torn[0]?.text.match(/word/g)).toHaveLength(2_100);
    expect(faults).toEqual([]);
  }, 30_000);

  it("keeps its lists, those within others too, and the numbers that they begin with", async () => {
    const { root } = await comment("- one\n  - inner\n  - other\n\n9. nine\n10. ten\n");
    const [outer, inner, numbered] = elementsOf(root, "L");
    expect(outer?.children.map(words)).toEqual(["one inner other"]);
    expect(inner?.children.map(words)).toEqual(["inner", "other"]);
    expect(numbered?.children.map(words)).toEqual(["9. nine", "10. ten"]);
  }, 30_000);

  it("has its headings below the title, whatever their level", async () => {
    const { root } = await comment("###### Deep\n\ntext\n\n# High");
    expect(headings(root).slice(0, 3)).toEqual(["H1 The fleet", "H2 Deep", "H2 High"]);
  }, 30_000);

  it("needs no letters that are not brought along, wherever its lines end", async () => {
    const text = "One line\nand **two\nlines**  \nbroken\n\n    of code\n\n    more\n\n- item\n  goes on";
    const file = await renderSummary(fleetSummary(3, { comment: text }), { paper: "A4", sections: [] });
    expect(file.toString("latin1")).not.toMatch(/BaseFont \/Helvetica/);
    expect(words(readPdf(file).root)).toContain("One line and two lines broken of code");
  }, 30_000);
});

it("says in XML what the title says, as text", async () => {
  const file = await renderSummary(fleetSummary(3, { title: EVIL }), { paper: "A4", sections: [] });
  const xml = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(file.toString("utf8"))?.[0] ?? "";
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => {
    if (text.trim() !== "") found.push(text);
  });
  parser.write(xml).close();
  expect(found).toContain(
    "</Text></rdf:li>&<!-- (\\) /K [1 2] >> endobj EMC =cmd ?: security summary of 21 Nov 2026",
  );
}, 30_000);
