import { describe, expect, it } from "vitest";
import { readHead } from "../read/text";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { vuls } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();
const READABLE = ["many.json", "clean.json", "end-of-life.json", "not-compared.json", "with-hook.json"];
const NO_HINT = { name: "", command: "" };

behaves(vuls, { samples: new Map(READABLE.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("the samples of vuls", () => {
  it("many.json", () => {
    const report = onlyReport(vuls, fileOf(sample("many.json")));
    expect(report).toMatchObject({
      format: "vuls",
      source: "vuls",
      tool: { name: "Vuls", version: "v0.28.1" },
      host: {
        name: "db-31",
        identifiers: [],
        os: { family: "Linux", name: "debian", version: "12.5", kernel: "6.1.0-18-amd64" },
      },
      run: { startedAt: null, endedAt: "2026-11-22T11:40:02Z", zone: "stated" },
      scope: "full",
      complete: true,
      exposuresComplete: ["vulnerability"],
      facts: [],
      notes: [{ code: "tool-warnings", text: "Warnings of Vuls in this result: 1." }],
    });
    expect(
      report.exposures.map(({ key, severity, exploitedWithFix }) => [key, severity, exploitedWithFix]),
    ).toEqual([
      ["openssl CVE-2024-5535", "critical", false],
      ["libssl3 CVE-2024-5535", "critical", false],
      ["sudo CVE-2025-32463", "high", true],
      ["bash CVE-2026-40005", "medium", false],
      ["npm/lodash CVE-2021-23337", "high", false],
      ["cpe/nginx/nginx CVE-2026-40006", "medium", false],
    ]);
    expect(report.exposures[2]).toEqual({
      kind: "vulnerability",
      key: "sudo CVE-2025-32463",
      tower: "patching",
      severity: "high",
      title: "CVE-2025-32463 in sudo: Local users obtain root through chroot.",
      details: [
        { name: "installed", text: "1.9.13p3-1+deb12u1" },
        { name: "fixed in", text: "1.9.16p2-3" },
        { name: "exploited", text: "known to be exploited" },
        { name: "reference", text: "https://security-tracker.debian.org/tracker/" },
      ],
      exploitedWithFix: true,
    });
    expect(report.observations).toEqual([
      { check: "vuls:os-supported", outcome: "pass", details: [] },
      { check: "vuls:reboot", outcome: "fail", details: [] },
    ]);
    expect(report.definitions).toEqual([
      {
        check: "vuls:os-supported",
        title: "The operating system still gets security updates",
        severity: "high",
        tower: "patching",
        group: "ports_packages",
      },
      {
        check: "vuls:reboot",
        title: "The newest installed kernel is the one in use",
        severity: "medium",
        tower: "integrity",
        group: "kernel",
      },
    ]);
  });

  it("clean.json", () => {
    const report = onlyReport(vuls, fileOf(sample("clean.json")));
    expect(report).toMatchObject({
      complete: true,
      exposures: [],
      exposuresComplete: ["vulnerability"],
      notes: [],
    });
    expect(countsOf(report)).toEqual({ pass: 2 });
  });

  it("end-of-life.json", () => {
    const report = onlyReport(vuls, fileOf(sample("end-of-life.json")));
    expect(report.host.name).toBe("old-03");
    expect(countsOf(report)).toEqual({ fail: 1, pass: 1 });
    expect(report.observations[0]).toMatchObject({ check: "vuls:os-supported", outcome: "fail" });
    expect(report.exposures).toMatchObject([
      {
        key: "glibc CVE-2023-4911",
        severity: "high",
        details: [
          { name: "installed", text: "2.17-317.el7" },
          { name: "fixed in", text: "2.17-326.el7_9" },
          { name: "reference" },
        ],
      },
    ]);
  });

  it("not-compared.json may say what it found, and proves nothing else", () => {
    const report = onlyReport(vuls, fileOf(sample("not-compared.json")));
    expect(report).toMatchObject({ complete: false, exposuresComplete: [], observations: [] });
    expect(report.exposures.map(({ key }) => key)).toEqual(["bash CVE-2023-4911"]);
    expect(report.notes.map(({ code }) => code)).toEqual(["not-compared"]);
  });

  it("with-hook.json is kept without what opens doors", () => {
    const result = vuls.read(fileOf(sample("with-hook.json")));
    if (!result.ok) throw new Error(result.refusal.code);
    const kept = new TextDecoder().decode(result.original);
    expect(new TextDecoder().decode(sample("with-hook.json"))).toContain("tulip-harbour");
    expect(kept).not.toContain("tulip-harbour");
    expect(kept).toContain("#vuls");
    expect(result.reports[0].notes.map(({ code }) => code)).toEqual(["secrets-removed"]);
  });

  it.each([
    ["scan-only.json", "vuls-scan-only"],
    ["failed.json", "vuls-failed"],
    ["container.json", "vuls-container"],
  ])("%s is refused: %s", (name, code) => {
    expect(vuls.sniff(readHead(sample(name)), NO_HINT)).toBe("yes");
    expect(refusalOf(vuls, fileOf(sample(name)))).toBe(code);
  });

  it("screen.txt is known, and is no evidence", () => {
    expect(vuls.sniff(readHead(sample("screen.txt")), NO_HINT)).toMatchObject({ code: "vuls-screen" });
  });

  it("has no sample that nothing is said of", () => {
    const others = ["scan-only.json", "failed.json", "container.json", "screen.txt"];
    expect([...samples.keys()].sort()).toEqual([...READABLE, ...others].sort());
  });
});
