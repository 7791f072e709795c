import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptSimulate } from ".";

const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => name !== "failed.txt"));
const sample = (name: string) => onlyReport(aptSimulate, fileOf(all.get(name) ?? ""));
const text = (name: string) => new TextDecoder().decode(all.get(name));
const keys = (name: string) => sample(name).exposures.map(({ key, severity }) => `${key} ${severity}`);
const sniff = (head: string, command = "") => aptSimulate.sniff(head, { name: "", command });

behaves(aptSimulate, { samples, cut: "incomplete" });

describe("samples", () => {
  it("web-01 before its upgrade: 98 security updates and one kept back", () => {
    const report = sample("web-01-before-simulate-dist-upgrade.txt");
    expect(report.exposures).toHaveLength(99);
    expect(report.exposures.filter(({ severity }) => severity === "high")).toHaveLength(98);
    expect(report.exposures[0]).toEqual({
      kind: "package",
      key: "dpkg",
      tower: "patching",
      severity: "high",
      title: "Security update of dpkg",
      details: [
        { name: "installed", text: "1.20.13" },
        { name: "update", text: "1.20.14" },
        { name: "from", text: "Debian-Security:11/oldoldstable-security" },
      ],
    });
    expect(report.exposures.at(-1)).toEqual({
      kind: "package",
      key: "acme-agent",
      tower: "patching",
      severity: "medium",
      title: "Update of acme-agent",
      details: [{ name: "held back", text: "kept back by apt" }],
    });
    expect(report).toMatchObject({
      source: "apt-simulate",
      scope: "full",
      complete: true,
      exposuresComplete: ["package"],
      notes: [],
    });
    expect(report.facts).toEqual([
      { key: "updates_waiting", values: ["99"] },
      { key: "updates_held_back", values: ["acme-agent"] },
    ]);
  });

  it("a host with nothing to do", () => {
    const report = sample("none.txt");
    expect(report).toMatchObject({ complete: true, exposures: [], exposuresComplete: ["package"] });
    expect(report.facts).toContainEqual({ key: "updates_held_back", values: [] });
  });

  it("Ubuntu: a new kernel package is no update, a phased one is, one architecture of two", () => {
    expect(keys("ubuntu-phased.txt")).toEqual([
      "libc6 high",
      "linux-image-generic low",
      "example-agent medium",
      "fwupd medium",
      "util-linux medium",
      "libavcodec58 high",
      "libavutil56 high",
    ]);
    expect(sample("ubuntu-phased.txt")).toMatchObject({ complete: true, exposuresComplete: ["package"] });
  });

  it("apt 3 has another summary", () => {
    expect(keys("apt-3.txt")).toEqual(["openssl high", "tzdata low", "example-agent medium"]);
    expect(sample("apt-3.txt")).toMatchObject({ complete: true, exposuresComplete: ["package"] });
  });

  it("another language: what it keeps back is not known by name", () => {
    expect(keys("german.txt")).toEqual(["apt high"]);
    expect(sample("german.txt")).toMatchObject({
      scope: "partial",
      complete: true,
      exposuresComplete: [],
      notes: [{ code: "updates-not-named" }],
    });
  });

  it("refuses a run that gave up", () => {
    expect(sniff(text("failed.txt"))).toBe("yes");
    expect(refusalOf(aptSimulate, fileOf(all.get("failed.txt") ?? ""))).toBe("apt-simulate-failed");
  });
});

describe("rules", () => {
  const without = (pattern: RegExp) =>
    onlyReport(aptSimulate, fileOf(text("apt-3.txt").replace(pattern, "")));

  it.each([
    ["the summary", /^ {2}Upgrading: .*\n/m],
    ["a step", /^Inst tzdata.*\n/m],
    ["a setting up", /^Conf tzdata.*\n/m],
  ])("without %s the file is cut", (_, pattern) => {
    expect(without(pattern)).toMatchObject({
      complete: false,
      exposuresComplete: [],
      notes: [{ code: "truncated" }],
    });
  });

  it("a package of a file, without an origin, is an update of unknown worth", () => {
    const steps = "Inst tool [1.0] (1.1  [all])\nConf tool (1.1  [all])\n";
    const report = onlyReport(
      aptSimulate,
      fileOf(`1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n${steps}`),
    );
    expect(report.exposures).toMatchObject([{ key: "tool", severity: "medium" }]);
    expect(report.complete).toBe(true);
  });

  it("is known by its steps, its summary or its command", () => {
    const summary = "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n";
    expect(sniff(summary)).toBe("no");
    expect(sniff(`Reading package lists...\n${summary}`)).toBe("yes");
    expect(sniff("Paketlisten werden gelesen…\n", "apt-get -s dist-upgrade")).toBe("yes");
    expect(sniff("Paketlisten werden gelesen…\n", "apt-get update")).toBe("no");
    expect(sniff("Installing tool (1.1)\n")).toBe("no");
  });
});
