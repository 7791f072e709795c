import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "@/lib/importers/testing";
import { ausearch as importer } from ".";

const samples = samplesOf(import.meta.url);
const hint = { name: "", command: "" };
const command = "ausearch -i --format csv";
const head =
  "NODE,EVENT,DATE,TIME,SERIAL_NUM,EVENT_KIND,SESSION,SUBJ_PRIME,SUBJ_SEC,SUBJ_KIND,ACTION,RESULT,OBJ_PRIME,OBJ_SEC,OBJ_KIND,HOW\n";
const row = (node: string, event: string, date: string, result: string) =>
  `${node},${event},${date},10:00:00,7,user-login,1,ann,ann,acct,tried-to-log-in,${result},host,,addr,/usr/sbin/sshd\n`;

// A table ends anywhere.
behaves(importer, { samples, cut: "unknowable" });

it("db-02-ausearch.csv", () => {
  const report = onlyReport(importer, fileOf(samples.get("db-02-ausearch.csv") ?? ""));
  expect(report).toMatchObject({
    source: "ausearch",
    scope: "full",
    complete: true,
    host: { name: null },
    run: { startedAt: null, endedAt: "2026-11-22T11:49:47Z", zone: "assumed-utc" },
    observations: [],
    exposures: [],
    notes: [],
  });
  expect(Object.fromEntries(report.facts.map(({ key, values }) => [key, values]))).toEqual({
    events: ["58"],
    failed_events: ["2"],
    failed_logins: ["0"],
    failed_authentications: ["1"],
    kinds: ["audit-daemon 2", "configuration 9", "audit-rule 19", "user-account 7", "user-login 21"],
    first_event: ["2026-11-22T11:49:40Z"],
    last_event: ["2026-11-22T11:49:47Z"],
  });
});

describe("rules", () => {
  it("parts hosts by their node, and keeps nothing of who did what", () => {
    const text =
      head +
      row("web-01", "USER_LOGIN", "11/22/26", "failed") +
      row("db-02", "USER_AUTH", "11/23/26", "success");
    const reports = reportsOf(importer, fileOf(text));
    expect(reports.map(({ host, run, facts }) => [host.name, run.endedAt, facts[2]?.values])).toEqual([
      ["web-01", "2026-11-22T10:00:00Z", ["1"]],
      ["db-02", "2026-11-23T10:00:00Z", ["0"]],
    ]);
    expect(JSON.stringify(reports)).not.toMatch(/ann|sshd/);
  });

  it("sees a row that is cut", () => {
    expect(
      onlyReport(importer, fileOf(`${head}${row("", "USER_AUTH", "11/22/26", "failed")},USER_A`)),
    ).toMatchObject({
      complete: false,
      facts: [],
      notes: [{ code: "truncated" }],
    });
  });

  it("takes no match as a run that found nothing, with its command only", () => {
    expect(importer.sniff("<no matches>\n", { name: "", command })).toBe("yes");
    expect(importer.sniff("<no matches>\n", hint)).toBe("no");
    expect(onlyReport(importer, fileOf("<no matches>\n", { command })).facts[0]).toEqual({
      key: "events",
      values: ["0"],
    });
    expect(refusalOf(importer, fileOf("<no matches>\n"))).toBe("ausearch-malformed");
  });

  it("refuses the screen and a failed run, and leaves the raw log alone", () => {
    expect(importer.sniff("----\ntime->Sun Nov 22 11:49:41 2026\ntype=SYSCALL\n", hint)).toMatchObject({
      code: "ausearch-screen",
    });
    expect(
      importer.sniff("Error opening /var/log/audit/audit.log (Permission denied)\n", { name: "", command }),
    ).toMatchObject({
      code: "ausearch-failed",
    });
    expect(importer.sniff("type=SYSCALL msg=audit(1795348181.704:56): a=1\n", hint)).toBe("no");
  });

  it("reads behind a warning, and without a date that it knows", () => {
    const report = onlyReport(
      importer,
      fileOf(`NOTE - using logs\n${head}${row("", "USER_LOGIN", "22.11.2026", "success")}`),
    );
    expect(report).toMatchObject({ run: { endedAt: null } });
    expect(report.facts.map(({ key }) => key)).not.toContain("last_event");
  });
});
