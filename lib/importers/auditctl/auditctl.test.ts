import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { auditctl as importer } from ".";

const samples = samplesOf(import.meta.url);
const refused = ["rules-file.rules", "not-root.txt"];
const hint = { name: "", command: "" };
const report = (name: string) => onlyReport(importer, fileOf(samples.get(name) ?? ""));
const said = (name: string) =>
  Object.fromEntries(report(name).observations.map(({ check, outcome, ratio }) => [check, ratio ?? outcome]));

// A list of rules has no end, and what the state ends with differs between versions.
behaves(importer, {
  samples: new Map([...samples].filter(([name]) => !refused.includes(name))),
  cut: "unknowable",
});

describe("samples", () => {
  it("db-02-auditctl-status.txt", () => {
    expect(report("db-02-auditctl-status.txt")).toMatchObject({
      source: "auditctl/status",
      scope: "full",
      complete: true,
      host: { name: null },
      facts: [
        { key: "enabled", values: ["1"] },
        { key: "failure", values: ["1"] },
        { key: "lost", values: ["0"] },
        { key: "backlog", values: ["0"] },
        { key: "backlog_limit", values: ["64"] },
        { key: "daemon_running", values: ["1"] },
      ],
      notes: [],
    });
    expect(said("db-02-auditctl-status.txt")).toEqual({
      "auditctl:enabled": "pass",
      "auditctl:daemon-running": "pass",
      "auditctl:nothing-lost": "pass",
      "auditctl:immutable": "fail",
      "auditctl:loss-noticed": "pass",
    });
    expect(report("db-02-auditctl-status.txt").definitions?.[0]).toEqual({
      check: "auditctl:enabled",
      title: "Audit system is switched on",
      severity: "high",
      tower: "auditing",
      group: "accounting",
    });
  });

  it("off-status.txt", () => {
    expect(said("off-status.txt")).toEqual({
      "auditctl:enabled": "fail",
      "auditctl:daemon-running": "fail",
      "auditctl:nothing-lost": "fail",
      "auditctl:immutable": "fail",
      "auditctl:loss-noticed": "fail",
    });
  });

  it("db-02-auditctl-rules.txt", () => {
    const rules = report("db-02-auditctl-rules.txt");
    expect(rules).toMatchObject({
      source: "auditctl/rules",
      complete: true,
      facts: [
        { key: "rules", values: ["4"] },
        { key: "keys", values: ["identity", "sshd", "data"] },
      ],
    });
    expect(said("db-02-auditctl-rules.txt")).toEqual({
      "auditctl:rules-loaded": "pass",
      "auditctl:covers:identity": 0.4,
      "auditctl:covers:sudo": "fail",
      "auditctl:covers:privileged-commands": "fail",
      "auditctl:covers:modules": "fail",
      "auditctl:covers:audit-configuration": "fail",
      "auditctl:covers:audit-records": "fail",
      "auditctl:covers:sshd": "pass",
      "auditctl:covers:time": "fail",
      "auditctl:covers:network": "fail",
      "auditctl:covers:access-control": "fail",
      "auditctl:covers:logins": "fail",
      "auditctl:covers:sessions": "fail",
      "auditctl:covers:permissions": "fail",
      "auditctl:covers:denied-access": "fail",
      "auditctl:covers:mounts": "fail",
      "auditctl:covers:deletions": "fail",
    });
    expect(rules.observations[1]?.details).toEqual([
      { name: "not recorded", text: "/etc/group" },
      { name: "not recorded", text: "/etc/gshadow" },
      { name: "not recorded", text: "/etc/security/opasswd" },
    ]);
  });

  it("many-rules.txt", () => {
    expect(said("many-rules.txt")).toMatchObject({
      "auditctl:rules-loaded": "pass",
      "auditctl:covers:identity": "pass",
      "auditctl:covers:sudo": "pass",
      "auditctl:covers:privileged-commands": 1 / 3,
      "auditctl:covers:modules": 2 / 3,
      "auditctl:covers:audit-configuration": "pass",
      "auditctl:covers:time": "pass",
      "auditctl:covers:denied-access": "pass",
      "auditctl:covers:mounts": "pass",
      "auditctl:covers:deletions": "pass",
      "auditctl:covers:permissions": "fail",
      "auditctl:covers:sessions": "fail",
    });
    expect(report("many-rules.txt").facts[0]).toEqual({ key: "rules", values: ["16"] });
  });

  it("no-rules.txt fails every check, so that the same checks stand", () => {
    const values = Object.values(said("no-rules.txt"));
    expect(values).toHaveLength(17);
    expect(new Set(values)).toEqual(new Set(["fail"]));
    expect(report("no-rules.txt").complete).toBe(true);
  });

  it.each([
    ["rules-file.rules", "auditctl-rules-file"],
    ["not-root.txt", "auditctl-failed"],
  ])("refuses %s", (name, code) => {
    const bytes = samples.get(name) ?? new Uint8Array();
    expect(importer.sniff(readHead(bytes), hint)).toMatchObject({ code });
    expect(refusalOf(importer, fileOf(bytes))).toBe(code);
  });
});

const covers = (family: string, rules: string) =>
  onlyReport(importer, fileOf(rules)).observations.find(({ check }) => check === `auditctl:covers:${family}`)
    ?.outcome;

describe("rules", () => {
  it.each([
    ["a folder above covers", "sudo", "-w /etc/ -p wa\n", "pass"],
    ["a folder of a like name does not", "sshd", "-w /etc/ssh/sshd -p wa\n", "fail"],
    ["reading alone is no record of changes", "sshd", "-w /etc/ssh/sshd_config -p r\n", "fail"],
    ["a path as field", "sshd", "-a always,exit -S all -F dir=/etc/ssh -F perm=wa -F key=x\n", "pass"],
    ["rules that keep out do not cover", "mounts", "-a never,exit -F arch=b64 -S mount\n", "fail"],
    [
      "calls on one path cover that path only",
      "mounts",
      "-a always,exit -S mount -F path=/srv -F key=x\n",
      "fail",
    ],
    ["only failed calls do not cover", "mounts", "-a always,exit -S mount -F exit=-EACCES\n", "fail"],
    [
      "several -S",
      "modules",
      "-a always,exit -F arch=b64 -S init_module -S finit_module -S delete_module\n",
      "pass",
    ],
    [
      "commands through execve",
      "privileged-commands",
      "-a always,exit -F arch=b64 -S execve -C uid!=euid -F euid=0 -F key=x\n",
      "pass",
    ],
  ])("%s", (_, family, rules, outcome) => {
    expect(covers(family, rules)).toBe(outcome);
  });

  it("says nothing of a list that ends within a rule", () => {
    expect(onlyReport(importer, fileOf("-w /etc/passwd -p wa -k identity\n-"))).toMatchObject({
      complete: false,
      observations: [],
      facts: [],
      notes: [{ code: "truncated" }],
    });
  });

  it("fails but passes nothing of a state that is cut", () => {
    const cut = onlyReport(importer, fileOf("enabled 1\nfailure 1\npid 0\n"));
    expect(cut.complete).toBe(false);
    expect(cut.observations.map(({ check }) => check)).toEqual([
      "auditctl:daemon-running",
      "auditctl:immutable",
    ]);
  });

  it("reads the state in one line", () => {
    const old = "AUDIT_STATUS: enabled=2 flag=1 pid=740 rate_limit=0 backlog_limit=320 lost=0 backlog=1\n";
    expect(importer.sniff(old, hint)).toBe("yes");
    const all = onlyReport(importer, fileOf(old));
    expect([
      all.complete,
      all.observations.length,
      all.observations.every(({ outcome }) => outcome === "pass"),
    ]).toEqual([true, 5, true]);
  });

  it("knows no other file", () => {
    for (const head of [
      "enabled 1\n",
      "-A INPUT -j DROP\n",
      "-w\n",
      "You must be root to run this program.\n",
      "rules: none\n",
    ])
      expect(importer.sniff(head, hint)).toBe("no");
    expect(
      importer.sniff("You must be root to run this program.\n", { name: "", command: "auditctl -l" }),
    ).toMatchObject({
      code: "auditctl-failed",
    });
  });
});
