import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { needrestart } from ".";
import { looksAtServices } from "./options";

const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => name !== "screen.txt"));
const outcomes = (content: string | Uint8Array, command?: string) =>
  Object.fromEntries(
    onlyReport(needrestart, fileOf(content, command ? { command } : undefined)).observations.map(
      ({ check, outcome }) => [check, outcome],
    ),
  );
const sample = (name: string) => onlyReport(needrestart, fileOf(all.get(name) ?? ""));

behaves(needrestart, { samples, cut: "unknowable" });

describe("samples", () => {
  it("db-02 without its kernel: a container speaks of services only", () => {
    const report = sample("db-02-batch.txt");
    expect(report).toMatchObject({
      source: "needrestart",
      tool: { name: "needrestart", version: "3.6" },
      scope: "partial",
      complete: true,
      exposures: [],
      exposuresComplete: [],
    });
    expect(outcomes(all.get("db-02-batch.txt") ?? "")).toEqual({
      "needrestart:services": "pass",
      "needrestart:containers": "pass",
      "needrestart:sessions": "pass",
    });
  });

  it("db-02 with its kernel, which nobody can tell, says nothing of services", () => {
    const report = sample("db-02-batch-kernel.txt");
    expect(report.observations).toEqual([
      {
        check: "needrestart:kernel",
        outcome: "unknown",
        message: "needrestart could not tell which kernel should run.",
        details: [{ name: "running", text: "6.18.44-fc-v669" }],
      },
    ]);
    expect(report.scope).toBe("partial");
    expect(report.facts).toEqual([{ key: "kernel_running", values: ["6.18.44-fc-v669"] }]);
    expect(report.definitions).toEqual([
      {
        check: "needrestart:kernel",
        title: "The newest installed kernel is running",
        severity: "high",
        tower: "integrity",
        group: "kernel",
      },
    ]);
  });

  it("a host that waits for a reboot", () => {
    const report = sample("reboot.txt");
    expect(report.scope).toBe("full");
    expect(report.observations).toEqual([
      {
        check: "needrestart:kernel",
        outcome: "fail",
        message: "A newer kernel waits for a reboot.",
        details: [
          { name: "running", text: "6.1.0-18-amd64" },
          { name: "expected", text: "6.1.0-32-amd64" },
        ],
      },
      {
        check: "needrestart:microcode",
        outcome: "fail",
        message: "Newer microcode waits for a reboot.",
        details: [
          { name: "running", text: "0x00000042" },
          { name: "expected", text: "0x00000043" },
        ],
      },
      {
        check: "needrestart:services",
        outcome: "fail",
        details: [
          { name: "service", text: "cron.service" },
          { name: "service", text: "ssh.service" },
        ],
      },
      {
        check: "needrestart:containers",
        outcome: "fail",
        details: [{ name: "container", text: "LXC web1" }],
      },
      {
        check: "needrestart:sessions",
        outcome: "fail",
        details: [
          { name: "session", text: "alice @ session #28017" },
          { name: "session", text: "alice @ user manager service" },
        ],
      },
    ]);
  });

  it("an ordinary user sees own processes only", () => {
    expect(sample("user.txt")).toMatchObject({ scope: "unprivileged", observations: [] });
  });

  it("refuses what people see", () => {
    const head = new TextDecoder().decode(all.get("screen.txt"));
    expect(needrestart.sniff(head, { name: "", command: "" })).toMatchObject({ code: "needrestart-screen" });
    expect(refusalOf(needrestart, fileOf(head))).toBe("needrestart-nothing");
  });
});

describe("rules", () => {
  const kernel = "NEEDRESTART-VER: 3.6\nNEEDRESTART-KCUR: 6.1.0\nNEEDRESTART-KSTA: 1\n";
  it("silence on services counts by the command", () => {
    expect(outcomes(kernel)).toEqual({ "needrestart:kernel": "pass" });
    expect(outcomes(kernel, "needrestart -b -k")).toEqual({ "needrestart:kernel": "pass" });
    expect(outcomes(kernel, "needrestart -b -r l")).toEqual({
      "needrestart:kernel": "pass",
      "needrestart:services": "pass",
      "needrestart:containers": "pass",
      "needrestart:sessions": "pass",
    });
    expect(outcomes("NEEDRESTART-VER: 3.6\n", "needrestart -b -k")).toEqual({});
  });

  it.each([
    ["needrestart -b", true],
    ["LC_ALL=C /usr/sbin/needrestart -b -r l", true],
    ["needrestart -b -rl", true],
    ["needrestart -b -r l -k", false],
    ["needrestart -bk", false],
    ["needrestart -bkl", true],
    ["needrestart -b -w", false],
    ["checkrestart", null],
    ["", null],
  ])("%j looks at services: %s", (command, looks) => {
    expect(looksAtServices(command)).toBe(looks);
  });

  it.each([
    ["1", "pass"],
    ["2", "fail"],
    ["3", "fail"],
    ["0", "unknown"],
    ["9", "unknown"],
  ])("kernel state %s: %s", (state, outcome) => {
    expect(outcomes(`NEEDRESTART-KSTA: ${state}\n`)).toEqual({ "needrestart:kernel": outcome });
  });

  it("a cut line passes nothing", () => {
    expect(onlyReport(needrestart, fileOf(`${kernel}NEEDRESTART-SV`))).toMatchObject({
      complete: false,
      observations: [],
      notes: [{ code: "truncated" }],
    });
  });
});
