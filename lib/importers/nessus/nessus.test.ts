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
import { nessus } from ".";

const samples = samplesOf(import.meta.url);
const READ = ["one.nessus", "many.nessus"];
const sample = (name: string) => samples.get(name) ?? new Uint8Array();

behaves(nessus, { samples: new Map(READ.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("one.nessus", () => {
  const report = onlyReport(nessus, fileOf(sample("one.nessus")));

  it("is the credentialed scan of one host", () => {
    expect(report).toMatchObject({
      format: "nessus",
      source: "nessus",
      tool: { name: "Nessus", version: "10.8.3" },
      host: {
        name: "web-01.example.org",
        os: { family: "Linux", name: "Linux Kernel 6.1.0-18-amd64 on Debian 12.5", kernel: "6.1.0-18-amd64" },
      },
      run: { startedAt: "2026-11-23T02:00:05Z", endedAt: "2026-11-23T02:05:07Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: null,
      observations: [],
      exposuresComplete: ["vulnerability"],
      facts: [
        { key: "informational_findings", values: ["2"] },
        { key: "plugin_feed_version", values: ["202611230215"] },
      ],
      notes: [],
    });
  });

  it("names packages by their vulnerabilities", () => {
    expect(
      report.exposures.map(({ key, severity, exploitedWithFix }) => [key, severity, exploitedWithFix]),
    ).toEqual([
      ["libssl3 CVE-2026-1001", "high", false],
      ["libssl3 CVE-2026-1002", "high", false],
      ["openssl CVE-2026-1001", "high", false],
      ["openssl CVE-2026-1002", "high", false],
      ["sudo CVE-2026-1003", "critical", true],
      ["curl CVE-2026-1004", "medium", false],
      ["libcurl4 CVE-2026-1004", "medium", false],
      ["nessus-57582 nessus-57582", "medium", false],
    ]);
    expect(report.exposures[4]).toEqual({
      kind: "vulnerability",
      key: "sudo CVE-2026-1003",
      tower: "patching",
      severity: "critical",
      title: "CVE-2026-1003 in sudo: Debian DSA-9002-1 : sudo - security update",
      details: [
        { name: "installed", text: "1.9.13p3-1" },
        { name: "fixed in", text: "1.9.13p3-1+deb12u1" },
        { name: "exploited", text: "known to be exploited" },
        { name: "plugin", text: "190002" },
      ],
      exploitedWithFix: true,
    });
  });

  it("names a finding on two ports once, with both", () => {
    expect(report.exposures[7]).toMatchObject({
      title: "SSL Self-Signed Certificate",
      details: [
        { name: "fixed in", text: "Purchase or generate a proper SSL certificate for this service." },
        { name: "plugin", text: "57582" },
        { name: "port", text: "443/tcp" },
        { name: "port", text: "8443/tcp" },
      ],
    });
  });
});

describe("many.nessus", () => {
  const reports = reportsOf(nessus, fileOf(sample("many.nessus")));
  const short = reports.map(({ host, source, scope, complete, exposures, exposuresComplete, notes }) => [
    host.name,
    source,
    scope,
    complete,
    exposures.length,
    exposuresComplete.length,
    ...notes.map(({ code }) => code),
  ]);

  it("is one report for each host and kind", () => {
    expect(short).toEqual([
      ["DB-02", "nessus", "partial", true, 1, 0, "not-credentialed"],
      ["app-05", "nessus", "full", true, 1, 1],
      ["app-05", "nessus/cis-debian-linux-12-server-l1", "full", true, 0, 0],
      ["build-07", "nessus/cis-debian-linux-12-server-l1", "full", true, 0, 0],
      ["build-07", "nessus/disa-stig-ubuntu-22", "full", true, 0, 0],
      ["web-03", "nessus", "full", false, 4, 0, "unfinished"],
      ["web-03", "nessus/cis-debian-linux-12-server-l1", "full", false, 0, 0, "unfinished"],
      ["db-04", "nessus", "partial", true, 0, 0, "local-checks-missing"],
      ["db-05", "nessus", "unprivileged", true, 2, 0, "unprivileged"],
    ]);
  });

  it("reads a package of RPM, a local time and several guesses of the system", () => {
    expect(reports[1]?.exposures[0]?.key).toBe("mod_ssl CVE-2026-2001");
    expect(reports[1]?.run).toEqual({
      startedAt: "2026-11-23T02:00:05Z",
      endedAt: "2026-11-23T02:05:07Z",
      zone: "assumed-utc",
    });
    expect(reports[0]?.host.os.name).toBeNull();
  });

  it("reads the results of an audit", () => {
    const [, , audit] = reports;
    expect(audit && countsOf(audit)).toEqual({ fail: 1, pass: 1, unknown: 1, error: 1 });
    expect(audit?.observations[0]).toEqual({
      check: "nessus:cis-debian-linux-12-server-l1/ensure-sshd-permitrootlogin-is-disabled",
      outcome: "fail",
      details: [
        { name: "found", text: "permitrootlogin yes" },
        { name: "expected", text: "permitrootlogin no" },
        { name: "solution", text: "Set PermitRootLogin no." },
      ],
    });
    expect(audit?.definitions?.slice(0, 2)).toEqual([
      {
        check: "nessus:cis-debian-linux-12-server-l1/ensure-sshd-permitrootlogin-is-disabled",
        title: "5.1.20 Ensure sshd PermitRootLogin is disabled",
        severity: "medium",
        tower: "hardening",
      },
      {
        check: "nessus:cis-debian-linux-12-server-l1/ensure-audit-logs-are-not-automatically-deleted",
        title: "6.3.2.2 Ensure audit logs are not automatically deleted",
        severity: "medium",
        tower: "auditing",
      },
    ]);
  });

  it("takes the severity of a DISA category, whatever the outcome", () => {
    expect(reports[4]?.definitions?.map(({ severity }) => severity)).toEqual(["high", "low"]);
  });

  it("passes nothing of a host whose scan has no end", () => {
    expect(reports[6] && countsOf(reports[6])).toEqual({ fail: 1 });
  });
});

describe("refused", () => {
  it.each([
    ["policy.nessus", "nessus-policy"],
    ["no-hosts.nessus", "empty-report"],
    ["version-1.nessus", "nessus-malformed"],
  ])("%s", (name, code) => {
    expect(refusalOf(nessus, fileOf(sample(name)))).toBe(code);
  });

  it("the old form, with a sentence of its own", () => {
    const head = new TextDecoder().decode(sample("version-1.nessus"));
    expect(nessus.sniff(head, { name: "", command: "" })).toMatchObject({ code: "nessus-old" });
    expect(nessus.sniff("<report format_id='x'>", { name: "", command: "" })).toBe("no");
  });
});
