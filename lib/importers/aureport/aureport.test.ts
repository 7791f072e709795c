import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { auditTime } from "@/lib/importers/times";
import { aureport as importer } from ".";

const samples = samplesOf(import.meta.url);
const hint = { name: "", command: "" };
const report = (name: string) => onlyReport(importer, fileOf(samples.get(name) ?? ""));
const factsOf = (name: string) =>
  Object.fromEntries(report(name).facts.map(({ key, values }) => [key, values.join(" ")]));
const summary = [...samples].filter(([name]) => name === "db-02-aureport.txt");

behaves(importer, { samples: new Map(summary), cut: "incomplete" });
// A list has no end.
behaves(importer, {
  samples: new Map([...samples].filter(([name]) => name !== "db-02-aureport.txt")),
  cut: "unknowable",
});

describe("samples", () => {
  it("db-02-aureport.txt", () => {
    expect(report("db-02-aureport.txt")).toMatchObject({
      source: "aureport",
      scope: "full",
      complete: true,
      native: null,
      host: { name: null },
      run: { startedAt: null, endedAt: "2026-11-22T11:49:47Z", zone: "assumed-utc" },
      observations: [
        { check: "aureport:no-anomalies", outcome: "pass", details: [{ name: "anomalies", text: "0" }] },
      ],
      definitions: [{ check: "aureport:no-anomalies", severity: "medium", tower: "auditing" }],
    });
    expect(factsOf("db-02-aureport.txt")).toEqual({
      configuration_changes: "9",
      account_changes: "9",
      logins: "0",
      failed_logins: "0",
      authentications: "3",
      failed_authentications: "1",
      access_denials: "0",
      failed_syscalls: "1",
      anomalies: "0",
      integrity_events: "0",
      keys: "3",
      events: "58",
      first_event: "2026-11-22T11:49:40Z",
      last_event: "2026-11-22T11:49:47Z",
    });
  });

  it.each([
    [
      "db-02-aureport-auth.txt",
      "aureport/authentication",
      { rows: "4", failed: "1", last_event: "2026-11-22T11:49:45Z" },
    ],
    [
      "db-02-aureport-mods.txt",
      "aureport/account-modifications",
      { rows: "9", failed: "0", last_event: "2026-11-22T11:49:45Z" },
    ],
    [
      "db-02-aureport-key.txt",
      "aureport/key",
      { rows: "27", failed: "1", last_event: "2026-11-22T11:49:46Z" },
    ],
    [
      "db-02-aureport-file-failed.txt",
      "aureport/file",
      { rows: "1", failed: "1", last_event: "2026-11-22T11:49:45Z" },
    ],
    ["db-02-aureport-exec-summary.txt", "aureport/executable-summary", { rows: "9" }],
  ])("%s is facts alone", (name, source, facts) => {
    expect(report(name)).toMatchObject({
      source,
      complete: true,
      observations: [],
      exposures: [],
      notes: [],
    });
    expect(factsOf(name)).toEqual(facts);
  });

  it("db-02-aureport-anomaly.txt: nothing found is clean", () => {
    expect(report("db-02-aureport-anomaly.txt")).toMatchObject({
      source: "aureport/anomaly",
      complete: true,
      run: { endedAt: null },
      observations: [{ check: "aureport:no-anomalies", outcome: "pass" }],
      facts: [{ key: "rows", values: ["0"] }],
    });
  });

  it("anomalies.txt", () => {
    expect(report("anomalies.txt").observations).toEqual([
      {
        check: "aureport:no-anomalies",
        outcome: "fail",
        details: [
          { name: "anomalies", text: "2" },
          { name: "event", text: "11/23/26 04:12:08 ANOM_PROMISCUOUS" },
          { name: "event", text: "11/23/26 06:40:51 ANOM_ABEND" },
        ],
      },
    ]);
  });
});

describe("rules", () => {
  const text = new TextDecoder().decode(samples.get("db-02-aureport.txt"));

  it("takes a chosen time as a selection", () => {
    const chosen = text.replace(
      "Selected time for report: 11/22/26 11:49:40",
      "Selected time for report: 11/22/26 11:49:45",
    );
    expect(onlyReport(importer, fileOf(chosen)).scope).toBe("partial");
  });

  it("fails an anomaly of a summary that is cut, and passes nothing of it", () => {
    const cut = text.replace("Number of events: 58", "");
    expect(onlyReport(importer, fileOf(cut))).toMatchObject({ complete: false, observations: [], facts: [] });
    const found = onlyReport(importer, fileOf(cut.replace("anomaly events: 0", "anomaly events: 3")));
    expect(found).toMatchObject({ complete: false, observations: [{ outcome: "fail" }] });
  });

  it("does not take a list without rows for a clean one", () => {
    const cut = "Anomaly Report\n=====\n# date time type exe term host auid event\n=====\n";
    expect(onlyReport(importer, fileOf(cut))).toMatchObject({ complete: false, observations: [] });
  });

  it("takes the end of the run from the collector", () => {
    const file = fileOf(text, { endedAt: "2026-11-23T02:00:00Z" });
    expect(onlyReport(importer, file).run).toEqual({
      startedAt: null,
      endedAt: "2026-11-23T02:00:00Z",
      zone: "stated",
    });
  });

  it("refuses a failed run and several reports, and knows no other file", () => {
    const error = "Error opening /var/log/audit/audit.log (Permission denied)\n";
    expect(importer.sniff(error, { name: "", command: "aureport --summary" })).toMatchObject({
      code: "aureport-failed",
    });
    const auth = new TextDecoder().decode(samples.get("db-02-aureport-auth.txt"));
    expect(refusalOf(importer, fileOf(auth + text))).toBe("aureport-several");
    for (const head of [
      error,
      "Scan Report\n======\nhosts: 1\n",
      "Summary Report\n======\n",
      "----------- SCAN SUMMARY -----------\n",
    ])
      expect(importer.sniff(head, hint)).toBe("no");
  });

  it.each([
    ["11/22/26", "11:49:41", "2026-11-22T11:49:41Z"],
    ["11/22/2026", "11:49:41.170", "2026-11-22T11:49:41Z"],
    ["2026-11-22", "11:49:41", "2026-11-22T11:49:41Z"],
    ["22.11.2026", "11:49:41", null],
    ["13/22/26", "11:49:41", null],
    ["11/22/26", "25:00:00", null],
  ])("reads %s %s", (date, clock, time) => {
    expect(auditTime(date, clock)).toBe(time);
  });
});
