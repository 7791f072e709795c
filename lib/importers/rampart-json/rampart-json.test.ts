import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { publishedSchema } from "@/lib/importers/own-schema";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { rampartJson } from ".";

const samples = samplesOf(import.meta.url);
const READ = ["web-01-example.json", "web-01-broken-off.json", "no-host.json"];
const sample = (name: string) => samples.get(name) ?? new Uint8Array();
const published = (name: string) =>
  readFileSync(new URL(`../../../public/schema/${name}`, import.meta.url), "utf8");

behaves(rampartJson, { samples: new Map(READ.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("what is published", () => {
  it("is the schema that reads; write it again with publishedSchema() where this fails", () => {
    expect(JSON.parse(published("report.v1.schema.json"))).toEqual(
      JSON.parse(JSON.stringify(publishedSchema())),
    );
  });

  it("is an example that is read", () => {
    expect(published("report.v1.example.json")).toBe(new TextDecoder().decode(sample("web-01-example.json")));
  });

  it("is told in docs/own-reports.md by an example that is read", () => {
    const page = readFileSync(new URL("../../../docs/own-reports.md", import.meta.url), "utf8");
    const [, example = ""] = /```json\n([\s\S]+?)```/.exec(page) ?? [];
    const report = onlyReport(rampartJson, fileOf(example));
    expect([report.source, countsOf(report), report.exposures.length]).toEqual([
      "own/nightly-checks",
      { pass: 1 },
      1,
    ]);
  });
});

describe("samples", () => {
  it("web-01-example.json", () => {
    const report = onlyReport(rampartJson, fileOf(sample("web-01-example.json")));
    expect(report).toMatchObject({
      format: "rampart-json",
      source: "own/nightly-checks",
      tool: { name: "nightly-checks.sh", version: "1.4" },
      host: {
        name: "web-01",
        identifiers: [{ kind: "machine-id", value: "4c1f0a6b2d3e48f5a7b8c9d0e1f2a3b4" }],
        os: { family: "Linux", name: "Debian", version: "12", kernel: null },
      },
      run: { startedAt: "2026-11-24T03:00:00Z", endedAt: "2026-11-24T03:02:10Z", zone: "stated" },
      scope: "full",
      complete: true,
      native: null,
      exposuresComplete: ["package", "vulnerability"],
      facts: [
        { key: "backup_age_days", values: ["1"] },
        { key: "backup_targets", values: ["nas-01", "tape"] },
      ],
      notes: [],
    });
    expect(countsOf(report)).toEqual({ pass: 1, fail: 1, part: 1, error: 1 });
    expect(report.observations[1]).toEqual({
      check: "own:nightly-checks/ssh.no-passwords",
      outcome: "fail",
      message: "PasswordAuthentication is yes",
      details: [
        { name: "file", text: "/etc/ssh/sshd_config.d/50-cloud-init.conf" },
        { name: "expected", text: "no" },
      ],
    });
    expect(report.observations[2]?.ratio).toBe(0.75);
    expect(report.definitions?.[2]).toEqual({
      check: "own:nightly-checks/services.sandboxed",
      title: "Services of our own run in a sandbox",
      severity: "medium",
      tower: "hardening",
      theme: "containment",
    });
    expect(report.exposures.map(({ kind, key, severity }) => [kind, key, severity])).toEqual([
      ["package", "inhouse-backup", "high"],
      ["vulnerability", "inhouse-backup CVE-2026-1234", "high"],
      ["file", "/opt/app/bin/app", "critical"],
    ]);
  });

  it("web-01-broken-off.json passes and closes nothing", () => {
    const report = onlyReport(rampartJson, fileOf(sample("web-01-broken-off.json")));
    expect(report).toMatchObject({ complete: false, exposuresComplete: [] });
    expect(report.run.endedAt).toBe("2026-11-24T03:15:00Z");
    expect(countsOf(report)).toEqual({ fail: 1 });
    expect(report.notes.map(({ code }) => code)).toEqual(["incomplete-run", "exposures-not-exhaustive"]);
  });

  it("no-host.json takes the host of the sender", () => {
    const host = onlyReport(
      rampartJson,
      fileOf(sample("web-01-broken-off.json"), { endedAt: "2026-01-01T00:00:00Z" }),
    ).host;
    expect(host.name).toBe("web-01");
    expect(onlyReport(rampartJson, fileOf(sample("no-host.json"))).host.name).toBeNull();
    expect(onlyReport(rampartJson, fileOf(sample("no-host.json"), { host })).host.name).toBe("web-01");
  });

  it.each([
    ["unknown-key.json", "rampart-json-malformed"],
    ["says-nothing.json", "rampart-json-empty"],
    ["list.json", "rampart-json-malformed"],
  ])("%s is refused", (name, code) => {
    expect(refusalOf(rampartJson, fileOf(sample(name)))).toBe(code);
  });

  it("a list is known and told what to bring", () => {
    const head = new TextDecoder().decode(sample("list.json"));
    expect(rampartJson.sniff(head, { name: "", command: "" })).toMatchObject({ code: "rampart-json-list" });
    expect(rampartJson.sniff('{"version":"2.1.0","runs":[]}', { name: "", command: "" })).toBe("no");
  });
});

const CHECK = { id: "a", title: "A", severity: "low", tower: "hardening", outcome: "pass" };
const REPORT = { rampart: 1, source: "s", endedAt: "2026-11-24T03:15:00Z", checks: [CHECK] };
const textOf = (value: object): string => {
  const result = rampartJson.read(fileOf(JSON.stringify(value)));
  return result.ok ? "read" : result.refusal.text;
};
const withCheck = (change: object): string => textOf({ ...REPORT, checks: [CHECK, { ...CHECK, ...change }] });

describe("a fault is named with its path", () => {
  it.each([
    [{ rampart: 2 }, "In rampart: expected 1."],
    [{ chekcs: [] }, "In chekcs: this key is not known."],
    [{ host: { nmae: "x" } }, "In host.nmae: this key is not known."],
    [{ host: {} }, "In host.name: missing, expected a text."],
    [{ host: { name: "" } }, "In host.name: expected at least 1 characters."],
    [{ host: { name: "\u0007" } }, "In host.name: expected a text with something to see in it."],
    [
      { source: "My checks" },
      "In source: expected small letters, digits and hyphens, such as nightly-checks.",
    ],
    [{ endedAt: "yesterday" }, "In endedAt: expected a time with its zone, such as 2026-11-24T03:15:00Z."],
    [
      { endedAt: "2026-02-31T00:00:00Z" },
      "In endedAt: expected a time with its zone, such as 2026-11-24T03:15:00Z.",
    ],
    [{ endedAt: undefined }, "In endedAt: missing, expected a text."],
    [{ scope: "half" }, "In scope: expected one of full, partial, unprivileged."],
    [
      { exposures: [{ kind: "dragon" }] },
      "In exposures[0].kind: expected one of package, vulnerability, file, malware.",
    ],
    [{ exposures: [{ kind: "package" }] }, "In exposures[0].name: missing, expected a text."],
    [
      { facts: { Age: [] } },
      "In facts.Age: expected as key small letters, digits and _, such as backup_age_days.",
    ],
    [{ facts: { age: [1] } }, "In facts.age[0]: expected a text."],
    [{ checks: CHECK }, "In checks: expected a list."],
  ])("%j", (change, text) => {
    expect(textOf({ ...REPORT, ...change })).toBe(text);
  });

  it.each([
    [{ severity: "hgih" }, "In checks[1].severity: expected one of critical, high, medium, low, info."],
    [
      { outcome: "ok" },
      "In checks[1].outcome: expected one of pass, fail, part, not-applicable, not-checked, error, unknown.",
    ],
    [
      { id: "b c" },
      "In checks[1].id: expected letters, digits and . _ : / - without blanks, such as backup.restore-tested.",
    ],
    [
      { id: "b", ratio: 0.5 },
      "In checks[1].ratio: expected a share between 0 and 1 with the outcome part, and none with another.",
    ],
    [
      { id: "b", outcome: "part" },
      "In checks[1].ratio: missing, expected a share between 0 and 1 with the outcome part, and none with another.",
    ],
    [{ id: "b", outcome: "part", ratio: 1 }, "In checks[1].ratio: expected less than 1."],
    [{}, "In checks[1].id: a stands twice in this report."],
    [{ id: "b", titel: "B" }, "In checks[1].titel: this key is not known."],
  ])("of a check: %j", (change, text) => {
    expect(withCheck(change)).toBe(text);
  });
});

describe("rules", () => {
  const read = (change: object) => onlyReport(rampartJson, fileOf(JSON.stringify({ ...REPORT, ...change })));

  it("the same id of two sources is two checks", () => {
    const [a] = read({ source: "a-b" }).observations;
    const [b] = read({ source: "a" }).observations;
    expect([a?.check, b?.check]).toEqual(["own:a-b/a", "own:a/a"]);
  });

  it("only a full run says that something is gone", () => {
    expect(read({ exposuresComplete: ["file"] }).exposuresComplete).toEqual(["file"]);
    for (const scope of ["partial", "unprivileged"]) {
      const report = read({ scope, exposuresComplete: ["file"] });
      expect([report.scope, report.exposuresComplete]).toEqual([scope, []]);
      expect(countsOf(report)).toEqual({ pass: 1 });
    }
  });

  it("a host without a name of its own takes that of the sender and keeps its identifier", () => {
    const machineId = "4c1f0a6b2d3e48f5a7b8c9d0e1f2a3b4";
    expect(read({ host: { name: "localhost", machineId } }).host).toMatchObject({
      name: null,
      identifiers: [{ kind: "machine-id", value: machineId }],
    });
  });

  it("an exposure without words of its own has the usual ones", () => {
    const exposures = [
      { kind: "package", name: "a" },
      { kind: "package", name: "b", security: false },
      { kind: "malware", signature: "Eicar", path: "/tmp/x" },
      { kind: "vulnerability", package: "c", id: "CVE-2026-1", severity: "low", fixed: "2", exploited: true },
    ];
    expect(
      read({ exposures }).exposures.map(({ key, severity, exploitedWithFix = false }) => [
        key,
        severity,
        exploitedWithFix,
      ]),
    ).toEqual([
      ["a", "medium", false],
      ["b", "low", false],
      ["Eicar /tmp/x", "critical", false],
      ["c CVE-2026-1", "low", true],
    ]);
  });
});
