import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { packageFiles } from ".";
import { readLine } from "./line";

const samples = samplesOf(import.meta.url);
const sniff = (head: string, command = "") => packageFiles.sniff(head, { name: "", command });
const owners = (text: string | Uint8Array, context?: Parameters<typeof fileOf>[1]) =>
  onlyReport(packageFiles, fileOf(text, context)).facts.find(({ key }) => key === "owners")?.values;

behaves(packageFiles, { samples, cut: "unknowable" });

describe("samples", () => {
  it("db-04: 44 lines of the collector, 22 of them for /usr/share/info", () => {
    const report = onlyReport(packageFiles, fileOf(samples.get("db-04.txt") ?? ""));
    expect(report).toMatchObject({
      format: "package-files",
      source: "package-files",
      tool: { name: "dpkg", version: null },
      host: { name: null },
      run: { startedAt: null, endedAt: null },
      scope: "partial",
      complete: true,
      observations: [],
      exposures: [],
      exposuresComplete: [],
      notes: [],
    });
    expect(report.facts.map(({ key }) => key)).toEqual(["owners"]);
    const values = report.facts[0]?.values ?? [];
    expect(values).toHaveLength(44);
    expect(values.filter((value) => value.endsWith(" /usr/share/info"))).toHaveLength(22);
    expect(values.slice(0, 2)).toEqual(["base-files /usr/share/info", "bash /usr/share/info"]);
    expect(values.filter((value) => value.startsWith("libjq1 "))).toEqual([
      "libjq1 /usr/lib/x86_64-linux-gnu/libjq.so.1",
      "libjq1 /usr/lib/x86_64-linux-gnu/libjq.so.1.0.4",
      "libjq1 /usr/share/doc/libjq1",
      "libjq1 /usr/share/doc/libjq1/changelog.Debian.gz",
      "libjq1 /usr/share/doc/libjq1/changelog.gz",
      "libjq1 /usr/share/doc/libjq1/copyright",
    ]);
    expect(values).toContain("time /usr/bin/time");
  });

  it("db-04: dpkg -S with diversions, a folder of nine, and paths that are nobody's", () => {
    expect(owners(samples.get("db-04-dpkg-S.txt") ?? "")).toEqual([
      "aide-common /etc/cron.daily",
      "apt /etc/cron.daily",
      "apt-show-versions /etc/cron.daily",
      "aptitude /etc/cron.daily",
      "chkrootkit /etc/cron.daily",
      "dash /bin/sh",
      "dash /usr/bin/sh",
      "dash /usr/share/man/man1/sh.1.gz",
      "debsums /etc/cron.daily",
      "dpkg /etc/cron.daily",
      "jq /usr/bin/jq",
      "libc6 /lib/x86_64-linux-gnu/libc.so.6",
      "libc6 /usr/lib/x86_64-linux-gnu/libc.so.6",
      "libjq1 /usr/lib/x86_64-linux-gnu/libjq.so.1.0.4",
      "man-db /etc/cron.daily",
      "mount /bin/mount",
      "mount /usr/bin/mount",
      "rkhunter /etc/cron.daily",
      "time /usr/bin/time",
    ]);
  });
});

describe("lines", () => {
  it.each([
    ["openssl: /usr/bin/openssl", ["openssl"], "/usr/bin/openssl"],
    ["libssl3:amd64: /usr/lib/libssl.so.3", ["libssl3"], "/usr/lib/libssl.so.3"],
    ["libc6:i386, libc6:amd64: /usr/share/doc/libc6", ["libc6"], "/usr/share/doc/libc6"],
    ["a1, b-2:amd64, g++: /usr/share/doc", ["a1", "b-2", "g++"], "/usr/share/doc"],
    ["acme: /opt/a: /b c.conf", ["acme"], "/opt/a: /b c.conf"],
    ["NetworkManager: /usr/bin/nmcli", ["NetworkManager"], "/usr/bin/nmcli"],
  ])("%s", (line, packages, path) => expect(readLine(line)).toEqual({ what: "owners", packages, path }));

  it.each([
    "diversion by dash from: /bin/sh",
    "diversion by dash to: /bin/sh.distrib",
    "diversion by libpq-dev:amd64 from: /usr/bin/pg_config",
    "local diversion from: /usr/bin/x",
    "local diversion to: /usr/bin/x.orig",
    "dpkg-query: no path found matching pattern /x",
  ])("%s names no owner", (line) => expect(readLine(line)).toEqual({ what: "aside" }));

  it.each([
    "/usr/bin/x: OK",
    ": /usr/bin/x",
    "openssl: usr/bin/openssl",
    "openssl:/usr/bin/openssl",
    "two words: /usr/bin/x",
    "a, : /usr/bin/x",
    "diversion by from: /bin/sh",
    "debsums: changed file /usr/bin/x (from x package)",
    "dpkg-query: error: --search needs at least one file name pattern argument",
  ])("%s is none of dpkg's answers", (line) => expect(readLine(line)).toEqual({ what: "other" }));
});

describe("rules", () => {
  const DPKG = "find /var/lib/dpkg/info -name *.list -exec grep -xHF -f paths {} +";
  const RPM = "rpm -qa --qf [%{=NAME}: %{FILENAMES}\\n]";

  it("knows a file of a merged folder by both names, and no other", () => {
    const dirs = ["bin", "sbin", "lib", "lib32", "lib64", "libx32", "libexec", "opt"];
    expect(owners(dirs.map((dir) => `a1: /${dir}/x\n`).join(""))).toEqual([
      "a1 /bin/x",
      "a1 /lib/x",
      "a1 /lib32/x",
      "a1 /lib64/x",
      "a1 /libexec/x",
      "a1 /libx32/x",
      "a1 /opt/x",
      "a1 /sbin/x",
      "a1 /usr/bin/x",
      "a1 /usr/lib/x",
      "a1 /usr/lib32/x",
      "a1 /usr/lib64/x",
      "a1 /usr/libx32/x",
      "a1 /usr/sbin/x",
    ]);
  });

  it("leaves out a path that is too long to be kept whole", () => {
    const path = `/${"x".repeat(496)}`;
    expect(owners(`a1: ${path}\nb1: ${path}y\n`)).toEqual([`a1 ${path}`]);
  });

  it("that nobody owns anything is believed by command and exit code", () => {
    expect(owners("", { command: DPKG, exitCode: 1 })).toEqual([]);
    expect(owners("", { command: RPM, exitCode: 0 })).toEqual([]);
    const nobody = "dpkg-query: no path found matching pattern /x\n";
    expect(owners(nobody, { command: "dpkg -S /x 2>&1", exitCode: 1 })).toEqual([]);
    expect(refusalOf(packageFiles, fileOf(nobody))).toBe("package-files-nothing");
    expect(refusalOf(packageFiles, fileOf("", { command: DPKG }))).toBe("empty");
    expect(refusalOf(packageFiles, fileOf("", { command: RPM, exitCode: 1 }))).toBe("package-files-failed");
    expect(refusalOf(packageFiles, fileOf("a1: /x\n", { command: DPKG, exitCode: 124 }))).toBe(
      "package-files-failed",
    );
    const broken = "find: '/var/lib/dpkg/info': No such file or directory\n";
    expect(refusalOf(packageFiles, fileOf(broken, { command: DPKG, exitCode: 1 }))).toBe(
      "package-files-nothing",
    );
  });

  it("takes host and time from the collector, and the tool from the command", () => {
    const host = {
      name: "app-05",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    const context = { command: RPM, exitCode: 0, endedAt: "2026-11-24T20:00:00Z", host };
    expect(onlyReport(packageFiles, fileOf("Xorg: /usr/bin/X\n", context))).toMatchObject({
      host,
      tool: { name: "rpm" },
      run: { endedAt: "2026-11-24T20:00:00Z", zone: "stated" },
      facts: [{ key: "owners", values: ["Xorg /usr/bin/X"] }],
    });
  });

  it("a line cut off makes no list, one that nobody knows is told", () => {
    expect(onlyReport(packageFiles, fileOf("a1: /x\nb1:"))).toMatchObject({ complete: false, facts: [] });
    expect(onlyReport(packageFiles, fileOf("a1: /x\nwhat is this\n"))).toMatchObject({
      complete: true,
      facts: [{ values: ["a1 /x"] }],
      notes: [{ code: "unread-lines" }],
    });
  });
});

describe("recognition", () => {
  it.each([
    "openssl: /usr/bin/openssl\n",
    "libssl3:amd64: /usr/lib/libssl.so.3\n",
    "\ndpkg-query: no path found matching pattern /x\nbase-files, apt: /etc\n",
    "diversion by dash from: /bin/sh\ndiversion by dash to: /bin/sh.distrib\ndash: /bin/sh\n",
  ])("%j is its own", (head) => expect(sniff(head)).toBe("yes"));

  it.each([
    "",
    "/usr/bin/x: OK\n",
    "changed: /etc/x\n",
    "openssl: /usr/bin/openssl\nadded: /x\n",
    "removed: /x\n",
    "debsums: changed file /usr/bin/x (from x package)\n",
    "dpkg-query: no path found matching pattern /x\n",
    "diversion by dash from: /bin/sh\n",
    "openssl: /usr/bin/openssl\nhello\n",
    "ls: /usr/bin/ls /usr/share/man/man1/ls.1.gz\n",
    "File: /etc/x\n",
    "error: /etc/x\n",
    "Xorg: /usr/bin/X\n",
  ])("%j is none", (head) => expect(sniff(head)).toBe("no"));

  it("takes what its commands wrote", () => {
    for (const command of [
      "dpkg -S /bin/sh /etc",
      "/usr/bin/dpkg-query --search /etc",
      "find /var/lib/dpkg/info -name *.list -exec grep -xHF -f paths {} +",
      "rpm -qa --qf [%{=NAME}: %{FILENAMES}\\n]",
    ])
      expect([command, sniff("Xorg: /usr/bin/X\n", command)]).toEqual([command, "yes"]);
    for (const command of ["dpkg --verify", "dpkg-query -W", "rpm -qa", "find /etc/apt", "ls -S"])
      expect([command, sniff("Xorg: /usr/bin/X\n", command)]).toEqual([command, "no"]);
  });
});
