/**
 * The facts that a report gives beside its findings: which key, and which tests write it. From the list of keys in the
 * source of Lynis 3 (`Report "…"`), each with the test that it stands in. The list of installed packages is not among
 * them: nothing is decided by it, it is half of a report, and the original keeps it.
 */
import type { Fact } from "@/lib/fortress/types";
import { LIMITS } from "@/lib/importers/limits";
import { cut } from "@/lib/importers/read/clean";
import { countOf, expiredCertificates, listeners } from "./fact-values";
import { type Records, valuesOf } from "./grammar";
import type { Run } from "./run";

interface FactRule {
  /** The key without `[]`. */
  key: string;
  /** Current ids. Absence means "not there" once all of these ran; with `any`, once one of them ran. */
  tests: readonly string[];
  any?: true;
  /** Written at the end of a section whether or not a test ran: no value counts before its tests ran. */
  summary?: true;
  /** Turns the written values into those to keep. */
  read?: (records: Records) => string[];
}

/** Tests that list waiting security updates by package (PKGS-7393 only counts them). */
export const PACKAGE_AUDITS = [
  "PKGS-7322",
  "PKGS-7330",
  "PKGS-7352",
  "PKGS-7380",
  "PKGS-7381",
  "PKGS-7382",
  "PKGS-7386",
  "PKGS-7392",
] as const;

const PACKAGE_LISTS = [
  "PKGS-7200",
  "PKGS-7301",
  "PKGS-7302",
  "PKGS-7303",
  "PKGS-7304",
  "PKGS-7306",
  "PKGS-7308",
  "PKGS-7310",
  "PKGS-7328",
  "PKGS-7332",
  "PKGS-7345",
  "PKGS-7350",
];
const SYSLOGS = ["LOGG-2132", "LOGG-2136", "LOGG-2210", "LOGG-2230"];
const SCANNERS = ["MALW-3275", "MALW-3276", "MALW-3280"];
const INTEGRITY = ["FINT-4310", "FINT-4314", "FINT-4318", "FINT-4322", "FINT-4326", "FINT-4328", "FINT-4330"];

export const RULES: readonly FactRule[] = [
  // Accounts
  { key: "account_without_password", tests: ["AUTH-9283"] },
  { key: "locked_account", tests: ["AUTH-9284"] },
  { key: "password_max_days", tests: ["AUTH-9286"], summary: true },
  { key: "password_min_days", tests: ["AUTH-9286"], summary: true },
  { key: "real_user", tests: ["AUTH-9234"] },
  { key: "user_with_uid_zero", tests: ["AUTH-9204"] },
  { key: "session_timeout_enabled", tests: ["SHLL-6220"], summary: true },
  // Accounting and logging
  { key: "audit_daemon_running", tests: ["ACCT-9628", "ACCT-9650"], any: true, summary: true },
  { key: "audit_trail_tool", tests: ["ACCT-9628"] },
  { key: "linux_auditd_running", tests: ["ACCT-9628"] },
  { key: "log_rotation_config_found", tests: ["LOGG-2146", "LOGG-2160"], any: true, summary: true },
  { key: "remote_syslog_configured", tests: ["LOGG-2154"] },
  { key: "syslog_daemon", tests: SYSLOGS },
  { key: "syslog_daemon_present", tests: SYSLOGS },
  // Automation and intrusion detection
  { key: "automation_tool_installed", tests: ["TOOL-5002"] },
  { key: "automation_tool_present", tests: ["TOOL-5002"], summary: true },
  { key: "automation_tool_running", tests: ["TOOL-5002"] },
  { key: "fail2ban_enabled_service", tests: ["TOOL-5104"] },
  { key: "ids_ips_tooling", tests: ["TOOL-5102", "TOOL-5120", "TOOL-5126"] },
  // Boot, kernel and services
  // Every host runs something: no service at all only means that its manager did not answer.
  { key: "boot_service", tests: [], any: true },
  { key: "boot_uefi_booted_secure", tests: ["BOOT-5116"], summary: true },
  { key: "cpu_nx", tests: ["KRNL-5677"] },
  { key: "docker_containers_running", tests: ["CONT-8106"] },
  { key: "docker_daemon_running", tests: ["CONT-8102"] },
  { key: "insecure_service", tests: ["INSE-8304", "INSE-8322"] },
  { key: "linux_default_runlevel", tests: ["KRNL-5622"] },
  { key: "nginx_running", tests: ["HTTP-6702"] },
  { key: "ntp_daemon_running", tests: ["TIME-3104"], summary: true },
  { key: "running_service", tests: [], any: true },
  { key: "ssh_daemon_running", tests: ["SSH-7402"], summary: true },
  { key: "systemd_unit_not_found", tests: ["PLGN-3832"] },
  { key: "uptime_in_days", tests: ["BOOT-5202"] },
  // Containment
  { key: "apparmor_enabled", tests: ["MACF-6208"] },
  { key: "apparmor_policy_loaded", tests: ["MACF-6208"] },
  { key: "framework_grsecurity", tests: ["RBAC-6272"], summary: true },
  { key: "framework_selinux", tests: ["MACF-6232"], summary: true },
  { key: "selinux_mode", tests: ["MACF-6234"] },
  { key: "selinux_status", tests: ["MACF-6234"] },
  { key: "tomoyo_enabled", tests: ["MACF-6242"] },
  // Cryptography
  { key: "certificate", tests: ["CRYP-7902"], read: expiredCertificates },
  { key: "encryption", tests: ["CRYP-7930", "CRYP-7932"], any: true },
  { key: "non_encrypted_swap", tests: ["CRYP-7931"] },
  // Integrity
  { key: "compiler_installed", tests: ["CORE-1000", "FILE-7502"], any: true, summary: true },
  { key: "file_integrity_tool", tests: INTEGRITY },
  { key: "malware_scanner", tests: SCANNERS },
  { key: "malware_scanner_installed", tests: SCANNERS, summary: true },
  // Network
  { key: "firewall_active", tests: ["FIRE-4590"], summary: true },
  { key: "firewall_empty_ruleset", tests: ["FIRE-4512", "FIRE-4540"], any: true, summary: true },
  { key: "firewall_software", tests: ["FIRE-4590"] },
  { key: "network_listen", tests: ["NETW-3012"], read: listeners },
  { key: "uncommon_network_protocol_enabled", tests: ["NETW-3200"] },
  // Packages
  { key: "installed_kernel_packages", tests: ["PKGS-7410"] },
  { key: "installed_packages", tests: PACKAGE_LISTS, any: true },
  {
    key: "package_audit_tool",
    tests: [...PACKAGE_AUDITS, "PKGS-7366", "PKGS-7393"],
    any: true,
    summary: true,
  },
  {
    key: "package_audit_tool_found",
    tests: [...PACKAGE_AUDITS, "PKGS-7366", "PKGS-7393"],
    any: true,
    summary: true,
  },
  { key: "package_manager", tests: PACKAGE_LISTS, any: true },
  { key: "software_repository_unsigned", tests: ["PKGS-7387"] },
  { key: "unattended_upgrade_option_available", tests: ["PKGS-7420"] },
  { key: "unattended_upgrade_tool", tests: ["PKGS-7420"] },
  { key: "upgrade_available_count", tests: ["PKGS-7334", "PKGS-7378"], any: true },
  // A count, so that it counts only where the list is whole.
  {
    key: "vulnerable_package",
    tests: PACKAGE_AUDITS,
    any: true,
    summary: true,
    read: countOf("vulnerable_package"),
  },
  // PKGS-7322 lists packages and leaves the flag at 0.
  {
    key: "vulnerable_packages_found",
    tests: [...PACKAGE_AUDITS.slice(1), "PKGS-7393"],
    any: true,
    summary: true,
  },
];

/**
 * The facts of a report. A fact with values is there; one without values was looked for and is not there; of all
 * others the report does not speak. `cutKeys` names the lists that were longer than `LIMITS.valuesPerKey`.
 */
export function readFacts(records: Records, run: Run): { facts: Fact[]; cutKeys: string[] } {
  const facts: Fact[] = [];
  const cutKeys: string[] = [];
  for (const rule of RULES) {
    const ran = hasRun(rule, run);
    if (rule.summary && !ran) continue;
    // What an ordinary user did not see may be there all the same.
    const looked = ran && run.scope !== "unprivileged";
    const values = rule.read ? rule.read(records) : distinct(valuesOf(records, rule.key));
    if (values.length === 0 && !looked) continue;
    if (values.length > LIMITS.valuesPerKey) {
      values.length = LIMITS.valuesPerKey;
      cutKeys.push(rule.key);
    }
    facts.push({ key: rule.key, values });
  }
  return { facts, cutKeys };
}

function hasRun({ tests, any }: FactRule, { executed }: Run): boolean {
  return any ? tests.some((id) => executed.has(id)) : tests.every((id) => executed.has(id));
}

const distinct = (values: readonly string[]): string[] =>
  values.length < 2 ? values.map((value) => cut(value)) : [...new Set(values.map((value) => cut(value)))];
