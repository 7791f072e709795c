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
import { sarif } from ".";

const samples = samplesOf(import.meta.url);
const REFUSED = ["no-runs.sarif", "version-2.0.sarif", "wrong-form.sarif"];
const sample = (name: string) => samples.get(name) ?? new Uint8Array();
const hint = { name: "", command: "" };

behaves(sarif, {
  samples: new Map([...samples].filter(([name]) => !REFUSED.includes(name))),
  cut: "incomplete",
});

describe("config-lint.sarif", () => {
  const report = onlyReport(sarif, fileOf(sample("config-lint.sarif")));
  const outcomes = (name: string) =>
    Object.fromEntries(
      onlyReport(sarif, fileOf(sample(name))).observations.map(({ check, outcome }) => [check, outcome]),
    );

  it("is one check for each rule", () => {
    expect(report).toMatchObject({
      source: "sarif/config-lint/config-etc",
      tool: { name: "Config Lint", version: "2.4.0" },
      run: { startedAt: "2026-11-23T02:00:00Z", endedAt: "2026-11-23T02:03:20Z", zone: "stated" },
      complete: true,
      exposures: [],
      exposuresComplete: [],
    });
    expect(report.notes.map(({ code }) => code)).toEqual(["broken-entries", "suppressed"]);
    expect(countsOf(report)).toEqual({ fail: 5, "not-applicable": 1, pass: 3, unknown: 1 });
    expect(outcomes("config-lint.sarif")).toEqual({
      "sarif:config-lint/ssh/root-login": "fail",
      "sarif:config-lint/log/remote": "fail",
      "sarif:config-lint/cron/mode": "fail",
      "sarif:config-lint/net/ipv6": "not-applicable",
      "sarif:config-lint/disk/gone": "pass",
      "sarif:config-lint/web/review": "unknown",
      "sarif:config-lint/ext/a": "fail",
      "sarif:config-lint/new/rule": "fail",
      "sarif:config-lint/ssh/empty": "pass",
      "sarif:config-lint/sysctl/aslr": "pass",
    });
  });

  it("shows where, and what is suppressed", () => {
    expect(report.observations[0]).toEqual({
      check: "sarif:config-lint/ssh/root-login",
      outcome: "fail",
      message: "PermitRootLogin yes",
      details: [
        { name: "findings", text: "2" },
        { name: "place", text: "etc/ssh/sshd_config:12" },
        { name: "place", text: "etc/ssh/sshd_config.d/10.conf:3" },
      ],
    });
    expect(report.observations[1]?.details).toEqual([{ name: "suppressed in the source", text: "1" }]);
    expect(report.observations[2]).toMatchObject({
      message: "/etc/cron.d is open to others",
      details: [{ name: "place", text: "cron" }],
    });
  });

  it("weighs a rule by its score, its level, or the level of its findings", () => {
    const severities = new Map(report.definitions?.map(({ check, severity }) => [check.slice(18), severity]));
    expect(Object.fromEntries(severities)).toEqual({
      "ssh/root-login": "high",
      "ssh/empty": "critical",
      "sysctl/aslr": "low",
      "log/remote": "medium",
      "cron/mode": "medium",
      "net/ipv6": "low",
      "disk/gone": "medium",
      "web/review": "low",
      "ext/a": "high",
      "new/rule": "low",
    });
  });

  it("issue-silence.sarif: silence is no pass where the tool ran into an error", () => {
    expect(outcomes("issue-silence.sarif")).not.toHaveProperty("sarif:config-lint/ssh/empty");
    expect(outcomes("issue-silence.sarif")).toHaveProperty("sarif:config-lint/disk/gone", "pass");
  });

  it("failed-run.sarif passes nothing", () => {
    const failed = onlyReport(sarif, fileOf(sample("failed-run.sarif")));
    expect([failed.complete, failed.exposuresComplete, countsOf(failed)]).toEqual([
      false,
      [],
      { fail: 5, unknown: 1 },
    ]);
    expect(failed.notes.map(({ code }) => code)).toContain("run-failed");
  });
});

describe("other samples", () => {
  it("two-runs-one-without-results.sarif: one report for each run, and no list proves nothing", () => {
    const [dockle, grype, ...others] = reportsOf(sarif, fileOf(sample("two-runs-one-without-results.sarif")));
    expect(others).toEqual([]);
    expect([dockle.source, dockle.complete, countsOf(dockle)]).toEqual(["sarif/dockle", true, { fail: 2 }]);
    expect(dockle.definitions?.map(({ severity }) => severity)).toEqual(["low", "high"]);
    expect([grype?.source, grype?.complete, grype?.exposuresComplete]).toEqual(["sarif/grype", false, []]);
    expect(grype?.notes.map(({ code }) => code)).toEqual(["no-results"]);
  });

  it.each([
    ["no-runs.sarif", "sarif-empty"],
    ["version-2.0.sarif", "sarif-malformed"],
    ["wrong-form.sarif", "sarif-malformed"],
  ])("%s is refused", (name, code) => {
    expect(refusalOf(sarif, fileOf(sample(name)))).toBe(code);
  });

  it("says where the form is broken", () => {
    const result = sarif.read(fileOf(sample("wrong-form.sarif")));
    expect(result.ok ? "" : result.refusal.text).toBe(
      "This SARIF log is not of the form of version 2.1.0, at runs.0.tool.driver.name.",
    );
  });

  it.each([
    ['{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"tool"', "yes"],
    ['{"runs":[{"tool":{"driver":{"name":"x"}},"results":[', "yes"],
    ['{"version":"2.1.0","runs":[]}', "yes"],
    ['{"runs":[{"name":"nightly"}]}', "no"],
    ['{"version":"2.1.0"}', "no"],
    ['[{"version":"2.1.0","runs":[]}]', "no"],
    ["<runs/>", "no"],
  ])("recognises %s: %s", (head, answer) => {
    expect(sarif.sniff(head, hint)).toBe(answer);
  });

  it("an older version is told what to bring", () => {
    const head = new TextDecoder().decode(sample("version-2.0.sarif"));
    expect(sarif.sniff(head, hint)).toMatchObject({ code: "sarif-version" });
  });

  it("14,000 results are read fast", () => {
    const rules = Array.from({ length: 400 }, (_, at) => ({
      id: `rule-${at}`,
      shortDescription: { text: "A rule" },
    }));
    const results = Array.from({ length: 14_000 }, (_, at) => ({
      ruleId: `rule-${at % 400}`,
      message: { text: "Something is wrong here." },
      locations: [
        { physicalLocation: { artifactLocation: { uri: `src/${at}.c` }, region: { startLine: at + 1 } } },
      ],
    }));
    const bytes = JSON.stringify({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "Big", rules } }, results }],
    });
    const started = performance.now();
    const report = onlyReport(sarif, fileOf(bytes));
    expect(countsOf(report)).toEqual({ fail: 400 });
    expect(report.observations[0]?.details?.[0]).toEqual({ name: "findings", text: "35" });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
