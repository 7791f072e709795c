import { describe, expect, it } from "vitest";
import { fileOf, onlyReport, samplesOf } from "@/lib/importers/testing";
import { sarif } from ".";
import { vulnerabilityIdOf } from "./vulnerabilities";

const samples = samplesOf(import.meta.url);
const sample = (name: string) => samples.get(name) ?? new Uint8Array();
const exposuresOf = (name: string) =>
  onlyReport(sarif, fileOf(sample(name))).exposures.map(({ key, severity }) => [key, severity]);

describe("scanners of packages", () => {
  it("trivy-rootfs.sarif: vulnerabilities by package, and a test beside them", () => {
    const report = onlyReport(
      sarif,
      fileOf(sample("trivy-rootfs.sarif"), { endedAt: "2026-11-23T02:00:00Z" }),
    );
    expect(report).toMatchObject({
      format: "sarif",
      source: "sarif/trivy",
      tool: { name: "Trivy", version: "0.58.1" },
      host: { name: null },
      run: { startedAt: null, endedAt: "2026-11-23T02:00:00Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: null,
      exposuresComplete: ["vulnerability"],
      facts: [],
      notes: [],
    });
    expect(exposuresOf("trivy-rootfs.sarif")).toEqual([
      ["openssl CVE-2026-1001", "high"],
      ["libssl3 CVE-2026-1001", "high"],
      ["curl CVE-2026-1002", "critical"],
    ]);
    expect(report.exposures[0]).toEqual({
      kind: "vulnerability",
      key: "openssl CVE-2026-1001",
      tower: "patching",
      severity: "high",
      title: 'CVE-2026-1001 in openssl: openssl: crash in the "parser"',
      details: [
        { name: "installed", text: "3.0.11-1~deb12u1" },
        { name: "fixed in", text: "3.0.11-1~deb12u2" },
        { name: "path", text: "web-01:1" },
      ],
      exploitedWithFix: false,
    });
    expect(report.exposures[2]?.details?.map(({ name }) => name)).toEqual(["installed", "path"]);
    expect(report.observations).toMatchObject([
      {
        check: "sarif:trivy/DS002",
        outcome: "fail",
        details: [{ name: "place", text: "opt/app/Dockerfile:1" }],
      },
    ]);
    expect(report.definitions).toEqual([
      {
        check: "sarif:trivy/DS002",
        title: "Image user should not be 'root'",
        severity: "high",
        tower: "hardening",
      },
    ]);
  });

  it("trivy-image-clean.sarif: nothing found in an image is an answer of its own source", () => {
    const report = onlyReport(sarif, fileOf(sample("trivy-image-clean.sarif")));
    expect(report).toMatchObject({
      source: "sarif/trivy/registry-example-org-app-web",
      complete: true,
      exposures: [],
      exposuresComplete: ["vulnerability"],
      facts: [{ key: "image", values: ["registry.example.org/app/web:1.4.2"] }],
    });
  });

  it("grype.sarif: the number without the package, all paths of one thing", () => {
    expect(exposuresOf("grype.sarif")).toEqual([
      ["openssl CVE-2026-1001", "high"],
      ["requests GHSA-aaaa-bbbb-cccc", "medium"],
      ["sudo ELSA-2026-1234", "low"],
    ]);
    const [, requests] = onlyReport(sarif, fileOf(sample("grype.sarif"))).exposures;
    expect(requests).toMatchObject({
      title: "GHSA-aaaa-bbbb-cccc in requests",
      details: [
        { name: "installed", text: "2.31.0" },
        { name: "path", text: "/opt/a/METADATA:1" },
        { name: "path", text: "/opt/b/METADATA:1" },
      ],
    });
  });

  it("docker-scout.sarif: the package from its URL", () => {
    const report = onlyReport(sarif, fileOf(sample("docker-scout.sarif")));
    expect(report.exposures).toMatchObject([{ key: "pyyaml CVE-2019-20477", severity: "critical" }]);
    expect(report.exposures[0]?.details).toContainEqual({ name: "fixed in", text: "5.2" });
  });

  it.each([
    ["CVE-2026-1234", "", false, "CVE-2026-1234"],
    ["ANCHOREVULN_CVE-2026-1234_deb_a_1", "", false, "CVE-2026-1234"],
    ["[HIGH] CVE-2026-1234", "", false, "CVE-2026-1234"],
    ["DLA-3000-1", "", true, "DLA-3000-1"],
    ["DLA-3000-1", "OsPackageVulnerability", false, "DLA-3000-1"],
    ["GO-2026-0001", "", false, null],
    ["ssh/root-login", "", true, null],
  ])("rule %s %s", (id, name, scanner, expected) => {
    expect(vulnerabilityIdOf(id, { id, name }, scanner)).toBe(expected);
  });
});
