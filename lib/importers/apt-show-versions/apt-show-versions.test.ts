import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptShowVersions } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string) => onlyReport(aptShowVersions, fileOf(samples.get(name) ?? ""));
const sniff = (head: string, command = "") => aptShowVersions.sniff(head, { name: "", command });

behaves(aptShowVersions, { samples, cut: "unknowable" });

describe("samples", () => {
  it("web-01: 98 packages behind", () => {
    const report = sample("web-01-before-apt-show-versions-u.txt");
    expect(report.exposures).toHaveLength(98);
    expect(report.exposures[0]).toEqual({
      kind: "package",
      key: "aide",
      tower: "patching",
      severity: "medium",
      title: "Update of aide",
      details: [
        { name: "installed", text: "0.17.3-4+deb11u2" },
        { name: "update", text: "0.17.3-4+deb11u3" },
        { name: "from", text: "bullseye" },
      ],
    });
    expect(report).toMatchObject({
      source: "apt-show-versions",
      scope: "full",
      complete: true,
      exposuresComplete: ["package"],
      observations: [],
      facts: [{ key: "updates_waiting", values: ["98"] }],
      notes: [],
    });
  });

  it("the long list also knows what comes from no archive", () => {
    const report = sample("all.txt");
    expect(report.exposures.map(({ key, severity }) => `${key} ${severity}`)).toEqual([
      "bash medium",
      "libc6 medium",
      "openssl high",
    ]);
    expect(report.facts).toEqual([
      { key: "updates_waiting", values: ["3"] },
      { key: "packages_in_no_archive", values: ["example-backup"] },
      { key: "packages_newer_than_archive", values: ["linux-image-6.1.0-18-amd64"] },
    ]);
    expect(report).toMatchObject({ exposuresComplete: ["package"], notes: [] });
  });

  it("the words of versions before 0.20", () => {
    const report = sample("before-0.20.txt");
    expect(report.exposures).toMatchObject([
      { key: "libc6", details: [{ text: "2.11.2-10" }, { text: "2.11.3-4" }, { text: "squeeze" }] },
    ]);
    expect(report.facts[1]).toEqual({ key: "packages_in_no_archive", values: ["example-tool"] });
  });
});

describe("rules", () => {
  const clean = { command: "apt-show-versions -u", exitCode: 0 };
  it("an empty short list of a run that ended well is a clean host", () => {
    expect(sniff("", clean.command)).toBe("yes");
    expect(onlyReport(aptShowVersions, fileOf("", clean))).toMatchObject({
      complete: true,
      exposures: [],
      exposuresComplete: ["package"],
    });
    expect(refusalOf(aptShowVersions, fileOf("", { ...clean, exitCode: 255 }))).toBe("empty");
    expect(refusalOf(aptShowVersions, fileOf("", { ...clean, command: "apt-show-versions" }))).toBe("empty");
    expect(refusalOf(aptShowVersions, fileOf(""))).toBe("empty");
  });

  it("a selection closes nothing", () => {
    const context = { command: "apt-show-versions -u openssl", exitCode: 0 };
    const row = "openssl:amd64/bookworm 3.0.15 upgradeable to 3.0.17\n";
    expect(onlyReport(aptShowVersions, fileOf(row, context))).toMatchObject({
      scope: "partial",
      exposuresComplete: [],
    });
  });

  it("an older version that apt would install is no update", () => {
    const row = "bash:amd64/stable 5.3 downgradeable to 5.2\nzip:amd64/stable 3.0 uptodate\n";
    expect(onlyReport(aptShowVersions, fileOf(row)).exposures).toEqual([]);
  });

  it("a line that it does not know closes nothing, a cut one is seen", () => {
    const row = "bash:amd64/stable 5.2 upgradeable to 5.3\n";
    expect(onlyReport(aptShowVersions, fileOf(`${row}what\n`))).toMatchObject({
      exposuresComplete: [],
      notes: [{ code: "unread-lines" }],
    });
    expect(onlyReport(aptShowVersions, fileOf(`${row}curl:amd64/sta`))).toMatchObject({ complete: false });
    expect(sniff("bash/stable 5.3 amd64 [upgradable from: 5.2]\n")).toBe("no");
  });
});
