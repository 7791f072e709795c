/** Reports of real hosts; what is expected was counted in the files with grep, cut and sort. */
import { describe, expect, it } from "vitest";
import type { ImportResult, Report } from "@/lib/importers/types";
import { lynis } from ".";
import { readRecords } from "./grammar";
import { codesOf, factOf, observationOf, type SAMPLES, sample } from "./testing";

type Sample = (typeof SAMPLES)[number];
const read = (name: Sample): ImportResult => lynis.read({ name, bytes: sample(name) });

function report(name: Sample): Report {
  const result = read(name);
  if (!result.ok) throw new Error(result.refusal.text);
  return result.reports[0];
}

const failed = (name: Sample): string[] =>
  report(name)
    .observations.filter(({ outcome }) => outcome === "fail" || outcome === "part")
    .map(({ check }) => check.replace("lynis:", ""));

const SYSCTL = [
  "KRNL-6000:dev.tty.ldisc_autoload",
  "KRNL-6000:fs.protected_fifos",
  "KRNL-6000:fs.protected_regular",
  "KRNL-6000:fs.protected_symlinks",
  "KRNL-6000:kernel.core_uses_pid",
  "KRNL-6000:kernel.ctrl-alt-del",
  "KRNL-6000:kernel.kptr_restrict",
  "KRNL-6000:kernel.perf_event_paranoid",
  "KRNL-6000:kernel.unprivileged_bpf_disabled",
  "KRNL-6000:net.ipv4.conf.default.accept_source_route",
];

describe.each([
  { name: "web-01-before-upgrade.dat", index: 63, warnings: 2, suggestions: 51, packages: 98, tests: 251 },
  { name: "web-01-after-upgrade.dat", index: 64, warnings: 1, suggestions: 49, packages: 0, tests: 256 },
  { name: "db-02-hardened.dat", index: 79, warnings: 3, suggestions: 28, packages: 8, tests: 254 },
  { name: "build-07-plain.dat", index: 56, warnings: 2, suggestions: 46, packages: 74, tests: 236 },
  { name: "db-02-unprivileged.dat", index: 79, warnings: 1, suggestions: 21, packages: 0, tests: 238 },
] as const)("$name", ({ name, index, warnings, suggestions, packages, tests }) => {
  it("holds what its own command counted", () => {
    const parsed = readRecords(new TextDecoder().decode(sample(name)));
    if (!parsed.ok) throw new Error(parsed.refusal.text);
    const { findings, values, ignored } = parsed.records;
    expect(findings.filter(({ kind }) => kind === "warning")).toHaveLength(warnings);
    expect(findings.filter(({ kind }) => kind === "suggestion")).toHaveLength(suggestions);
    expect(values.get("lynis_tests_done")).toEqual([String(tests)]);
    expect(values.get("tests_executed")?.[0]?.split("|")).toHaveLength(tests + 1);
    expect(ignored).toBe(0);
  });

  it("becomes a whole report of the host without a word of warning", () => {
    const { complete, native, exposures, notes, format, source, tool } = report(name);
    expect({ complete, value: native?.value, exposures: exposures.length, notes }).toEqual({
      complete: true,
      value: index,
      exposures: packages,
      notes: [],
    });
    expect([format, source, tool.name]).toEqual(["lynis", "lynis", "Lynis"]);
  });

  it("says one thing of every check, and knows every test", () => {
    const { observations } = report(name);
    expect(new Set(observations.map(({ check }) => check)).size).toBe(observations.length);
    expect(observations.filter(({ outcome }) => outcome === "error")).toEqual([]);
  });
});

describe("db-02, hardened", () => {
  it("fails exactly what its findings and facts say", () => {
    expect(new Set(failed("db-02-hardened.dat"))).toEqual(
      new Set([
        ...["LYNIS", "DEB-0880", "BOOT-5264", "KRNL-5788", "AUTH-9284", "FILE-6310", "STRG-1846"],
        ...["PKGS-7392", "NETW-3200", "FIRE-4512", "LOGG-2154", "ACCT-9626", "ACCT-9628", "FINT-4316"],
        ...["FINT-4402", "TOOL-5002", "FILE-7524", "HOME-9304", "HRDN-7222", "HRDN-7220", "SHLL-6220"],
        ...["ClientAliveCountMax", "Compression", "MaxSessions", "Port", "TCPKeepAlive"].map(
          (option) => `SSH-7408:${option}`,
        ),
        "SSH-7408:AllowAgentForwarding",
        ...SYSCTL,
      ]),
    );
  });

  it("passes in part where two of three file systems are missing", () => {
    expect(observationOf(report("db-02-hardened.dat"), "lynis:FILE-6310")).toEqual({
      check: "lynis:FILE-6310",
      outcome: "part",
      ratio: 1 / 3,
      message: "To decrease the impact of a full /home file system, place /home on a separate partition",
      details: [
        {
          name: "message",
          text: "To decrease the impact of a full /home file system, place /home on a separate partition",
        },
        {
          name: "message",
          text: "To decrease the impact of a full /var file system, place /var on a separate partition",
        },
      ],
    });
  });

  it("passes what ran in silence", () => {
    const checks = [
      "AUTH-9262",
      "BANN-7126",
      "PKGS-7420",
      "SSH-7408:PermitRootLogin",
      "KRNL-6000:kernel.sysrq",
    ];
    for (const check of checks) {
      expect(observationOf(report("db-02-hardened.dat"), `lynis:${check}`)?.outcome).toBe("pass");
    }
  });

  it("names host, times and listening sockets", () => {
    const { host, run, scope, facts } = report("db-02-hardened.dat");
    expect(host).toEqual({
      name: "db-02",
      identifiers: [
        { kind: "hostid2", value: "987d2baa520d877a6992781c9f7e055943808dd40d8ccfc4cfc113b6d4c34cc4" },
        { kind: "hostid", value: "75945d920ac0199f5b71369fddd265bbe6ab86ba" },
      ],
      os: { family: "Linux", name: "Debian", version: "12", kernel: "6.18.44-fc-v669" },
    });
    expect([run.startedAt, run.endedAt]).toEqual(["2026-11-22T11:31:22Z", "2026-11-22T11:32:58Z"]);
    expect(scope).toBe("full");
    expect(facts).toContainEqual({
      key: "network_listen",
      values: ["tcp 127.0.0.1:5432 postgres", "tcp 0.0.0.0:22 sshd", "tcp [::]:22 sshd"],
    });
    expect(facts).toContainEqual({ key: "file_integrity_tool", values: ["aide"] });
    expect(facts).toContainEqual({ key: "malware_scanner", values: ["chkrootkit", "rkhunter"] });
    expect(facts).toContainEqual({ key: "vulnerable_package", values: ["8"] });
  });
});

describe("db-02, by an ordinary user", () => {
  const unprivileged = report("db-02-unprivileged.dat");

  it("is seen to be such a run, and makes nothing clean that it did not look at", () => {
    expect(unprivileged.scope).toBe("unprivileged");
    expect(unprivileged.exposuresComplete).toEqual([]);
    expect(factOf(unprivileged, "vulnerable_packages_found")).toBeUndefined();
    expect(factOf(unprivileged, "firewall_empty_ruleset")).toBeUndefined();
    expect(factOf(unprivileged, "package_audit_tool")).toEqual(["debsecan"]);
    expect(factOf(unprivileged, "locked_account")).toBeUndefined();
    expect(factOf(report("db-02-hardened.dat"), "locked_account")).toEqual(["alice", "auditor"]);
  });

  it("was not checked where root is needed", () => {
    for (const id of ["PKGS-7392", "AUTH-9288"]) {
      const observation = observationOf(unprivileged, `lynis:${id}`);
      expect([id, observation?.outcome, observation?.message]).toEqual([id, "not-checked", "needs root"]);
    }
  });
});

describe("web-01, before and after its upgrade", () => {
  it("loses all 98 waiting updates, and says so", () => {
    const [before, after] = [report("web-01-before-upgrade.dat"), report("web-01-after-upgrade.dat")];
    expect(before.exposures[0]).toMatchObject({ kind: "package", tower: "patching", severity: "medium" });
    expect([before.exposuresComplete, after.exposuresComplete]).toEqual([["package"], ["package"]]);
    expect(observationOf(before, "lynis:PKGS-7392")?.outcome).toBe("fail");
    expect(observationOf(after, "lynis:PKGS-7392")?.outcome).toBe("pass");
  });

  it("reads an option whose wanted value holds bars", () => {
    const permit = observationOf(report("web-01-after-upgrade.dat"), "lynis:SSH-7408:PermitRootLogin");
    expect(permit).toEqual({
      check: "lynis:SSH-7408:PermitRootLogin",
      outcome: "fail",
      message: "Consider hardening SSH configuration",
      details: [
        { name: "expected", text: "(FORCED-COMMANDS-ONLY|NO|PROHIBIT-PASSWORD|WITHOUT-PASSWORD)" },
        { name: "found", text: "YES" },
        { name: "description", text: "sshd option PermitRootLogin" },
      ],
    });
  });
});

describe("build-07, not hardened", () => {
  const plain = report("build-07-plain.dat");

  it("has one identifier, 847 packages and no SSH server", () => {
    expect(plain.host.identifiers.map(({ kind }) => kind)).toEqual(["hostid"]);
    expect(factOf(plain, "installed_packages")).toEqual(["847"]);
    expect(observationOf(plain, "lynis:SSH-7408:PermitRootLogin")?.outcome).toBe("not-applicable");
    expect(plain.exhaustive).not.toContain("lynis:SSH-7408:");
    expect(factOf(plain, "file_integrity_tool")).toEqual([]);
    expect(codesOf(plain)).toEqual([]);
  });

  it("fails whole where every part is missing", () => {
    expect(observationOf(plain, "lynis:FILE-6310")?.outcome).toBe("fail");
    expect(observationOf(plain, "lynis:NETW-3200")?.outcome).toBe("fail");
  });
});
