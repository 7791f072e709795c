import { describe, expect, it } from "vitest";
import { securityOfOrigins, securityOfSuites } from "../apt-suites";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptList } from ".";

const REFUSED = new Set(["installed.txt", "failed.txt"]);
const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));
const sample = (name: string) => onlyReport(aptList, fileOf(all.get(name) ?? ""));
const severities = (name: string) => {
  const counts: Record<string, number> = {};
  for (const { severity } of sample(name).exposures) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
};
const sniff = (text: string, command = "") => aptList.sniff(text, { name: "", command });

behaves(aptList, { samples, cut: "unknowable" });

describe("samples", () => {
  it.each([
    ["web-01-before-list-upgradable.txt", { high: 98 }],
    ["web-01-after-list-upgradable.txt", { low: 1 }],
    ["db-02-list-upgradable.txt", { high: 8 }],
    ["german.txt", { high: 3, low: 3 }],
    ["all-versions.txt", { high: 3, low: 3 }],
    ["ubuntu.txt", { low: 1, high: 2, medium: 1 }],
    ["none.txt", {}],
  ])("%s", (name, counts) => {
    const report = sample(name);
    expect(severities(name)).toEqual(counts);
    expect(report).toMatchObject({
      format: "apt-list",
      source: "apt-list",
      scope: "full",
      complete: true,
      exposuresComplete: ["package"],
      observations: [],
      notes: [],
      native: null,
    });
  });

  it("says of each package what waits", () => {
    expect(sample("db-02-list-upgradable.txt").exposures.at(-1)).toEqual({
      kind: "package",
      key: "tzdata",
      tower: "patching",
      severity: "high",
      title: "Security update of tzdata",
      details: [
        { name: "installed", text: "2026b-0+deb12u1" },
        { name: "update", text: "2026f-0+deb12u1" },
        { name: "from", text: "oldstable-security" },
      ],
    });
    expect(sample("web-01-after-list-upgradable.txt").exposures).toEqual([
      {
        kind: "package",
        key: "acme-agent",
        tower: "patching",
        severity: "low",
        title: "Update of acme-agent",
        details: [
          { name: "installed", text: "2.1.0" },
          { name: "update", text: "2.3.1" },
          { name: "from", text: "stable" },
        ],
      },
    ]);
    expect(sample("web-01-before-list-upgradable.txt").facts).toEqual([
      { key: "updates_waiting", values: ["98"] },
    ]);
  });

  it("refuses a list that is none of updates, and a failed run", () => {
    const text = new TextDecoder().decode(all.get("installed.txt"));
    expect(sniff(text)).toMatchObject({ code: "apt-list-installed" });
    expect(refusalOf(aptList, fileOf(all.get("failed.txt") ?? ""))).toBe("apt-list-failed");
    expect(sniff(new TextDecoder().decode(all.get("failed.txt")))).toBe("yes");
  });
});

describe("rules", () => {
  const read = (text: string) => onlyReport(aptList, fileOf(text));
  it("takes host and time from the collector alone", () => {
    const context = { command: "apt list --upgradable", exitCode: 0, endedAt: "2026-11-22T12:00:00Z" };
    const { host, run } = onlyReport(aptList, fileOf("Listing...\n", context));
    expect(host.name).toBeNull();
    expect(run).toEqual({ startedAt: null, endedAt: "2026-11-22T12:00:00Z", zone: "stated" });
  });

  it("closes nothing where a line could not be read", () => {
    const report = read("Listing...\nbash/stable 5.3 amd64 [upgradable from: 5.2]\nwhat is this\n");
    expect(report.exposures).toHaveLength(1);
    expect(report).toMatchObject({
      complete: true,
      exposuresComplete: [],
      notes: [{ code: "unread-lines" }],
    });
  });

  it("knows a file that stops within a row", () => {
    const report = read("Listing...\nbash/stable 5.3 amd64 [upgradable from: 5.2]\ncurl/sta");
    expect(report).toMatchObject({ complete: false, exposuresComplete: [], notes: [{ code: "truncated" }] });
  });

  it("is not taken in by other tools' dots", () => {
    expect(sniff("Reading package lists...\n")).toBe("no");
    expect(sniff("Loading repository data...\nReading installed packages...\n")).toBe("no");
    expect(sniff("正在列表...\n")).toBe("yes");
    expect(sniff("bash/stable 5.3 amd64 [upgradable from: 5.2]\n")).toBe("no");
    expect(refusalOf(aptList, fileOf("bash/stable 5.3 amd64 [upgradable from: 5.2]\n"))).toBe(
      "apt-list-heading",
    );
  });

  it.each([
    ["bookworm-security", true],
    ["buster/updates", true],
    ["jammy-infra-security", true],
    ["stable,stable-security", true],
    ["stable-updates", false],
    ["unstable", null],
    ["now", null],
  ])("suite %s: %s", (suites, security) => {
    expect(securityOfSuites(suites)).toBe(security);
  });

  it.each([
    ["Debian-Security:11/oldoldstable-security", true],
    ["Debian:11.11/oldoldstable, Debian-Security:11/oldoldstable", true],
    ["Ubuntu:22.04/jammy-updates, Ubuntu:22.04/jammy-security", true],
    ["UbuntuESMApps:22.04/jammy-apps-security", true],
    ["Acme Security Tools:1/stable", true],
    ["Acme:1/stable", false],
    ["Debian:unstable/unstable", null],
    ["", null],
  ])("origin %s: %s", (origins, security) => {
    expect(securityOfOrigins(origins)).toBe(security);
  });
});
