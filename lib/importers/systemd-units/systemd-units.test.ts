import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { systemdUnits as importer } from ".";

const samples = samplesOf(import.meta.url);
const file = (name: string) => fileOf(samples.get(name) ?? "");
const some = (...names: string[]) => new Map([...samples].filter(([name]) => names.includes(name)));
const command = "systemctl list-units --failed --output=json --no-pager";

behaves(importer, {
  samples: some("db-02-failed-units.json", "none-failed.txt", "two-failed.txt"),
  cut: "incomplete",
});
// Below its last line of meaning stands a hint that may be missing.
behaves(importer, { samples: some("all-units.txt"), cut: "unknowable" });

const outcomes = (name: string) =>
  onlyReport(importer, file(name)).observations.map(({ check, outcome }) => [check, outcome]);

describe("samples", () => {
  it("db-02-failed-units.json", () => {
    const report = onlyReport(importer, file("db-02-failed-units.json"));
    expect(report).toMatchObject({
      source: "systemd-units",
      scope: "full",
      complete: true,
      exhaustive: ["systemd-units:failed:"],
      host: { name: null },
      facts: [{ key: "failed_units", values: ["acct.service", "auditd.service"] }],
      notes: [],
    });
    expect(report.observations).toEqual([
      {
        check: "systemd-units:none-failed",
        outcome: "fail",
        details: [
          { name: "failed", text: "acct.service" },
          { name: "failed", text: "auditd.service" },
        ],
      },
      {
        check: "systemd-units:failed:acct.service",
        outcome: "fail",
        message: "Kernel process accounting",
        details: [],
      },
      {
        check: "systemd-units:failed:auditd.service",
        outcome: "fail",
        message: "Security Auditing Service",
        details: [],
      },
    ]);
    expect(report.definitions?.[2]).toEqual({
      check: "systemd-units:failed:auditd.service",
      title: "auditd.service has not failed",
      severity: "medium",
      tower: "auditing",
      group: "boot_services",
      theme: "containment",
    });
  });

  it("none-failed.txt", () => {
    const report = onlyReport(importer, file("none-failed.txt"));
    expect(report).toMatchObject({
      complete: true,
      exhaustive: ["systemd-units:failed:"],
      observations: [{ check: "systemd-units:none-failed", outcome: "pass" }],
      facts: [{ key: "failed_units", values: [] }],
    });
  });

  it("two-failed.txt", () => {
    expect(outcomes("two-failed.txt")).toEqual([
      ["systemd-units:none-failed", "fail"],
      ["systemd-units:failed:backup.service", "fail"],
      ["systemd-units:failed:nftables.service", "fail"],
    ]);
    const { definitions } = onlyReport(importer, file("two-failed.txt"));
    expect(definitions?.map(({ severity }) => severity)).toEqual(["medium", "low", "medium"]);
  });

  it("all-units.txt: a list with other units closes nothing", () => {
    const report = onlyReport(importer, file("all-units.txt"));
    expect(report).toMatchObject({ scope: "partial", complete: true, exhaustive: [] });
    expect(outcomes("all-units.txt")).toEqual([
      ["systemd-units:none-failed", "fail"],
      ["systemd-units:failed:auditd.service", "fail"],
    ]);
  });

  it("running-only.json proves nothing", () => {
    expect(refusalOf(importer, file("running-only.json"))).toBe("systemd-units-other-list");
  });
});

describe("rules", () => {
  it("takes an empty list only with its command", () => {
    expect(importer.sniff("[]\n", { name: "failed.json", command: "" })).toBe("no");
    expect(importer.sniff("[]\n", { name: "", command })).toBe("yes");
    expect(onlyReport(importer, fileOf("[]\n", { command, exitCode: 0 }))).toMatchObject({
      complete: true,
      observations: [{ check: "systemd-units:none-failed", outcome: "pass" }],
    });
    expect(refusalOf(importer, fileOf("[]\n", { command, exitCode: 1 }))).toBe("systemd-units-failed-run");
    expect(refusalOf(importer, fileOf("", { command, exitCode: 0 }))).toBe("empty");
  });

  it("passes nothing of a table without its last line", () => {
    const cut = "  UNIT LOAD ACTIVE SUB DESCRIPTION\n● a.service loaded failed failed A\n";
    expect(onlyReport(importer, fileOf(cut))).toMatchObject({ complete: false, exhaustive: [], facts: [] });
    expect(refusalOf(importer, fileOf("  UNIT LOAD ACTIVE SUB DESCRIPTION\n"))).toBe(
      "systemd-units-other-list",
    );
    const less = onlyReport(importer, fileOf(`${cut}\n2 loaded units listed.\n`));
    expect(less.complete).toBe(false);
  });

  it("reads colours, and refuses the units of one user", () => {
    const coloured =
      "  UNIT LOAD ACTIVE SUB DESCRIPTION\n\u001b[0;1;31m●\u001b[0m a.service \u001b[0;1;31mloaded failed failed\u001b[0m A\n\n1 loaded units listed.\n";
    expect(onlyReport(importer, fileOf(coloured)).observations[1]?.check).toBe(
      "systemd-units:failed:a.service",
    );
    expect(importer.sniff(coloured, { name: "", command: "systemctl --user --failed" })).toMatchObject({
      code: "systemd-units-user",
    });
  });

  it("refuses other JSON", () => {
    expect(refusalOf(importer, fileOf('[{"unit":5}]'))).toBe("systemd-units-malformed");
    expect(refusalOf(importer, fileOf("{}"))).toBe("systemd-units-malformed");
  });
});
