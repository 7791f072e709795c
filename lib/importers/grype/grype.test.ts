import { describe, expect, it } from "vitest";
import { readHead } from "../read/text";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import type { FileInput } from "../types";
import { grype } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();
const READABLE = [
  "many.json",
  "clean.json",
  "one-old-database.json",
  "only-fixed.json",
  "application.json",
  "behind-log-lines.txt",
];
const NO_HINT = { name: "", command: "" };

behaves(grype, { samples: new Map(READABLE.map((name) => [name, sample(name)])), cut: "incomplete" });

const written = (parts: object): FileInput =>
  fileOf(
    JSON.stringify({
      matches: [],
      source: { type: "directory", target: "/" },
      distro: { name: "debian", version: "12" },
      descriptor: { name: "grype", version: "0.104.0" },
      ...parts,
    }),
  );

const found = (vulnerability: object, artifact: object = {}): object => ({
  vulnerability: { id: "CVE-2023-4911", severity: "High", ...vulnerability },
  artifact: { name: "libc6", version: "2.36-9", type: "deb", ...artifact },
});

describe("the samples of grype", () => {
  it("many.json", () => {
    const report = onlyReport(grype, fileOf(sample("many.json")));
    expect(report).toMatchObject({
      format: "grype",
      source: "grype",
      tool: { name: "Grype", version: "0.104.0" },
      host: {
        name: null,
        identifiers: [],
        os: { family: "Linux", name: "debian", version: "12", kernel: null },
      },
      run: { startedAt: null, endedAt: "2026-11-22T11:04:31Z", zone: "stated" },
      scope: "full",
      complete: true,
      observations: [],
      exposuresComplete: ["vulnerability"],
      facts: [{ key: "database_built", values: ["2026-11-22T06:12:40Z"] }],
      notes: [
        {
          code: "ignored-matches",
          text: "Matches that Grype was told to ignore, and that are left out here: 1.",
        },
      ],
    });
    expect(
      report.exposures.map(({ key, severity, exploitedWithFix }) => [key, severity, exploitedWithFix]),
    ).toEqual([
      ["liblzma5 CVE-2024-3094", "critical", true],
      ["apt CVE-2011-3374", "low", false],
      ["zlib1g CVE-2026-40002", "medium", false],
      ["npm/lodash CVE-2021-23337", "high", false],
      ["maven/org.springframework/spring-beans CVE-2022-22965", "critical", true],
      ["golang/stdlib CVE-2026-40003", "high", false],
    ]);
    expect(report.exposures[3]).toEqual({
      kind: "vulnerability",
      key: "npm/lodash CVE-2021-23337",
      tower: "patching",
      severity: "high",
      title: "CVE-2021-23337 in npm/lodash: Command Injection in lodash",
      details: [
        { name: "installed", text: "4.17.20" },
        { name: "fixed in", text: "4.17.21" },
        { name: "state of the fix", text: "fixed" },
        { name: "also known as", text: "GHSA-35jh-r3h4-6jhm" },
        { name: "path", text: "/opt/app/node_modules/lodash/package.json" },
        { name: "reference", text: "https://security-tracker.debian.org/tracker/GHSA-35jh-r3h4-6jhm" },
      ],
      exploitedWithFix: false,
    });
  });

  it.each(["clean.json", "behind-log-lines.txt"])("%s is clean", (name) => {
    expect(onlyReport(grype, fileOf(sample(name)))).toMatchObject({
      scope: "full",
      complete: true,
      exposures: [],
      exposuresComplete: ["vulnerability"],
      notes: [],
    });
  });

  it("one-old-database.json has its database in the old place", () => {
    const report = onlyReport(grype, fileOf(sample("one-old-database.json")));
    expect(report.tool.version).toBe("0.74.0");
    expect(report.facts).toEqual([{ key: "database_built", values: ["2026-11-21T01:31:56Z"] }]);
    expect(report.exposures.map(({ key }) => key)).toEqual(["libc6 CVE-2023-4911"]);
  });

  it("only-fixed.json and application.json close nothing", () => {
    for (const [name, code, count] of [
      ["only-fixed.json", "filtered", 1],
      ["application.json", "no-system-packages", 0],
    ] as const) {
      const report = onlyReport(grype, fileOf(sample(name)));
      expect(report).toMatchObject({ scope: "partial", exposuresComplete: [], notes: [{ code }] });
      expect(report.exposures).toHaveLength(count);
    }
  });

  it.each([
    ["image.json", "grype-image"],
    ["sbom.json", "grype-not-a-host"],
    ["no-database.json", "grype-database"],
  ])("%s is refused: %s", (name, code) => {
    expect(grype.sniff(readHead(sample(name)), NO_HINT)).toBe("yes");
    expect(refusalOf(grype, fileOf(sample(name)))).toBe(code);
  });

  it("table.txt is known, and is no evidence", () => {
    expect(grype.sniff(readHead(sample("table.txt")), NO_HINT)).toMatchObject({ code: "grype-table" });
  });

  it("has no sample that nothing is said of", () => {
    const others = ["image.json", "sbom.json", "no-database.json", "table.txt"];
    expect([...samples.keys()].sort()).toEqual([...READABLE, ...others].sort());
  });
});

describe("grype", () => {
  it("knows a report whose matches are longer than the head", () => {
    const head = JSON.stringify({ matches: Array.from({ length: 2_000 }, () => found({})) }).slice(0, 65_536);
    expect(grype.sniff(head, NO_HINT)).toBe("yes");
    expect(grype.sniff(head.replace('"matches"', '"others"'), NO_HINT)).toBe("no");
  });

  it("does not take other JSON for its own", () => {
    for (const other of ["{}", '{"matches":[]}', '{"matches":[{"rule":1}]}', '{"descriptor":{}}', "[]"])
      expect(grype.sniff(other, { name: "grype.json", command: "grype" })).toBe("no");
  });

  it.each([
    [{ severity: "Negligible" }, "low"],
    [{ severity: "Unknown" }, "medium"],
    [{ severity: null, cvss: [{ metrics: { baseScore: 9.1 } }, { metrics: { baseScore: 5 } }] }, "critical"],
    [{ severity: "Unknown", cvss: [{ metrics: { baseScore: 0 } }] }, "medium"],
  ])("%j is %s", (vulnerability, severity) => {
    expect(onlyReport(grype, written({ matches: [found(vulnerability)] })).exposures[0]?.severity).toBe(
      severity,
    );
  });

  it("holds only what is exploited and can be repaired", () => {
    const exploited = { knownExploited: [{ cve: "CVE-2023-4911" }] };
    const fix = { versions: ["2.36-10"], state: "fixed" };
    const at = (vulnerability: object) =>
      onlyReport(grype, written({ matches: [found(vulnerability)] })).exposures[0]?.exploitedWithFix;
    expect(at({ ...exploited, fix })).toBe(true);
    expect(at({ ...exploited, fix: { versions: [], state: "not-fixed" } })).toBe(false);
    expect(at({ fix })).toBe(false);
  });

  it("closes nothing where an entry cannot be read", () => {
    const report = onlyReport(grype, written({ matches: [found({}), { vulnerability: {} }] }));
    expect(report.exposures).toHaveLength(1);
    expect(report.exposuresComplete).toEqual([]);
    expect(report.notes.map(({ code }) => code)).toEqual(["entries-skipped"]);
  });

  it("says where a file is not built as Grype builds it", () => {
    expect(refusalOf(grype, written({ matches: {} }))).toBe("grype-malformed");
    expect(refusalOf(grype, written({ source: null }))).toBe("grype-not-a-host");
    expect(refusalOf(grype, written({ descriptor: { db: { error: "no database" } } }))).toBe(
      "grype-database",
    );
  });

  it("reads 14,000 findings quickly", { timeout: 60_000 }, () => {
    const description = "A long text of the kind that comes with every finding. ".repeat(20);
    const matches = Array.from({ length: 14_000 }, (_, n) =>
      found({ id: `CVE-2026-${10_000 + n}`, description }),
    );
    const file = written({ matches });
    expect(file.bytes.length).toBeGreaterThan(15_000_000);
    const start = performance.now();
    expect(onlyReport(grype, file).exposures).toHaveLength(14_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
