import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { checkrestart } from ".";

const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => name !== "no-root.txt"));
const sample = (name: string) => onlyReport(checkrestart, fileOf(all.get(name) ?? ""));
const sniff = (head: string) => checkrestart.sniff(head, { name: "", command: "" });

behaves(checkrestart, { samples, cut: "unknowable" });

describe("samples", () => {
  it("web-01 after its upgrade: 18 processes of 7 packages", () => {
    const report = sample("web-01-checkrestart.txt");
    expect(report.observations).toEqual([
      {
        check: "checkrestart:services",
        outcome: "fail",
        message: "18 processes use old versions of upgraded files.",
        details: [
          { name: "process", text: "cron: /usr/sbin/cron" },
          { name: "process", text: "php7.4-fpm: /usr/sbin/php-fpm7.4" },
          { name: "process", text: "rsyslog: /usr/sbin/rsyslogd" },
          { name: "process", text: "openssh-server: /usr/sbin/sshd" },
          { name: "process", text: "nginx-core: /usr/sbin/nginx" },
          { name: "process", text: "exim4-daemon-light: /usr/sbin/exim4" },
          { name: "process", text: "samba: /usr/sbin/smbd" },
        ],
      },
    ]);
    expect(report.definitions).toEqual([
      {
        check: "checkrestart:services",
        title: "No process uses old versions of upgraded files",
        severity: "medium",
        tower: "patching",
        group: "boot_services",
      },
    ]);
    expect(report).toMatchObject({
      source: "checkrestart",
      scope: "full",
      complete: true,
      exposures: [],
      facts: [{ key: "processes_with_old_files", values: ["18"] }],
    });
  });

  it.each([
    ["none.txt", "pass", 0],
    ["machine.txt", "fail", 2],
    ["without-services.txt", "fail", 1],
  ])("%s: %s", (name, outcome, details) => {
    const [only] = sample(name).observations;
    expect(only).toMatchObject({ check: "checkrestart:services", outcome });
    expect(only?.details).toHaveLength(details);
  });

  it("refuses a run without root", () => {
    expect(sniff(new TextDecoder().decode(all.get("no-root.txt")))).toMatchObject({
      code: "checkrestart-root",
    });
    expect(refusalOf(checkrestart, fileOf(all.get("no-root.txt") ?? ""))).toBe("checkrestart-root");
  });
});

describe("rules", () => {
  it.each([
    ["No processes found using old versions of upgraded files", "pass"],
    ["3 processes using old versions of upgraded files", "fail"],
    ["Found 1 processes using old versions of upgraded files", "fail"],
    ["PROCESSES: 0", "pass"],
  ])("%s: %s", (line, outcome) => {
    expect(onlyReport(checkrestart, fileOf(`${line}\n`)).observations[0]?.outcome).toBe(outcome);
  });

  it("needs the whole first sentence", () => {
    expect(sniff("Found 0 processes using old ver")).toBe("no");
    expect(refusalOf(checkrestart, fileOf("Found 0 processes using old ver"))).toBe("checkrestart-nothing");
  });
});
