import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "@/lib/importers/testing";
import { auditLog as importer } from ".";

const samples = samplesOf(import.meta.url);
const hint = { name: "", command: "" };
const factsOf = (text: string | Uint8Array) =>
  Object.fromEntries(onlyReport(importer, fileOf(text)).facts.map(({ key, values }) => [key, values]));

// A log ends anywhere; only a torn line tells.
behaves(importer, { samples, cut: "unknowable" });

it("db-02-audit.log", () => {
  const bytes = samples.get("db-02-audit.log") ?? new Uint8Array();
  const report = onlyReport(importer, fileOf(bytes));
  expect(report).toMatchObject({
    source: "audit-log",
    scope: "full",
    complete: true,
    host: { name: null },
    run: { startedAt: "2026-11-22T11:49:40Z", endedAt: "2026-11-22T11:49:47Z", zone: "stated" },
    observations: [],
    exposures: [],
    notes: [],
  });
  const { types, ...counts } = factsOf(bytes);
  expect(counts).toEqual({
    records: ["172"],
    events: ["58"],
    failed_logins: ["0"],
    failed_authentications: ["1"],
    account_changes: ["9"],
    anomalies: ["0"],
    first_event: ["2026-11-22T11:49:40Z"],
    last_event: ["2026-11-22T11:49:47Z"],
  });
  expect(types?.slice(0, 3)).toEqual(["DAEMON_START 1", "CONFIG_CHANGE 9", "SYSCALL 28"]);
});

const record = (type: string, serial: number, more: string, node = "") =>
  `${node}type=${type} msg=audit(1795348180.170:${serial}): ${more}\n`;

describe("rules", () => {
  it("keeps nothing of what records say", () => {
    const text =
      record("PROCTITLE", 1, "proctitle=6D7973716C002D707333637233") +
      record("EXECVE", 1, 'argc=2 a0="mysql" a1="-ps3cr3t"') +
      record("USER_LOGIN", 2, 'msg=\'op=login acct="hunter2" res=failed\'\u001dUID="root"');
    const report = onlyReport(importer, fileOf(text));
    expect(JSON.stringify(report)).not.toMatch(/s3cr3t|mysql|hunter2|6D79/);
    expect(factsOf(text)).toMatchObject({ records: ["3"], events: ["2"], failed_logins: ["1"] });
  });

  it("counts events that are mixed, and hosts by their node", () => {
    const text =
      record("SYSCALL", 5, "a=1", "node=web-01 ") +
      record("SYSCALL", 6, "a=1", "node=web-01 ") +
      record("PATH", 5, "a=1", "node=web-01 ") +
      record("ANOM_ABEND", 5, "a=1", "node=db-02 ");
    expect(
      reportsOf(importer, fileOf(text)).map(({ host, facts }) => [
        host.name,
        facts.slice(0, 2).map(({ values }) => values[0]),
      ]),
    ).toEqual([
      ["web-01", ["3", "2"]],
      ["db-02", ["1", "1"]],
    ]);
  });

  it("sees a record that is cut, and lines that are none", () => {
    const whole = record("SYSCALL", 5, "a=1");
    expect(onlyReport(importer, fileOf(`${whole}type=PATH msg=aud`))).toMatchObject({
      complete: false,
      facts: [],
    });
    expect(onlyReport(importer, fileOf(whole.trimEnd())).complete).toBe(false);
    expect(onlyReport(importer, fileOf(`${whole}something else\n${whole}`))).toMatchObject({
      complete: true,
      notes: [{ code: "unread-lines" }],
    });
    expect(refusalOf(importer, fileOf("something else\n"))).toBe("audit-log-malformed");
  });

  it("knows its own by the first record", () => {
    expect(importer.sniff(`\ufeff\r\n${record("UNKNOWN[1420]", 5, "a")}`, hint)).toBe("yes");
    for (const head of ["type=SYSCALL\n", "----\ntype=SYSCALL msg=audit(1795348181.704:56):\n", "{}", ""])
      expect(importer.sniff(head, hint)).toBe("no");
  });
});
