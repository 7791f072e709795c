import { describe, expect, it } from "vitest";
import { countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import type { FileInput } from "../types";
import { vuls } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => samples.get(name) ?? new Uint8Array();
const written = (parts: object): FileInput =>
  fileOf(
    JSON.stringify({
      jsonVersion: 4,
      serverName: "web-21",
      family: "debian",
      release: "12.5",
      scannedAt: "2026-11-22T11:40:02Z",
      scannedVersion: "v0.28.1",
      reportedAt: "2026-11-22T11:44:10Z",
      scannedCves: {},
      runningKernel: { release: "6.1.0-18-amd64", rebootRequired: false },
      packages: { bash: { name: "bash", version: "5.2.15-2" } },
      ...parts,
    }),
  );

const cve = (parts: object): object => ({
  scannedCves: { "CVE-2026-1": { cveID: "CVE-2026-1", affectedPackages: [{ name: "bash" }], ...parts } },
});

describe("vuls", () => {
  it("keeps the original as it is where nothing was hidden in it", () => {
    const bytes = sample("many.json");
    expect(vuls.read(fileOf(bytes))).toMatchObject({ ok: true, original: bytes });
  });

  it.each([
    [{ debian: [{ cvss3Severity: "LOW" }], nvd: [{ cvss3Score: 9.8 }] }, "low"],
    [{ zzz: [{ cvss3Score: 9.8 }], nvd: [{ cvss3Score: 5 }] }, "medium"],
    [{ nvd: { cvss3Score: 9.8 } }, "critical"],
    [{ nvd: [{ cvss2Score: 7.2 }] }, "high"],
    [{ nvd: [{ cvss3Score: 0, cvss3Severity: "" }] }, "medium"],
    [{}, "medium"],
  ])("grades %j as %s", (cveContents, severity) => {
    expect(onlyReport(vuls, written(cve({ cveContents }))).exposures[0]?.severity).toBe(severity);
  });

  it("names what is in no package", () => {
    const { exposures } = onlyReport(vuls, written(cve({ affectedPackages: [] })));
    expect(exposures.map(({ key }) => key)).toEqual(["unknown CVE-2026-1"]);
  });

  it.each([
    [{ runningKernel: { release: "", rebootRequired: false } }, "vuls:reboot", undefined],
    [{ warnings: ["Failed to detect the kernel that needs a reboot"] }, "vuls:reboot", undefined],
    [{ warnings: ["Failed to check EOL. Register the issue"] }, "vuls:os-supported", undefined],
    [{ scannedVersion: "v0.9.1" }, "vuls:os-supported", undefined],
    [{ scannedVersion: "v1.0.0" }, "vuls:os-supported", "pass"],
  ])("with %j, %s is %s", (parts, check, outcome) => {
    const { observations } = onlyReport(vuls, written(parts));
    expect(observations.find((one) => one.check === check)?.outcome).toBe(outcome);
  });

  it.each([{ cvssScoreOver: 7 }, { ignoreUnfixed: true }])(
    "closes nothing where it was told to leave out: %j",
    (report) => {
      expect(onlyReport(vuls, written({ config: { report } }))).toMatchObject({
        scope: "partial",
        exposuresComplete: [],
        notes: [{ code: "filtered" }],
      });
    },
  );

  it("with errors it may say what failed, and passes nothing", () => {
    const parts = {
      ...cve({}),
      errors: ["Failed to fetch"],
      runningKernel: { release: "6.1", rebootRequired: true },
    };
    const report = onlyReport(vuls, written(parts));
    expect(report).toMatchObject({
      complete: false,
      exposuresComplete: [],
      notes: [{ code: "tool-errors" }],
    });
    expect(countsOf(report)).toEqual({ fail: 1 });
    expect(refusalOf(vuls, written({ errors: ["Failed to fetch"] }))).toBe("vuls-failed");
  });

  it("closes nothing where an entry cannot be read", () => {
    const report = onlyReport(vuls, written({ scannedCves: { "CVE-2026-1": 7 } }));
    expect(report).toMatchObject({ exposuresComplete: [], notes: [{ code: "entries-skipped" }] });
  });

  it("says where a file is not built as Vuls builds it", () => {
    expect(refusalOf(vuls, written({ scannedCves: [] }))).toBe("vuls-malformed");
    expect(refusalOf(vuls, written({ jsonVersion: 3 }))).toBe("vuls-version");
  });

  it("does not take other JSON for its own", () => {
    for (const other of ["{}", '{"jsonVersion":4}', '{"serverName":"a"}', "[]", "Total: 3 (HIGH: 2)"])
      expect(vuls.sniff(other, { name: "vuls.json", command: "vuls report" })).toBe("no");
  });

  it("reads 14,000 findings quickly", { timeout: 60_000 }, () => {
    const summary = "A long text of the kind that comes with every finding. ".repeat(20);
    const scannedCves = Object.fromEntries(
      Array.from({ length: 14_000 }, (_, n) => [
        `CVE-2026-${10_000 + n}`,
        { affectedPackages: [{ name: "bash" }], cveContents: { nvd: [{ cvss3Score: 5, summary }] } },
      ]),
    );
    const file = written({ scannedCves });
    expect(file.bytes.length).toBeGreaterThan(15_000_000);
    const start = performance.now();
    expect(onlyReport(vuls, file).exposures).toHaveLength(14_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
