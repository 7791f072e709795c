/** Small documents: literal in, literal out. */
import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { countsOf, fileOf, onlyReport, refusalOf, reportsOf } from "@/lib/importers/testing";
import { placeOf, systemOf, toolOf } from "@/lib/importers/xccdf-catalogue";
import { checkOf, sourceOf } from "@/lib/importers/xccdf-ids";
import { xccdf } from ".";

const TIMES = 'start-time="2026-11-01T00:00:00Z" end-time="2026-11-01T00:01:00Z"';
const result = (inner: string, attributes = TIMES): string =>
  `<TestResult id="r" ${attributes}><profile idref="xccdf_org.ssgproject.content_profile_p"/>${inner}</TestResult>`;
const rule = (id: string, outcome: string, more = ""): string =>
  `<rule-result idref="xccdf_org.ssgproject.content_rule_${id}" severity="low"><result>${outcome}</result>${more}</rule-result>`;
const document = (inner: string): string =>
  `<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b">${inner}</Benchmark>`;
const read = (inner: string) => onlyReport(xccdf, fileOf(document(inner)));

describe("several results of one rule", () => {
  const together = (...outcomes: string[]) => {
    const [one] = read(result(outcomes.map((outcome) => rule("a", outcome)).join(""))).observations;
    return one?.ratio === undefined ? one?.outcome : [one.outcome, one.ratio];
  };

  it("counts the worst, or the share where instances differ", () => {
    expect(together("pass", "pass")).toBe("pass");
    expect(together("pass", "fail", "pass", "pass")).toEqual(["part", 0.75]);
    expect(together("fail", "fail")).toBe("fail");
    expect(together("pass", "error")).toBe("error");
    expect(together("notchecked", "unknown", "pass")).toBe("unknown");
    expect(together("notapplicable", "pass")).toBe("pass");
    expect(together("notapplicable", "fail")).toBe("fail");
    expect(together("notselected", "pass")).toBe("pass");
  });

  it("takes a word that XCCDF does not have for unknown", () => {
    expect(together("perhaps")).toBe("unknown");
    expect(together("")).toBe("unknown");
    expect(together(" PASS\n")).toBe("pass");
  });
});

describe("severity", () => {
  const severity = (ofRule: string, ofResult: string) =>
    read(
      `<Rule id="x" ${ofRule}><title>X</title></Rule>` +
        result(`<rule-result idref="x" ${ofResult}><result>pass</result></rule-result>`),
    ).definitions?.[0]?.severity;

  it("is what the run says, else what the rule says, else medium", () => {
    expect(severity('severity="high"', 'severity="low"')).toBe("low");
    expect(severity('severity="high"', "")).toBe("high");
    expect(severity('severity="high"', 'severity="unknown"')).toBe("high");
    expect(severity('severity="unknown"', 'severity="unknown"')).toBe("medium");
    expect(severity("", "")).toBe("medium");
    expect(severity('severity="info"', "")).toBe("info");
  });
});

describe("an unfinished run", () => {
  it("says what failed and passes nothing without an end time", () => {
    const open = read(result(rule("a", "pass") + rule("b", "fail") + rule("c", "notapplicable"), ""));
    expect(open.complete).toBe(false);
    expect(countsOf(open)).toEqual({ fail: 1 });
    expect(open.notes.map(({ code }) => code)).toEqual(["no-end-time"]);
  });

  it("takes the collector's time only where the file has none", () => {
    const context = { endedAt: "2026-11-02T00:00:00Z" };
    const without = onlyReport(xccdf, fileOf(document(result(rule("b", "fail"), "")), context));
    expect(without.run).toEqual({ startedAt: null, endedAt: "2026-11-02T00:00:00Z", zone: "stated" });
    const having = onlyReport(xccdf, fileOf(document(result(rule("b", "fail"))), context));
    expect(having.run.endedAt).toBe("2026-11-01T00:01:00Z");
  });

  it("lets a broken document say what failed before", () => {
    const text = document(result(rule("a", "pass") + rule("b", "fail")) + result(rule("a", "pass")));
    const [cut, ...others] = reportsOf(xccdf, fileOf(text.slice(0, -3)));
    expect(others).toEqual([]);
    expect([cut.complete, countsOf(cut)]).toEqual([false, { fail: 1 }]);
    expect(refusalOf(xccdf, fileOf(document(result(rule("a", "pass"))).slice(0, -3)))).toBe("xml-malformed");
  });
});

describe("what was measured", () => {
  it("gives no score where no rule came to a verdict", () => {
    const score = '<score system="urn:xccdf:scoring:default" maximum="100">0</score>';
    const none = read(result(rule("a", "notchecked") + rule("b", "notapplicable") + score));
    expect([none.native, none.notes.map(({ code }) => code)]).toEqual([null, ["nothing-measured"]]);
  });

  it.each([
    ['maximum="100"', "-1"],
    ['maximum="0"', "0"],
    ['maximum="10"', "11"],
    ["", "1e999"],
    ["", "NaN"],
    ["", ""],
  ])("takes no score of %s %s", (maximum, value) => {
    const score = `<score system="urn:xccdf:scoring:default" ${maximum}>${value}</score>`;
    expect(read(result(rule("a", "fail") + score)).native).toBeNull();
  });

  it("names results that selected no rule", () => {
    const reports = reportsOf(
      xccdf,
      fileOf(document(result(rule("a", "notselected")) + result(rule("a", "pass")))),
    );
    expect(reports).toHaveLength(1);
    expect(reports[0].notes.map(({ code }) => code)).toEqual(["empty-results"]);
  });
});

describe("hosts", () => {
  it("takes the sender's word only where the file is silent", () => {
    const host = {
      name: "told",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    const silent = onlyReport(xccdf, fileOf(document(result(rule("a", "pass"))), { host }));
    expect(silent.host.name).toBe("told");
    const named = document(result(`<target>said</target>${rule("a", "pass")}`));
    expect(onlyReport(xccdf, fileOf(named, { host })).host.name).toBe("said");
  });

  it("tells no version where platforms differ", () => {
    const platforms = ["12", "13"].map((v) => `<platform idref="cpe:/o:debian:debian_linux:${v}"/>`).join("");
    const { os } = read(result(`<target>a</target>${platforms}${rule("a", "pass")}`)).host;
    expect([os.name, os.version]).toEqual(["Debian", null]);
  });
});

describe("names", () => {
  it("shortens ids and keeps them apart", () => {
    expect(checkOf("xccdf_org.ssgproject.content_rule_a_rule_b")).toBe("xccdf:a_rule_b");
    expect(checkOf("xccdf_com.example_rule_a b")).toBe("xccdf:com.example:a_b");
    expect(checkOf("xccdf_mil.disa.stig_rule_SV-1r2_rule")).toBe("xccdf:mil.disa.stig:SV-1");
    expect(checkOf("\u0000 ")).toBeNull();
    expect(checkOf(undefined)).toBeNull();
    const long = [1, 2].map((end) => checkOf(`${"x".repeat(300)}${end}`));
    expect(long.map((one) => one?.length)).toEqual([LIMITS.checkCharacters, LIMITS.checkCharacters]);
    expect(long[0]).not.toBe(long[1]);
  });

  it("tells sources apart", () => {
    const SSG = "xccdf_org.ssgproject.content";
    expect(sourceOf(`${SSG}_profile_standard`, `${SSG}_benchmark_DEBIAN-12`)).toBe("xccdf/standard");
    expect(sourceOf(null, `${SSG}_benchmark_DEBIAN-12`)).toBe("xccdf/DEBIAN-12:default");
    expect(sourceOf("xccdf_scap-workbench_profile_mine", `${SSG}_benchmark_DEBIAN-12`)).toBe(
      "xccdf/DEBIAN-12:mine",
    );
    expect(sourceOf("xccdf_org.cisecurity.benchmarks_profile_L1", null)).toBe(
      "xccdf/org.cisecurity.benchmarks:L1",
    );
    expect(sourceOf("MAC-3_Public", "/srv/scap/U_RHEL_8_V2R8_STIG_SCAP_1-3_Benchmark.xml")).toBe(
      "xccdf/U_RHEL_8_STIG_SCAP_1-3_Benchmark:MAC-3_Public",
    );
    expect(sourceOf(null, null)).toBe("xccdf/default");
    expect(sourceOf("p".repeat(500), null)).toHaveLength(100);
  });

  it("knows systems and tools by their CPE names", () => {
    expect(systemOf("cpe:2.3:o:redhat:enterprise_linux:8:*:*:*")).toEqual({
      name: "Red Hat Enterprise Linux",
      version: "8",
    });
    expect(systemOf("cpe:/o:debian:debian_linux")).toEqual({ name: "Debian", version: null });
    expect(systemOf("cpe:/a:debian:debian_linux:12")).toBeNull();
    expect(toolOf("cpe:/a:acme:scanner:2.1")).toEqual({ name: "scanner", version: "2.1" });
    expect(toolOf("scanner 2.1")).toBeNull();
  });
});

describe("towers", () => {
  it.each([
    ["aide_build_database", "integrity", "file_integrity", undefined],
    ["rpm_verify_hashes", "integrity", "file_integrity", undefined],
    ["audit_rules_mac_modification", "auditing", "accounting", undefined],
    ["file_permissions_var_log", "auditing", "logging", undefined],
    ["mount_option_var_log_noexec", "hardening", "filesystems", "containment"],
    ["accounts_passwords_pam_faillock_audit", "hardening", "authentication", undefined],
    ["sshd_set_loglevel_verbose", "hardening", "ssh", undefined],
    ["sysctl_net_ipv4_conf_all_log_martians", "hardening", "kernel_hardening", undefined],
    ["sysctl_kernel_yama_ptrace_scope", "hardening", "kernel_hardening", "containment"],
    ["timer_dnf-automatic_enabled", "patching", "ports_packages", undefined],
    ["ensure_redhat_gpgkey_installed", "patching", "ports_packages", "external-software"],
    ["package_telnet_removed", "hardening", "insecure_services", undefined],
    ["rule-42", "hardening", "other", undefined],
  ])("%s stands on %s", (name, tower, group, theme) => {
    expect(placeOf(name, null)).toEqual({ tower, group, ...(theme && { theme }) });
  });

  it("asks the title where the id says nothing", () => {
    expect(
      placeOf(
        "SV-230475",
        "RHEL 8 must use cryptographic mechanisms to protect the integrity of audit tools.",
      ).tower,
    ).toBe("integrity");
  });
});

describe("hostile documents", () => {
  it("refuses document types and too many results", () => {
    const doctype = `<!DOCTYPE x [<!ENTITY a "b">]>${document(result(rule("a", "fail")))}`;
    expect(refusalOf(xccdf, fileOf(doctype))).toBe("xml-doctype");
    const many = result(rule("a", "fail")).repeat(LIMITS.reportsPerFile + 1);
    expect(refusalOf(xccdf, fileOf(document(many)))).toBe("too-many-reports");
    const one = Array.from({ length: LIMITS.observations + 1 }, (_, at) => rule(`r${at}`, "fail")).join("");
    expect(refusalOf(xccdf, fileOf(document(result(one))))).toBe("too-many-observations");
  });

  it("reads as many results as a file may hold", () => {
    const text = document(result(rule("a", "fail")).repeat(LIMITS.reportsPerFile));
    expect(reportsOf(xccdf, fileOf(text))).toHaveLength(LIMITS.reportsPerFile);
  });

  it("stands results within results and names of objects", () => {
    const inner = result(
      `<rule-result idref="__proto__"><result>fail</result></rule-result>${result(rule("b", "fail"))}`,
    );
    const { observations } = read(inner);
    expect(observations.map(({ check }) => check)).toEqual(["xccdf:__proto__"]);
  });
});
