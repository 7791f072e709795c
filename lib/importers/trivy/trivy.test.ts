import { describe, expect, it } from "vitest";
import { readHead } from "../read/text";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { trivy } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();
const READABLE = [
  "many.json",
  "one-end-of-life.json",
  "clean-vm.json",
  "language-only.json",
  "secrets.json",
  "behind-log-lines.txt",
];

behaves(trivy, { samples: new Map(READABLE.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("the samples of trivy", () => {
  it("many.json", () => {
    const report = onlyReport(trivy, fileOf(sample("many.json")));
    expect(report).toMatchObject({
      format: "trivy",
      source: "trivy",
      tool: { name: "Trivy", version: null },
      host: {
        name: null,
        identifiers: [],
        os: { family: "Linux", name: "debian", version: "12.5", kernel: null },
      },
      run: { startedAt: null, endedAt: "2026-11-22T10:31:22Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: null,
      exposuresComplete: ["vulnerability"],
      facts: [],
      notes: [],
    });
    expect(report.exposures.map(({ key, severity }) => [key, severity])).toEqual([
      ["libssl3 CVE-2024-5535", "critical"],
      ["openssl CVE-2024-5535", "critical"],
      ["apt CVE-2011-3374", "low"],
      ["bash TEMP-0841856-B18BAF", "low"],
      ["zlib1g CVE-2026-40001", "medium"],
      ["npm/lodash CVE-2021-23337", "high"],
      ["maven/org.springframework/spring-beans CVE-2022-22965", "critical"],
    ]);
    expect(report.exposures[5]).toEqual({
      kind: "vulnerability",
      key: "npm/lodash CVE-2021-23337",
      tower: "patching",
      severity: "high",
      title: "CVE-2021-23337 in npm/lodash: nodejs-lodash: command injection via template",
      details: [
        { name: "installed", text: "4.17.20" },
        { name: "fixed in", text: "4.17.21" },
        { name: "status", text: "fixed" },
        { name: "path", text: "opt/app/node_modules/lodash/package.json" },
        { name: "reference", text: "https://avd.aquasec.com/nvd/cve-2021-23337" },
      ],
      exploitedWithFix: false,
    });
    expect(report.observations).toEqual([{ check: "trivy:os-supported", outcome: "pass", details: [] }]);
  });

  it("one-end-of-life.json", () => {
    const report = onlyReport(trivy, fileOf(sample("one-end-of-life.json")));
    expect(report.tool).toEqual({ name: "Trivy", version: "0.69.1" });
    expect(report.exposures.map(({ key }) => key)).toEqual(["sudo CVE-2021-3156"]);
    expect(report.observations).toEqual([
      {
        check: "trivy:os-supported",
        outcome: "fail",
        message: "The vendor has ended the support of this release.",
        details: [],
      },
    ]);
    expect(report.definitions).toEqual([
      {
        check: "trivy:os-supported",
        title: "The operating system still gets security updates",
        severity: "high",
        tower: "patching",
        group: "ports_packages",
      },
    ]);
  });

  it.each(["clean-vm.json", "behind-log-lines.txt"])("%s is clean", (name) => {
    expect(onlyReport(trivy, fileOf(sample(name)))).toMatchObject({
      scope: "full",
      complete: true,
      exposures: [],
      exposuresComplete: ["vulnerability"],
      observations: [{ check: "trivy:os-supported", outcome: "pass" }],
    });
  });

  it("language-only.json closes nothing", () => {
    const report = onlyReport(trivy, fileOf(sample("language-only.json")));
    expect(report).toMatchObject({ scope: "partial", exposuresComplete: [], observations: [] });
    expect(report.exposures.map(({ key }) => key)).toEqual(["pypi/jinja2 CVE-2024-22195"]);
    expect(report.notes.map(({ code }) => code)).toEqual([
      "no-system-packages",
      "misconfigurations-left-out",
    ]);
  });

  it("secrets.json: where and by which rule, never what", () => {
    const result = trivy.read(fileOf(sample("secrets.json")));
    if (!result.ok) throw new Error(result.refusal.code);
    const [report] = result.reports;
    expect(report.observations.at(-1)).toEqual({
      check: "trivy:secrets",
      outcome: "fail",
      message: "2 found.",
      details: [
        { name: "found", text: "aws-secret-access-key in /opt/app/.env:3" },
        { name: "found", text: "private-key in /opt/app/.env:1" },
      ],
    });
    expect(report.notes.map(({ code }) => code)).toEqual(["secrets-removed"]);
    const kept = new TextDecoder().decode(result.original);
    const given = new TextDecoder().decode(sample("secrets.json"));
    for (const word of ["notARealKey", "tulip-harbour-77", "OPENSSH PRIVATE KEY"]) {
      expect(given).toContain(word);
      expect(kept + JSON.stringify(report)).not.toContain(word);
    }
    expect(kept).toContain("aws-secret-access-key");
    expect(onlyReport(trivy, fileOf(result.original)).observations).toEqual(report.observations);
  });

  it.each([
    ["image.json", "trivy-image"],
    ["repository.json", "trivy-not-a-host"],
    ["nothing-scanned.json", "trivy-nothing-scanned"],
  ])("%s is refused: %s", (name, code) => {
    expect(trivy.sniff(readHead(sample(name)), { name: "", command: "" })).toBe("yes");
    expect(refusalOf(trivy, fileOf(sample(name)))).toBe(code);
  });

  it.each([
    ["table.txt", "trivy-table"],
    ["table-clean.txt", "trivy-table"],
    ["old-schema.json", "trivy-old-schema"],
    ["cluster.json", "trivy-not-a-host"],
  ])("%s is known, and is no evidence: %s", (name, code) => {
    expect(trivy.sniff(readHead(sample(name)), { name: "", command: "" })).toMatchObject({ code });
  });

  it("has no sample that nothing is said of", () => {
    const refused = ["image.json", "repository.json", "nothing-scanned.json", "table.txt", "table-clean.txt"];
    expect([...samples.keys()].sort()).toEqual(
      [...READABLE, ...refused, "old-schema.json", "cluster.json"].sort(),
    );
  });
});
