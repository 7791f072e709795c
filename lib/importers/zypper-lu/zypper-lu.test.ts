import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { zypperLu } from ".";

const REFUSED = new Set(["locked.txt", "no-repositories.txt"]);
const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));
const tables = new Map([...samples].filter(([name]) => name.endsWith(".txt")));
const documents = new Map([...samples].filter(([name]) => name.endsWith(".xml")));
const sample = (name: string) => onlyReport(zypperLu, fileOf(all.get(name) ?? ""));
const text = (name: string) => new TextDecoder().decode(all.get(name));
const named = (name: string) =>
  sample(name).exposures.map(({ kind, key, severity }) => `${kind} ${key} ${severity}`);
const sniff = (head: string, command = "") => zypperLu.sniff(head, { name: "", command });

behaves(zypperLu, { samples: tables, cut: "unknowable" });
behaves(zypperLu, { samples: documents, cut: "incomplete" });

describe("samples", () => {
  it("packages with a newer version", () => {
    const report = sample("updates.txt");
    expect(named("updates.txt")).toEqual([
      "package curl medium",
      "package kernel-default medium",
      "package libopenssl3 medium",
      "package timezone medium",
    ]);
    expect(report.exposures[0]).toEqual({
      kind: "package",
      key: "curl",
      tower: "patching",
      severity: "medium",
      title: "Update of curl",
      details: [
        { name: "installed", text: "8.6.0-150600.4.6.1" },
        { name: "update", text: "8.6.0-150600.4.12.1" },
        { name: "from", text: "Update repository (SLE)" },
      ],
    });
    expect(report).toMatchObject({
      source: "zypper-lu",
      scope: "full",
      complete: true,
      exposuresComplete: ["package"],
      facts: [{ key: "updates_waiting", values: ["4"] }],
      notes: [],
    });
  });

  it("patches, also those that come after zypper's own", () => {
    expect(named("patches.txt")).toEqual([
      "package libzypp low",
      "vulnerability openssl-3 openSUSE-SLE-15.6-2026-12 high",
      "vulnerability kernel openSUSE-SLE-15.6-2026-13 high",
      "vulnerability python-requests openSUSE-SLE-15.6-2026-14 medium",
      "package openSUSE-SLE-15.6-2026-15 low",
    ]);
    expect(sample("patches.txt")).toMatchObject({
      source: "zypper-lu/patches",
      scope: "full",
      complete: true,
      exposuresComplete: ["package", "vulnerability"],
      facts: [{ key: "patches_needed", values: ["5"] }],
    });
    expect(sample("patches.txt").exposures[3]?.title).toBe(
      "openSUSE-SLE-15.6-2026-14 in python-requests: Security update for python-requests | urllib3",
    );
  });

  it("a selection of patches closes nothing, and a settled one is none", () => {
    expect(named("security-patches.txt")).toEqual([
      "vulnerability openssl-3 openSUSE-SLE-15.6-2026-12 critical",
    ]);
    expect(sample("security-patches.txt")).toMatchObject({ scope: "partial", exposuresComplete: [] });
  });

  it("patches by CVE are another source", () => {
    expect(named("cves.txt")).toEqual([
      "vulnerability glib2 CVE-2026-7039 medium",
      "vulnerability glib2 CVE-2026-7040 medium",
    ]);
    expect(sample("cves.txt")).toMatchObject({ source: "zypper-lu/issues", exposuresComplete: [] });
  });

  it("nothing waits", () => {
    expect(sample("none.txt")).toMatchObject({
      source: "zypper-lu",
      complete: true,
      exposures: [],
      exposuresComplete: ["package"],
    });
    const context = { command: "zypper -n list-patches", exitCode: 0 };
    expect(onlyReport(zypperLu, fileOf(text("none.txt"), context))).toMatchObject({
      source: "zypper-lu/patches",
      exposuresComplete: ["package", "vulnerability"],
    });
  });

  it("XML", () => {
    expect(named("updates.xml")).toEqual(["package libopenssl3 medium", "package timezone medium"]);
    expect(sample("updates.xml").exposures[0]?.details).toEqual([
      { name: "installed", text: "3.1.4-150600.5.15.1" },
      { name: "update", text: "3.1.4-150600.5.24.1" },
      { name: "from", text: "repo-sle-update" },
    ]);
    expect(sample("updates.xml")).toMatchObject({ source: "zypper-lu", exposuresComplete: ["package"] });
    expect(named("patches.xml")).toEqual([
      "package libzypp low",
      "vulnerability openssl-3 openSUSE-SLE-15.6-2026-12 high",
    ]);
    expect(sample("patches.xml").exposures[1]?.details).toEqual([
      { name: "from", text: "repo-sle-update" },
      { name: "closes", text: "CVE-2026-1111" },
    ]);
    expect(sample("patches.xml")).toMatchObject({
      source: "zypper-lu/patches",
      exposuresComplete: ["package", "vulnerability"],
    });
  });

  it.each(["locked.txt", "no-repositories.txt"])("refuses %s", (name) => {
    expect(sniff(text(name))).toBe("yes");
    expect(refusalOf(zypperLu, fileOf(all.get(name) ?? ""))).toBe("zypper-lu-failed");
  });
});

describe("rules", () => {
  it("the summary tells of patches that are missing", () => {
    const cut = text("patches.txt").replace(/^SLE update .*2026-15.*\n/m, "");
    expect(onlyReport(zypperLu, fileOf(cut))).toMatchObject({
      complete: false,
      exposuresComplete: [],
      notes: [{ code: "truncated" }],
    });
  });

  it("knows a row that is cut, and one that it cannot read", () => {
    const rows = text("updates.txt");
    expect(onlyReport(zypperLu, fileOf(rows.slice(0, -40)))).toMatchObject({ complete: false });
    expect(onlyReport(zypperLu, fileOf(`${rows}v | Main | zip\n`))).toMatchObject({
      complete: true,
      exposuresComplete: [],
      notes: [{ code: "unread-lines" }],
    });
  });

  it("closes nothing where a repository was left out", () => {
    const start = "Skipping repository 'Main' because of the above error.\n";
    expect(onlyReport(zypperLu, fileOf(start + text("updates.txt")))).toMatchObject({
      exposuresComplete: [],
      notes: [{ code: "repository-left-out" }],
    });
  });

  it("the command narrows", () => {
    const read = (command: string) =>
      onlyReport(zypperLu, fileOf(text("patches.txt"), { command })).exposuresComplete;
    expect(read("zypper lp")).toEqual(["package", "vulnerability"]);
    expect(read("zypper lp --category security")).toEqual(["vulnerability"]);
    expect(read("zypper lp --severity important")).toEqual([]);
  });

  it("is not taken in by other tables", () => {
    expect(sniff("# | Alias | Name | Enabled\n--+-------+------+--------\n1 | main | Main | Yes\n")).toBe(
      "no",
    );
    expect(sniff("Loading repository data...\nReading installed packages...\n")).toBe("no");
    expect(sniff("<stream><repo-list/></stream>")).toBe("no");
    expect(sniff("S | Name | Summary | Type\n--+------+---------+-----\n")).toBe("no");
    expect(refusalOf(zypperLu, fileOf("Loading repository data...\n"))).toBe("zypper-lu-nothing");
  });
});
