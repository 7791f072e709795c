import { describe, expect, it } from "vitest";
import { readHead } from "../read/text";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { cyclonedx } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();
const READABLE = ["many.json", "device-1.4.json", "application.json", "sorted-keys.json"];
const NO_HINT = { name: "", command: "" };

behaves(cyclonedx, { samples: new Map(READABLE.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("the samples of cyclonedx", () => {
  it("many.json", () => {
    const report = onlyReport(cyclonedx, fileOf(sample("many.json")));
    expect(report).toMatchObject({
      format: "cyclonedx",
      source: "cyclonedx",
      tool: { name: "trivy", version: "0.69.1" },
      host: { name: null, identifiers: [], os: { family: "Linux", name: "debian", version: "12.5" } },
      run: { startedAt: null, endedAt: "2026-11-22T11:52:40Z", zone: "stated" },
      scope: "full",
      complete: true,
      observations: [],
      exposuresComplete: ["vulnerability"],
      notes: [
        {
          code: "excluded-by-analysis",
          text: "Vulnerabilities that the document itself calls not affected, false positives or resolved: 2.",
        },
      ],
    });
    expect(report.exposures.map(({ key, severity }) => [key, severity])).toEqual([
      ["openssl CVE-2024-5535", "critical"],
      ["libssl3 CVE-2024-5535", "critical"],
      ["npm/lodash CVE-2021-23337", "high"],
      ["bash CVE-2026-40008", "medium"],
    ]);
    expect(report.exposures[2]).toEqual({
      kind: "vulnerability",
      key: "npm/lodash CVE-2021-23337",
      tower: "patching",
      severity: "high",
      title: "CVE-2021-23337 in npm/lodash: Command Injection in lodash",
      details: [
        { name: "installed", text: "4.17.20" },
        { name: "fixed in", text: "4.17.21" },
        { name: "also known as", text: "GHSA-35jh-r3h4-6jhm" },
        { name: "recommendation", text: "Upgrade lodash to version 4.17.21" },
        { name: "reference", text: "https://salsa.debian.org/security-tracker-team/security-tracker" },
      ],
      exploitedWithFix: false,
    });
    expect(report.exposures[1]?.details?.[1]).toEqual({ name: "fixed in", text: "3.0.14-1~deb12u1" });
  });

  it("device-1.4.json names its host, and closes nothing", () => {
    const report = onlyReport(cyclonedx, fileOf(sample("device-1.4.json")));
    expect(report).toMatchObject({
      tool: { name: "plant-audit", version: "2.1" },
      host: { name: "gateway-7" },
      scope: "partial",
      exposuresComplete: [],
      notes: [{ code: "no-scanner" }],
    });
    expect(report.exposures).toMatchObject([
      {
        key: "busybox CVE-2026-40011",
        severity: "medium",
        details: [
          { name: "installed", text: "1.36.1" },
          { name: "fixed in", text: "1.36.1-r7" },
          { name: "reference" },
        ],
      },
    ]);
  });

  it("application.json closes nothing", () => {
    const report = onlyReport(cyclonedx, fileOf(sample("application.json")));
    expect(report).toMatchObject({
      scope: "partial",
      exposuresComplete: [],
      notes: [{ code: "no-system-packages" }],
    });
    expect(report.exposures.map(({ key }) => key)).toEqual(["npm/lodash CVE-2021-23337"]);
  });

  it("sorted-keys.json says at its end what it is", () => {
    const report = onlyReport(cyclonedx, fileOf(sample("sorted-keys.json")));
    expect(report).toMatchObject({ scope: "full", exposures: [{ key: "openssl CVE-2024-5535" }] });
  });

  it.each([
    ["inventory.json", "cyclonedx-inventory"],
    ["inventory-empty-list.json", "cyclonedx-inventory"],
    ["image.json", "cyclonedx-image"],
  ])("%s is refused: %s", (name, code) => {
    expect(cyclonedx.sniff(readHead(sample(name)), NO_HINT)).toBe("yes");
    expect(refusalOf(cyclonedx, fileOf(sample(name)))).toBe(code);
  });

  it("inventory-empty-list.json is clean where the command tells that it was a scan", () => {
    const scanned = ["grype dir:/ -o cyclonedx-json", "trivy rootfs --format cyclonedx --scanners vuln /"];
    for (const command of scanned)
      expect(onlyReport(cyclonedx, fileOf(sample("inventory-empty-list.json"), { command }))).toMatchObject({
        scope: "full",
        exposures: [],
        exposuresComplete: ["vulnerability"],
      });
    for (const command of ["trivy rootfs --format cyclonedx /", "syft dir:/ -o cyclonedx-json"])
      expect(refusalOf(cyclonedx, fileOf(sample("inventory-empty-list.json"), { command }))).toBe(
        "cyclonedx-inventory",
      );
  });

  it("inventory.xml is known, and is asked for as JSON", () => {
    expect(cyclonedx.sniff(readHead(sample("inventory.xml")), NO_HINT)).toMatchObject({
      code: "cyclonedx-xml",
    });
  });

  it("has no sample that nothing is said of", () => {
    const others = ["inventory.json", "inventory-empty-list.json", "image.json", "inventory.xml"];
    expect([...samples.keys()].sort()).toEqual([...READABLE, ...others].sort());
  });
});
