import { describe, expect, it } from "vitest";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { chkrootkit } from ".";
import { isQuiet } from "./sniff";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => SAMPLES.get(name) ?? new Uint8Array();
const read = (name: string): Report => onlyReport(chkrootkit, fileOf(sample(name)));
const outcome = (report: Report, id: string) =>
  report.observations.find(({ check }) => check === `chkrootkit:${id}`);
const malware = (report: Report) => report.exposures.map(({ key }) => key);
const only = (...names: string[]) => new Map([...SAMPLES].filter(([name]) => names.includes(name)));
const NOTHING = { name: "", command: "" };

describe("normal form", () => {
  behaves(chkrootkit, {
    samples: only("web-01.txt", "build-07-debian-058.txt", "build-07-upstream.txt"),
    cut: "incomplete",
  });
});

describe("quiet form", () => {
  behaves(chkrootkit, { samples: only("db-02-quiet.txt", "build-07-quiet-old.txt"), cut: "unknowable" });
});

it("web-01.txt: eleven checks, all passed", () => {
  const report = read("web-01.txt");
  expect(report).toMatchObject({
    format: "chkrootkit",
    source: "chkrootkit",
    tool: { name: "chkrootkit", version: null },
    host: { name: null },
    run: { startedAt: null, endedAt: null },
    scope: "full",
    complete: true,
    native: null,
    exposures: [],
    exposuresComplete: ["malware"],
    notes: [],
  });
  expect(countsOf(report)).toEqual({ pass: 11 });
  expect(outcome(report, "commands")).toEqual({
    check: "chkrootkit:commands",
    outcome: "pass",
    details: [{ name: "not tested", text: "syslogd" }],
  });
  expect(report.definitions?.find(({ check }) => check === "chkrootkit:lkm")).toEqual({
    check: "chkrootkit:lkm",
    title: "No process or directory is hidden by the kernel",
    severity: "high",
    tower: "integrity",
    group: "kernel",
  });
});

it("db-02-quiet.txt: sixteen suspicious files, no pass, nothing closed", () => {
  const report = read("db-02-quiet.txt");
  expect(report).toMatchObject({ scope: "partial", complete: true, exposures: [], exposuresComplete: [] });
  expect(countsOf(report)).toEqual({ fail: 1 });
  const details = outcome(report, "suspicious-files")?.details ?? [];
  expect(details).toHaveLength(16);
  expect(details[15]?.text).toBe("/usr/lib/ruby/vendor_ruby/rubygems/ssl_certs/.document");
});

it("build-07-debian-058.txt: the rewording of Debian", () => {
  const report = read("build-07-debian-058.txt");
  expect(countsOf(report)).toEqual({ fail: 6, pass: 5 });
  expect(malware(report)).toEqual(["Infected command login", "Linux.Xor.DDoS"]);
  expect(report.exposures[1]).toEqual({
    kind: "malware",
    key: "Linux.Xor.DDoS",
    tower: "integrity",
    severity: "critical",
    title: "Linux.Xor.DDoS",
    details: [
      { name: "test", text: "Linux.Xor.DDoS" },
      { name: "chkrootkit", text: "WARNING: Possible Linux.Xor.DDoS installed:" },
      { name: "chkrootkit", text: "/tmp/installer-4711.sh" },
    ],
  });
  expect(outcome(report, "suspicious-files")?.details?.map(({ text }) => text)).toEqual([
    "/usr/lib/ruby/vendor_ruby/rubygems/tsort/.document",
    "/usr/lib/modules/6.8.0-54-generic/vdso/.build-id",
  ]);
  expect(outcome(report, "sniffer")?.details?.at(-1)?.text).toBe(
    "eth0: PACKET SNIFFER(/usr/lib/systemd/systemd-networkd[653])",
  );
  expect(outcome(report, "bindshell")?.outcome).toBe("fail");
  expect(outcome(report, "login-records")?.outcome).toBe("fail");
  expect(outcome(report, "lkm")).toEqual({ check: "chkrootkit:lkm", outcome: "pass", details: [] });
});

it("build-07-upstream.txt: hits in the words of the original", () => {
  const report = read("build-07-upstream.txt");
  expect(malware(report)).toEqual([
    "Infected command ls",
    "t0rn v8 (or variation) rootkit",
    "Showtee Rootkit",
    "Romanian rootkit",
    "Suckit rootkit",
    "KINSING.A Backdoor",
    "Slapper Worm",
  ]);
  expect(outcome(report, "lkm")?.details?.map(({ text }) => text)).toEqual([
    "You have    80 process hidden for readdir command",
    "You have    82 process hidden for ps command",
    "chkproc: Warning: Possible LKM Trojan installed",
  ]);
  expect(outcome(report, "sniffer")?.outcome).toBe("not-checked");
  expect(outcome(report, "suspicious-files")?.details?.map(({ text }) => text)).toEqual([
    "/usr/lib/.a",
    "/usr/lib/b/.c",
  ]);
  expect(countsOf(report)).toEqual({ fail: 7, pass: 2, "not-checked": 1 });
});

it("build-07-quiet-old.txt: findings without headings", () => {
  const report = read("build-07-quiet-old.txt");
  expect(malware(report)).toEqual(["Infected command ls", "Showtee Rootkit"]);
  expect(report.observations.map(({ check, outcome: is }) => [check, is])).toEqual([
    ["chkrootkit:commands", "fail"],
    ["chkrootkit:suspicious-files", "fail"],
    ["chkrootkit:rootkits", "fail"],
    ["chkrootkit:bindshell", "fail"],
    ["chkrootkit:lkm", "fail"],
    ["chkrootkit:sniffer", "fail"],
  ]);
});

it("does not take the half of a search for all of it", () => {
  const text = new TextDecoder()
    .decode(sample("build-07-debian-058.txt"))
    .replace(/(with chkproc\.\.\.\s+)not found/, "$1not tested");
  expect(outcome(onlyReport(chkrootkit, fileOf(text)), "lkm")?.outcome).toBe("not-checked");
});

it("refuses a run without root, and reads one that went on without it", () => {
  expect(chkrootkit.sniff(new TextDecoder().decode(sample("build-07-no-root.txt")), NOTHING)).toBe("yes");
  expect(refusalOf(chkrootkit, fileOf(sample("build-07-no-root.txt")))).toBe("chkrootkit-no-root");
  const text = new TextDecoder().decode(sample("build-07-debian-058.txt"));
  const report = onlyReport(
    chkrootkit,
    fileOf(`/usr/sbin/chkrootkit needs root privileges: some checks may not work\n${text}`),
  );
  expect(report).toMatchObject({ scope: "unprivileged", exposuresComplete: [] });
});

it("takes silence for clean only where the command is known and ended well", () => {
  const context = { command: "chkrootkit -q", exitCode: 0, endedAt: "2026-11-22T11:00:00Z" };
  expect(chkrootkit.sniff("", { name: "", command: "chkrootkit -q" })).toBe("yes");
  expect(chkrootkit.sniff("", NOTHING)).toBe("no");
  expect(onlyReport(chkrootkit, fileOf("", context))).toMatchObject({
    scope: "full",
    complete: true,
    observations: [],
    exposuresComplete: ["malware"],
    run: { endedAt: "2026-11-22T11:00:00Z", zone: "stated" },
  });
  expect(refusalOf(chkrootkit, fileOf("", { ...context, exitCode: 1 }))).toBe("chkrootkit-failed");
  expect(refusalOf(chkrootkit, fileOf(""))).toBe("empty");
  const quiet = onlyReport(chkrootkit, fileOf(sample("db-02-quiet.txt"), context));
  expect(quiet).toMatchObject({ scope: "full", exposuresComplete: ["malware"] });
});

it("is partial for chosen tests and for another root directory", () => {
  const chosen = "ROOTDIR is `/'\nChecking `ls'... not infected\nChecking `OSX_RSPLUG'... not tested\n";
  expect(onlyReport(chkrootkit, fileOf(chosen))).toMatchObject({ scope: "partial", exposuresComplete: [] });
  const other = new TextDecoder().decode(sample("web-01.txt")).replace("`/'", "`/mnt/'");
  expect(onlyReport(chkrootkit, fileOf(other))).toMatchObject({ scope: "partial", exposuresComplete: [] });
});

it("trusts no run that ended with an error", () => {
  const report = onlyReport(chkrootkit, fileOf(sample("web-01.txt"), { exitCode: 137 }));
  expect(report).toMatchObject({ complete: false, observations: [], exposuresComplete: [] });
});

it.each([
  ["chkrootkit -q", true],
  ["/usr/sbin/chkrootkit -n -q", true],
  ["chkrootkit", false],
  ["mychkrootkit -q", false],
  ["chkrootkit -quiet", false],
])("%s", (command, quiet) => {
  expect(isQuiet(command)).toBe(quiet);
});

it.each([
  ["prose", "Checking the logs... not infected\nPossible rootkit installed?\n"],
  ["another tool", "WARNING: Possible data loss\n"],
  ["a root directory alone", "ROOTDIR is unset\n"],
])("does not know %s", (_, text) => {
  expect(chkrootkit.sniff(text, NOTHING)).toBe("no");
});
