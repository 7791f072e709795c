import { describe, expect, it } from "vitest";
import { countsOf, fileOf, onlyReport, refusalOf, reportsOf } from "@/lib/importers/testing";
import { aide } from ".";
import { changes, notes, report, samples } from "./aide.sample";

const START = "Start timestamp: 2026-11-22 11:37:06 +0000 (AIDE 0.18.3)\n";
const END = "\nEnd timestamp: 2026-11-22 11:37:06 +0000 (run time: 0m 0s)\n";
const RULE = `${"-".repeat(51)}\n`;
const SAME = "AIDE found NO differences between database and filesystem. Looks okay!!\n";
const changed = (lines: string, changes = 1) =>
  `${START}AIDE found differences between database and filesystem!!\n\nSummary:\n  Total number of entries:\t9\n  Added entries:\t\t0\n  Removed entries:\t\t0\n  Changed entries:\t\t${changes}\n\n${RULE}Changed entries:\n${RULE}\n${lines}\n`;
const one = (text: string) => onlyReport(aide, fileOf(text));

describe("rules", () => {
  it.each([
    ["f   ...    .C.. . ", true],
    ["f > ... .. .H     ", true],
    ["f < ... ..         ", true],
    ["f = ... mc...     ", false],
    ["f = p.. .c..      ", true],
    ["f = ... .c..:     ", true],
    ["l = ... mc. .     ", false],
    ["ll> ... .. .      ", false],
    ["! = ... mc. .     ", true],
    ["d = ... mc.n-     ", true],
  ])("%s of a program: system binary %s", (letters, binary) => {
    const read = one(`${changed(`${letters}: /usr/bin/ls`)}${END}`);
    expect(read.exposures).toMatchObject([{ key: "/usr/bin/ls", systemBinary: binary }]);
    expect(read.complete).toBe(true);
  });

  it("a run with a limit is partial and closes nothing", () => {
    const read = report("image-limit.txt");
    expect(read).toMatchObject({ scope: "partial", complete: true, exposuresComplete: [] });
    expect(changes(read)).toEqual({ added: 0, removed: 0, changed: 1 });
    expect(read.observations).toEqual([]);
    expect(notes(read)).toEqual(["limited", "root-prefix"]);
  });

  it("without its end nothing passes, and half a path is none", () => {
    expect(one(`${START}${SAME}\nNumber of entries:\t9\n`)).toMatchObject({
      complete: false,
      observations: [],
      exposuresComplete: [],
    });
    const torn = one(changed("f > ... .. .H     : /etc/issue\nf > ... .. .H     : /usr/bin/ss", 2).trimEnd());
    expect(torn.exposures.map(({ key }) => key)).toEqual(["/etc/issue"]);
    expect(torn).toMatchObject({ complete: false, exposuresComplete: [], observations: [] });
  });

  it("a list that is not as long as AIDE counts is not whole", () => {
    const read = one(`${changed("f > ... .. .H     : /etc/issue", 2)}${END}`);
    expect(read).toMatchObject({ complete: false, exposuresComplete: [], observations: [] });
    expect(notes(read)).toEqual(["counts-differ"]);
    const none = one(`${changed("", 2)}${END}`);
    expect(none).toMatchObject({ complete: false, exposuresComplete: [] });
    expect(countsOf(none)).toEqual({ fail: 1 });
  });

  it("a run that looked at nothing, or failed, is not clean", () => {
    expect(refusalOf(aide, fileOf(`${START}${SAME}\nNumber of entries:\t0\n\n${END}`))).toBe(
      "aide-nothing-checked",
    );
    expect(refusalOf(aide, fileOf(START))).toBe("aide-incomplete");
    const clean = `${START}${SAME}\nNumber of entries:\t9\n\n${END}`;
    expect(onlyReport(aide, fileOf(clean, { exitCode: 0 })).complete).toBe(true);
    expect(onlyReport(aide, fileOf(clean, { exitCode: 18 }))).toMatchObject({
      complete: false,
      observations: [],
    });
    expect(aide.sniff("  ERROR: some of it\n", { name: "aide.txt", command: "" })).toMatchObject({
      code: "aide-failed",
    });
    expect(aide.sniff("  ERROR: some of it\n", { name: "", command: "" })).toBe("no");
    expect(
      aide.sniff("AIDE 0.15.1 found differences between database and filesystem!!\n", {
        name: "",
        command: "",
      }),
    ).toMatchObject({ code: "aide-old" });
  });

  it("a log of several runs is several reports", () => {
    const log = `WARNING: old rule\n${changed("f > ... .. .H     : /etc/issue")}${END}${START}${SAME}\nNumber of entries:\t9\n\n${END}`;
    const [first, second, ...more] = reportsOf(aide, fileOf(log));
    expect(more).toEqual([]);
    expect(first.exposures).toHaveLength(1);
    expect(second).toMatchObject({ complete: true, exposures: [] });
  });

  it("says where JSON is malformed", () => {
    const result = aide.read(fileOf('{"outline": "AIDE found", "aide_version": 18}'));
    expect(result.ok || result.refusal).toEqual({
      code: "malformed",
      text: "This AIDE report is malformed at aide_version; bring it as AIDE wrote it.",
    });
    expect(refusalOf(aide, fileOf('{"outline": "AIDE found something"}'))).toBe("aide-incomplete");
  });

  it("takes the host from whoever sent the file", () => {
    const host = {
      name: "db-02",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    expect(onlyReport(aide, fileOf(samples.get("db-02-clean.txt") ?? "", { host })).host).toEqual(host);
  });
});
