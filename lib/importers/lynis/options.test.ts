import { describe, expect, it } from "vitest";
import { readDetails } from "./deviations";
import { FULL, observationOf, outcomesOf, reportOf, written } from "./testing";

const SSH = [...FULL, "SSH-7402", "SSH-7408"];
const about = (text: string, id: string) =>
  outcomesOf(reportOf(text)).filter((line) => line.startsWith(`lynis:${id}`));

describe("a details[] record", () => {
  it("holds option, wanted and found value, and a description", () => {
    const text = "KRNL-6000|sysctl|desc:Hide symbols;field:kernel.kptr_restrict;prefval:1 2;value:0;|";
    expect(readDetails(text)).toEqual({
      option: "kernel.kptr_restrict",
      expected: "1 2",
      found: "0",
      description: "Hide symbols",
    });
  });

  it("may hold bars, semicolons and colons in its values", () => {
    const text = "A-1|x|desc:a;b: c|d;field:Opt;prefval:(A|B;C);value:x;y;|";
    expect(readDetails(text)).toEqual({
      option: "Opt",
      expected: "(A|B;C)",
      found: "x;y",
      description: "a;b: c|d",
    });
  });

  it("needs an option, nothing else", () => {
    expect(readDetails("-|nginx|field:protocol;value:tlsv1;|")).toMatchObject({
      option: "protocol",
      expected: null,
      found: "tlsv1",
      description: null,
    });
    expect(readDetails("A-1|x|field:Port;prefval:;value:22;|")).toMatchObject({
      expected: null,
      found: "22",
    });
    expect(readDetails("A-1|x|desc:only;|")).toBeNull();
    expect(readDetails("A-1|x|field:;|")).toBeNull();
    expect(readDetails("A-1|")).toBeNull();
    expect(readDetails("")).toBeNull();
  });

  it("keeps an option at 100 characters", () => {
    expect(readDetails(`A-1|x|field:${"o".repeat(300)};|`)?.option).toHaveLength(100);
  });
});

describe("SSH-7408", () => {
  const suggestion = "suggestion[]=SSH-7408|Consider hardening SSH configuration|";
  const record = "details[]=SSH-7408|sshd|desc:sshd option Port;field:Port;prefval:;value:22;|";

  it("becomes one check per option: deviations fail, silence passes, doubt does not apply", () => {
    const text = written({ executed: SSH, lines: [`${suggestion}Port (set 22 to )|-|`, record] });
    expect(about(text, "SSH-7408")).toEqual([
      "lynis:SSH-7408:PermitRootLogin pass",
      "lynis:SSH-7408:Port fail",
      "lynis:SSH-7408:Protocol not-applicable",
    ]);
    expect(observationOf(reportOf(text), "lynis:SSH-7408:Port")).toEqual({
      check: "lynis:SSH-7408:Port",
      outcome: "fail",
      message: "Consider hardening SSH configuration",
      details: [
        { name: "found", text: "22" },
        { name: "description", text: "sshd option Port" },
      ],
    });
  });

  it.each([
    ["Lynis 3", "PermitRootLogin (set YES to NO)", "YES", "NO"],
    ["Lynis 2", "PermitRootLogin (YES --> NO)", "YES", "NO"],
    ["nested bars", "PermitRootLogin (set YES to (A|NO|B))", "YES", "(A|NO|B)"],
  ])("reads the option from a suggestion alone: %s", (_, details, found, expected) => {
    const report = reportOf(written({ executed: SSH, lines: [`${suggestion}${details}|-|`] }));
    expect(observationOf(report, "lynis:SSH-7408:PermitRootLogin")).toMatchObject({
      outcome: "fail",
      details: [
        { name: "expected", text: expected },
        { name: "found", text: found },
      ],
    });
    expect(observationOf(report, "lynis:SSH-7408")).toBeUndefined();
  });

  it("leaves out a wanted value that is empty", () => {
    const report = reportOf(written({ executed: SSH, lines: [`${suggestion}Port (set 22 to )|-|`] }));
    expect(observationOf(report, "lynis:SSH-7408:Port")?.details).toEqual([{ name: "found", text: "22" }]);
  });

  it("keeps a finding that it cannot read beside a record", () => {
    const lines = [record, record, `${suggestion}something else|-|`];
    const report = reportOf(written({ executed: SSH, lines }));
    expect(observationOf(report, "lynis:SSH-7408")?.outcome).toBe("fail");
    expect(observationOf(report, "lynis:SSH-7408:Port")?.details).toHaveLength(2);
    expect(report.exhaustive).not.toContain("lynis:SSH-7408:");
  });

  it("keeps options that the catalogue does not know", () => {
    const text = written({ executed: SSH, lines: [`${suggestion}NewOption (set YES to NO)|-|`] });
    expect(about(text, "SSH-7408:NewOption")).toEqual(["lynis:SSH-7408:NewOption fail"]);
  });

  it("fails itself where no option can be read, and then passes none", () => {
    const text = written({ executed: SSH, lines: [`${suggestion}-|-|`] });
    expect(about(text, "SSH-7408")).toEqual(["lynis:SSH-7408 fail"]);
    expect(reportOf(text).exhaustive).not.toContain("lynis:SSH-7408:");
  });

  it("keeps a finding that it cannot read beside one that it can", () => {
    const lines = [`${suggestion}Port (set 22 to 2222)|-|`, `${suggestion}something else|-|`];
    expect(about(written({ executed: SSH, lines }), "SSH-7408")).toEqual([
      "lynis:SSH-7408 fail",
      "lynis:SSH-7408:PermitRootLogin pass",
      "lynis:SSH-7408:Port fail",
      "lynis:SSH-7408:Protocol not-applicable",
    ]);
  });

  it("does not apply, option by option, where no server runs", () => {
    const text = written({
      executed: [...FULL, "SSH-7402"],
      skipped: ["SSH-7408"],
      lines: ["ssh_daemon_running=0"],
    });
    expect(about(text, "SSH-7408")).toEqual([
      "lynis:SSH-7408:PermitRootLogin not-applicable",
      "lynis:SSH-7408:Port not-applicable",
      "lynis:SSH-7408:Protocol not-applicable",
    ]);
    expect(observationOf(reportOf(text), "lynis:SSH-7408:Port")?.message).toBe(
      "needs ssh_daemon_running (1), which this host lacks",
    );
  });

  it("says that it names every failing option, once it ran", () => {
    expect(reportOf(written({ executed: SSH })).exhaustive).toContain("lynis:SSH-7408:");
    expect(reportOf(written({ skipped: ["SSH-7408"] })).exhaustive).not.toContain("lynis:SSH-7408:");
  });
});

describe("KRNL-6000", () => {
  const record = "details[]=KRNL-6000|sysctl|desc:x;field:kernel.kptr_restrict;prefval:2;value:0;|";
  const announced = "suggestion[]=KRNL-6000|One or more sysctl values differ||Change sysctl value|";

  it("becomes one check per key of this operating system", () => {
    expect(about(written({ lines: [record, announced] }), "KRNL-6000")).toEqual([
      "lynis:KRNL-6000:kernel.kptr_restrict fail",
      "lynis:KRNL-6000:kernel.sysrq pass",
    ]);
    expect(about(written({ header: { os: "FreeBSD" } }), "KRNL-6000")).toEqual([
      "lynis:KRNL-6000:kern.sugid_coredump pass",
    ]);
  });

  it("fails on its records even without the announcing suggestion", () => {
    expect(about(written({ lines: [record] }), "KRNL-6000:kernel.kptr_restrict")).toEqual([
      "lynis:KRNL-6000:kernel.kptr_restrict fail",
    ]);
  });

  it("fails itself where the records are missing (Lynis 2)", () => {
    expect(about(written({ lines: [announced] }), "KRNL-6000")).toEqual(["lynis:KRNL-6000 fail"]);
  });

  it("passes nothing where it did not run", () => {
    expect(about(written({ executed: FULL.slice(0, 5), skipped: ["KRNL-6000"] }), "KRNL-6000")).toEqual([
      "lynis:KRNL-6000:kernel.kptr_restrict not-checked",
      "lynis:KRNL-6000:kernel.sysrq not-checked",
    ]);
    expect(about(written({ executed: FULL.slice(0, 5), lines: [record] }), "KRNL-6000")).toEqual([
      "lynis:KRNL-6000:kernel.kptr_restrict fail",
    ]);
  });
});
