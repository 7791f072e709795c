import { describe, expect, it } from "vitest";
import {
  behaves,
  countsOf,
  fileOf,
  onlyReport,
  refusalOf,
  reportsOf,
  samplesOf,
} from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { rkhunter } from ".";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => SAMPLES.get(name) ?? new Uint8Array();
const read = (name: string): Report => onlyReport(rkhunter, fileOf(sample(name)));
const outcome = (report: Report, id: string) =>
  report.observations.find(({ check }) => check === `rkhunter:${id}`)?.outcome;
const named = (report: Report, wanted: string): string[] =>
  report.observations.flatMap((one) => (one.outcome === wanted ? [one.check.slice(9)] : []));
const NO_SINGLE_END = ["web-01-screen.txt", "build-07-propupd.log", "build-07-appended.log"];
const whole = (name: string): boolean => !NO_SINGLE_END.includes(name);

behaves(rkhunter, { samples: new Map([...SAMPLES].filter(([name]) => whole(name))), cut: "incomplete" });

describe("web-01.log", () => {
  const report = read("web-01.log");

  it("tells host, times and what the run looked at", () => {
    expect(report).toMatchObject({
      format: "rkhunter",
      source: "rkhunter",
      tool: { name: "rkhunter", version: "1.4.6" },
      host: { name: "web-01", os: { name: "Debian GNU/Linux 11 (bullseye)" } },
      run: { startedAt: "2026-11-22T11:46:13Z", endedAt: "2026-11-22T11:50:22Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: null,
      exposuresComplete: ["malware", "file"],
      notes: [],
    });
  });

  it("counts what the log holds: ten warnings, one of them advice", () => {
    expect(countsOf(report)).toEqual({ pass: 26, fail: 9, "not-checked": 6, "not-applicable": 4 });
    expect(named(report, "fail")).toEqual([
      "host_state",
      "baseline",
      "loaded_modules",
      "avail_modules",
      "passwd_changes",
      "group_changes",
      "system_configs_ssh",
      "hidden_files",
      "properties",
    ]);
    expect(named(report, "not-checked")).toEqual([
      "deleted_files",
      "hidden_procs",
      "suspscan",
      "hidden_ports",
      "packet_cap_apps",
      "apps",
    ]);
    expect(named(report, "not-applicable")).toEqual(["tripwire", "trojans", "missing_logs", "empty_logs"]);
    expect(report.facts).toEqual([
      { key: "files_checked", values: ["126"] },
      { key: "suspect_files", values: ["1"] },
      { key: "rootkits_checked", values: ["494"] },
      { key: "possible_rootkits", values: ["0"] },
      {
        key: "disabled_tests",
        values: ["suspscan", "hidden_ports", "hidden_procs", "deleted_files", "packet_cap_apps", "apps"],
      },
      { key: "file_properties_baseline", values: ["present"] },
    ]);
  });

  it("keeps the further lines of a warning with it", () => {
    expect(report.observations.find(({ check }) => check === "rkhunter:system_configs_ssh")).toEqual({
      check: "rkhunter:system_configs_ssh",
      outcome: "fail",
      details: [
        {
          name: "warning",
          text: "The SSH and rkhunter configuration options should be the same:\nSSH configuration option 'PermitRootLogin': yes\nRkhunter configuration option 'ALLOW_SSH_ROOT_USER': no",
        },
      ],
    });
  });

  it("names the one changed file, and no malware", () => {
    expect(report.exposures).toEqual([
      {
        kind: "file",
        key: "/usr/sbin/nologin",
        tower: "integrity",
        severity: "critical",
        title: "Changed: /usr/sbin/nologin",
        systemBinary: true,
        details: [
          { name: "change", text: "changed" },
          {
            name: "rkhunter",
            text: "Current hash: e9165e34728e37ee65bf80a2f64cd922adeba2c9f5bef88132e1fc3fd891712b",
          },
          {
            name: "rkhunter",
            text: "Stored hash : 40b3e71d713e7c755c0316a1baa566d09eedb78543e0459ef3cb9eeffb9992b0",
          },
          { name: "rkhunter", text: "Current size: 43936    Stored size: 14488" },
          { name: "rkhunter", text: "Current file modification time: 1795347428 (22-Nov-2026 11:37:08)" },
          { name: "rkhunter", text: "Stored file modification time : 1581087254 (07-Feb-2020 14:54:14)" },
        ],
      },
    ]);
  });

  it("weighs tests by our own catalogue", () => {
    const definition = (id: string) => report.definitions?.find(({ check }) => check === `rkhunter:${id}`);
    expect(report.definitions).toHaveLength(45);
    expect(definition("hidden_procs")).toEqual({
      check: "rkhunter:hidden_procs",
      title: "No process is hidden",
      severity: "critical",
      tower: "integrity",
      group: "memory_processes",
    });
    expect(definition("system_configs_ssh")?.tower).toBe("hardening");
    expect(definition("properties")?.severity).toBe("info");
  });
});

it("passes and closes nothing in a log that stops", () => {
  const report = read("web-03-truncated.log");
  expect(report).toMatchObject({
    host: { name: "web-03", os: { name: "Debian GNU/Linux 13 (trixie)" } },
    run: { startedAt: "2026-11-22T11:38:57Z", endedAt: null },
    complete: false,
    exposuresComplete: [],
    notes: [{ code: "truncated" }],
  });
  expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
    ["rkhunter:host_state", "fail"],
    ["rkhunter:baseline", "fail"],
    ["rkhunter:properties", "fail"],
  ]);
  expect(report.exposures.map(({ kind, key }) => [kind, key])).toEqual([["file", "/usr/sbin/nologin"]]);
});

describe("build-07-rootkit.log", () => {
  const report = read("build-07-rootkit.log");

  it("names rootkits, each with what was found of it", () => {
    const malware = report.exposures.filter(({ kind }) => kind === "malware");
    expect(malware).toEqual([
      {
        kind: "malware",
        key: "SHV4 Rootkit",
        tower: "integrity",
        severity: "critical",
        title: "SHV4 Rootkit",
        details: [{ name: "rkhunter", text: "File '/lib/libext-2.so.7' found" }],
      },
      {
        kind: "malware",
        key: "Xzibit Rootkit",
        tower: "integrity",
        severity: "critical",
        title: "Xzibit Rootkit",
        details: [
          {
            name: "rkhunter",
            text: "Found string 'hdparm' in file '/etc/init.d/disks'. Possible rootkit: Xzibit Rootkit",
          },
        ],
      },
    ]);
  });

  it("does not take a port in use for a rootkit", () => {
    expect(report.observations.find(({ check }) => check === "rkhunter:ports")).toMatchObject({
      outcome: "fail",
      details: [
        {
          text: "Network TCP port 6667 is being used by /usr/sbin/ircd. Possible rootkit: Possible rogue IRC bot\nUse the 'lsof -i' or 'netstat -an' command to check this.",
        },
      ],
    });
  });

  it("tells scripts, writable commands and gaps of the baseline from changed files", () => {
    expect(["scripts", "attributes", "baseline", "immutable"].map((id) => outcome(report, id))).toEqual([
      "fail",
      "fail",
      "fail",
      "pass",
    ]);
    expect(report.exposures.filter(({ kind }) => kind === "file")).toMatchObject([
      { key: "/usr/bin/mount", severity: "critical", systemBinary: false },
    ]);
  });

  it("leaves a skipped test unproven", () => {
    expect(outcome(report, "promisc")).toBe("not-checked");
  });

  it("reads a time with its zone", () => {
    expect(report.run).toEqual({
      startedAt: "2026-11-23T02:15:02Z",
      endedAt: "2026-11-23T02:16:04Z",
      zone: "stated",
    });
  });
});

it("reads every check of a log to which runs are appended", () => {
  const reports = reportsOf(rkhunter, fileOf(sample("build-07-appended.log")));
  expect(reports.map(({ run, exposures }) => [run.endedAt, exposures.length])).toEqual([
    ["2026-11-22T02:16:00Z", 0],
    ["2026-11-23T02:16:04Z", 3],
  ]);
  expect(reports[0]).toMatchObject({ complete: true, exposuresComplete: ["malware", "file"] });
});

it("compares nothing without stored file properties", () => {
  const report = read("build-07-no-baseline.log");
  expect(outcome(report, "properties")).toBe("not-checked");
  expect(outcome(report, "baseline")).toBe("fail");
  expect(report.exposuresComplete).toEqual(["malware"]);
  expect(report.facts).toContainEqual({ key: "file_properties_baseline", values: ["missing"] });
});

it("refuses what is no log of a check", () => {
  expect(refusalOf(rkhunter, fileOf(sample("web-01-screen.txt")))).toBe("rkhunter-screen");
  expect(rkhunter.sniff("[ Rootkit Hunter version 1.4.6 ]\n", { name: "", command: "" })).toMatchObject({
    code: "rkhunter-screen",
  });
  expect(refusalOf(rkhunter, fileOf(sample("build-07-propupd.log")))).toBe("rkhunter-no-check");
});
