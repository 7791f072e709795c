/** The nineteen measures as they are shipped, decided by what Lynis really writes, in every status that each can have. */
import { describe, expect, test } from "vitest";
import type { MeasureStatus } from "./posture";
import { at, check, exposure, type posture, shipped, source, TODAY } from "./posture.sample";
import { scoreHost } from "./score";
import type { CheckState } from "./state";
import type { Outcome } from "./types";

type Small = Parameters<typeof posture>[0];

/** `ok: "A B"` = these Lynis tests passed; and so on. */
type Said = Partial<Record<"ok" | "bad" | "skipped" | "inapplicable", string>> & {
  facts?: Record<string, string[]>;
};

const OUTCOME = {
  ok: "pass",
  bad: "fail",
  skipped: "not-checked",
  inapplicable: "not-applicable",
} satisfies Record<string, Outcome>;

/** A host from one full Lynis report of today. */
function lynis({ facts, ...said }: Said, more: Small = {}): Small {
  const checks: CheckState[] = [];
  for (const key of ["ok", "bad", "skipped", "inapplicable"] as const) {
    for (const id of said[key]?.split(" ") ?? []) checks.push(check(`lynis:${id}`, OUTCOME[key]));
  }
  return { checks, sources: [source("lynis", facts)], ...more };
}

const attested = (measure: string) => ({
  attestations: [{ measure, by: "Grace", at: at(TODAY - 30), validUntil: at(TODAY + 335) }],
});
const updates = (count: number) => ({
  exposures: [...Array(count).keys()].map((n) => exposure({ key: `package-${n}` })),
});
/** Nine of the ten parts that ought to go; the tenth test is informational and never counts. */
const UNNEEDED = "PKGS-7346 NETW-3200 USB-1000 STRG-1846 HRDN-7220 INSE-8300 INSE-8314 INSE-8318";
const unneeded = (passed: number): Said => {
  const ids = UNNEEDED.split(" ");
  const ok = ids.slice(0, passed).join(" ");
  const bad = ids.slice(passed).join(" ");
  return { ...(ok ? { ok } : {}), ...(bad ? { bad } : {}) };
};

type Row = [title: string, status: MeasureStatus, host: Small];

const MODEL: Record<string, Row[]> = {
  "hardening.configuration-automation": [
    ["no tool found", "missing", lynis({ bad: "TOOL-5002", facts: { automation_tool_running: [] } })],
    [
      "an agent runs",
      "in place",
      lynis({
        ok: "TOOL-5002",
        facts: { automation_tool_installed: ["puppet"], automation_tool_running: ["puppet-agent"] },
      }),
    ],
    [
      "traces of a tool without an agent",
      "in place",
      lynis({ ok: "TOOL-5002", facts: { automation_tool_installed: [], automation_tool_running: [] } }),
    ],
    [
      "installed, but it does not run",
      "weak",
      lynis({
        ok: "TOOL-5002",
        facts: { automation_tool_installed: ["puppet"], automation_tool_running: [] },
      }),
    ],
    ["not looked for", "unknown", lynis({ skipped: "TOOL-5002" })],
  ],
  "hardening.automated-installation": [
    ["nobody said so", "unknown", lynis({})],
    ["a person said so", "in place", lynis({}, attested("hardening.automated-installation"))],
  ],
  "hardening.minimal-installation": [
    ["276 packages", "in place", lynis({ facts: { installed_packages: ["276"] } })],
    ["847 packages", "weak", lynis({ facts: { installed_packages: ["847"] } })],
    ["2113 packages", "missing", lynis({ facts: { installed_packages: ["2113"] } })],
    ["the list could not be read", "unknown", lynis({ facts: { installed_packages: [] } })],
  ],
  "hardening.unneeded-components-removed": [
    ["all gone", "in place", lynis(unneeded(8))],
    ["one left of eight", "weak", lynis(unneeded(7))],
    ["half of them left", "weak", lynis(unneeded(4))],
    ["most of them left", "missing", lynis(unneeded(3))],
    ["nothing looked at", "unknown", lynis({ skipped: UNNEEDED })],
  ],
  "patching.version-monitoring": [
    [
      "APT, and its list came",
      "in place",
      lynis({ ok: "PKGS-7398 PKGS-7392", facts: { package_audit_tool_found: ["1"] } }),
    ],
    [
      "APT, and its list came with updates",
      "in place",
      lynis({ ok: "PKGS-7398", bad: "PKGS-7392" }, updates(3)),
    ],
    ["APT, but an ordinary user's run", "weak", lynis({ ok: "PKGS-7398", skipped: "PKGS-7392" })],
    ["no tool", "missing", lynis({ bad: "PKGS-7398" })],
    ["not looked for", "unknown", lynis({ skipped: "PKGS-7398" })],
  ],
  "patching.vulnerability-scanning": [
    [
      "arch-audit ran",
      "in place",
      lynis({ ok: "PKGS-7320 PKGS-7322", facts: { package_audit_tool: ["arch-audit"] } }),
    ],
    [
      "pkg audit ran and found something",
      "in place",
      lynis({ bad: "PKGS-7381", facts: { package_audit_tool: ["pkg audit"] } }),
    ],
    ["debsecan runs from cron, unheard", "weak", lynis({ ok: "PKGS-7366" })],
    ["APT is no scanner, and there is no debsecan", "missing", lynis({ bad: "PKGS-7366 DEB-0870" })],
    ["arch-audit is not there", "missing", lynis({ bad: "PKGS-7320" })],
    [
      "APT is no scanner, and nobody looked for one",
      "unknown",
      lynis({ facts: { package_audit_tool: ["apt-get"] } }),
    ],
  ],
  "patching.patching-solution": [
    [
      "unattended-upgrades",
      "in place",
      lynis({
        ok: "PKGS-7420",
        facts: {
          unattended_upgrade_option_available: ["1"],
          unattended_upgrade_tool: ["unattended-upgrade"],
        },
      }),
    ],
    ["passed, nobody knows by what", "weak", lynis({ ok: "PKGS-7420" })],
    [
      "none",
      "missing",
      lynis({
        bad: "PKGS-7420",
        facts: { unattended_upgrade_option_available: ["1"], unattended_upgrade_tool: [] },
      }),
    ],
    ["not looked for", "unknown", lynis({ skipped: "PKGS-7420" })],
  ],
  "patching.build-and-test-platform": [
    ["nobody said so", "unknown", lynis({})],
    ["a person said so", "in place", lynis({}, attested("patching.build-and-test-platform"))],
  ],
  "integrity.file-integrity-monitoring": [
    ["AIDE is there, unheard", "weak", lynis({ ok: "FINT-4350", facts: { file_integrity_tool: ["aide"] } })],
    ["none", "missing", lynis({ bad: "FINT-4350", facts: { file_integrity_tool: [] } })],
    ["not looked for", "unknown", lynis({ skipped: "FINT-4350" })],
    [
      "not looked for, but a person said so",
      "in place",
      lynis({ skipped: "FINT-4350" }, attested("integrity.file-integrity-monitoring")),
    ],
  ],
  "integrity.malware-checks": [
    [
      "rkhunter is there, unheard",
      "weak",
      lynis({ ok: "HRDN-7230", facts: { malware_scanner: ["rkhunter"] } }),
    ],
    ["none", "missing", lynis({ bad: "HRDN-7230", facts: { malware_scanner: [] } })],
    ["not looked for", "unknown", lynis({ skipped: "HRDN-7230" })],
    ["a person said so", "in place", lynis({}, attested("integrity.malware-checks"))],
  ],
  "integrity.software-up-to-date": [
    [
      "the list came and was empty",
      "in place",
      lynis({ ok: "PKGS-7392", inapplicable: "PKGS-7330 PKGS-7386" }),
    ],
    ["eight waiting", "weak", lynis({ bad: "PKGS-7392" }, updates(8))],
    ["counted, but not listed", "weak", lynis({ bad: "PKGS-7392" })],
    ["74 waiting", "missing", lynis({ bad: "PKGS-7392" }, updates(74))],
    ["an ordinary user's run", "unknown", lynis({ skipped: "PKGS-7392", inapplicable: "PKGS-7330" })],
  ],
  "integrity.reboot-now-and-then": [
    ["the newest kernel runs", "in place", lynis({ ok: "KRNL-5830" })],
    ["a newer one waits for a reboot", "missing", lynis({ bad: "KRNL-5830" })],
    ["no kernel package: a container", "unknown", lynis({ inapplicable: "KRNL-5830" })],
  ],
  "integrity.no-external-components": [
    [
      "an unsigned repository",
      "missing",
      lynis({ facts: { software_repository_unsigned: ["/etc/yum.repos.d/x.repo"] } }),
    ],
    [
      "none is unsigned, which proves nothing",
      "unknown",
      lynis({ facts: { software_repository_unsigned: [] } }),
    ],
    ["a person said so", "in place", lynis({}, attested("integrity.no-external-components"))],
  ],
  "auditing.log-review": [
    ["Wazuh reads them, but is not heard", "weak", lynis({ facts: { ids_ips_tooling: ["wazuh-agentd"] } })],
    ["its alerts come", "in place", { sources: [source("syscheck")] }],
    ["a summary of the audit log comes", "in place", { sources: [source("aureport")] }],
    ["fail2ban looks for one thing in them", "weak", lynis({ facts: { ids_ips_tooling: ["fail2ban"] } })],
    ["nothing found, but people can read", "unknown", lynis({ facts: { ids_ips_tooling: [] } })],
  ],
  "auditing.configuration-checked": [
    ["a full report", "in place", lynis({})],
    ["only an ordinary user's", "unknown", { sources: [source("lynis", {}, { fullAt: null })] }],
  ],
  "auditing.external-analysis": [
    ["nobody said so", "unknown", lynis({})],
    ["a person said so", "in place", lynis({}, attested("auditing.external-analysis"))],
  ],
  "auditing.continuous-auditing": [
    ["one day only", "weak", lynis({})],
    ["every week", "in place", { sources: [source("lynis", {}, { previousFullAt: at(TODAY - 7) })] }],
    ["never in full", "unknown", { sources: [source("lynis", {}, { fullAt: null })] }],
  ],
  "auditing.hardening-applied": [
    [
      "four of five by weight",
      "in place",
      lynis({ ok: "AUTH-9262 AUTH-9286 AUTH-9328 FIRE-4590", bad: "BANN-7126" }),
    ],
    ["two of three", "weak", lynis({ ok: "AUTH-9262", bad: "BANN-7126" })],
    ["nothing", "missing", lynis({ bad: "AUTH-9262 BANN-7126" })],
    ["not looked at", "unknown", lynis({ skipped: "AUTH-9262 BANN-7126" })],
  ],
  "auditing.central-logging": [
    [
      "logs are sent away",
      "in place",
      lynis({
        ok: "LOGG-2154",
        inapplicable: "LOGG-2152 LOGG-2153",
        facts: { remote_syslog_configured: ["1"] },
      }),
    ],
    ["Solaris, to another machine", "in place", lynis({ ok: "LOGG-2152 LOGG-2153" })],
    ["Solaris, to itself", "weak", lynis({ ok: "LOGG-2152", bad: "LOGG-2153" })],
    [
      "they stay",
      "missing",
      lynis({
        bad: "LOGG-2154",
        inapplicable: "LOGG-2152 LOGG-2153",
        facts: { remote_syslog_configured: ["0"] },
      }),
    ],
    ["no syslog daemon", "unknown", lynis({ inapplicable: "LOGG-2152 LOGG-2153 LOGG-2154" })],
  ],
};

test("every measure of the model is here", () => {
  expect(Object.keys(MODEL)).toEqual(scoreHost(shipped({})).measures.map(({ id }) => id));
});

describe.each(Object.entries(MODEL))("%s", (id, rows) => {
  test.each(rows)("%s: %s", (_, status, small) => {
    const measure = scoreHost(shipped(small)).measures.find((one) => one.id === id);
    expect(measure?.status).toBe(status);
    const { passed = 0, failed = 0, unproven = 0, because = "" } = measure ?? {};
    expect(passed + failed + unproven).toBeCloseTo(1, 12);
    expect(because).toMatch(/\.$/);
    const credit = { "in place": 1, weak: 0.5, missing: 0, unknown: 0 } satisfies Record<
      MeasureStatus,
      number
    >;
    expect(passed).toBe(credit[status]);
  });
});
