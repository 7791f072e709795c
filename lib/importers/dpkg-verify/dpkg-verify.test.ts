import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import type { FileContext } from "@/lib/importers/types";
import { dpkgVerify } from ".";

const samples = samplesOf(import.meta.url);
behaves(dpkgVerify, { samples, cut: "unknowable" });

const COMMAND = "dpkg --verify";
const CLEAN: FileContext = { command: COMMAND, exitCode: 0, endedAt: "2026-11-22T12:00:00Z" };
const read = (content: string, context?: FileContext) => onlyReport(dpkgVerify, fileOf(content, context));
const sample = (name: string) => onlyReport(dpkgVerify, fileOf(samples.get(name) ?? ""));
const sniff = (head: string, command = "", name = "") => dpkgVerify.sniff(head, { name, command });

describe("samples", () => {
  it("web-01.txt: a changed conffile and a changed program", () => {
    const report = sample("web-01.txt");
    expect(report).toMatchObject({
      format: "dpkg-verify",
      source: "dpkg-verify",
      tool: { name: "dpkg", version: null },
      run: { startedAt: null, endedAt: null, zone: "assumed-utc" },
      scope: "full",
      complete: true,
      native: null,
      observations: [],
      exposuresComplete: ["file"],
    });
    expect(report.exposures).toEqual([
      {
        kind: "file",
        key: "/etc/cron.daily/dpkg",
        tower: "integrity",
        severity: "medium",
        title: "Changed: /etc/cron.daily/dpkg",
        details: [
          { name: "change", text: "changed" },
          { name: "conffile", text: "a configuration file of its package" },
          { name: "checks", text: "??5??????" },
        ],
        systemBinary: false,
      },
      {
        kind: "file",
        key: "/usr/sbin/nologin",
        tower: "integrity",
        severity: "critical",
        title: "Changed: /usr/sbin/nologin",
        details: [
          { name: "change", text: "changed" },
          { name: "checks", text: "??5??????" },
        ],
        systemBinary: true,
      },
    ]);
    expect(report.facts).toEqual([
      { key: "changed", values: ["2"] },
      { key: "missing", values: ["0"] },
      { key: "conffiles", values: ["1"] },
    ]);
    expect(report.notes.map(({ code }) => code)).toEqual(["selection-unknown"]);
  });

  it("db-02.txt: six conffiles, one of them missing", () => {
    const report = sample("db-02.txt");
    expect(report.exposures.map(({ title, severity }) => `${severity} ${title}`)).toEqual([
      "medium Changed: /etc/nftables.conf",
      "high Changed: /etc/security/limits.conf",
      "medium Removed: /etc/apt/apt.conf.d/10apt-listbugs",
      "medium Changed: /etc/issue",
      "medium Changed: /etc/issue.net",
      "high Changed: /etc/login.defs",
    ]);
    expect(report.exposures.some(({ systemBinary }) => systemBinary)).toBe(false);
    expect(report.facts).toContainEqual({ key: "conffiles", values: ["6"] });
  });

  it("db-03-unprivileged.txt: what could not be read is no finding, and nothing closes", () => {
    const report = sample("db-03-unprivileged.txt");
    expect(report.scope).toBe("unprivileged");
    expect(report.exposuresComplete).toEqual([]);
    expect(report.exposures.map(({ title }) => title)).toEqual([
      "Changed: /usr/bin/node",
      "Removed: /etc/debuginfod/elfutils.urls",
    ]);
    expect(report.notes[0]).toEqual({
      code: "unprivileged",
      text: "2 files could not be read: run dpkg --verify as root to have them checked.",
    });
  });
});

describe("rules", () => {
  it("an empty file is clean only as the output of a command that ended well", () => {
    const report = read("", CLEAN);
    expect(report).toMatchObject({
      complete: true,
      scope: "full",
      exposures: [],
      exposuresComplete: ["file"],
    });
    expect(report.run).toEqual({ startedAt: null, endedAt: "2026-11-22T12:00:00Z", zone: "stated" });
    expect(refusalOf(dpkgVerify, fileOf(""))).toBe("empty");
    expect(refusalOf(dpkgVerify, fileOf("", { command: COMMAND }))).toBe("dpkg-verify-empty");
    expect(refusalOf(dpkgVerify, fileOf("", { command: COMMAND, exitCode: 2 }))).toBe("dpkg-verify-failed");
    expect(refusalOf(dpkgVerify, fileOf("", { command: "rpm -Va", exitCode: 0 }))).toBe("empty");
    expect(sniff("", COMMAND)).toBe("yes");
    expect(sniff("", "rpm -Va")).toBe("no");
    expect(sniff("")).toBe("no");
  });

  it("a failed run is not clean, and closes nothing", () => {
    const error = "dpkg: error: unable to access the dpkg database directory /var/lib/dpkg\n";
    expect(refusalOf(dpkgVerify, fileOf(error, { command: COMMAND, exitCode: 2 }))).toBe(
      "dpkg-verify-failed",
    );
    const report = read(`??5??????   /usr/bin/ls\n${error}`);
    expect(report).toMatchObject({ complete: false, exposuresComplete: [], facts: [] });
    expect(read("??5??????   /usr/bin/ls\n", { ...CLEAN, exitCode: 124 }).complete).toBe(false);
    expect(read("??5??????   /usr/bin/ls").complete).toBe(false);
  });

  it.each([
    ["dpkg --verify", "full"],
    ["/usr/bin/dpkg -V", "full"],
    ["dpkg --verify 2>&1", "full"],
    ["dpkg --verify --verify-format=rpm", "full"],
    ["dpkg --verify openssh-server", "partial"],
  ])("%s is %s", (command, scope) => {
    const report = read("??5??????   /usr/bin/ls\n", { ...CLEAN, command });
    expect(report.scope).toBe(scope);
    expect(report.exposuresComplete).toEqual(scope === "full" ? ["file"] : []);
  });

  it("a package that is not installed was asked for by name", () => {
    expect(read("dpkg: package 'nosuch' is not installed\n??5??????   /usr/bin/ls\n").scope).toBe("partial");
  });

  it("blanks, brackets and letters of a path stay, a reason does not", () => {
    const lines =
      "??5??????   /usr/share/doc/a (copy)\nmissing     /opt/réglages café (Not a directory)\ndpkg: warning: x\n?M???????   /usr/bin/dir\n";
    const report = read(lines);
    expect(report.exposures.map(({ key }) => key)).toEqual([
      "/usr/share/doc/a (copy)",
      "/opt/réglages café",
      "/usr/bin/dir",
    ]);
    expect(report.exposures[1]?.details).toEqual([
      { name: "change", text: "removed" },
      { name: "reason", text: "Not a directory" },
    ]);
    expect(report.notes.map(({ code }) => code)).toEqual(["selection-unknown"]);
  });

  it("leaves the columns of rpm to rpm, and what could be either to those who know", () => {
    expect(sniff("S.5....T.  c /etc/issue\nmissing     /usr/bin/ls\n")).toBe("no");
    expect(sniff("..?......    /etc/shadow\n")).toBe("no");
    expect(sniff("missing     /usr/bin/ls\n")).toBe("no");
    expect(sniff("missing     /usr/bin/ls\n", COMMAND)).toBe("yes");
    expect(sniff("missing     /usr/bin/ls\n", "", "dpkg-verify.txt")).toBe("yes");
    expect(sniff("missing     /usr/bin/ls\n", "", "rpm-va.txt")).toBe("no");
    expect(sniff("\ufeff\n??5?????? c /etc/issue\r\n")).toBe("yes");
  });
});
