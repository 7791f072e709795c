import { describe, expect, it } from "vitest";
import catalogue from "@/content/catalogue/lynis.json";
import { LIMITS } from "@/lib/importers/limits";
import { RULES } from "./facts";
import { codesOf, FULL, factOf, reportOf, written } from "./testing";

const fact = (key: string, lines: string[], ...ran: string[]) =>
  factOf(reportOf(written({ lines, executed: [...FULL, ...ran] })), key);

describe("a fact", () => {
  it("holds its values once, in the order of the report", () => {
    const lines = ["malware_scanner[]=rkhunter", "malware_scanner[]=clamav", "malware_scanner[]=rkhunter"];
    expect(fact("malware_scanner", lines)).toEqual(["rkhunter", "clamav"]);
  });

  it("is known to be absent only once its test ran", () => {
    expect(fact("linux_auditd_running", [])).toBeUndefined();
    expect(fact("linux_auditd_running", [], "ACCT-9628")).toEqual([]);
    expect(fact("linux_auditd_running", ["linux_auditd_running="], "ACCT-9628")).toEqual([]);
  });

  it("needs all tests of a list that several write together", () => {
    const most = ["FINT-4310", "FINT-4314", "FINT-4318", "FINT-4322", "FINT-4326", "FINT-4328"];
    expect(fact("file_integrity_tool", [], ...most)).toBeUndefined();
    expect(fact("file_integrity_tool", [], ...most, "FINT-4330")).toEqual([]);
    expect(fact("file_integrity_tool", ["file_integrity_tool[]=aide"])).toEqual(["aide"]);
  });

  it("does not trust a summary that is written although no test ran", () => {
    const lines = ["vulnerable_packages_found=0", "firewall_empty_ruleset=0", "boot_uefi_booted_secure=0"];
    for (const key of ["vulnerable_packages_found", "firewall_empty_ruleset", "boot_uefi_booted_secure"]) {
      expect(fact(key, lines)).toBeUndefined();
    }
    expect(fact("vulnerable_packages_found", lines, "PKGS-7392")).toEqual(["0"]);
    expect(fact("vulnerable_packages_found", lines, "PKGS-7322")).toBeUndefined();
    expect(fact("firewall_empty_ruleset", lines, "FIRE-4540")).toEqual(["0"]);
    expect(fact("boot_uefi_booted_secure", lines, "BOOT-5116")).toEqual(["0"]);
  });

  it("is never the absence of all services", () => {
    expect(fact("running_service", [], "BOOT-5177")).toBeUndefined();
    expect(fact("running_service", ["running_service[]=ssh"])).toEqual(["ssh"]);
  });

  it("cuts long values", () => {
    const [value = ""] = fact("real_user", [`real_user[]=${"u".repeat(5000)}`]) ?? [];
    expect(value).toHaveLength(LIMITS.textCharacters);
    expect(value.endsWith("…")).toBe(true);
  });

  it("is named by a test that the catalogue does not call an earlier one", () => {
    const earlier = new Set(catalogue.checks.flatMap((check) => ("formerly" in check ? check.formerly : [])));
    expect(RULES.flatMap(({ tests }) => tests).filter((id) => earlier.has(id))).toEqual([]);
  });
});

describe("listening sockets", () => {
  it.each([
    ["ss", "network_listen[]=raw,ss,v1|tcp|127.0.0.1:5432|postgres|", "tcp 127.0.0.1:5432 postgres"],
    ["one name once", "network_listen[]=raw,ss,v1|tcp|0.0.0.0:80|nginx,nginx|", "tcp 0.0.0.0:80 nginx"],
    [
      "an interface",
      "network_listen[]=raw,ss,v1|udp|[fe80::1]%eth0:123|ntpd|",
      "udp [fe80::1]%eth0:123 ntpd",
    ],
    ["no process", "network_listen[]=raw,ss,v1|tcp|[::]:22||", "tcp [::]:22"],
    ["netstat", "network_listen_port[]=0.0.0.0:22|tcp|sshd|", "tcp 0.0.0.0:22 sshd"],
    ["netstat without process", "network_listen_port[]=:::22|tcp6|-|", "tcp6 :::22"],
    ["sockstat", "network_listen_port[]=tcp4|*:22|sshd|", "tcp4 *:22 sshd"],
    ["Solaris", "network_listen_port[]=*.22|tcp|LISTEN|", "tcp *.22"],
  ])("have one form: %s", (_, line, expected) => {
    expect(fact("network_listen", [line])).toEqual([expected]);
  });

  it("come from both keys", () => {
    const lines = ["network_listen_port[]=*:1|tcp|a|", "network_listen[]=raw,ss,v1|tcp|*:2|b|"];
    expect(fact("network_listen", lines)).toEqual(["tcp *:2 b", "tcp *:1 a"]);
    expect(fact("network_listen", [], "NETW-3012")).toEqual([]);
  });
});

it("cuts a list at its bound, and says so", () => {
  const ports = Array.from({ length: LIMITS.valuesPerKey }, (_, i) => `tcp|*:${i}|a|`);
  const lines = [
    ...ports.map((port) => `network_listen[]=raw,ss,v1|${port}`),
    "network_listen_port[]=*:x|tcp|b|",
  ];
  const report = reportOf(written({ lines }));
  expect(factOf(report, "network_listen")).toHaveLength(LIMITS.valuesPerKey);
  expect(codesOf(report)).toEqual(["values-cut"]);
});

describe("packages", () => {
  it("are counted, and their list is left to the original", () => {
    const lines = ["installed_packages=2", "installed_packages_array=|adduser,3.134|bash,5.2-1,|"];
    const report = reportOf(written({ lines }));
    expect(factOf(report, "installed_packages")).toEqual(["2"]);
    expect(factOf(report, "installed_packages_array")).toBeUndefined();
  });

  it("are counted where they are vulnerable, once the test that lists them ran", () => {
    const lines = [
      "vulnerable_package[]=curl",
      "vulnerable_package[]=curl",
      "vulnerable_package[]=zlib|cve=CVE-1|",
    ];
    expect(fact("vulnerable_package", lines, "PKGS-7392")).toEqual(["2"]);
    expect(fact("vulnerable_package", [], "PKGS-7392")).toEqual(["0"]);
    expect(fact("vulnerable_package", lines)).toBeUndefined();
  });
});

it("keeps certificates past their end only", () => {
  const lines = [
    "certificate[]=/etc/ssl/a.pem|0|cn:subject=CN = a;notafter:Dec 31 09:37:37 2030 GMT;|",
    "certificate[]=/etc/ssl/b.pem|1|cn:subject=CN = b;notafter:Jan  1 00:00:00 2020 GMT;|",
    "certificate[]=/etc/ssl/c.pem",
  ];
  expect(fact("certificate", lines, "CRYP-7902")).toEqual([
    "/etc/ssl/b.pem (cn:subject=CN = b, expired Jan  1 00:00:00 2020 GMT)",
  ]);
  expect(fact("certificate", lines.slice(0, 1), "CRYP-7902")).toEqual([]);
});
