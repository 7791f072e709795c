/** Written samples: every kind of result, several hosts, XCCDF 1.1, CIS-CAT. Counted by hand. */
import { describe, expect, it } from "vitest";
import { countsOf, fileOf, onlyReport, reportsOf, samplesOf } from "@/lib/importers/testing";
import { xccdf } from ".";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => {
  const bytes = SAMPLES.get(name);
  if (!bytes) throw new Error(name);
  return bytes;
};
const report = (name: string) => onlyReport(xccdf, fileOf(sample(name)));

describe("written samples", () => {
  it("reads every kind of result", () => {
    const { observations, definitions, ...head } = report("one.xml");
    expect(head).toMatchObject({
      source: "xccdf/cis_level1_server",
      tool: { name: "OpenSCAP", version: "1.4.0" },
      host: {
        name: "web-04.example.org",
        identifiers: [{ kind: "machine-id", value: "0f1e2d3c4b5a69788796a5b4c3d2e1f0" }],
        os: { family: "Linux", name: "Ubuntu", version: "24.04", kernel: null },
      },
      run: { startedAt: "2026-11-20T02:00:00Z", endedAt: "2026-11-20T02:02:30Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: { name: "XCCDF score", value: 58.333332, max: 100 },
      notes: [],
    });
    expect(observations).toEqual([
      {
        check: "xccdf:sshd_disable_root_login",
        outcome: "fail",
        message: "PermitRootLogin is yes",
        details: [
          { name: "identifier", text: "CCE-10001-1" },
          { name: "output", text: "PermitRootLogin yes\nfound in /etc/ssh/sshd_config" },
          { name: "CIS benchmark", text: "5.1.20" },
          { name: "ANSSI", text: "R33" },
        ],
      },
      { check: "xccdf:package_aide_installed", outcome: "pass", details: [] },
      { check: "xccdf:rsyslog_remote_loghost", outcome: "not-applicable", details: [] },
      { check: "xccdf:dnf-automatic_apply_updates", outcome: "pass", details: [] },
      { check: "xccdf:sysctl_kernel_kptr_restrict", outcome: "error", message: "probe failed", details: [] },
      {
        check: "xccdf:mount_option_nodev_removable_partitions",
        outcome: "part",
        ratio: 2 / 3,
        details: [{ name: "instance", text: "/media/b" }],
      },
      { check: "xccdf:selinux_state", outcome: "unknown", details: [] },
      { check: "xccdf:no_empty_passwords_etc_shadow", outcome: "pass", details: [] },
      {
        check: "xccdf:security_patches_up_to_date",
        outcome: "not-checked",
        message: "None of the check-content-ref elements was resolvable.",
        details: [],
      },
      { check: "xccdf:grub2_password", outcome: "fail", details: [] },
    ]);
    expect(
      definitions?.map(({ check, title, severity, tower, group, theme, cap }) => [
        check.slice(6),
        title,
        severity,
        tower,
        group,
        theme ?? cap ?? null,
      ]),
    ).toEqual([
      ["sshd_disable_root_login", "Disable SSH root login", "high", "hardening", "ssh", null],
      ["package_aide_installed", "Install AIDE", "medium", "integrity", "file_integrity", null],
      ["rsyslog_remote_loghost", "Ensure Logs Sent To Remote Host", "medium", "auditing", "logging", null],
      [
        "dnf-automatic_apply_updates",
        "Configure dnf-automatic to Install Available Updates Automatically",
        "medium",
        "patching",
        "ports_packages",
        null,
      ],
      [
        "sysctl_kernel_kptr_restrict",
        "Restrict Exposed Kernel Pointer Addresses Access",
        "low",
        "hardening",
        "kernel_hardening",
        "containment",
      ],
      [
        "mount_option_nodev_removable_partitions",
        "Add nodev Option to Removable Media Partitions",
        "medium",
        "hardening",
        "filesystems",
        "containment",
      ],
      [
        "selinux_state",
        "Ensure SELinux State is Enforcing",
        "high",
        "hardening",
        "mac_frameworks",
        "containment",
      ],
      [
        "no_empty_passwords_etc_shadow",
        "Ensure There Are No Accounts With Blank or Null Passwords",
        "high",
        "hardening",
        "authentication",
        40,
      ],
      [
        "security_patches_up_to_date",
        "Ensure Software Patches Installed",
        "medium",
        "patching",
        "ports_packages",
        null,
      ],
      ["grub2_password", "Set Boot Loader Password", "high", "hardening", "boot_services", null],
    ]);
  });

  it("tells the hosts of an ARF with several reports", () => {
    const reports = reportsOf(xccdf, fileOf(sample("many-arf.xml")));
    expect(
      reports.map(({ host, source, complete, observations }) => [
        host.name,
        host.os.name,
        source,
        complete,
        observations.map(({ check, outcome }) => `${check} ${outcome}`),
      ]),
    ).toEqual([
      [
        "app-01.example.org",
        "Red Hat Enterprise Linux",
        "xccdf/stig",
        true,
        ["xccdf:package_audit_installed pass", "xccdf:ensure_gpgcheck_globally_activated fail"],
      ],
      [
        "app-02",
        null,
        "xccdf/stig",
        true,
        ["xccdf:package_audit_installed fail", "xccdf:ensure_gpgcheck_globally_activated pass"],
      ],
    ]);
    expect(reports[1]?.definitions?.[1]).toEqual({
      check: "xccdf:ensure_gpgcheck_globally_activated",
      title: "Ensure gpgcheck Enabled In Main dnf Configuration",
      severity: "high",
      tower: "patching",
      group: "ports_packages",
      theme: "external-software",
    });
  });

  it("reads a bare result of XCCDF 1.1", () => {
    const bare = report("bare-1.1.xml");
    expect(bare).toMatchObject({
      source: "xccdf/U_RHEL_8_STIG_SCAP_Benchmark:MAC-3_Public",
      tool: { name: "SCAP Compliance Checker", version: "5.10.1" },
      host: { name: "db-09" },
      run: { startedAt: "2026-10-01T08:00:00Z", endedAt: "2026-10-01T08:04:11Z", zone: "assumed-utc" },
      scope: "unprivileged",
      complete: true,
      native: { name: "XCCDF score", value: 50, max: 100 },
      observations: [
        { check: "xccdf:SV-230221", outcome: "pass", details: [] },
        { check: "xccdf:SV-230222", outcome: "fail", details: [{ name: "identifier", text: "CCI-001227" }] },
      ],
    });
    expect(bare.notes.map(({ code, text }) => [code, text])).toEqual([
      ["nameless-results", "1 results name no rule and were left out."],
    ]);
    expect(bare.definitions?.map(({ title, severity }) => [title, severity])).toEqual([
      ["SV-230221r858734 rule", "high"],
      ["SV-230222r627750 rule", "medium"],
    ]);
  });

  it("reads CIS-CAT, as XCCDF and as ARF", () => {
    const cis = report("cis-cat.xml");
    expect(cis).toMatchObject({
      source: "xccdf/CIS_Debian_Linux_12_Benchmark:Level_1_-_Server",
      tool: { name: "CIS-CAT", version: "4.50.0" },
      host: { name: "mail-02.example.org" },
      run: { startedAt: "2026-11-18T10:00:00Z", endedAt: "2026-11-18T10:05:00Z", zone: "stated" },
      native: { name: "XCCDF score", value: 1, max: 3 },
      complete: true,
    });
    expect(cis.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["xccdf:org.cisecurity.benchmarks:1.1.2.1.2_Ensure_nodev_option_set_on_tmp_partition", "fail"],
      ["xccdf:org.cisecurity.benchmarks:6.2.1.1_Ensure_auditd_packages_are_installed", "pass"],
      ["xccdf:org.cisecurity.benchmarks:6.3.1_Ensure_AIDE_is_installed", "fail"],
      [
        "xccdf:org.cisecurity.benchmarks:1.2.2.1_Ensure_updates_patches_and_additional_security_software_are_installed",
        "not-checked",
      ],
    ]);
    expect(cis.definitions?.map(({ tower, severity }) => `${tower} ${severity}`)).toEqual([
      "hardening medium",
      "auditing medium",
      "integrity medium",
      "patching medium",
    ]);
    expect(report("cis-cat-arf.xml")).toEqual(cis);
  });

  it("counts failures of unknown severity", () => {
    const unknown = report("issue-unknown-severity.xml");
    expect(countsOf(unknown)).toEqual({ fail: 2 });
    expect(unknown.definitions?.map(({ severity }) => severity)).toEqual(["medium", "medium"]);
    expect(unknown.native).toEqual({ name: "XCCDF score", value: 0, max: 100 });
  });
});
