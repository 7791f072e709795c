import { describe, expect, it } from "vitest";
import { FULL, observationOf, outcomesOf, reportOf, type Written, written } from "./testing";

const outcome = (report: Written, id: string) =>
  observationOf(reportOf(written(report)), `lynis:${id}`)?.outcome;

describe("a test that ran without a finding", () => {
  it("passes where silence means something", () => {
    expect(outcome({}, "AUTH-9230")).toBe("pass");
  });

  it("does not apply where what it looks at was looked for and is not there", () => {
    const executed = [...FULL, "CONT-8102", "CONT-8104"];
    expect(outcome({ executed }, "CONT-8104")).toBe("not-applicable");
    expect(outcome({ executed, lines: ["docker_daemon_running=1"] }, "CONT-8104")).toBe("pass");
  });

  it("proves nothing where the audit itself failed", () => {
    const lines = ["exception_event[]=AUTH-9230|Could not read the file|"];
    expect(outcome({ lines }, "AUTH-9230")).toBe("error");
    expect(outcome({ lines }, "BANN-7126")).toBe("pass");
  });

  it("says the first fault of the audit, and takes one of a part or without a text for none", () => {
    const lines = [
      "AUTH-9230:1|Of a part|",
      "AUTH-9230",
      "AUTH-9230|First|",
      "AUTH-9230|Second|",
      "BANN-7126:1|x|",
    ];
    const report = reportOf(written({ lines: lines.map((line) => `exception_event[]=${line}`) }));
    expect(observationOf(report, "lynis:AUTH-9230")).toMatchObject({ outcome: "error", message: "First|" });
    expect(observationOf(report, "lynis:BANN-7126")?.outcome).toBe("pass");
  });

  it("is not mentioned where it only gathers facts", () => {
    expect(outcome({}, "CORE-1000")).toBeUndefined();
  });

  it.each([
    ["fails", ["compiler_installed=1"], "fail"],
    ["passes", ["compiler_installed=0"], "pass"],
    ["fails before it passes", ["compiler_installed=0", "compiler_installed=1"], "fail"],
    ["is unknown with another value", ["compiler_installed=255"], "unknown"],
    ["is unknown without a value", [], "unknown"],
  ])("%s by the fact that decides it", (_, lines, expected) => {
    expect(outcome({ lines }, "HRDN-7220")).toBe(expected);
  });

  it("shows the fact that decided it", () => {
    const report = reportOf(written({ lines: ["compiler_installed=1"] }));
    expect(observationOf(report, "lynis:HRDN-7220")?.details).toEqual([
      { name: "found", text: "compiler_installed=1" },
    ]);
  });

  it("passes where the user wrote it, and is unknown where nobody knows it", () => {
    const executed = [...FULL, "CUST-0007", "NEWT-1234"];
    expect(outcome({ executed }, "CUST-0007")).toBe("pass");
    expect(outcome({ executed }, "NEWT-1234")).toBe("unknown");
  });

  it("is one check under its present id, whatever the report calls it", () => {
    expect(outcome({ executed: [...FULL, "CUST-0280"] }, "DEB-0280")).toBe("pass");
    const lines = ["suggestion[]=CUST-0280|Install libpam-tmpdir|-|-|"];
    const report = reportOf(written({ executed: [...FULL, "CUST-0280"], lines }));
    expect(outcomesOf(report).filter((line) => line.includes("0280"))).toEqual(["lynis:DEB-0280 fail"]);
  });
});

describe("a finding", () => {
  it("wins over a fact, a run and a skip, and over a test that decides nothing", () => {
    const lines = [
      "compiler_installed=0",
      "suggestion[]=HRDN-7220|Remove it|-|-|",
      "suggestion[]=CORE-1000|Odd|-|-|",
      "suggestion[]=AUTH-9288|Expired|-|-|",
    ];
    const report = reportOf(written({ lines, skipped: ["AUTH-9288"] }));
    expect(outcomesOf(report)).toEqual([
      "lynis:AUTH-9230 pass",
      "lynis:AUTH-9288 fail",
      "lynis:BANN-7126 pass",
      "lynis:CORE-1000 fail",
      "lynis:FILE-6310 pass",
      "lynis:HRDN-7220 fail",
      "lynis:KRNL-6000:kernel.kptr_restrict pass",
      "lynis:KRNL-6000:kernel.sysrq pass",
    ]);
  });

  it("fails under ids that are never listed as executed", () => {
    const lines = [
      "suggestion[]=LYNIS|Old|-|-|",
      "warning[]=GEN-0010|End of life|-|-|",
      "warning[]=NONE|x|-|-|",
    ];
    for (const id of ["LYNIS", "GEN-0010", "NONE"]) expect(outcome({ lines }, id)).toBe("fail");
  });
});

describe("a test that looks at a list of things", () => {
  const about = (...places: string[]) =>
    places.map((place) => `suggestion[]=FILE-6310|To help ${place}, do|${place} is full|-|`);

  it.each([
    [["/home"], "part", 2 / 3],
    [["/home", "/var"], "part", 1 / 3],
    [["/home", "/var", "/tmp"], "fail", undefined],
    [["/var/log"], "fail", undefined],
    [["/srv/home"], "fail", undefined],
    [["/home", "/boot"], "fail", undefined],
  ])("passes in part: %j", (places, expected, ratio) => {
    const observation = observationOf(reportOf(written({ lines: about(...places) })), "lynis:FILE-6310");
    expect(observation?.outcome).toBe(expected);
    expect(observation?.ratio).toBe(ratio);
  });

  it("finds the word in the details too", () => {
    const lines = ["suggestion[]=FILE-6310|Use a partition|'/tmp'|-|"];
    expect(outcome({ lines }, "FILE-6310")).toBe("part");
  });

  it("fails whole where the list of executed tests does not hold it", () => {
    const executed = FULL.filter((id) => id !== "FILE-6310");
    expect(outcome({ lines: about("/home"), executed }, "FILE-6310")).toBe("fail");
  });
});

describe("a skipped test", () => {
  const skip = (id: string, lines: string[] = [], header: Record<string, string> = {}) =>
    observationOf(
      reportOf(written({ skipped: [id], lines, header, executed: [...FULL, "CONT-8102"] })),
      `lynis:${id}`,
    );

  it("does not apply on another operating system, however it is spelt", () => {
    expect(skip("BOOT-5124")).toEqual({
      check: "lynis:BOOT-5124",
      outcome: "not-applicable",
      message: "for another operating system",
    });
    expect(skip("BOOT-5124", [], { os: "FreeBSD" })?.outcome).toBe("not-checked");
    expect(skip("BOOT-5124", [], { os: "MacOS" })?.outcome).toBe("not-checked");
    expect(skip("BOOT-5124", [], { os: "" })?.outcome).toBe("not-checked");
  });

  it("does not apply where what it needs was looked for and is not there", () => {
    expect(skip("CONT-8104")).toEqual({
      check: "lynis:CONT-8104",
      outcome: "not-applicable",
      message: "needs docker_daemon_running, which this host lacks",
    });
    expect(skip("CONT-8104", ["docker_daemon_running=0"])?.outcome).toBe("not-applicable");
    expect(skip("CONT-8104", ["docker_daemon_running=-1"])?.outcome).toBe("not-applicable");
    expect(skip("CONT-8104", ["docker_daemon_running=1"])?.outcome).toBe("not-checked");
  });

  it("asks for one of the wanted values", () => {
    expect(skip("PKGS-7346", ["package_manager[]=pacman"])?.message).toBe(
      "needs package_manager (dpkg, rpm), which this host lacks",
    );
    expect(skip("PKGS-7346", ["package_manager[]=dpkg"])?.outcome).toBe("not-checked");
  });

  it("was not checked where nobody looked for what it needs", () => {
    const report = reportOf(written({ skipped: ["CONT-8104", "CONT-8102"] }));
    expect(observationOf(report, "lynis:CONT-8104")?.outcome).toBe("not-checked");
  });

  it("is not mentioned where it decides nothing or nobody knows it", () => {
    const report = reportOf(written({ skipped: ["CONT-8102", "NEWT-1234", "CUST-0001"] }));
    expect(outcomesOf(report)).toEqual(outcomesOf(reportOf(written())));
  });

  it("counts as run where both lists hold it", () => {
    expect(outcomesOf(reportOf(written({ skipped: ["AUTH-9230"] })))).toEqual(
      outcomesOf(reportOf(written())),
    );
  });
});

it("says nothing of tests that are neither run nor skipped", () => {
  expect(outcome({}, "CONT-8104")).toBeUndefined();
});
