/** Real results. Counts are those of the samples' README, and of `grep -c '<result>fail'`. */
import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { xccdf } from ".";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => {
  const bytes = SAMPLES.get(name);
  if (!bytes) throw new Error(name);
  return bytes;
};
const report = (name: string) => onlyReport(xccdf, fileOf(sample(name)));

describe("what oscap counted", () => {
  it.each([
    ["db-02-standard-results.xml", { fail: 4, pass: 19, "not-applicable": 21 }],
    ["db-02-standard-arf.xml", { fail: 4, pass: 19, "not-applicable": 21 }],
    ["db-02-anssi-minimal-results.xml", { "not-checked": 1, fail: 16, pass: 15, "not-applicable": 3 }],
    ["web-03-not-applicable-results.xml", { "not-applicable": 44 }],
  ])("%s", (name, counts) => {
    expect(xccdf.sniff(readHead(sample(name)), { name: "", command: "" })).toBe("yes");
    expect(countsOf(report(name))).toEqual(counts);
  });

  it("says the same in ARF as in XCCDF", () => {
    expect(report("db-02-standard-arf.xml")).toEqual(report("db-02-standard-results.xml"));
  });

  it("reads a real run", () => {
    const { observations, definitions, ...head } = report("db-02-standard-results.xml");
    expect(head).toEqual({
      format: "xccdf",
      source: "xccdf/standard",
      tool: { name: "OpenSCAP", version: "1.3.7" },
      host: {
        name: "db-02.example.org",
        identifiers: [],
        os: { family: "Linux", name: "Debian", version: "12", kernel: null },
      },
      run: { startedAt: "2026-11-22T11:36:28Z", endedAt: "2026-11-22T11:36:29Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: { name: "XCCDF score", value: 80, max: 100 },
      exposures: [],
      exposuresComplete: [],
      facts: [
        { key: "profile", values: ["standard"] },
        { key: "benchmark", values: ["DEBIAN-12"] },
        { key: "benchmark_version", values: ["0.1.76"] },
      ],
      notes: [],
    });
    expect(observations.filter(({ outcome }) => outcome === "fail")).toEqual([
      { check: "xccdf:partition_for_home", outcome: "fail", details: [{ name: "ANSSI", text: "R28" }] },
      { check: "xccdf:partition_for_var", outcome: "fail", details: [{ name: "ANSSI", text: "R28" }] },
      { check: "xccdf:partition_for_var_log", outcome: "fail", details: [{ name: "ANSSI", text: "R28" }] },
      {
        check: "xccdf:partition_for_var_log_audit",
        outcome: "fail",
        details: [{ name: "ANSSI", text: "R71" }],
      },
    ]);
    expect(definitions).toHaveLength(44);
    expect(definitions?.find(({ check }) => check === "xccdf:service_rsyslog_enabled")).toEqual({
      check: "xccdf:service_rsyslog_enabled",
      title: "Enable rsyslog Service",
      severity: "medium",
      tower: "auditing",
      group: "logging",
    });
  });

  it("reads the ANSSI profile", () => {
    const anssi = report("db-02-anssi-minimal-results.xml");
    expect(anssi.source).toBe("xccdf/anssi_bp28_minimal");
    expect(anssi.native).toEqual({ name: "XCCDF score", value: 68.75, max: 100 });
    expect(anssi.run).toEqual({
      startedAt: "2026-11-22T11:58:40Z",
      endedAt: "2026-11-22T11:59:14Z",
      zone: "stated",
    });
    expect(anssi.observations.find(({ check }) => check === "xccdf:security_patches_up_to_date")).toEqual({
      check: "xccdf:security_patches_up_to_date",
      outcome: "not-checked",
      message: "None of the check-content-ref elements was resolvable.",
      details: [],
    });
    expect(
      anssi.observations.find(({ check }) => check === "xccdf:accounts_password_pam_minlen")?.details,
    ).toEqual([
      { name: "ANSSI", text: "R31" },
      { name: "ANSSI", text: "R68" },
    ]);
    expect(anssi.definitions?.find(({ check }) => check === "xccdf:package_rsh_removed")?.severity).toBe(
      "medium",
    );
  });

  it("takes a score of 0 with nothing applicable for no score", () => {
    const web = report("web-03-not-applicable-results.xml");
    expect(web.native).toBeNull();
    expect(web.notes.map(({ code }) => code)).toEqual(["nothing-applicable"]);
    expect(web.tool).toEqual({ name: "OpenSCAP", version: "1.4.2" });
    expect(web.host.name).toBe("web-03.example.org");
    expect(web.complete).toBe(true);
  });

  it("lets a cut file say only what failed", () => {
    const whole = sample("db-02-standard-results.xml");
    const cut = onlyReport(xccdf, fileOf(whole.slice(0, whole.length - 20)));
    expect(cut.complete).toBe(false);
    expect(countsOf(cut)).toEqual({ fail: 4 });
    expect(cut.native).toBeNull();
    expect(cut.notes.map(({ code }) => code)).toEqual(["truncated"]);
    expect(refusalOf(xccdf, fileOf(whole.slice(0, whole.length / 2)))).toBe("xml-malformed");
    const arf = sample("db-02-standard-arf.xml");
    const cutArf = onlyReport(xccdf, fileOf(arf.slice(0, arf.length * 0.9)));
    expect([cutArf.complete, countsOf(cutArf)]).toEqual([false, { fail: 4 }]);
  });
});
