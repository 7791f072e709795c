import { describe, expect, it } from "vitest";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "../testing";
import { wazuhSca } from ".";

const all = samplesOf(import.meta.url);
const LINES = new Set(["alerts.json", "events.jsonl", "policies-and-checks.json"]);
const REFUSED = new Set(["empty-list.json"]);
const pick = (wanted: (name: string) => boolean) => new Map([...all].filter(([name]) => wanted(name)));

behaves(wazuhSca, { samples: pick((name) => !LINES.has(name) && !REFUSED.has(name)), cut: "incomplete" });
behaves(wazuhSca, { samples: pick((name) => LINES.has(name)), cut: "unknowable" });

const file = (name: string) => fileOf(all.get(name) ?? "");
const outcomes = (name: string) =>
  reportsOf(wazuhSca, file(name)).map(({ observations }) =>
    observations.map(({ check, outcome }) => [check, outcome]),
  );
const one = (result: unknown, more = {}) =>
  onlyReport(
    wazuhSca,
    fileOf(
      JSON.stringify({ data: { affected_items: [{ policy_id: "p", id: 1, title: "T", result, ...more }] } }),
    ),
  ).observations[0]?.outcome;

describe("checks.json: the checks of an agent by the interface", () => {
  const report = onlyReport(wazuhSca, file("checks.json"));

  it("has an outcome for each check", () => {
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["wazuh-sca:cis_debian12/33060", "fail"],
      ["wazuh-sca:cis_debian12/33001", "pass"],
      ["wazuh-sca:cis_debian12/33040", "fail"],
      ["wazuh-sca:cis_debian12/33130", "pass"],
      ["wazuh-sca:cis_debian12/33020", "not-checked"],
      ["wazuh-sca:cis_debian12/33021", "not-applicable"],
    ]);
    expect(report.observations[0]).toEqual({
      check: "wazuh-sca:cis_debian12/33060",
      outcome: "fail",
      details: [
        { name: "looked at", text: "/etc/ssh/sshd_config, sshd -T" },
        { name: "why", text: "It matters." },
        { name: "solution", text: "Repair it." },
        { name: "compliance", text: "cis 5.1.20, cis_csc_v8 4.1, cis_csc_v8 4.8" },
      ],
    });
    expect(report.observations[4]?.message).toBe("Timeout overtaken running command 'apt -s upgrade'");
  });

  it("places checks by words, all of the same weight", () => {
    expect(report.definitions?.map(({ title, severity, tower }) => [title, severity, tower])).toEqual([
      ["Ensure sshd PermitRootLogin is disabled.", "medium", "hardening"],
      ["Ensure cramfs kernel module is not available.", "medium", "hardening"],
      ["Ensure AIDE is installed.", "medium", "integrity"],
      ["Ensure auditd service is enabled and active.", "medium", "auditing"],
      ["Ensure updates, patches, and additional security software are installed.", "medium", "patching"],
      ["Ensure GDM is removed.", "medium", "hardening"],
    ]);
  });

  it("names neither host nor time nor score", () => {
    expect([report.source, report.host.name, report.run, report.native]).toEqual([
      "wazuh-sca/cis_debian12",
      null,
      { startedAt: null, endedAt: null, zone: "assumed-utc" },
      null,
    ]);
    expect([report.scope, report.complete, report.facts, report.notes]).toEqual(["full", true, [], []]);
  });

  it("takes host and time from the collector", () => {
    const host = {
      name: "web-05",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    const told = onlyReport(
      wazuhSca,
      fileOf(all.get("checks.json") ?? "", { endedAt: "2026-11-22T12:00:00Z", host }),
    );
    expect([told.run.endedAt, told.host.name]).toEqual(["2026-11-22T12:00:00Z", "web-05"]);
  });
});

describe("other samples", () => {
  it("policies.json: scores and counts, no checks", () => {
    const [first, second] = reportsOf(wazuhSca, file("policies.json"));
    expect([first.source, second?.source]).toEqual(["wazuh-sca/cis_debian12", "wazuh-sca/sca_unix_audit"]);
    expect(first.native).toEqual({ name: "Wazuh SCA score", value: 41, max: 100 });
    expect(first.facts).toEqual([
      { key: "policy", values: ["CIS Example Benchmark for cis_debian12"] },
      { key: "checks_passed", values: ["89"] },
      { key: "checks_failed", values: ["125"] },
      { key: "checks_not_run", values: ["65"] },
      { key: "checks", values: ["279"] },
    ]);
    expect([first.scope, first.complete, first.observations]).toEqual(["partial", true, []]);
    expect(first.run).toEqual({
      startedAt: "2026-11-22T11:31:20Z",
      endedAt: "2026-11-22T11:31:22Z",
      zone: "stated",
    });
    expect(first.notes.map(({ code }) => code)).toEqual(["summary-only"]);
  });

  it("policies-and-checks.json: both answers in one file are one report", () => {
    const report = onlyReport(wazuhSca, file("policies-and-checks.json"));
    expect(countsOf(report)).toEqual({ fail: 2, pass: 2, "not-checked": 1, "not-applicable": 1 });
    expect([report.native?.value, report.run.endedAt, report.scope]).toEqual([
      50,
      "2026-11-22T11:31:22Z",
      "full",
    ]);
  });

  it("checks-page.json and checks-failed-only.json are selections", () => {
    const page = onlyReport(wazuhSca, file("checks-page.json"));
    expect([page.scope, page.notes.map(({ code }) => code)]).toEqual(["partial", ["page"]]);
    expect(onlyReport(wazuhSca, file("checks-failed-only.json")).scope).toBe("partial");
  });

  it("checks-3.x.json: the older form", () => {
    expect(outcomes("checks-3.x.json")).toEqual([
      [
        ["wazuh-sca:system_audit_ssh/1507", "fail"],
        ["wazuh-sca:system_audit_ssh/1508", "not-checked"],
      ],
    ]);
  });

  it("events.jsonl: the latest word on a check counts", () => {
    const report = onlyReport(wazuhSca, file("events.jsonl"));
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["wazuh-sca:cis_debian12/33060", "pass"],
    ]);
    expect([report.native?.value, report.scope]).toEqual([42.1, "partial"]);
    expect(report.run.endedAt).toBe("2026-11-22T11:31:22Z");
    expect(report.notes.map(({ code }) => code)).toEqual(["events"]);
  });

  it("alerts.json: one report for each agent", () => {
    const [web, db] = reportsOf(wazuhSca, file("alerts.json"));
    expect([web.host.name, db?.host.name]).toEqual(["web-05", "db-02"]);
    expect(web.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["wazuh-sca:cis_debian12/33040", "fail"],
      ["wazuh-sca:cis_debian12/33130", "pass"],
    ]);
    expect(web.observations[0]?.details).toEqual([
      { name: "looked at", text: "dpkg-query -s aide" },
      { name: "compliance", text: "cis 6.1.1" },
    ]);
    expect([db?.native?.value, db?.observations]).toEqual([42, []]);
  });

  it("states-5.x.json: documents of the indexer", () => {
    const report = onlyReport(wazuhSca, file("states-5.x.json"));
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["wazuh-sca:cis_debian12/33040", "fail"],
      ["wazuh-sca:cis_debian12/33041", "not-checked"],
      ["wazuh-sca:cis_debian12/33001", "pass"],
    ]);
    expect([report.host.name, report.scope]).toEqual(["web-05", "full"]);
    expect(report.run).toEqual({
      startedAt: "2026-11-22T11:30:00Z",
      endedAt: "2026-11-22T11:31:22Z",
      zone: "stated",
    });
  });

  it("refuses an empty list", () => {
    expect(refusalOf(wazuhSca, file("empty-list.json"))).toBe("wazuh-sca-empty");
    const head = new TextDecoder().decode(all.get("empty-list.json"));
    expect(wazuhSca.sniff(head, { name: "", command: "" })).toMatchObject({ code: "wazuh-sca-empty" });
  });
});

describe("rules", () => {
  it.each([
    ["passed", {}, "pass"],
    ["Failed", {}, "fail"],
    ["not applicable", {}, "not-applicable"],
    ["not applicable", { reason: "Could not open file" }, "not-checked"],
    ["Not run", {}, "not-checked"],
    ["odd", {}, "unknown"],
  ])("%s %j is %s", (result, more, outcome) => expect(one(result, more)).toBe(outcome));

  it("passes nothing where an entry cannot be read", () => {
    const items = [
      { policy_id: "p", id: 1, title: "A", result: "passed" },
      { policy_id: "p", id: 2, title: "B", result: "failed" },
      { policy_id: "p", id: [], title: "C", result: "passed" },
    ];
    const report = onlyReport(wazuhSca, fileOf(JSON.stringify({ data: { affected_items: items } })));
    expect([report.complete, countsOf(report)]).toEqual([false, { fail: 1 }]);
  });

  it("leaves a log with other alerts to others", () => {
    const other = {
      timestamp: "x",
      rule: { groups: ["syscheck"] },
      agent: { name: "a" },
      syscheck: { path: "/x" },
    };
    const mixed = `${new TextDecoder().decode(all.get("alerts.json"))}${JSON.stringify(other)}\n`;
    expect(wazuhSca.sniff(mixed, { name: "", command: "" })).toBe("no");
  });
});
