import { describe, expect, it } from "vitest";
import {
  codesOf,
  FULL,
  factOf,
  observationOf,
  outcomesOf,
  refusalOf,
  reportOf,
  type Written,
  written,
} from "./testing";

const read = (report: Written) => reportOf(written(report));
const PACKAGES = ["vulnerable_package[]=curl", "file_integrity_tool[]=aide"];

describe("scope", () => {
  it("is full for a run of everything", () => {
    const report = read({});
    expect([report.scope, report.source, report.complete]).toEqual(["full", "lynis", true]);
    expect(report.native).toEqual({ name: "Hardening index", value: 79, max: 100 });
    expect(report.exhaustive).toEqual(["lynis:KRNL-6000:", "lynis:LYNIS", "lynis:GEN-", "lynis:NONE"]);
  });

  it.each([
    ["a group", { header: { test_group: "ssh" } }],
    ["a category", { header: { test_category: "performance" } }],
    ["few tests (3 of 6 are enough, 2 are not)", { executed: ["AUTH-9230", "CORE-1000", "SSH-7402"] }],
  ])("is partial for %s", (_, report) => {
    expect(read(report).scope).toBe("partial");
    expect(read(report).native).toBeNull();
    expect(read(report).exhaustive).not.toContain("lynis:LYNIS");
  });

  it("says nothing, in a partial run, of what it left out", () => {
    const skipped = ["BOOT-5124", "AUTH-9288", "SSH-7408"];
    expect(outcomesOf(read({ executed: ["AUTH-9230"], skipped }))).toEqual(["lynis:AUTH-9230 pass"]);
  });

  it("is unprivileged where all three root tests were skipped, and says what needs root", () => {
    const skipped = ["AUTH-9216", "AUTH-9288", "BOOT-5108"];
    const report = read({ skipped });
    expect(report.scope).toBe("unprivileged");
    expect(report.native?.value).toBe(79);
    expect(observationOf(report, "lynis:AUTH-9288")).toEqual({
      check: "lynis:AUTH-9288",
      outcome: "not-checked",
      message: "needs root",
    });
    expect(read({ skipped: skipped.slice(1) }).scope).toBe("full");
    expect(observationOf(read({ skipped: ["AUTH-9288"] }), "lynis:AUTH-9288")?.message).toBeUndefined();
  });
});

describe("the audit of a Dockerfile", () => {
  const lines = [
    "warning[]=dockerfile|No ENTRYPOINT defined in Dockerfile.|-|-|",
    "suggestion[]=Use SSL downloads when possible (DNSSEC)|UNKNOWN|-|-|",
    "suggestion[]=LYNIS|This release is old|-|-|",
    ...PACKAGES,
  ];

  it("is a source of its own and says nothing of the host that made it", () => {
    const report = read({ lines, executed: ["CORE-1000"] });
    expect([report.scope, report.source, report.format]).toEqual(["dockerfile", "lynis-dockerfile", "lynis"]);
    expect(report.native).toBeNull();
    expect([report.facts, report.exposures, report.exposuresComplete]).toEqual([[], [], []]);
    // FNV-1a of the sentences, computed apart from this code
    expect(report.observations.map(({ check, message }) => [check, message])).toEqual([
      ["lynis:dockerfile:e2245d20", "No ENTRYPOINT defined in Dockerfile."],
      ["lynis:dockerfile:bfab46eb", "Use SSL downloads when possible (DNSSEC)"],
    ]);
  });

  it("is not mistaken for one: a full run may hold such a finding", () => {
    expect(read({ lines }).scope).toBe("full");
    expect(read({ lines }).observations.map(({ check }) => check)).toContain("lynis:dockerfile");
  });
});

describe("a truncated file", () => {
  const whole = written({
    lines: [...PACKAGES, "suggestion[]=BANN-7126|Add a banner|-|-|", "suggestion[]=FILE-6310|/home|-|-|"],
    executed: [...FULL, "PKGS-7392", "MACF-6208"],
  });
  const torn = (mark: string) => reportOf(whole.slice(0, whole.indexOf(mark)));

  it.each(["finish=", "tests_skipped=", "report_datetime_end="])(
    "says only what it holds, cut at %s",
    (mark) => {
      const report = torn(mark);
      expect(report.complete).toBe(false);
      expect(report.scope).toBe("full");
      expect(codesOf(report)).toEqual(["truncated"]);
      expect(outcomesOf(report)).toEqual(["lynis:BANN-7126 fail", "lynis:FILE-6310 fail"]);
      expect(report.exposures).toHaveLength(1);
      expect(report.exposuresComplete).toEqual([]);
      expect(report.exhaustive).toEqual([]);
      expect(report.facts).toEqual([{ key: "file_integrity_tool", values: ["aide"] }]);
    },
  );

  it("takes nothing from half a line", () => {
    const report = reportOf(whole.slice(0, whole.indexOf("BANN-7126") + 6));
    expect(report.observations).toEqual([]);
    expect(report.exposures).toHaveLength(1);
  });

  it("is refused within its header", () => {
    expect(refusalOf(whole.slice(0, whole.indexOf("lynis_version")))).toBe("malformed");
    expect(refusalOf(`${whole.slice(0, whole.indexOf("lynis_version"))}lynis_ver`)).toBe("malformed");
  });

  it("is whole without a final newline", () => {
    expect(reportOf(whole.trimEnd())).toEqual(reportOf(whole));
  });
});

describe("several reports", () => {
  const one = written({ lines: PACKAGES });

  it("are refused unless they are the same", () => {
    expect(refusalOf(one + written({ header: { hostname: "web-01" } }))).toBe("several-reports");
    const twice = reportOf(one + one);
    expect(codesOf(twice)).toEqual(["doubled"]);
    expect({ ...twice, notes: [] }).toEqual(reportOf(one));
    expect(codesOf(reportOf(one.trimEnd() + one.trimEnd()))).toEqual(["doubled"]);
    expect(codesOf(reportOf(`\ufeff${one}\ufeff${one}`))).toEqual(["doubled"]);
  });
});

it("keeps facts of the tests that ran in a partial run", () => {
  const report = read({ executed: ["MACF-6208"], lines: PACKAGES });
  expect(factOf(report, "apparmor_enabled")).toEqual([]);
  expect(factOf(report, "selinux_status")).toBeUndefined();
});
