/** Expectations written by hand. */
import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { xccdf } from "@/lib/importers/xccdf";
import { cisCat } from ".";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => {
  const bytes = SAMPLES.get(name);
  if (!bytes) throw new Error(name);
  return bytes;
};
const sniff = (head: string) => cisCat.sniff(head, { name: "", command: "" });

behaves(cisCat, {
  samples: new Map(["one.json", "nothing-applicable.json"].map((name) => [name, sample(name)])),
  cut: "incomplete",
});

describe("samples", () => {
  it("reads a report", () => {
    const { observations, definitions, ...head } = onlyReport(cisCat, fileOf(sample("one.json")));
    expect(head).toEqual({
      format: "cis-cat",
      source: "xccdf/CIS_Debian_Linux_12_Benchmark:Level_1_-_Server",
      tool: { name: "CIS-CAT", version: null },
      host: { name: null, identifiers: [], os: { family: null, name: null, version: null, kernel: null } },
      run: { startedAt: null, endedAt: null, zone: "assumed-utc" },
      scope: "full",
      complete: true,
      native: { name: "CIS-CAT score", value: 50, max: 100 },
      exposures: [],
      exposuresComplete: [],
      facts: [
        { key: "profile", values: ["Level_1_-_Server"] },
        { key: "benchmark", values: ["1.1.0_CIS_Debian_Linux_12_Benchmark"] },
        { key: "benchmark_version", values: ["1.1.0"] },
      ],
      notes: [],
    });
    expect(countsOf(onlyReport(cisCat, fileOf(sample("one.json"))))).toEqual({
      fail: 2,
      pass: 2,
      "not-checked": 1,
      "not-applicable": 1,
      unknown: 1,
      error: 1,
    });
    expect(observations[2]).toEqual({
      check: "xccdf:org.cisecurity.benchmarks:6.3.1_Ensure_AIDE_is_installed",
      outcome: "fail",
      details: [],
    });
    expect(definitions?.[2]).toEqual({
      check: "xccdf:org.cisecurity.benchmarks:6.3.1_Ensure_AIDE_is_installed",
      title: "Ensure AIDE is installed",
      severity: "medium",
      tower: "integrity",
      group: "file_integrity",
    });
    expect(definitions?.map(({ tower, group }) => `${tower}/${group}`)).toEqual([
      "hardening/filesystems",
      "auditing/accounting",
      "integrity/file_integrity",
      "patching/ports_packages",
      "hardening/ssh",
      "hardening/authentication",
      "hardening/firewalls",
      "hardening/file_permissions",
    ]);
  });

  it("names its checks as the XCCDF of CIS-CAT does", () => {
    const folder = samplesOf(import.meta.url, "../xccdf/samples/");
    const xml = onlyReport(xccdf, fileOf(folder.get("cis-cat.xml") ?? ""));
    const json = onlyReport(cisCat, fileOf(sample("one.json")));
    expect(json.source).toBe(xml.source);
    expect(json.definitions?.slice(0, 4)).toEqual(xml.definitions);
    expect(json.observations.slice(0, 4)).toEqual(xml.observations);
  });

  it("takes a score of 0 with nothing applicable for no score", () => {
    const report = onlyReport(cisCat, fileOf(sample("nothing-applicable.json")));
    expect([report.native, report.notes.map(({ code }) => code)]).toEqual([null, ["nothing-applicable"]]);
  });

  it("refuses a report without results and the one for people", () => {
    expect(refusalOf(cisCat, fileOf(sample("nothing-selected.json")))).toBe("cis-cat-nothing-selected");
    expect(sniff(readHead(sample("report.html")))).toMatchObject({ code: "cis-cat-html" });
  });
});

const report = (rules: unknown, more: object = {}): string =>
  JSON.stringify({
    "benchmark-id": "b",
    "benchmark-title": "B",
    "profile-id": "p",
    score: 10,
    rules,
    ...more,
  });

describe("rules", () => {
  it("takes host and time from the sender", () => {
    const host = {
      name: "a",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    const context = { host, endedAt: "2026-11-02T00:00:00Z" };
    const { host: said, run } = onlyReport(
      cisCat,
      fileOf(report([{ "rule-id": "x", result: "pass" }]), context),
    );
    expect(said.name).toBe("a");
    expect(run).toEqual({ startedAt: null, endedAt: "2026-11-02T00:00:00Z", zone: "stated" });
  });

  it("leaves out a broken entry and says so", () => {
    const rules = [{ "rule-id": "x", result: "Fail" }, { "rule-id": 7 }, null, "x", { result: "pass" }];
    const { observations, notes, native } = onlyReport(cisCat, fileOf(report(rules)));
    expect(observations).toEqual([{ check: "xccdf:x", outcome: "fail", details: [] }]);
    expect(notes).toEqual([
      {
        code: "broken-rules",
        text: "4 entries of this report name no rule or no result and were left out.",
      },
    ]);
    expect(native).toEqual({ name: "CIS-CAT score", value: 10, max: 100 });
  });

  it("takes no score that is none", () => {
    const score = (value: unknown) =>
      onlyReport(cisCat, fileOf(report([{ "rule-id": "x", result: "pass" }], { score: value }))).native
        ?.value ?? null;
    expect(["23.33", "61%", "x", "", "101", -1, null, {}].map(score)).toEqual([
      23.33,
      61,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("says where a report is broken", () => {
    expect(cisCat.read(fileOf(report("none")))).toEqual({
      ok: false,
      refusal: {
        code: "malformed",
        text: "This is no whole report of CIS-CAT: rules is missing or of another kind.",
      },
    });
    expect(refusalOf(cisCat, fileOf("[]"))).toBe("malformed");
    expect(refusalOf(cisCat, fileOf('{"benchmark-id":'))).toBe("json-malformed");
  });

  it.each([
    '{"rules":[]}',
    '[{"benchmark-id":"a","profile-id":"b","rules":[]}]',
    "<html><title>x</title></html>",
    "x",
    "",
  ])("leaves %s to others", (text) => {
    expect(sniff(text)).toBe("no");
  });
});
