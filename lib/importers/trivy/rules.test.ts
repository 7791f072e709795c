import { describe, expect, it } from "vitest";
import { LIMITS } from "../limits";
import { fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import type { FileContext, FileInput } from "../types";
import { trivy } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();

const written = (report: object, context?: FileContext): FileInput =>
  fileOf(
    JSON.stringify({ SchemaVersion: 2, ArtifactName: "/", ArtifactType: "filesystem", ...report }),
    context,
  );

const ofDebian = (vulnerabilities: unknown): object => ({
  Metadata: { OS: { Family: "debian", Name: "12.5" } },
  Results: [
    { Target: "x (debian 12.5)", Class: "os-pkgs", Type: "debian", Vulnerabilities: vulnerabilities },
  ],
});

const openssl = { VulnerabilityID: "CVE-2024-5535", PkgName: "openssl", Severity: "HIGH" };

describe("trivy", () => {
  it("keeps the original as it is where nothing was quoted", () => {
    const bytes = sample("many.json");
    expect(trivy.read(fileOf(bytes))).toMatchObject({ ok: true, original: bytes });
  });

  it("removes what suppressed findings quote", () => {
    const result = trivy.read(
      written({
        ...ofDebian([]),
        ExperimentalModifiedFindings: [
          {
            Type: "secret",
            Finding: { RuleID: "x", Match: "tulip", Code: { Lines: [{ Content: "tulip" }] } },
          },
        ],
      }),
    );
    expect(new TextDecoder().decode(result.ok ? result.original : undefined)).not.toContain("tulip");
  });

  it("removes what results about settings quote", () => {
    const result = trivy.read(
      written({
        Results: [
          { Class: "os-pkgs", Target: "x", Type: "debian" },
          {
            Class: "config",
            Target: "Dockerfile",
            Misconfigurations: [
              { ID: "DS031", CauseMetadata: { Code: { Lines: [{ Content: "ENV KEY=tulip" }] } } },
            ],
          },
        ],
      }),
    );
    expect(new TextDecoder().decode(result.ok ? result.original : undefined)).toContain("DS031");
    expect(new TextDecoder().decode(result.ok ? result.original : undefined)).not.toContain("tulip");
  });

  it("takes the worst of two findings of one thing", () => {
    const low = { ...openssl, Severity: "LOW" };
    const { exposures } = onlyReport(trivy, written(ofDebian([low, openssl, low])));
    expect(exposures.map(({ severity }) => severity)).toEqual(["high"]);
  });

  it("leaves out what the vendor calls not affected", () => {
    const report = written(ofDebian([{ ...openssl, Status: "not_affected" }]));
    expect(onlyReport(trivy, report).exposures).toEqual([]);
  });

  it("closes nothing where an entry cannot be read", () => {
    const report = onlyReport(trivy, written(ofDebian([openssl, { PkgName: "apt" }, 7, null])));
    expect(report.exposures).toHaveLength(1);
    expect(report.exposuresComplete).toEqual([]);
    expect(report.notes).toEqual([
      {
        code: "entries-skipped",
        text: "Entries of this file that could not be read: 3. So it closes no vulnerability.",
      },
    ]);
  });

  it.each([
    ["trivy rootfs --format json /", "full", "pass"],
    ["/usr/local/bin/trivy rootfs --scanners vuln,secret --format json /", "full", "pass"],
    ["trivy rootfs --scanners vuln --format json /", "full", undefined],
    ["trivy rootfs --scanners=vuln --format json /", "full", undefined],
    ["trivy rootfs --severity HIGH,CRITICAL --format json /", "partial", "pass"],
    ["trivy rootfs --ignore-unfixed -f json /", "partial", "pass"],
    ["trivy rootfs --pkg-types library -f json /", "partial", "pass"],
    ["", "full", undefined],
  ])("%j is %s, secrets: %s", (command, scope, secrets) => {
    const report = onlyReport(trivy, written(ofDebian([openssl]), { command }));
    expect(report.scope).toBe(scope);
    expect(report.exposuresComplete).toEqual(scope === "full" ? ["vulnerability"] : []);
    expect(report.observations.find(({ check }) => check === "trivy:secrets")?.outcome).toBe(secrets);
  });

  it("takes host and time from the context where the file has none", () => {
    const host = {
      name: "web-21",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: "6.1" },
    };
    const report = onlyReport(trivy, written(ofDebian([]), { host, endedAt: "2026-11-22T12:00:00Z" }));
    expect(report.host).toEqual({
      ...host,
      os: { family: "Linux", name: "debian", version: "12.5", kernel: "6.1" },
    });
    expect(report.run.endedAt).toBe("2026-11-22T12:00:00Z");
  });

  it("says where a file is not built as Trivy builds it", () => {
    expect(trivy.read(written({ Results: {} }))).toMatchObject({
      refusal: {
        code: "trivy-malformed",
        text: "This file is not built as its tool builds it (Results); bring it as the tool wrote it.",
      },
    });
    expect(refusalOf(trivy, written({ SchemaVersion: 3, ...ofDebian([]) }))).toBe("trivy-schema");
  });

  it("does not take other JSON for its own", () => {
    for (const other of [
      "{}",
      '{"matches":[]}',
      '{"results":[]}',
      '{"SchemaVersion":2}',
      "[]",
      '[{"Target":1}]',
    ])
      expect(trivy.sniff(other, { name: "trivy.json", command: "trivy" })).toBe("no");
  });

  it("reads 14,000 findings quickly", { timeout: 60_000 }, () => {
    const Description = "A long text of the kind that comes with every finding. ".repeat(20);
    const list = Array.from({ length: 14_000 }, (_, n) => ({
      ...openssl,
      PkgName: `library-${n % 700}`,
      VulnerabilityID: `CVE-2026-${10_000 + n}`,
      Description,
    }));
    const file = written(ofDebian(list));
    expect(file.bytes.length).toBeGreaterThan(15_000_000);
    const start = performance.now();
    expect(onlyReport(trivy, file).exposures).toHaveLength(14_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("refuses more findings than it may hold", { timeout: 60_000 }, () => {
    const list = Array.from({ length: LIMITS.exposures + 1 }, (_, n) => ({ ...openssl, PkgName: `p${n}` }));
    expect(refusalOf(trivy, written(ofDebian(list)))).toBe("too-many-exposures");
  });
});
