import { describe, expect, it } from "vitest";
import { readHead } from "../read/text";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import type { FileContext, FileInput } from "../types";
import { osvScanner } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();
const READABLE = ["many.json", "one-without-groups.json", "empty.json", "behind-log-lines.txt"];
const NO_HINT = { name: "", command: "" };

behaves(osvScanner, { samples: new Map(READABLE.map((name) => [name, sample(name)])), cut: "incomplete" });

const COMMAND = "osv-scanner --lockfile=dpkg-status:/var/lib/dpkg/status --format=json";

const written = (packages: unknown, context?: FileContext): FileInput =>
  fileOf(
    JSON.stringify({
      results: [{ source: { path: "/srv/shop/package-lock.json", type: "lockfile" }, packages }],
      experimental_config: {},
    }),
    context,
  );

const lodash = (group: object, vulnerability: object = {}, about: object = {}): object => ({
  package: { name: "lodash", version: "4.17.20", ecosystem: "npm", ...about },
  vulnerabilities: [{ id: "GHSA-35jh-r3h4-6jhm", ...vulnerability }],
  groups: [{ ids: ["GHSA-35jh-r3h4-6jhm"], aliases: [], max_severity: "", ...group }],
});

describe("the samples of osv-scanner", () => {
  it("many.json", () => {
    const report = onlyReport(osvScanner, fileOf(sample("many.json")));
    expect(report).toMatchObject({
      format: "osv-scanner",
      source: "osv-scanner",
      tool: { name: "OSV-Scanner", version: null },
      host: { name: null, identifiers: [] },
      run: { startedAt: null, endedAt: null, zone: "stated" },
      scope: "full",
      complete: true,
      observations: [],
      exposuresComplete: ["vulnerability"],
      facts: [],
      notes: [],
    });
    expect(report.exposures.map(({ key, severity }) => [key, severity])).toEqual([
      ["libssl3 CVE-2024-5535", "critical"],
      ["sudo DSA-5954-1", "medium"],
      ["bash CVE-2026-40007", "low"],
      ["npm/lodash CVE-2021-23337", "high"],
      ["npm/evil-left-pad MAL-2026-1111", "critical"],
      ["pypi/jinja2 CVE-2024-22195", "medium"],
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
        { name: "also known as", text: "GHSA-35jh-r3h4-6jhm" },
        { name: "path", text: "/opt/app/package-lock.json" },
      ],
      exploitedWithFix: false,
    });
    expect(report.exposures[5]?.details).toContainEqual({
      name: "called",
      text: "the analysis found no call of the affected code",
    });
  });

  it("one-without-groups.json", () => {
    const report = onlyReport(osvScanner, fileOf(sample("one-without-groups.json")));
    expect(report).toMatchObject({
      scope: "partial",
      exposuresComplete: [],
      notes: [{ code: "no-system-packages" }],
    });
    expect(report.exposures).toMatchObject([
      {
        key: "golang/stdlib CVE-2023-45288",
        severity: "medium",
        details: [{}, { name: "fixed in", text: "1.22.2" }, {}, {}],
      },
    ]);
  });

  it.each(["empty.json", "behind-log-lines.txt"])("%s names nothing and closes nothing by itself", (name) => {
    expect(onlyReport(osvScanner, fileOf(sample(name)))).toMatchObject({
      scope: "partial",
      complete: true,
      exposures: [],
      exposuresComplete: [],
    });
  });

  it("empty.json is clean where the command tells what was looked at", () => {
    const context = { command: COMMAND, exitCode: 0, endedAt: "2026-11-22T12:00:00Z" };
    expect(onlyReport(osvScanner, fileOf(sample("empty.json"), context))).toMatchObject({
      run: { endedAt: "2026-11-22T12:00:00Z" },
      scope: "full",
      exposures: [],
      exposuresComplete: ["vulnerability"],
      notes: [],
    });
    for (const exitCode of [127, 128])
      expect(refusalOf(osvScanner, fileOf(sample("empty.json"), { ...context, exitCode }))).toBe(
        "osv-scanner-failed",
      );
  });

  it("image.json is refused", () => {
    expect(osvScanner.sniff(readHead(sample("image.json")), NO_HINT)).toBe("yes");
    expect(refusalOf(osvScanner, fileOf(sample("image.json")))).toBe("osv-scanner-image");
  });

  it.each(["table.txt", "screen-clean.txt"])("%s is known, and is no evidence", (name) => {
    expect(osvScanner.sniff(readHead(sample(name)), NO_HINT)).toMatchObject({ code: "osv-scanner-table" });
  });

  it("has no sample that nothing is said of", () => {
    const others = ["image.json", "table.txt", "screen-clean.txt"];
    expect([...samples.keys()].sort()).toEqual([...READABLE, ...others].sort());
  });
});

describe("osv-scanner", () => {
  it.each([
    [{ max_severity: "9.8" }, {}, "critical"],
    [{ max_severity: "0.0" }, {}, "medium"],
    [{ max_severity: "" }, { database_specific: { severity: "LOW" } }, "low"],
    [{ max_severity: "high" }, {}, "medium"],
    [{ max_severity: 7.5 }, {}, "high"],
  ])("%j and %j is %s", (group, vulnerability, severity) => {
    expect(onlyReport(osvScanner, written([lodash(group, vulnerability)])).exposures[0]?.severity).toBe(
      severity,
    );
  });

  it.each([
    ["Debian:12", "lodash"],
    ["Ubuntu:24.04:LTS", "lodash"],
    ["Alpine:v3.20", "lodash"],
    ["Red Hat:enterprise_linux:9::baseos", "lodash"],
    ["Rocky Linux:9", "lodash"],
    ["npm", "npm/lodash"],
    ["crates.io", "cargo/lodash"],
    ["Packagist:https://packages.example.org", "composer/lodash"],
    ["", "other/lodash"],
  ])("in %j the package is %s", (ecosystem, name) => {
    const { exposures } = onlyReport(osvScanner, written([lodash({}, {}, { ecosystem })]));
    expect(exposures.map(({ key }) => key)).toEqual([`${name} GHSA-35jh-r3h4-6jhm`]);
  });

  it("takes the fix of the same package only", () => {
    const affected = [
      { package: { name: "other", ecosystem: "npm" }, ranges: [{ events: [{ fixed: "1" }] }] },
      {
        package: { name: "lodash", ecosystem: "npm" },
        ranges: [{ events: [{ introduced: "0" }, { fixed: "2" }] }],
      },
    ];
    expect(onlyReport(osvScanner, written([lodash({}, { affected })])).exposures[0]?.details).toContainEqual({
      name: "fixed in",
      text: "2",
    });
  });

  it("closes nothing where an entry cannot be read", () => {
    const report = onlyReport(osvScanner, written([lodash({ ids: [] }), 7], { command: COMMAND }));
    expect(report.exposures.map(({ key }) => key)).toEqual(["npm/lodash GHSA-35jh-r3h4-6jhm"]);
    expect(report).toMatchObject({ exposuresComplete: [], notes: [{ code: "entries-skipped" }] });
  });

  it("says where a file is not built as OSV-Scanner builds it", () => {
    expect(refusalOf(osvScanner, fileOf('{"results":{},"experimental_config":{}}'))).toBe(
      "osv-scanner-malformed",
    );
  });

  it("knows a report whose results are longer than the head", () => {
    const many = Array.from({ length: 2_000 }, () => lodash({}));
    const head = readHead(written(many).bytes);
    expect(osvScanner.sniff(head, NO_HINT)).toBe("yes");
    expect(osvScanner.sniff(head.replace('"source"', '"origin"'), NO_HINT)).toBe("no");
  });

  it("does not take other JSON for its own", () => {
    const others = [
      "{}",
      '{"results":[]}',
      '{"results":[{"check_id":1}]}',
      '{"experimental_config":{}}',
      "[]",
    ];
    for (const other of [...others, "No issues found\n"])
      expect(osvScanner.sniff(other, { name: "osv-scanner.json", command: COMMAND })).toBe("no");
  });

  it("reads 14,000 findings quickly", { timeout: 60_000 }, () => {
    const summary = "A long text of the kind that comes with every finding. ".repeat(20);
    const packages = Array.from({ length: 14_000 }, (_, n) =>
      lodash({}, { summary }, { name: `lodash-${n}` }),
    );
    const file = written(packages);
    expect(file.bytes.length).toBeGreaterThan(15_000_000);
    const start = performance.now();
    expect(onlyReport(osvScanner, file).exposures).toHaveLength(14_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
