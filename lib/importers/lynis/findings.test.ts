import { describe, expect, it } from "vitest";
import { readFinding } from "./findings";
import { codesOf, observationOf, reportOf, written } from "./testing";

const finding = (text: string) => readFinding(text, "suggestion");

describe("one finding", () => {
  it("has an id, a message, details and a solution", () => {
    expect(finding("FILE-7524|Restrict permissions|See log file|text:Use chmod|")).toEqual({
      id: "FILE-7524",
      subtest: null,
      message: "Restrict permissions",
      details: "See log file",
      solution: "Use chmod",
    });
  });

  it.each([
    ["-", "A-1|m|-|-|"],
    ["the empty text", "A-1|m|||"],
    ["two fields (Lynis 2.1)", "A-1|m|"],
    ["two fields without the last bar", "A-1|m"],
  ])("takes %s for nothing", (_, text) => {
    expect(finding(text)).toEqual({ id: "A-1", subtest: null, message: "m", details: null, solution: null });
  });

  it("reads from both ends where details hold bars", () => {
    const text = "SSH-7408|Consider hardening|PermitRootLogin (set YES to (A|NO|B))|url:https://example.org|";
    expect(finding(text)).toMatchObject({
      details: "PermitRootLogin (set YES to (A|NO|B))",
      solution: "https://example.org",
    });
  });

  it("takes a bare text for a solution, and the last of three fields", () => {
    expect(finding("HRDN-7230|Install one|-|Install rkhunter|").solution).toBe("Install rkhunter");
    expect(finding("A-1|m|text:s|")).toMatchObject({ details: null, solution: "s" });
  });

  it("takes the subtest off the id", () => {
    expect(finding("MAIL-8820:disable_vrfy_command|Disable VRFY|x|-|")).toMatchObject({
      id: "MAIL-8820",
      subtest: "disable_vrfy_command",
    });
  });

  it("takes a message for one that stands in the place of the id", () => {
    expect(finding("Use SSL downloads when possible (DNSSEC)|UNKNOWN|-|-|")).toMatchObject({
      id: "NONE",
      message: "Use SSL downloads when possible (DNSSEC)",
    });
  });

  it("has no message where Lynis had none", () => {
    expect(finding("A-1|UNKNOWN|-|-|").message).toBeNull();
    expect(finding("A-1")).toEqual({
      id: "A-1",
      subtest: null,
      message: null,
      details: null,
      solution: null,
    });
    expect(finding("A-1|")).toEqual({
      id: "A-1",
      subtest: null,
      message: null,
      details: null,
      solution: null,
    });
  });

  it("ignores the severity in the details of old warnings, and only there", () => {
    expect(readFinding("A-1|m|M|-|", "warning").details).toBeNull();
    expect(readFinding("A-1|m|M|-|", "suggestion").details).toBe("M");
    expect(readFinding("A-1|m|Medium|-|", "warning").details).toBe("Medium");
  });

  it.each(["", "|", "||", "|||||", "|m|d|s|", ":", ":x|m|"])("reads %j without a fault", (text) => {
    expect(finding(text).id).toBe("NONE");
  });
});

describe("the observation of a test with findings", () => {
  const lines = [
    "suggestion[]=PKGS-9999|Update your system|-|text:apt upgrade|",
    "warning[]=PKGS-9999|Found vulnerable packages|two of them|-|",
    "suggestion[]=MAIL-8820:vrfy|Disable VRFY|-|-|",
  ];

  it("is one per test, with every finding in the order of the report", () => {
    expect(observationOf(reportOf(written({ lines })), "lynis:PKGS-9999")).toEqual({
      check: "lynis:PKGS-9999",
      outcome: "fail",
      message: "Update your system",
      details: [
        { name: "message", text: "Update your system" },
        { name: "solution", text: "apt upgrade" },
        { name: "message", text: "Found vulnerable packages" },
        { name: "details", text: "two of them" },
      ],
    });
  });

  it("keeps the subtest as a detail", () => {
    expect(observationOf(reportOf(written({ lines })), "lynis:MAIL-8820")?.details).toEqual([
      { name: "subtest", text: "vrfy" },
      { name: "message", text: "Disable VRFY" },
    ]);
  });

  it("has no message where no finding has one", () => {
    const report = reportOf(written({ lines: ["warning[]=A-1|UNKNOWN|/etc/issue|-|"] }));
    expect(observationOf(report, "lynis:A-1")).toEqual({
      check: "lynis:A-1",
      outcome: "fail",
      details: [{ name: "details", text: "/etc/issue" }],
    });
  });

  it("counts identical findings once, and says so", () => {
    const line = "suggestion[]=BANN-7126|Add a banner|-|-|";
    const report = reportOf(written({ lines: [line, line, line] }));
    expect(observationOf(report, "lynis:BANN-7126")?.details).toHaveLength(1);
    expect(report.notes).toContainEqual({
      code: "duplicate-findings",
      text: "2 findings repeated word for word; each counts once.",
    });
    expect(codesOf(reportOf(written({ lines: [line] })))).toEqual([]);
  });

  it("shows 500 findings of one test and counts the rest", () => {
    const many = Array.from({ length: 503 }, (_, n) => `suggestion[]=BANN-7126|Banner ${n}|-|-|`);
    const details = observationOf(reportOf(written({ lines: many })), "lynis:BANN-7126")?.details ?? [];
    expect(details).toHaveLength(501);
    expect(details[500]).toEqual({ name: "more", text: "3 more findings" });
  });
});
