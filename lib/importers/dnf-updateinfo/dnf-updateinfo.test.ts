import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { dnfUpdateinfo } from ".";

const REFUSED = new Set(["summary.txt", "info.txt", "failed.txt"]);
const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));
const sample = (name: string) => onlyReport(dnfUpdateinfo, fileOf(all.get(name) ?? ""));
const sniff = (head: string, command = "") => dnfUpdateinfo.sniff(head, { name: "", command });
const named = (name: string) =>
  sample(name).exposures.map(({ kind, key, severity }) => `${kind} ${key} ${severity}`);

behaves(dnfUpdateinfo, { samples, cut: "unknowable" });

describe("samples", () => {
  it("app-05: one vulnerability, one other update", () => {
    const report = sample("app-05-dnf-updateinfo-list.txt");
    expect(report.exposures).toEqual([
      {
        kind: "vulnerability",
        key: "alpha-libs EXSA-2026:0001",
        tower: "patching",
        severity: "high",
        title: "EXSA-2026:0001 in alpha-libs",
        details: [{ name: "fixed in", text: "1.0.4-2.el9" }],
        exploitedWithFix: false,
      },
      {
        kind: "package",
        key: "alpha-server",
        tower: "patching",
        severity: "low",
        title: "Update of alpha-server",
        details: [
          { name: "update", text: "1.2-1.el9" },
          { name: "advisory", text: "EXBA-2026:0002" },
          { name: "kind", text: "bugfix" },
        ],
      },
    ]);
    expect(report).toMatchObject({
      source: "dnf-updateinfo",
      scope: "full",
      complete: true,
      exposuresComplete: ["package", "vulnerability"],
      facts: [{ key: "security_advisories", values: ["1"] }],
      notes: [],
    });
  });

  it("a list of security alone says nothing of other updates", () => {
    expect(named("security.txt")).toEqual([
      "vulnerability kernel RHSA-2026:4471 high",
      "vulnerability kernel RHSA-2026:4488 high",
      "vulnerability kernel-core RHSA-2026:4471 high",
      "vulnerability bind-libs ALSA-2026:0812 medium",
      "vulnerability java-1.8.0-openjdk-headless ELSA-2026-0901 low",
      "vulnerability openssl-libs ELSA-2026-0955 critical",
      "vulnerability zlib RHSA-2026:5000 medium",
    ]);
    expect(sample("security.txt")).toMatchObject({
      scope: "partial",
      exposuresComplete: ["vulnerability"],
      facts: [{ key: "security_advisories", values: ["6"] }],
    });
  });

  it("a list of all leaves out what is installed", () => {
    expect(named("yum-all.txt")).toEqual([
      "vulnerability kernel RHSA-2026:0630 high",
      "package tzdata low",
      "package sos low",
    ]);
  });

  it("dnf5: a security advisory without a grade is no harmless one", () => {
    expect(named("dnf5.txt")).toEqual([
      "vulnerability openssl-libs FEDORA-2026-0a1b2c3d4e high",
      "vulnerability xz-libs FEDORA-2026-1b2c3d4e5f medium",
      "package tzdata low",
      "package sos low",
    ]);
    expect(sample("dnf5.txt")).toMatchObject({ scope: "full", notes: [] });
    expect(sample("dnf5.txt").exposures[0]?.details).toContainEqual({ name: "issued", text: "2026-11-09" });
  });

  it("a list by CVE is another source", () => {
    expect(named("cves.txt")).toEqual([
      "vulnerability openssl-libs CVE-2026-1111 high",
      "vulnerability openssl-libs CVE-2026-2222 high",
      "vulnerability curl CVE-2026-3333 low",
    ]);
    expect(sample("cves.txt").source).toBe("dnf-updateinfo/cves");
  });

  it.each([
    ["summary.txt", "dnf-updateinfo-summary"],
    ["info.txt", "dnf-updateinfo-info"],
  ])("refuses %s", (name, code) => {
    expect(sniff(new TextDecoder().decode(all.get(name)))).toMatchObject({ code });
  });

  it("refuses a run that failed", () => {
    expect(refusalOf(dnfUpdateinfo, fileOf(all.get("failed.txt") ?? ""))).toBe("dnf-updateinfo-failed");
  });
});

describe("rules", () => {
  const row = "RHSA-2026:4471 Important/Sec. kernel-5.14.0-427.42.1.el9_4.x86_64\n";
  const read = (text: string, command: string) =>
    onlyReport(dnfUpdateinfo, fileOf(text, { command, exitCode: 0 }));

  it.each([
    ["dnf -q updateinfo list", ["package", "vulnerability"]],
    ["dnf -q updateinfo list --security", ["vulnerability"]],
    ["yum updateinfo list security", ["vulnerability"]],
    ["dnf updateinfo list cves", ["vulnerability"]],
    ["dnf updateinfo list --bugfix", []],
    ["dnf updateinfo list --advisory=RHSA-2026:4471", []],
    ["dnf5 advisory list", ["package", "vulnerability"]],
  ])("%s is exhaustive for %j", (command, kinds) => {
    expect(read(row, command).exposuresComplete).toEqual(kinds);
    expect(read("", command)).toMatchObject({ exposures: [], exposuresComplete: kinds });
  });

  it("an empty list needs its command and exit code", () => {
    expect(sniff("", "dnf -q updateinfo list")).toBe("yes");
    const heading = "Last metadata expiration check: 0:00:01 ago on Sun Nov 22 11:50:53 2026.\n";
    expect(refusalOf(dnfUpdateinfo, fileOf(heading))).toBe("dnf-updateinfo-nothing");
    const failed = { command: "dnf updateinfo list", exitCode: 1 };
    expect(refusalOf(dnfUpdateinfo, fileOf(row, failed))).toBe("dnf-updateinfo-failed");
  });

  it("what is installed already waits for nothing", () => {
    const context = { command: "dnf updateinfo list --installed", exitCode: 0 };
    expect(refusalOf(dnfUpdateinfo, fileOf(row, context))).toBe("dnf-updateinfo-installed");
  });

  it("closes nothing where a line could not be read, and knows a cut one", () => {
    expect(onlyReport(dnfUpdateinfo, fileOf(`${row}what is this\n`))).toMatchObject({
      exposuresComplete: [],
      notes: [{ code: "unread-lines" }],
    });
    expect(onlyReport(dnfUpdateinfo, fileOf(`${row}RHSA-2026:44`))).toMatchObject({ complete: false });
    expect(sniff("alpha-libs.noarch  1.0.4-2.el9  updates\n")).toBe("no");
    expect(sniff("CVE-2026-1234 openssl (remotely exploitable, high urgency)\n")).toBe("no");
  });
});
