import { describe, expect, it } from "vitest";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "../testing";
import { inspec } from ".";
import { outcomeOf, severityOfImpact } from "./control";

const all = samplesOf(import.meta.url);
const REFUSED = new Set(["profile.json", "unsupported-platform.json"]);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));

behaves(inspec, { samples, cut: "incomplete" });

const file = (name: string) => fileOf(all.get(name) ?? "");
const result = (status: string, more = {}) => ({ status, code_desc: "x", start_time: null, ...more });
const run = (...controls: unknown[]) =>
  fileOf(JSON.stringify({ platform: {}, profiles: [{ name: "p", controls }], statistics: {}, version: "5" }));

describe("one.json: one profile", () => {
  const report = onlyReport(inspec, file("one.json"));

  it("says who, when and how much", () => {
    expect([report.source, report.tool, report.scope, report.complete, report.native]).toEqual([
      "inspec/example-linux-baseline",
      { name: "InSpec", version: "5.22.36, profile 2.9.0" },
      "full",
      true,
      null,
    ]);
    expect(report.run).toEqual({
      startedAt: "2026-11-22T10:31:22Z",
      endedAt: "2026-11-22T10:31:30Z",
      zone: "stated",
    });
    expect(report.host).toEqual({
      name: null,
      identifiers: [],
      os: { family: null, name: "debian", version: "12.9", kernel: null },
    });
    expect(report.exposures).toEqual([]);
    expect(report.facts).toEqual([{ key: "controls", values: ["7"] }]);
  });

  it("has an outcome for each control", () => {
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["inspec:os-01", "pass"],
      ["inspec:os-05", "fail"],
      ["inspec:os-16", "not-checked"],
      ["inspec:package-08", "pass"],
      ["inspec:package-09", "not-applicable"],
      ["inspec:sysctl-01", "error"],
      ["inspec:os-99", "fail"],
    ]);
  });

  it("keeps why a control failed, and that it was waived", () => {
    expect(report.observations[1]).toEqual({
      check: "inspec:os-05",
      outcome: "fail",
      message: 'login.defs UMASK is expected to include "027": expected "022" to include "027"',
      details: [
        {
          name: "failed",
          text: 'login.defs UMASK is expected to include "027": expected "022" to include "027"',
        },
        {
          name: "failed",
          text: 'login.defs PASS_MAX_DAYS is expected to eq "60": expected: "60"\n     got: "99999"',
        },
        { name: "results", text: "1 of 3 passed" },
        { name: "solution", text: "Set UMASK 027 in /etc/login.defs." },
      ],
    });
    expect(report.observations[6]?.details).toContainEqual({
      name: "waived",
      text: "Window on Friday until 2026-12-01",
    });
  });

  it("weighs by impact and places by words", () => {
    expect(report.definitions?.map(({ severity, tower, group }) => [severity, tower, group])).toEqual([
      ["critical", "hardening", "other"],
      ["high", "hardening", "authentication"],
      ["low", "hardening", "other"],
      ["critical", "auditing", "accounting"],
      ["info", "hardening", "other"],
      ["medium", "hardening", "kernel_hardening"],
      ["medium", "patching", "ports_packages"],
    ]);
  });
});

describe("other samples", () => {
  it("overlay.json: each control once, with the impact of the overlay and the results of what it builds on", () => {
    const report = onlyReport(inspec, file("overlay.json"));
    expect(report.source).toBe("inspec/example-overlay");
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["inspec:SV-1001", "fail"],
      ["inspec:SV-1002", "pass"],
    ]);
    expect(report.definitions).toEqual([
      {
        check: "inspec:SV-1001",
        title: "AIDE must be installed",
        severity: "critical",
        tower: "integrity",
        group: "file_integrity",
      },
      {
        check: "inspec:SV-1002",
        title: "SSH must refuse empty passwords",
        severity: "high",
        tower: "hardening",
        group: "ssh",
      },
    ]);
  });

  it("many.json: one report for each profile", () => {
    const reports = reportsOf(inspec, file("many.json"));
    expect(reports.map(({ source }) => source)).toEqual([
      "inspec/example-linux-baseline",
      "inspec/example-ssh-baseline",
    ]);
    expect(reports.map(countsOf)).toEqual([
      { pass: 2, fail: 2, "not-checked": 1, "not-applicable": 1, error: 1 },
      { fail: 1, pass: 1 },
    ]);
    expect(reports[1]?.observations[1]?.check).toBe("inspec:(generated_from_extra.rb:3_0a1b)");
  });

  it("min.json: every control counts as medium", () => {
    const report = onlyReport(inspec, file("min.json"));
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["inspec:os-01", "pass"],
      ["inspec:os-05", "fail"],
      ["inspec:os-16", "not-checked"],
    ]);
    expect(new Set(report.definitions?.map(({ severity }) => severity))).toEqual(new Set(["medium"]));
    expect(report.notes.map(({ code }) => code)).toEqual(["no-impact"]);
    expect(report.run).toEqual({ startedAt: null, endedAt: null, zone: "assumed-utc" });
    expect(report.tool.version).toBe("4.56.20");
  });

  it("min.json: takes time and host from the collector", () => {
    const host = {
      name: "web-05",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    const context = { endedAt: "2026-11-22T12:00:00Z", host };
    const report = onlyReport(inspec, fileOf(all.get("min.json") ?? "", context));
    expect([report.run.endedAt, report.host.name]).toEqual(["2026-11-22T12:00:00Z", "web-05"]);
  });

  it("hdf-converted.json: Heimdall's converters put the host where InSpec has a number", () => {
    const report = onlyReport(inspec, file("hdf-converted.json"));
    expect([report.source, report.host.name, report.host.os.name]).toEqual([
      "inspec/Example-Scan",
      "db-09.example.org",
      null,
    ]);
    expect(countsOf(report)).toEqual({ fail: 1, "not-applicable": 1 });
    expect(report.definitions?.[0]?.tower).toBe("patching");
  });

  it("automate.json names its node; warnings may stand before the JSON", () => {
    expect(onlyReport(inspec, file("automate.json")).host.name).toBe("web-05.example.org");
    expect(countsOf(onlyReport(inspec, file("warnings-before.json")))).toEqual({ fail: 1, pass: 1 });
  });

  it("refuses what did not run", () => {
    expect(refusalOf(inspec, file("unsupported-platform.json"))).toBe("inspec-nothing-ran");
    const profile = new TextDecoder().decode(all.get("profile.json"));
    expect(inspec.sniff(profile, { name: "", command: "" })).toMatchObject({ code: "inspec-profile" });
  });
});

describe("rules", () => {
  it.each([
    [0, "info"],
    [0.01, "low"],
    [0.39, "low"],
    [0.4, "medium"],
    [0.7, "high"],
    [0.89, "high"],
    [0.9, "critical"],
    [1, "critical"],
    ["0.7", "high"],
    ["critical", "critical"],
    [null, "medium"],
    [Number.NaN, "medium"],
  ])("impact %s is %s", (impact, severity) => expect(severityOfImpact(impact)).toBe(severity));

  it.each([
    ["pass", 0.5, ["passed", "skipped"]],
    ["fail", 0.5, ["passed", "failed"]],
    ["fail", 0.5, ["error", "failed"]],
    ["error", 0.5, ["passed", "error"]],
    ["error", 0, ["error"]],
    ["not-checked", 0.5, ["skipped"]],
    ["not-checked", 0.5, []],
    ["not-applicable", 0, ["passed"]],
    ["not-applicable", 0, ["failed"]],
  ])("%s with impact %s after %j", (outcome, impact, states) =>
    expect(outcomeOf({ impact, results: states.map((status) => result(status)) as never })).toBe(outcome),
  );

  it("takes a wrong expectation as a failure, and a broken test not", () => {
    const failing = (exception: string) =>
      outcomeOf({ impact: 0.5, results: [{ ...result("failed"), exception }] as never });
    expect(failing("RSpec::Expectations::ExpectationNotMetError")).toBe("fail");
    expect(failing("NoMethodError")).toBe("error");
  });

  it("passes nothing where entries are not what they should be", () => {
    const report = onlyReport(
      inspec,
      run(
        { id: "a", impact: 0.5, results: [{ status: "passed" }, { status: 5 }] },
        { impact: 1 },
        {
          id: "b",
          results: [{ status: "failed" }],
        },
      ),
    );
    expect([report.complete, countsOf(report)]).toEqual([false, { fail: 1 }]);
    expect(report.notes.map(({ code }) => code)).toEqual(["malformed-entries"]);
  });

  it("is partial where a group names controls that did not run", () => {
    const profile = {
      name: "p",
      groups: [{ controls: ["a", "b"] }],
      controls: [{ id: "a", results: [{ status: "passed" }] }],
    };
    const text = JSON.stringify({ platform: {}, statistics: {}, profiles: [profile] });
    expect(onlyReport(inspec, fileOf(text)).scope).toBe("partial");
  });

  it("keeps profiles that name each other apart from a crash", () => {
    const profiles = ["a", "b"].map((name) => ({
      name,
      parent_profile: name === "a" ? "b" : "a",
      controls: [{ id: name, results: [{ status: "passed" }] }],
    }));
    const text = JSON.stringify({ platform: {}, statistics: {}, profiles });
    expect(reportsOf(inspec, fileOf(text)).length).toBeGreaterThan(0);
  });
});
