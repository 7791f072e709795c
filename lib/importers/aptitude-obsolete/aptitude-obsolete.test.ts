import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptitudeObsolete } from ".";

const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => name !== "search.txt"));
const sample = (name: string) => onlyReport(aptitudeObsolete, fileOf(all.get(name) ?? ""));
const sniff = (head: string, command = "", name = "") => aptitudeObsolete.sniff(head, { name, command });

behaves(aptitudeObsolete, { samples, cut: "unknowable" });

describe("samples", () => {
  it("web-01: two packages that no repository has", () => {
    const report = sample("web-01-aptitude-obsolete.txt");
    expect(report).toMatchObject({
      source: "aptitude-obsolete",
      scope: "full",
      complete: true,
      exhaustive: ["external:alien:"],
      facts: [{ key: "obsolete_packages", values: ["inhouse-backup", "old-reporting"] }],
      notes: [],
    });
    expect(report.observations).toEqual([
      {
        check: "external:alien:inhouse-backup",
        outcome: "fail",
        message: "No repository has it.",
        details: [],
      },
      {
        check: "external:alien:old-reporting",
        outcome: "fail",
        message: "No repository has it.",
        details: [],
      },
    ]);
  });

  it("with all its marks", () => {
    expect(sample("marks.txt").observations.map(({ check, details }) => [check, details?.length])).toEqual([
      ["external:alien:alpha-tool", 0],
      ["external:alien:libalpha1", 1],
      ["external:alien:libalpha0", 1],
      ["external:alien:beta", 0],
    ]);
  });

  it("refuses a list of other packages", () => {
    const text = new TextDecoder().decode(all.get("search.txt"));
    expect(sniff(text)).toMatchObject({ code: "aptitude-obsolete-other-list" });
    expect(refusalOf(aptitudeObsolete, fileOf(text))).toBe("aptitude-obsolete-other-list");
    expect(refusalOf(aptitudeObsolete, fileOf("i   bash - GNU Bourne Again SHell\n"))).toBe(
      "aptitude-obsolete-other-list",
    );
  });
});

describe("rules", () => {
  const command = "aptitude search '?obsolete'";
  it("an empty list is clean only by its command: aptitude ends with 1 where it finds none", () => {
    expect(sniff("", command)).toBe("yes");
    expect(sniff("", "aptitude search ~o")).toBe("yes");
    expect(sniff("", "aptitude search nginx")).toBe("no");
    for (const exitCode of [0, 1])
      expect(onlyReport(aptitudeObsolete, fileOf("", { command, exitCode }))).toMatchObject({
        complete: true,
        observations: [],
        exhaustive: ["external:alien:"],
      });
    expect(refusalOf(aptitudeObsolete, fileOf("", { command, exitCode: 100 }))).toBe("empty");
    expect(refusalOf(aptitudeObsolete, fileOf(""))).toBe("empty");
    expect(refusalOf(aptitudeObsolete, fileOf("E: no cache\n", { command, exitCode: 1 }))).toBe(
      "aptitude-obsolete-failed",
    );
    expect(refusalOf(aptitudeObsolete, fileOf("hello there\n", { command, exitCode: 1 }))).toBe(
      "aptitude-obsolete-nothing",
    );
  });

  it("is not taken in by other lists", () => {
    expect(sniff("ii  adduser  3.134  all  add and remove users\n")).toBe("no");
    expect(sniff("inhouse-backup - inhouse-backup\n")).toBe("no");
    expect(sniff("I like milk - and eggs\n")).toBe("no");
  });
});
