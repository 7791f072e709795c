import { describe, expect, it } from "vitest";
import { fileOf, onlyReport } from "@/lib/importers/testing";
import { nessus } from ".";
import { auditOf, idOf } from "./compliance";
import { splitPackage } from "./packages";

const scan = (items: string, system = "Debian 12", policy = ""): Uint8Array =>
  new TextEncoder().encode(
    `<NessusClientData_v2>${policy}<Report><ReportHost name="10.0.0.1"><HostProperties><tag name="HOST_END">Mon Nov 23 02:05:07 2026</tag><tag name="operating-system">${system}</tag></HostProperties><ReportItem pluginID="19506" severity="0"><plugin_output>Credentialed checks : yes</plugin_output></ReportItem>${items}</ReportHost></Report></NessusClientData_v2>`,
  );
const item = (inner: string, level = 3, family = "Misc."): string =>
  `<ReportItem pluginID="7" pluginName="N" pluginFamily="${family}" severity="${level}" port="0" protocol="tcp">${inner}</ReportItem>`;
const exposuresOf = (items: string) => onlyReport(nessus, fileOf(scan(items))).exposures;

describe("rules", () => {
  it.each([
    [
      "the score first",
      "<risk_factor>Critical</risk_factor><cvss3_base_score>5.0</cvss3_base_score>",
      "medium",
    ],
    ["else the risk factor", "<risk_factor>Critical</risk_factor>", "critical"],
    ["else the level", "", "high"],
    ["no score at all", "<cvss3_base_score>0.0</cvss3_base_score><risk_factor>Low</risk_factor>", "low"],
  ])("severity: %s", (_, inner, severity) => {
    expect(exposuresOf(item(inner))[0]?.severity).toBe(severity);
  });

  it.each([
    [
      "a date and a fix",
      "<cisa-known-exploited>2026/12/05</cisa-known-exploited><solution>Upgrade.</solution>",
      true,
    ],
    ["a cross reference", "<xref>CISA-KNOWN-EXPLOITED:2026/12/05</xref><solution>Upgrade.</solution>", true],
    ["no fix", "<cisa-known-exploited>2026/12/05</cisa-known-exploited><solution>n/a</solution>", false],
    ["no date", "<cisa-known-exploited>true</cisa-known-exploited><solution>Upgrade.</solution>", false],
    [
      "an exploit alone",
      "<exploit_available>true</exploit_available><in_the_news>true</in_the_news><solution>Upgrade.</solution>",
      false,
    ],
  ])("exploited: %s", (_, inner, exploited) => {
    expect(exposuresOf(item(inner))[0]?.exploitedWithFix).toBe(exploited);
  });

  it("a summary of the compliance family is no vulnerability", () => {
    expect(exposuresOf(item("", 3, "Policy Compliance"))).toEqual([]);
  });

  it("the policy decides whether local checks of this system could run", () => {
    const policy = (state: string) =>
      `<Policy><FamilySelection><FamilyItem><FamilyName>Debian Local Security Checks</FamilyName><Status>${state}</Status></FamilyItem></FamilySelection></Policy>`;
    const scopeOf = (system: string, state: string) =>
      onlyReport(nessus, fileOf(scan(item(""), system, policy(state)))).scope;
    expect(scopeOf("Debian 12", "enabled")).toBe("full");
    expect(scopeOf("Debian 12", "disabled")).toBe("partial");
    expect(scopeOf("Debian 12", "mixed")).toBe("partial");
    expect(scopeOf("Ubuntu 24.04", "disabled")).toBe("full");
  });

  it("the worst of two results of one check counts", () => {
    const both = item(
      "<compliance-check-name>A</compliance-check-name><compliance-result>PASSED</compliance-result><compliance-result>FAILED</compliance-result>",
    );
    expect(onlyReport(nessus, fileOf(scan(both))).observations).toMatchObject([
      { check: "nessus:audit/a", outcome: "fail" },
    ]);
  });

  it.each([
    ["libssl3_3.0.11-1~deb12u1", "Debian Local Security Checks", "libssl3", "3.0.11-1~deb12u1"],
    ["openssl_3.0.13-0ubuntu3.4_amd64", "", "openssl", "3.0.13-0ubuntu3.4"],
    ["mod_ssl-2.4.53-11.el9", "Red Hat Local Security Checks", "mod_ssl", "2.4.53-11.el9"],
    ["python3-urllib3-1.26.5-3.el9", "", "python3-urllib3", "1.26.5-3.el9"],
    ["java-1.8.0-openjdk-1:1.8.0.392-2", "", "java-1.8.0-openjdk", "1:1.8.0.392-2"],
    ["openssl-1.1.1", "FreeBSD Local Security Checks", "openssl", "1.1.1"],
    ["odd", "", "odd", ""],
  ])("package %s", (text, family, name, version) => {
    expect(splitPackage(text, family)).toEqual({ name, version });
  });

  it.each([
    ["CIS_Debian_Linux_11_Server_L1_v1.0.0.audit", "cis-debian-linux-11-server-l1"],
    ["CIS_X_v3.0.1.var_replace.audit", "cis-x"],
    ["DISA_STIG_Ubuntu_22_v2r1-scfile_a1B2c3.audit", "disa-stig-ubuntu-22"],
    ["", "audit"],
  ])("audit file %s", (file, audit) => {
    expect(auditOf(file)).toBe(audit);
  });

  it.each([
    [
      "6.3.2.2 Ensure audit logs are not automatically deleted",
      "ensure-audit-logs-are-not-automatically-deleted",
    ],
    [
      "UBTU-22-411015 - The system must have no empty passwords",
      "ubtu-22-411015-the-system-must-have-no-empty-passwords",
    ],
    ["1.1.1", "1-1-1"],
    ["…", "check"],
  ])("check name %s", (name, id) => {
    expect(idOf(name)).toBe(id);
  });
});
