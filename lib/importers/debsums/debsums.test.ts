import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import type { FileContext } from "@/lib/importers/types";
import { debsums } from ".";

const samples = samplesOf(import.meta.url);
const REFUSED = "db-03-not-installed.txt";
const readable = new Map([...samples].filter(([name]) => name !== REFUSED));
behaves(debsums, { samples: readable, cut: "unknowable", name: "debsums.txt" });

const COMMAND = "debsums -ca";
const CONTEXT: FileContext = { command: COMMAND, exitCode: 2, endedAt: "2026-11-22T12:00:00Z" };
const read = (content: string, context?: FileContext) => onlyReport(debsums, fileOf(content, context));
const text = (name: string) => new TextDecoder().decode(samples.get(name));
const sample = (name: string, context?: FileContext) => read(text(name), context);
const sniff = (head: string, command = "", name = "") => debsums.sniff(head, { name, command });

describe("samples", () => {
  it("db-02-changed-all.txt: five changed and one missing, all configuration", () => {
    const report = sample("db-02-changed-all.txt", CONTEXT);
    expect(report).toMatchObject({
      format: "debsums",
      source: "debsums",
      tool: { name: "debsums", version: null },
      run: { startedAt: null, endedAt: "2026-11-22T12:00:00Z", zone: "stated" },
      scope: "full",
      complete: true,
      observations: [],
      exposuresComplete: ["file"],
      notes: [],
    });
    expect(report.exposures.map(({ severity, title }) => `${severity} ${title}`)).toEqual([
      "medium Removed: /etc/apt/apt.conf.d/10apt-listbugs",
      "medium Changed: /etc/issue.net",
      "medium Changed: /etc/issue",
      "high Changed: /etc/security/limits.conf",
      "high Changed: /etc/login.defs",
      "medium Changed: /etc/nftables.conf",
    ]);
    expect(report.exposures[0]?.details).toEqual([
      { name: "change", text: "removed" },
      { name: "package", text: "apt-listbugs" },
      { name: "conffile", text: "a configuration file of its package" },
    ]);
    expect(report.facts).toEqual([
      { key: "changed", values: ["5"] },
      { key: "missing", values: ["1"] },
      { key: "packages_without_sums", values: ["0"] },
    ]);
    const alone = sample("db-02-changed-all.txt");
    expect(alone).toMatchObject({ scope: "partial", exposuresComplete: [] });
    expect(alone.notes.map(({ code }) => code)).toEqual(["selection-unknown"]);
  });

  it.each(["web-01-changed.txt", "web-01-silent.txt"])("%s: one changed program", (name) => {
    const report = sample(name);
    expect(report.exposures).toEqual([
      {
        kind: "file",
        key: "/usr/sbin/nologin",
        tower: "integrity",
        severity: "critical",
        title: "Changed: /usr/sbin/nologin",
        details: [
          { name: "change", text: "changed" },
          ...(name === "web-01-silent.txt" ? [{ name: "package", text: "login" }] : []),
        ],
        systemBinary: true,
      },
    ]);
    expect(report).toMatchObject({ scope: "partial", complete: true, exposuresComplete: [] });
  });

  it("web-01-changed.txt is of debsums only where something says so", () => {
    const head = text("web-01-changed.txt");
    expect(sniff(head)).toBe("no");
    expect(sniff(head, "", "web-01-debsums.txt")).toBe("yes");
    expect(sniff(head, "debsums -c")).toBe("yes");
    expect(sniff(head, "find / -newer x")).toBe("no");
  });

  it("db-03-plain.txt: OK and REPLACED are fine, FAILED is not", () => {
    const report = sample("db-03-plain.txt");
    expect(report.exposures.map(({ title }) => title)).toEqual(["Changed: /etc/login.defs"]);
    expect(report).toMatchObject({ scope: "full", exposuresComplete: ["file"] });
    expect(report.notes).toEqual([
      { code: "no-sums", text: "1 packages carry no checksums, so their files were not checked." },
    ]);
  });

  it("db-03-unprivileged.txt: what could not be read is no finding", () => {
    const report = sample("db-03-unprivileged.txt", CONTEXT);
    expect(report).toMatchObject({ scope: "unprivileged", exposuresComplete: [] });
    expect(report.exposures.map(({ title }) => title)).toEqual([
      "Changed: /usr/share/cmake-3.25/Modules/FindCUDAToolkit.cmake",
      "Removed: /etc/debuginfod/elfutils.urls",
    ]);
  });

  it("db-03-not-installed.txt is refused", () => {
    expect(sniff(text(REFUSED))).toBe("yes");
    expect(refusalOf(debsums, fileOf(text(REFUSED)))).toBe("debsums-failed");
  });
});

describe("rules", () => {
  it("an empty file is clean only as the output of a command that ended well", () => {
    const clean = { ...CONTEXT, exitCode: 0 };
    expect(read("", clean)).toMatchObject({
      complete: true,
      scope: "full",
      exposures: [],
      exposuresComplete: ["file"],
    });
    expect(read("debsums: no md5sums for hand-built\n", clean).facts).toContainEqual({
      key: "packages_without_sums",
      values: ["1"],
    });
    expect(refusalOf(debsums, fileOf(""))).toBe("empty");
    expect(refusalOf(debsums, fileOf("", { command: COMMAND }))).toBe("debsums-empty");
    // Something changed, but only the other stream names it.
    expect(refusalOf(debsums, fileOf("", CONTEXT))).toBe("debsums-failed");
    expect(refusalOf(debsums, fileOf("", { ...CONTEXT, exitCode: 255 }))).toBe("debsums-failed");
    expect(refusalOf(debsums, fileOf("Unknown option: z\n", { ...CONTEXT, exitCode: 255 }))).toBe(
      "debsums-failed",
    );
    expect(sniff("", COMMAND)).toBe("yes");
    expect(sniff("")).toBe("no");
    expect(sniff("", "", "debsums.txt")).toBe("no");
  });

  it.each([
    ["debsums -ca", "full"],
    ["debsums -ca 2>&1", "full"],
    ["/usr/bin/debsums --all --changed", "full"],
    ["debsums -as", "full"],
    ["debsums -c", "partial"],
    ["debsums -ce", "partial"],
    ["debsums -ca openssh-server", "partial"],
    ["debsums -ca --ignore-obsolete", "partial"],
  ])("%s is %s", (command, scope) => {
    expect(read("/usr/bin/ls\n", { ...CONTEXT, command }).scope).toBe(scope);
  });

  it("a run that ended badly, or half a file, closes nothing", () => {
    expect(read("/usr/bin/ls\n", { ...CONTEXT, exitCode: 3 })).toMatchObject({ complete: false, facts: [] });
    expect(read("/usr/bin/ls\ndebsums: can't run dpkg-query (x)\n", CONTEXT).complete).toBe(false);
    expect(read("/usr/bin/ls", CONTEXT)).toMatchObject({ complete: false, exposuresComplete: [] });
    expect(read("/usr/bin/ls\nfoo\n", CONTEXT)).toMatchObject({ complete: true, exposuresComplete: [] });
  });

  it("blanks and brackets of a path stay; architecture and sums go", () => {
    const lines =
      "debsums: changed file /usr/share/a (copy) b (from libfoo:amd64 package)\ndebsums: changed file /usr/bin/x (observed:0cc175b9c0f1b6a831c399e269772661 expected:92eb5ffee6ae2fec3ad71c777531578f) (from x package)\ndebsums: can't check y file /usr/bin/y (not a regular file)\ndebsums: can't open z file /usr/bin/z (No such file or directory)\nperl: warning: Setting locale failed.\n";
    const report = read(lines, CONTEXT);
    expect(report.exposures.map(({ key, details }) => [key, details?.[1]?.text, details?.[2]?.text])).toEqual(
      [
        ["/usr/share/a (copy) b", "libfoo", undefined],
        ["/usr/bin/x", "x", undefined],
        ["/usr/bin/y", "y", "not a regular file"],
      ],
    );
    expect(report.exposuresComplete).toEqual(["file"]);
  });

  it("leaves lists of paths and sums of others alone", () => {
    expect(sniff("/usr/bin/ls\n/etc/passwd\n")).toBe("no");
    expect(sniff("/usr/bin/ls: OK\n/bin/x: FAILED\n")).toBe("no");
    expect(sniff("/tmp/x.com: Eicar FOUND\n", "", "debsums.txt")).toBe("no");
    expect(sniff("debsums: changed file /usr/bin/ls (from coreutils package)\n")).toBe("yes");
    expect(sniff("\ufeff/usr/bin/ls          OK\r\n")).toBe("yes");
    expect(sniff("a\nb\nc\ndebsums: no md5sums for x\n")).toBe("no");
  });
});
