import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ordinary } from "@/components/fortress/fortress.sample";
import { pdftotext, selectedIn } from "@/scripts/test/paper";
import { DRAWING } from "./pdf/colours";
import { emptySummary, fleetSummary } from "./summary.sample";
import { renderSummary } from "./summary-pdf";

const A4 = { paper: "A4" } as const;

const pagesOf = (file: Buffer): number => file.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

const textOf = (file: Buffer): string => selectedIn(file).replace(/[^\S\f]+/g, " ");

describe("the file", () => {
  it("has a title, a language, an outline and pages of the wanted size, and nothing that runs", async () => {
    const file = (await renderSummary(fleetSummary(), { paper: "Letter" })).toString("latin1");
    expect(file).toMatch(/^%PDF-1\.7/);
    expect(file).toContain("/MediaBox [0 0 612 792]");
    expect(file).toContain("/Lang (en)");
    expect(file).toContain("(The fleet: security summary of 21 Nov 2026)");
    for (const heading of ["The four towers", "Findings", "Decisions about risks", "How it is scored"]) {
      expect(file).toContain(`/Title (${heading})`);
    }
    expect(file).not.toMatch(/\/(JavaScript|JS|Launch|URI|EmbeddedFile)\b/);
  }, 30_000);

  it("is the same for the same summary", async () => {
    const [one, other] = [await renderSummary(fleetSummary(), A4), await renderSummary(fleetSummary(), A4)];
    expect(one.equals(other)).toBe(true);
  }, 30_000);

  it("brings its letters along", async () => {
    const file = (await renderSummary(fleetSummary(), A4)).toString("latin1");
    expect(file).toContain("/FontFile2");
    expect(file).not.toMatch(/BaseFont \/(Helvetica|Times|Courier)/);
  }, 30_000);

  it("stays small with many fortresses", async () => {
    expect((await renderSummary(fleetSummary(50), A4)).length).toBeLessThan(1_000_000);
    expect(pagesOf(await renderSummary(fleetSummary(200), A4))).toBeGreaterThan(5);
  }, 60_000);

  it("has one page where no details are wanted", async () => {
    expect(pagesOf(await renderSummary(fleetSummary(), { ...A4, sections: [] }))).toBe(1);
    expect(pagesOf(await renderSummary(emptySummary(), { ...A4, sections: [] }))).toBe(1);
  }, 30_000);

  it("draws a host as its page does, and a host without anything", async () => {
    const host = fleetSummary(1, { scope: "host", title: "db-02", drawing: ordinary, table: [] });
    const drawn = await renderSummary(host, { ...A4, sections: [] });
    const none = await renderSummary({ ...emptySummary(), scope: "host" }, { ...A4, sections: [] });
    expect(drawn.length).toBeGreaterThan(none.length + 2_000);
  }, 30_000);
});

if (pdftotext) {
  describe("what can be selected", () => {
    it("tells the whole story on the first page", async () => {
      const text = textOf(await renderSummary(fleetSummary(), { ...A4, sections: ["decisions"] })).split(
        "\f",
      )[0];
      for (const part of [
        "68.4 of 100 points are proven on average. Up to 84.0 is possible",
        "The target is 80.0: 11.6 points are missing.",
        "Proven rose by 3.2 since 22 Oct 2026, from 65.2.",
        "Security updates wait, on 7 fortresses (+4.1)",
        "Avoided until 15 Dec 2026: Telnet is installed",
        "backup-01.example.org since 2 Nov 2026",
        "The mail servers move in January",
        "Hardening",
        "Page 1 of 2",
      ]) {
        expect(text).toContain(part);
      }
    }, 30_000);

    it("says nothing of decisions where they are left out, and the watermark on each page", async () => {
      const options = { ...A4, sections: ["evidence"], watermark: "For the board" } as const;
      const text = textOf(await renderSummary(fleetSummary(), options));
      expect(text).not.toContain("Telnet");
      expect(text.match(/For the board/g)).toHaveLength(2);
    }, 30_000);

    it("shows what is hostile as text, on its page", async () => {
      const evil = "</Text><script>alert(1)</script> =cmd|' /C calc'!A0 \u202egpj.exe\u0000\n漢";
      const summary = fleetSummary(3, { title: evil, comment: `# ${evil}\n\n[here](javascript:alert(1))` });
      const file = await renderSummary(summary, { ...A4, sections: [] });
      expect(textOf(file)).toContain("</Text><script>alert(1)</script> =cmd|' /C calc'!A0 gpj.exe ?");
      expect(file.toString("latin1")).not.toContain("/URI");
      const long = fleetSummary(3, { title: "x".repeat(5_000), comment: "" });
      long.holdsBack[0] = { text: "y".repeat(5_000), gain: 1, hosts: 1 };
      expect(pagesOf(await renderSummary(long, { ...A4, sections: [] }))).toBe(1);
    }, 30_000);
  });
}

it("prints the fortress in the colours that a page prints it in", () => {
  const css = readFileSync("components/fortress/fortress.css", "utf8");
  const print = css.slice(css.indexOf("@media print"), css.indexOf("@media (forced-colors"));
  const colours = [...print.matchAll(/--fx-([a-z-]+): (#[0-9a-f]+);/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(Object.fromEntries(colours)).toEqual(DRAWING);
});
