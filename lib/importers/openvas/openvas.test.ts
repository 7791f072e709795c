import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "@/lib/importers/testing";
import { openvas } from ".";

const samples = samplesOf(import.meta.url);
const READ = ["one.xml", "many-gmp.xml", "stopped.xml", "paged.xml", "filtered.xml"];
const sample = (name: string) => samples.get(name) ?? new Uint8Array();

behaves(openvas, { samples: new Map(READ.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("one.xml", () => {
  const report = onlyReport(openvas, fileOf(sample("one.xml")));

  it("is a scan that signed in", () => {
    expect(report).toMatchObject({
      format: "openvas",
      source: "openvas",
      tool: { name: "OpenVAS", version: null },
      host: { name: "web-01.example.org", os: { family: "Linux", name: "Debian GNU/Linux 12" } },
      run: { startedAt: "2026-11-23T02:00:00Z", endedAt: "2026-11-23T02:08:00Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: null,
      observations: [],
      exposuresComplete: ["vulnerability"],
      facts: [
        { key: "log_findings", values: ["2"] },
        { key: "low_qod_findings", values: ["1"] },
      ],
    });
    expect(report.notes.map(({ code }) => code)).toEqual(["low-quality-of-detection"]);
  });

  it("names packages by their vulnerabilities, other findings by their check", () => {
    expect(
      report.exposures.map(({ key, severity, exploitedWithFix }) => [key, severity, exploitedWithFix]),
    ).toEqual([
      ["openssl CVE-2026-1001", "high", false],
      ["openssl CVE-2026-1002", "high", false],
      ["libssl3 CVE-2026-1001", "high", false],
      ["libssl3 CVE-2026-1002", "high", false],
      ["grafana CVE-2026-1003", "critical", true],
      ["openvas-1.0.117761 CVE-2011-3389", "medium", false],
      ["openvas-1.0.105611 openvas-1.0.105611", "low", false],
    ]);
  });

  it("says which version closes it, and on which ports it was found", () => {
    expect(report.exposures[4]).toEqual({
      kind: "vulnerability",
      key: "grafana CVE-2026-1003",
      tower: "patching",
      severity: "critical",
      title: "CVE-2026-1003 in grafana: Grafana (range)",
      details: [
        { name: "installed", text: "9.0.1" },
        { name: "fixed in", text: "9.0.7" },
        { name: "exploited", text: "known to be exploited" },
        { name: "check", text: "1.3.6.1.4.1.25623.1.1.7.2.2026.1" },
        { name: "port", text: "package" },
        { name: "solution", text: "VendorFix" },
      ],
      exploitedWithFix: true,
    });
    expect(
      report.exposures[5]?.details?.filter(({ name }) => name === "port").map(({ text }) => text),
    ).toEqual(["443/tcp", "8443/tcp"]);
    expect(report.exposures[6]?.title).toBe("Weak MAC Algorithm(s) Supported (SSH)");
  });
});

describe("other samples", () => {
  it("many-gmp.xml: one report for each host, also one without findings", () => {
    const reports = reportsOf(openvas, fileOf(sample("many-gmp.xml")));
    expect(
      reports.map(({ host, scope, exposures, exposuresComplete, notes }) => [
        host.name,
        scope,
        exposures.map(({ key }) => key).join(),
        exposuresComplete.length,
        ...notes.map(({ code }) => code),
      ]),
    ).toEqual([
      ["192.0.2.20", "partial", "openvas-1.0.117761 CVE-2011-3389", 0, "not-credentialed"],
      ["db-02", "full", "sudo CVE-2016-1001", 1],
      ["web-03", "full", "", 1],
    ]);
    expect(reports[1]?.exposures[0]?.details?.[0]).toEqual({ name: "installed", text: "1.8.10p3-1" });
  });

  it.each([
    ["stopped.xml", false, "full", ["unfinished"]],
    ["paged.xml", true, "partial", ["paged"]],
    ["filtered.xml", true, "partial", ["filtered"]],
  ])("%s closes nothing", (name, complete, scope, notes) => {
    const report = onlyReport(openvas, fileOf(sample(name)));
    expect([report.complete, report.scope, report.exposuresComplete]).toEqual([complete, scope, []]);
    expect(report.notes.map(({ code }) => code)).toEqual(notes);
  });

  it.each([
    ["delta.xml", "openvas-delta"],
    ["no-host.xml", "openvas-empty"],
  ])("%s is refused", (name, code) => {
    expect(refusalOf(openvas, fileOf(sample(name)))).toBe(code);
  });
});

describe("rules", () => {
  const report = (results: string, filter = "") =>
    onlyReport(
      openvas,
      fileOf(
        `<report format_id="x"><report><filters><term>${filter}</term></filters><scan_run_status>Done</scan_run_status><results>${results}</results><host><ip>192.0.2.1</ip><detail><name>Auth-SSH-Success</name></detail></host></report></report>`,
      ),
    );
  const result = (inner: string) =>
    `<result><host>192.0.2.1</host><nvt oid="1.2.3"><cve>CVE-2014-0160, CVE-2014-0224</cve></nvt>${inner}</result>`;

  it("reads the list of numbers of old reports", () => {
    expect(
      report(result("<threat>High</threat><severity>9.4</severity>")).exposures.map(({ key, severity }) => [
        key,
        severity,
      ]),
    ).toEqual([
      ["openvas-1.2.3 CVE-2014-0160", "critical"],
      ["openvas-1.2.3 CVE-2014-0224", "critical"],
    ]);
  });

  it.each([
    ["<threat>Medium</threat>", 2],
    ["<threat>Medium</threat><severity>0.0</severity>", 0],
    ["<threat>Log</threat><severity>0.0</severity>", 0],
    ["<threat>Error</threat><severity>-3.0</severity>", 0],
    ["<threat>False Positive</threat><severity>7.0</severity>", 0],
    ["<threat>High</threat><severity>7.0</severity><qod><value>69</value></qod>", 0],
    ["<threat>High</threat><severity>7.0</severity><qod><value>70</value></qod>", 2],
    ["", 0],
  ])("%s counts %i", (inner, count) => {
    expect(report(result(inner)).exposures).toHaveLength(count);
  });

  it.each([
    ["", "full"],
    [
      "apply_overrides=1 levels=hml rows=-1 min_qod=70 first=1 sort-reverse=severity notes=1 overrides=1",
      "full",
    ],
    ["levels=chml min_qod=0", "full"],
    ["levels=hm", "partial"],
    ["min_qod=90", "partial"],
    ["severity&gt;6.9", "partial"],
    ["name~ssl", "partial"],
  ])("a filter %j leaves a scope of %s", (filter, scope) => {
    expect(report("", filter).scope).toBe(scope);
  });

  it.each([
    ['<report format_id="x" id="y">', "yes"],
    ["<get_reports_response status='200'>", "yes"],
    ["<report name='jacoco'>", "no"],
    ["<NessusClientData_v2>", "no"],
    ['{"report":1}', "no"],
  ])("recognises %s: %s", (head, answer) => {
    expect(openvas.sniff(head, { name: "", command: "" })).toBe(answer);
  });
});
