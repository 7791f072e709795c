import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "../testing";
import { wazuhSca } from "../wazuh-sca";
import { syscheck } from ".";
import type { Change } from "./changes";
import { exposuresOf } from "./changes";

const all = samplesOf(import.meta.url);
const REFUSED = new Map([
  ["inventory.json", "syscheck-inventory"],
  ["alerts.log", "syscheck-alerts-log"],
]);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name) && name !== "logins-only.json"));

behaves(syscheck, { samples, cut: "unknowable" });

const file = (name: string) => fileOf(all.get(name) ?? "");
const hint = { name: "", command: "" };
const words = (name: string) => new TextDecoder().decode(all.get(name));

describe("alerts.json: two agents whose files are watched, and one of which only logins are known", () => {
  const [web, db, ...others] = reportsOf(syscheck, file("alerts.json"));

  it("is one report for each", () => {
    expect(others).toEqual([]);
    expect([web.host.name, db?.host.name]).toEqual(["web-05", "db-02"]);
    expect([web.run, db?.run]).toEqual([
      { startedAt: "2026-11-22T11:30:00Z", endedAt: "2026-11-22T11:32:00Z", zone: "stated" },
      { startedAt: "2026-11-22T11:31:22Z", endedAt: "2026-11-22T11:55:00Z", zone: "stated" },
    ]);
    for (const report of [web, db]) {
      expect([report?.source, report?.scope, report?.complete, report?.exposuresComplete]).toEqual([
        "syscheck",
        "partial",
        true,
        [],
      ]);
      expect(report?.observations).toEqual([]);
    }
  });

  it("says what changed, and who did it", () => {
    expect(web.exposures).toEqual([
      {
        kind: "file",
        key: "/etc/passwd",
        tower: "integrity",
        severity: "high",
        title: "Changed: /etc/passwd",
        details: [
          { name: "change", text: "changed" },
          { name: "last change", text: "2026-11-22T11:31:22Z" },
          { name: "attributes", text: "size, mtime, sha256" },
          { name: "user", text: "alice" },
          { name: "program", text: "/usr/sbin/useradd" },
          { name: "sha256", text: "bb" },
        ],
        systemBinary: false,
      },
      {
        kind: "file",
        key: "/usr/sbin/.hidden-helper",
        tower: "integrity",
        severity: "critical",
        title: "Added: /usr/sbin/.hidden-helper",
        details: [
          { name: "change", text: "added" },
          { name: "last change", text: "2026-11-22T11:32:00Z" },
          { name: "sha256", text: "cc" },
        ],
        systemBinary: false,
      },
    ]);
    expect(web.notes.map(({ code }) => code)).toEqual(["events", "other-alerts"]);
    expect(web.notes[1]?.text).toBe("Alerts of other kinds were left out: 1 of syslog.");
  });

  it("takes a named rootkit as malware, and what rootcheck suspects as a note", () => {
    expect(db?.exposures.map(({ kind, key, systemBinary }) => [kind, key, systemBinary ?? null])).toEqual([
      ["malware", "Example /usr/lib/.example/x", null],
      ["file", "/usr/bin/example", false],
      ["file", "/etc/example/old.conf", false],
    ]);
    expect(db?.facts).toEqual([
      { key: "changes", values: ["4"] },
      { key: "rootcheck_hits", values: ["1"] },
      {
        key: "rootcheck_suspicions",
        values: [
          "Trojaned version of file '/bin/diff' detected. Signature used: 'bash|^/bin/sh|/dev/[^n]' (Generic).",
          "Process '495' hidden from /proc. Possible kernel level rootkit.",
        ],
      },
    ]);
    expect(db?.notes.map(({ code }) => code)).toEqual(["events", "rootcheck-suspicions", "other-alerts"]);
  });
});

describe("other samples", () => {
  it("ossec-alerts.json: the older form", () => {
    const report = onlyReport(syscheck, file("ossec-alerts.json"));
    expect([report.host.name, report.run.startedAt]).toEqual(["web-05", "2026-11-22T11:31:22Z"]);
    expect(report.exposures.map(({ key, severity }) => [key, severity])).toEqual([
      ["/etc/ssh/sshd_config", "high"],
    ]);
  });

  it("control.txt: the screen of syscheck_control", () => {
    const report = onlyReport(syscheck, file("control.txt"));
    expect(report.host.name).toBe("web-05");
    expect(report.tool.name).toBe("OSSEC syscheck");
    expect(report.run).toEqual({
      startedAt: "2026-11-21T03:10:02Z",
      endedAt: "2026-11-22T11:40:00Z",
      zone: "assumed-utc",
    });
    expect(report.exposures.map(({ title, systemBinary }) => [title, systemBinary])).toEqual([
      ["Changed: /etc/cups/printers.conf", false],
      ["Changed: /usr/bin/example", true],
      ["Changed: /etc/passwd", false],
      ["Changed: /opt/app/name with blanks.txt", false],
    ]);
    expect(report.exposures[0]?.details).toEqual([
      { name: "change", text: "changed" },
      { name: "last change", text: "2026-11-22T11:31:23Z" },
      { name: "changes", text: "2" },
      { name: "ignored", text: "OSSEC ignores further changes of this file" },
    ]);
  });

  it("control-none.txt: nothing recorded", () => {
    const report = onlyReport(syscheck, file("control-none.txt"));
    expect([report.host.name, report.exposures, report.complete]).toEqual(["manager-01", [], true]);
  });

  it.each([...REFUSED])("%s is refused", (name, code) => {
    expect(syscheck.sniff(words(name), hint)).toMatchObject({ code });
  });

  it("a log without any change is no word of file integrity", () => {
    expect(refusalOf(syscheck, file("logins-only.json"))).toBe("syscheck-nothing");
    expect(refusalOf(syscheck, file("inventory.json"))).toBe("syscheck-inventory");
  });
});

describe("rules", () => {
  const change = (kind: Change["change"], minute: number, contentChanged: boolean | null = null): Change => ({
    path: "/usr/bin/x",
    change: kind,
    contentChanged,
    moment: { at: `2026-11-22T11:0${minute}:00Z`, zone: "stated" },
    details: [],
  });
  const titles = (...changes: Change[]) =>
    exposuresOf(changes).map(({ title, systemBinary }) => [title, systemBinary]);

  it.each([
    ["added, then removed, is nothing", [change("added", 1), change("removed", 2)], []],
    [
      "removed and added again is changed",
      [change("removed", 1), change("added", 2)],
      [["Changed: /usr/bin/x", true]],
    ],
    [
      "added, then changed, is added",
      [change("added", 1), change("changed", 2, true)],
      [["Added: /usr/bin/x", false]],
    ],
    [
      "the order of time counts",
      [change("removed", 2), change("changed", 1, true)],
      [["Removed: /usr/bin/x", false]],
    ],
    ["attributes alone", [change("changed", 1, false)], [["Changed: /usr/bin/x", false]]],
    [
      "one change of content is enough",
      [change("changed", 1, true), change("changed", 2, false)],
      [["Changed: /usr/bin/x", true]],
    ],
  ])("%s", (_, changes, expected) => expect(titles(...changes)).toEqual(expected));

  it("leaves out a torn last line", () => {
    const report = onlyReport(syscheck, fileOf(words("control.txt").trimEnd()));
    expect([report.complete, report.exposures.length]).toEqual([false, 3]);
    const cut = words("alerts.json").trimEnd().slice(0, -5);
    expect(reportsOf(syscheck, fileOf(cut)).map(({ complete }) => complete)).toEqual([false, false]);
  });

  it("names a specific trojan as malware", () => {
    const said = "Trojaned version of file '/bin/ls' detected. Signature used: 'evil' (Example Kit).";
    const alert = { timestamp: "x", agent: { name: "a" }, rule: { groups: ["rootcheck"] }, full_log: said };
    expect(onlyReport(syscheck, fileOf(JSON.stringify(alert))).exposures.map(({ key }) => key)).toEqual([
      "Example Kit /bin/ls",
    ]);
  });

  it("leaves alerts of configuration assessment to their own importer", () => {
    const sca = words("alerts.json")
      .split("\n")
      .filter((line) => line.includes('"sca":{'))
      .join("\n");
    expect([syscheck.sniff(sca, hint), wazuhSca.sniff(sca, hint)]).toEqual(["no", "yes"]);
    expect([syscheck.sniff(words("alerts.json"), hint), wazuhSca.sniff(words("alerts.json"), hint)]).toEqual([
      "yes",
      "no",
    ]);
  });
});
