import { readFileSync } from "node:fs";
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
import { rampartCsv } from ".";

const samples = samplesOf(import.meta.url);
const READ = ["web-01-example.csv", "two-hosts-spreadsheet.csv"];
const sample = (name: string) => samples.get(name) ?? new Uint8Array();

behaves(rampartCsv, { samples: new Map(READ.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("samples", () => {
  it("web-01-example.csv, which is the published one", () => {
    const published = new URL("../../../public/schema/report.v1.example.csv", import.meta.url);
    expect(readFileSync(published, "utf8")).toBe(new TextDecoder().decode(sample("web-01-example.csv")));
    const report = onlyReport(rampartCsv, fileOf(sample("web-01-example.csv")));
    expect(report).toMatchObject({
      format: "rampart-csv",
      source: "own/nightly-checks",
      tool: { name: "nightly-checks", version: null },
      host: {
        name: "web-01",
        identifiers: [{ kind: "machine-id", value: "4c1f0a6b2d3e48f5a7b8c9d0e1f2a3b4" }],
      },
      run: { startedAt: null, endedAt: "2026-11-24T03:02:10Z", zone: "stated" },
      scope: "full",
      complete: true,
      exposures: [],
      exposuresComplete: [],
      facts: [],
      notes: [],
    });
    expect(countsOf(report)).toEqual({ pass: 1, fail: 1, part: 1, error: 1 });
    expect(report.observations[2]).toEqual({
      check: "own:nightly-checks/services.sandboxed",
      outcome: "part",
      ratio: 0.75,
      message: "3 of 4",
      details: [],
    });
    expect(report.observations[3]?.message).toBe('The log host said "no", twice');
    expect(report.definitions?.[1]).toEqual({
      check: "own:nightly-checks/ssh.no-passwords",
      title: "SSH takes keys only",
      severity: "high",
      tower: "hardening",
    });
  });

  it("two-hosts-spreadsheet.csv: one report for each host", () => {
    const [web, db, ...others] = reportsOf(rampartCsv, fileOf(sample("two-hosts-spreadsheet.csv")));
    expect(others).toEqual([]);
    expect([web.host.name, countsOf(web), web.complete]).toEqual(["web-01", { pass: 1 }, true]);
    expect([db?.host.name, db && countsOf(db), db?.source]).toEqual([
      "db-02",
      { fail: 1, pass: 1 },
      "own/door-list",
    ]);
    expect(db?.run.endedAt).toBe("2026-11-20T08:00:00Z");
  });

  it("no-end.csv says what failed and passes nothing", () => {
    const report = onlyReport(rampartCsv, fileOf(sample("no-end.csv")));
    expect([report.complete, countsOf(report)]).toEqual([false, { fail: 1 }]);
    expect(report.notes.map(({ code }) => code)).toEqual(["truncated"]);
  });

  it("wrong-severity.csv is refused with line and column", () => {
    expect(rampartCsv.read(fileOf(sample("wrong-severity.csv")))).toEqual({
      ok: false,
      refusal: {
        code: "rampart-csv-malformed",
        text: "Line 8, column severity: expected one of critical, high, medium, low, info.",
        line: 8,
      },
    });
  });
});

const HEAD = "# host=web-01\n# source=s\n# ended=2026-11-24T03:15:00Z\n";
const COLUMNS = "check,title,severity,tower,outcome\n";
const ROW = "a,A,low,hardening,pass\n";
const textOf = (text: string): string => {
  const result = rampartCsv.read(fileOf(text));
  return result.ok ? "read" : result.refusal.text;
};

describe("a fault is named with line and column", () => {
  it.each([
    [`${HEAD}check,titel,severity,tower,outcome\n`, "Line 4, column titel: this column is not known."],
    [`${HEAD}check,check,severity,tower,outcome\n`, "Line 4, column check: stands twice."],
    [`${HEAD}check,severity,tower,outcome\n`, "Line 4, column title: missing."],
    [`# hots=web-01\n${COLUMNS}${ROW}`, "Line 1, remark hots: this key is not known."],
    [`${HEAD}# host=web-02\n`, "Line 4, remark host: stands twice."],
    [`# rampart=2\n${COLUMNS}`, "Line 1, remark rampart: expected 1."],
    [`${HEAD}${COLUMNS}a,,low,hardening,pass\n`, "Line 5, column title: missing, expected a text."],
    [`${HEAD}${COLUMNS}a,A,low,hardening,pass,x\n`, "Line 5, field 6: expected at most 5 fields."],
    [
      `${HEAD}${COLUMNS}a b,A,low,hardening,pass\n`,
      "Line 5, column check: expected letters, digits and . _ : / - without blanks, such as backup.restore-tested.",
    ],
    [
      `${HEAD}${COLUMNS}a,"A\nA",low,hardening,pass\n\nb,B,low,moat,pass\n`,
      "Line 8, column tower: expected one of hardening, patching, integrity, auditing.",
    ],
    [`${HEAD}${COLUMNS}${ROW}${ROW}`, "Line 6, column check: a stands twice for this host and source."],
    [`${HEAD}${COLUMNS}${ROW}# end\n${ROW}`, 'Line 7: nothing may follow the line "# end".'],
    [`${HEAD}${COLUMNS}# end\n`, "This table has no row below its column names; bring one that has."],
    [
      `# host=web-01\n# source=s\n${COLUMNS}${ROW}`,
      "Line 4, column ended_at or remark ended: missing, expected a text.",
    ],
    [
      `# host=h\n# source=s\n# ended=soon\n${COLUMNS}${ROW}`,
      "Line 5, column ended_at or remark ended: expected a time with its zone, such as 2026-11-24T03:15:00Z.",
    ],
    [
      `# ended=2026-11-24T03:15:00Z\n${COLUMNS}${ROW}`,
      "Line 3, column or remark source: missing, expected a text.",
    ],
    [
      `# machine_id=4c1f0a6b2d3e48f5a7b8c9d0e1f2a3b4\n${COLUMNS}${ROW}`,
      "Remark machine_id: expected a remark host beside it.",
    ],
    [
      `${HEAD}check,title,severity,tower,outcome,ratio\na,A,low,hardening,part,half\n`,
      "Line 5, column ratio: expected a number.",
    ],
    [
      `# Only a remark\n`,
      "This table has no row of column names; expected check,title,severity,tower,outcome.",
    ],
  ])("%j", (text, fault) => {
    expect(textOf(text)).toBe(fault);
  });
});

describe("rules", () => {
  it("remarks to people and an end filled up by a spreadsheet are understood", () => {
    const report = onlyReport(
      rampartCsv,
      fileOf(`"# By hand, see wiki",,,,\n${HEAD}${COLUMNS}${ROW}# End,,,,\n`),
    );
    expect([report.complete, countsOf(report)]).toEqual([true, { pass: 1 }]);
  });

  it("without a host the sender says it", () => {
    const text = `# source=s\n# ended=2026-11-24T03:15:00Z\n${COLUMNS}${ROW}# end\n`;
    const { host } = onlyReport(rampartCsv, fileOf(`${HEAD}${COLUMNS}${ROW}# end\n`));
    expect(onlyReport(rampartCsv, fileOf(text)).host.name).toBeNull();
    expect(onlyReport(rampartCsv, fileOf(text, { host })).host.name).toBe("web-01");
  });

  it("an identifier belongs to the host of its remark alone", () => {
    const text = `${HEAD}# machine_id=4c1f0a6b2d3e48f5a7b8c9d0e1f2a3b4\nhost,${COLUMNS},${ROW}db-02,${ROW}# end\n`;
    const reports = reportsOf(rampartCsv, fileOf(text));
    expect(reports.map(({ host }) => [host.name, host.identifiers.length])).toEqual([
      ["web-01", 1],
      ["db-02", 0],
    ]);
  });

  it("one host and source has one time", () => {
    const text = `# host=h\n# source=s\nended_at,${COLUMNS}2026-11-24T03:15:00Z,${ROW}2026-11-25T03:15:00Z,b,B,low,hardening,pass\n# end\n`;
    expect(textOf(text)).toBe("Line 5, column ended_at: expected 2026-11-24T03:15:00Z, as in line 4.");
  });

  it.each([
    ["# rampart=1\nchekc,title\n", "yes"],
    ['\ufeff\n\n"check","title","severity","tower","outcome"\n', "yes"],
    ["check;title;severity;tower;outcome\n", "yes"],
    ["check,outcome\n", "no"],
    ["NODE,EVENT,DATE,TIME,SERIAL_NUM\n", "no"],
    ["# Lynis Report\nreport_version_major=1\n", "no"],
    ["", "no"],
  ])("recognises %j: %s", (head, answer) => {
    expect(rampartCsv.sniff(head, { name: "", command: "" })).toBe(answer);
  });

  it("refuses what is no table at all", () => {
    expect(refusalOf(rampartCsv, fileOf('a,"b'))).toBe("csv-malformed");
  });
});
