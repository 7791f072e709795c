import { describe, expect, it } from "vitest";
import { fileOf, onlyReport, refusalOf } from "../testing";
import type { FileContext, FileInput } from "../types";
import { cyclonedx } from ".";

const BASH = {
  "bom-ref": "b",
  type: "library",
  name: "bash",
  version: "5.2",
  purl: "pkg:deb/debian/bash@5.2",
};

const written = (vulnerabilities: unknown, parts: object = {}, context?: FileContext): FileInput =>
  fileOf(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: { tools: [{ name: "trivy" }] },
      components: [BASH],
      vulnerabilities,
      ...parts,
    }),
    context,
  );

const inBash = (parts: object = {}): object => ({ id: "CVE-2026-1234", affects: [{ ref: "b" }], ...parts });

describe("cyclonedx", () => {
  it.each([
    [undefined, "medium"],
    [[{ severity: "unknown" }], "medium"],
    [[{ severity: "none", score: 0, method: "CVSSv31" }], "medium"],
    [[{ severity: "low" }, { severity: "high" }, { severity: "medium" }], "high"],
    [[{ score: 9.8, method: "CVSSv31" }], "critical"],
    [[{ score: 9.8, method: "OWASP" }], "medium"],
    [[{ score: "7.5", method: "CVSSv4" }], "high"],
  ])("grades %j as %s", (ratings, severity) => {
    expect(onlyReport(cyclonedx, written([inBash({ ratings })])).exposures[0]?.severity).toBe(severity);
  });

  it.each(["not_affected", "false_positive", "resolved", "resolved_with_pedigree"])(
    "leaves out %s",
    (state) => {
      expect(onlyReport(cyclonedx, written([inBash({ analysis: { state } })])).exposures).toEqual([]);
    },
  );

  it.each(["exploitable", "in_triage", "something new"])("keeps %s", (state) => {
    expect(onlyReport(cyclonedx, written([inBash({ analysis: { state } })])).exposures).toHaveLength(1);
  });

  it("leaves out a component of which every listed version is unaffected", () => {
    const affects = [{ ref: "b", versions: [{ version: "5.2", status: "unaffected" }] }];
    expect(onlyReport(cyclonedx, written([inBash({ affects })])).exposures).toEqual([]);
  });

  it.each([
    ["pkg:deb/debian/zlib1g@1%3A1.2.13?arch=amd64", "zlib1g"],
    ["pkg:rpm/redhat/glibc@2.34", "glibc"],
    ["pkg:npm/%40babel/core@7.0.0", "npm/@babel/core"],
    ["pkg:npm/@babel/core", "npm/@babel/core"],
    ["pkg:maven/org.example/shop@1.0#path", "maven/org.example/shop"],
    ["pkg:pypi/Typing_Extensions@4", "pypi/typing-extensions"],
    ["pkg:golang/github.com/Masterminds/sprig/v3@v3.2.3", "golang/github.com/masterminds/sprig/v3"],
    ["urn:cdx:x/1#pkg%3Adeb%2Fdebian%2Fzlib1g%401", "zlib1g"],
  ])("knows %s as %s", (ref, name) => {
    const { exposures } = onlyReport(cyclonedx, written([inBash({ affects: [{ ref }] })]));
    expect(exposures.map(({ key }) => key)).toEqual([`${name} CVE-2026-1234`]);
  });

  it("closes nothing where a reference leads nowhere or an entry cannot be read", () => {
    for (const one of [inBash({ affects: [{ ref: "nowhere" }] }), { id: "CVE-2026-1" }, 7]) {
      const report = onlyReport(cyclonedx, written([inBash(), one]));
      expect(report.exposures).toHaveLength(1);
      expect(report).toMatchObject({ exposuresComplete: [], notes: [{ code: "entries-skipped" }] });
    }
  });

  it("never takes a distribution or a path for a host, and believes the context first", () => {
    const about = (type: string, name: string, context?: FileContext) =>
      onlyReport(cyclonedx, written([inBash()], { metadata: { component: { type, name } } }, context)).host;
    expect(about("operating-system", "debian")).toMatchObject({ name: null, os: { name: "debian" } });
    expect(about("device", "/dev/sda").name).toBeNull();
    expect(about("device", "gateway-7").name).toBe("gateway-7");
    const host = {
      name: "web-21",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    expect(about("device", "gateway-7", { host }).name).toBe("web-21");
  });

  it("says where a file is not built as CycloneDX is", () => {
    expect(refusalOf(cyclonedx, written({}))).toBe("cyclonedx-malformed");
    expect(refusalOf(cyclonedx, written([], { bomFormat: "SPDX" }))).toBe("cyclonedx-malformed");
  });

  it("does not take other files for its own", () => {
    const others = [
      "{}",
      '{"bomFormat":"SPDX"}',
      '{"components":[{"name":"a"}]}',
      "[]",
      "<bom/>",
      "<Benchmark/>",
    ];
    for (const other of others)
      expect(cyclonedx.sniff(other, { name: "bom.cdx.json", command: "trivy" })).toBe("no");
  });

  it("refuses more findings than it may hold, and does not fill the memory first", {
    timeout: 60_000,
  }, () => {
    const refs = Array.from({ length: 150_000 }, (_, n) => ({ ref: `pkg:deb/debian/p${n}` }));
    expect(refusalOf(cyclonedx, written([inBash({ affects: refs })]))).toBe("too-many-exposures");
    const same = Array.from({ length: 150_000 }, () => ({ ref: "b" }));
    expect(onlyReport(cyclonedx, written([inBash({ affects: same })])).exposures).toHaveLength(1);
  });

  it("reads 14,000 findings quickly", { timeout: 60_000 }, () => {
    const description = "A long text of the kind that comes with every finding. ".repeat(20);
    const list = Array.from({ length: 14_000 }, (_, n) =>
      inBash({ id: `CVE-2026-${10_000 + n}`, description }),
    );
    const file = written(list);
    expect(file.bytes.length).toBeGreaterThan(15_000_000);
    const start = performance.now();
    expect(onlyReport(cyclonedx, file).exposures).toHaveLength(14_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
