import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptForktracer } from ".";

const samples = samplesOf(import.meta.url);
const sample = (name: string) => onlyReport(aptForktracer, fileOf(samples.get(name) ?? ""));
const sniff = (head: string, command = "") => aptForktracer.sniff(head, { name: "", command });

behaves(aptForktracer, { samples, cut: "unknowable" });

describe("samples", () => {
  it("web-01: four packages that are not Debian's, two of them from nowhere", () => {
    const report = sample("web-01-apt-forktracer.txt");
    expect(report).toMatchObject({
      source: "apt-forktracer",
      scope: "full",
      complete: true,
      exhaustive: ["external:alien:"],
      notes: [],
      facts: [
        {
          key: "alien_packages",
          values: ["acme-agent", "old-reporting", "acme-tools", "inhouse-backup"],
        },
      ],
    });
    expect(report.observations.slice(0, 2)).toEqual([
      {
        check: "external:alien:acme-agent",
        outcome: "fail",
        message: "Only a repository that is not the distribution's has it, or has it in another version.",
        details: [
          { name: "installed", text: "2.1.0" },
          { name: "update", text: "2.3.1" },
          { name: "origin", text: "Acme: 2.3.1 2.1.0" },
        ],
      },
      {
        check: "external:alien:old-reporting",
        outcome: "fail",
        message: "No repository has it.",
        details: [{ name: "installed", text: "1.2-3" }],
      },
    ]);
    expect(report.observations.map(({ check }) => check.slice(15))).toEqual([
      "acme-agent",
      "old-reporting",
      "acme-tools",
      "inhouse-backup",
    ]);
  });

  it("several origins, and a name with its architecture", () => {
    const report = sample("several-origins.txt");
    expect(report.observations.map(({ check }) => check.slice(15))).toEqual([
      "tool-one",
      "tool-two",
      "tool-three",
    ]);
    expect(report.observations[0]?.details?.slice(2)).toEqual([
      { name: "origin", text: "Acme: 2.3.1-1 2.1.0-1" },
      { name: "origin", text: "Debian: 1.9-2" },
    ]);
    expect(report.notes).toEqual([]);
  });
});

describe("rules", () => {
  const context = { command: "apt-forktracer", exitCode: 0 };
  it("an empty list is clean only by its command and exit code", () => {
    expect(sniff("", "apt-forktracer")).toBe("yes");
    expect(onlyReport(aptForktracer, fileOf("", context))).toMatchObject({
      complete: true,
      observations: [],
      exhaustive: ["external:alien:"],
      facts: [{ key: "alien_packages", values: [] }],
    });
    expect(refusalOf(aptForktracer, fileOf(""))).toBe("empty");
    expect(refusalOf(aptForktracer, fileOf("W: x\n"))).toBe("apt-forktracer-nothing");
    expect(refusalOf(aptForktracer, fileOf("W: x\n", { ...context, exitCode: 1 }))).toBe(
      "apt-forktracer-failed",
    );
    expect(refusalOf(aptForktracer, fileOf("Traceback (most recent call last):\n", context))).toBe(
      "apt-forktracer-failed",
    );
  });

  it("closes nothing where a line could not be read, or is cut", () => {
    const row = "acme (1.0) [Acme: 1.0]\n";
    expect(onlyReport(aptForktracer, fileOf(`${row}what is this\n`))).toMatchObject({
      complete: true,
      exhaustive: [],
      notes: [{ code: "unread-lines" }],
    });
    expect(onlyReport(aptForktracer, fileOf(`${row}zlib (1.`))).toMatchObject({
      complete: false,
      exhaustive: [],
      facts: [],
    });
  });

  it("is not taken in by other lists", () => {
    expect(sniff("milk (fresh)\n")).toBe("no");
    expect(sniff("bash/stable 5.3 amd64 [upgradable from: 5.2]\n")).toBe("no");
    expect(sniff("acme-agent\n")).toBe("no");
    expect(sniff("db-31 (debian12.5)\n==================\n")).toBe("no");
  });
});
