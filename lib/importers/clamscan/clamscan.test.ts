import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { clamscan } from ".";
import { keepsErrors, scansAll } from "./scope";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => SAMPLES.get(name) ?? new Uint8Array();
const read = (name: string): Report => onlyReport(clamscan, fileOf(sample(name)));
const sniff = (text: string, command = "") => clamscan.sniff(text, { name: "", command });
const facts = ({ facts: all }: Report) => Object.fromEntries(all.map(({ key, values }) => [key, values[0]]));
const SINGLE = [
  "db-02-clean.txt",
  "db-02-found.txt",
  "db-02-infected.txt",
  "build-07-whole.txt",
  "build-07-clamdscan.txt",
];
const FULL = { command: "clamscan --recursive --infected / 2>&1", exitCode: 0 };

behaves(clamscan, {
  samples: new Map([...SAMPLES].filter(([name]) => SINGLE.includes(name))),
  cut: "incomplete",
});

it("db-02-found.txt: two hits of eleven files", () => {
  const report = read("db-02-found.txt");
  expect(report).toMatchObject({
    format: "clamscan",
    source: "clamscan",
    tool: { name: "clamscan", version: "1.4.6" },
    host: { name: null },
    run: { startedAt: "2026-11-22T11:47:13Z", endedAt: "2026-11-22T11:47:13Z", zone: "assumed-utc" },
    scope: "partial",
    complete: true,
    native: null,
    observations: [],
    exposuresComplete: [],
    notes: [],
  });
  expect(report.exposures).toEqual([
    {
      kind: "malware",
      key: "Demo.Marker.Two /srv/upload/in/name with space.txt",
      tower: "integrity",
      severity: "critical",
      title: "Demo.Marker.Two in /srv/upload/in/name with space.txt",
      details: [{ name: "signatures", text: "local (UNOFFICIAL)" }],
    },
    {
      kind: "malware",
      key: "Demo.Marker.One /srv/upload/in/marker.txt",
      tower: "integrity",
      severity: "critical",
      title: "Demo.Marker.One in /srv/upload/in/marker.txt",
      details: [{ name: "signatures", text: "local (UNOFFICIAL)" }],
    },
  ]);
  expect(facts(report)).toEqual({
    known_viruses: "2",
    scanned_files: "11",
    infected_files: "2",
    scan_errors: "0",
  });
});

it("db-02-infected.txt: the same two hits", () => {
  const report = read("db-02-infected.txt");
  expect(report.exposures).toEqual(read("db-02-found.txt").exposures);
  expect(facts(report)).toMatchObject({ scanned_files: "4", infected_files: "2" });
});

it("db-02-clean.txt: nothing found in a part, which closes nothing", () => {
  const report = read("db-02-clean.txt");
  expect(report).toMatchObject({ scope: "partial", complete: true, exposures: [], exposuresComplete: [] });
  expect(facts(report)).toEqual({
    known_viruses: "1",
    scanned_files: "9",
    infected_files: "0",
    scan_errors: "0",
  });
});

it("a scan of everything closes what it does not find, and proves fresh signatures", () => {
  const report = onlyReport(clamscan, fileOf(sample("db-02-clean.txt"), FULL));
  expect(report).toMatchObject({ scope: "full", complete: true, exposuresComplete: ["malware"] });
  expect(report.observations).toEqual([
    { check: "clamscan:signatures-fresh", outcome: "pass", details: [] },
    { check: "clamscan:suspicious-files", outcome: "pass", details: [] },
  ]);
  const stopped = onlyReport(clamscan, fileOf(sample("db-02-clean.txt"), { ...FULL, exitCode: 137 }));
  expect(stopped).toMatchObject({ complete: false, observations: [], exposuresComplete: [] });
});

it("build-07-whole.txt: tells malware from suspicion, and says what was done", () => {
  const report = onlyReport(clamscan, fileOf(sample("build-07-whole.txt"), { ...FULL, exitCode: 1 }));
  expect(report).toMatchObject({ scope: "full", complete: true, exposuresComplete: ["malware"] });
  expect(report.exposures.map(({ key, details }) => [key, details?.map(({ text }) => text)])).toEqual([
    ["Win.Test.EICAR_HDB-1 /srv/mail/cur/1.eml", ["of ClamAV", "Removed."]],
  ]);
  expect(report.observations).toEqual([
    {
      check: "clamscan:signatures-fresh",
      outcome: "fail",
      details: [{ name: "warning", text: "The virus database is older than 7 days!" }],
    },
    {
      check: "clamscan:suspicious-files",
      outcome: "fail",
      details: [
        { name: "PUA.Win.Tool.Packed-3", text: "/srv/www/setup.exe" },
        { name: "Heuristics.Encrypted.Zip", text: "/srv/backup/old.zip" },
      ],
    },
  ]);
  expect(facts(report)).toMatchObject({ infected_files: "3", scan_errors: "1" });
});

it("build-07-clamdscan.txt: the client of the daemon says less", () => {
  const report = read("build-07-clamdscan.txt");
  expect(report.tool).toEqual({ name: "clamdscan", version: null });
  expect(report.exposures.map(({ key }) => key)).toEqual(["Unix.Trojan.Mirai-7100807-0 /srv/upload/a: b.sh"]);
  expect(facts(report)).toEqual({ infected_files: "1", scan_errors: "0" });
});

it("build-07-log.txt: one report for each scan of a log, without the failed one", () => {
  const reports = reportsOf(clamscan, fileOf(sample("build-07-log.txt")));
  expect(
    reports.map(({ run, exposures, notes }) => [
      run.endedAt,
      exposures.length,
      notes.map(({ code }) => code),
    ]),
  ).toEqual([
    ["2026-11-22T01:00:00Z", 0, ["failed-runs"]],
    ["2026-11-22T11:47:13Z", 2, []],
  ]);
});

describe("refusals", () => {
  it.each([
    ["db-02-nodb.txt", "clamscan-no-database"],
    ["build-07-no-daemon.txt", "clamscan-no-daemon"],
  ])("%s: %s", (name, code) => {
    expect(sniff(new TextDecoder().decode(sample(name)))).toBe("yes");
    expect(refusalOf(clamscan, fileOf(sample(name)))).toBe(code);
  });

  it.each([
    ["build-07-freshclam.log", "clamscan-freshclam"],
    ["build-07-clamd.log", "clamscan-clamd-log"],
  ])("%s: %s", (name, code) => {
    expect(sniff(new TextDecoder().decode(sample(name)))).toMatchObject({ code });
  });

  const summary = (...lines: string[]) =>
    `----------- SCAN SUMMARY -----------\n${lines.join("\n")}\nTime: 1.0 sec (0 m 1 s)\nStart Date: 2026:11:22 01:00:00\nEnd Date:   2026:11:22 01:00:01\n`;

  it.each([
    [
      "nothing scanned",
      summary("Known viruses: 5", "Scanned files: 0", "Infected files: 0"),
      "clamscan-nothing-scanned",
    ],
    [
      "no signatures, without a word of it",
      summary("Known viruses: 0", "Scanned files: 9", "Infected files: 0"),
      "clamscan-no-database",
    ],
    [
      "hits that are not named",
      summary("Known viruses: 5", "Scanned files: 9", "Infected files: 2"),
      "clamscan-unnamed",
    ],
    ["no summary", "/etc/hosts: OK\n", "clamscan-no-summary"],
  ])("%s", (_, text, code) => {
    expect(refusalOf(clamscan, fileOf(text))).toBe(code);
  });

  it("keeps what a scan found before it broke off", () => {
    const report = onlyReport(clamscan, fileOf("/tmp/x: Unix.Malware.Agent-1 FOUND\n"));
    expect(report).toMatchObject({ complete: false, notes: [{ code: "truncated" }] });
    expect(report.exposures).toHaveLength(1);
    const unnamed = `/tmp/x: Unix.Malware.Agent-1 FOUND\n${summary("Scanned files: 9", "Infected files: 2")}`;
    expect(onlyReport(clamscan, fileOf(unnamed))).toMatchObject({
      complete: false,
      notes: [{ code: "unnamed-hits" }],
    });
  });

  it("takes the time for the end before there was an end date", () => {
    const old =
      "----------- SCAN SUMMARY -----------\nKnown viruses: 5\nEngine version: 0.102.4\nScanned files: 9\nInfected files: 0\nTime: 1.0 sec (0 m 1 s)\n";
    expect(onlyReport(clamscan, fileOf(old)).complete).toBe(true);
    expect(onlyReport(clamscan, fileOf(old.replace("0.102.4", "0.103.0"))).complete).toBe(false);
  });

  it("is unprivileged where files were denied", () => {
    const text = `/etc/shadow: Access denied. ERROR\n${summary("Known viruses: 5", "Scanned files: 9", "Infected files: 0")}`;
    expect(onlyReport(clamscan, fileOf(text, FULL))).toMatchObject({
      scope: "unprivileged",
      exposuresComplete: [],
    });
  });
});

it.each([
  ["clamscan -r /", true],
  ["clamscan -ri --exclude-dir=^/sys --exclude-dir='^/proc/' / 2>&1", true],
  ["/usr/bin/clamdscan --fdpass --multiscan /", true],
  ["clamscan --recursive --infected --log /var/log/x.log /", true],
  ["clamscan /", false],
  ["clamscan -r /home", false],
  ["clamscan -r --exclude-dir=^/home /", false],
  ["clamscan -r --include=.exe /", false],
  ["clamdscan --file-list=/tmp/list /", false],
  ["clamscan -r -d / /srv", false],
  ["freshclam", false],
  ["", false],
])("%s scans all: %s", (command, all) => {
  expect(scansAll(command)).toBe(all);
});

it("knows whether warnings are kept", () => {
  expect([keepsErrors("clamscan -r / 2>&1"), keepsErrors("clamscan -r /")]).toEqual([true, false]);
});

it.each([
  ["checksums", "/etc/hosts: OK\n/etc/passwd: FAILED\n"],
  ["checksums that agree", "/etc/hosts: OK\n".repeat(20)],
  ["prose", "We found: it was NOT FOUND\n"],
  ["an answer of a server", "GET /index: 404 NOT FOUND\n"],
])("does not know %s", (_, text) => {
  expect(sniff(text)).toBe("no");
});

it("knows a long list of clean files whose summary is far away", () => {
  expect(sniff("/usr/share/doc/x: OK\n".repeat(3_000))).toBe("yes");
  expect(sniff("/etc/hosts: OK\n", "clamscan -r /etc")).toBe("yes");
});
