import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptHolds } from ".";

const samples = samplesOf(import.meta.url);
const sniff = (head: string, name = "", command = "") => aptHolds.sniff(head, { name, command });
const NAME = "web-01-apt-mark-showhold.txt";

behaves(aptHolds, { samples, cut: "unknowable", name: NAME });

describe("samples", () => {
  it("web-01 holds one package back", () => {
    expect(onlyReport(aptHolds, fileOf(samples.get(NAME) ?? ""))).toMatchObject({
      source: "apt-holds",
      scope: "full",
      complete: true,
      observations: [
        {
          check: "apt-holds:none-held",
          outcome: "fail",
          message: "One package gets no updates.",
          details: [{ name: "package", text: "acme-agent" }],
        },
      ],
      definitions: [
        {
          check: "apt-holds:none-held",
          title: "No package is held back from updates",
          severity: "low",
          tower: "patching",
          group: "ports_packages",
        },
      ],
      facts: [{ key: "held", values: ["acme-agent"] }],
      notes: [],
    });
  });
});

describe("rules", () => {
  const context = { command: "apt-mark showhold", exitCode: 0 };
  it("an empty list is clean only by its command and exit code", () => {
    expect(onlyReport(aptHolds, fileOf("", context))).toMatchObject({
      complete: true,
      observations: [{ check: "apt-holds:none-held", outcome: "pass" }],
      facts: [{ key: "held", values: [] }],
    });
    expect(refusalOf(aptHolds, fileOf(""))).toBe("empty");
    expect(refusalOf(aptHolds, fileOf("", { ...context, exitCode: 100 }))).toBe("empty");
    expect(refusalOf(aptHolds, fileOf("bash\n", { ...context, exitCode: 100 }))).toBe("apt-holds-failed");
    expect(refusalOf(aptHolds, fileOf("E: no cache\n", context))).toBe("apt-holds-failed");
    expect(refusalOf(aptHolds, fileOf("No Such Thing\n", context))).toBe("apt-holds-nothing");
  });

  it("names a package of two architectures once", () => {
    const { facts, observations } = onlyReport(aptHolds, fileOf("libc6\nlibc6:i386\nbash\n", context));
    expect(facts).toEqual([{ key: "held", values: ["libc6", "bash"] }]);
    expect(observations[0]?.message).toBe("2 packages get no updates.");
  });

  it("bare words are a list of holds by their name only", () => {
    expect(sniff("bash\n")).toBe("no");
    expect(sniff("bash\n", "apt-holds.txt")).toBe("yes");
    expect(sniff("bash\n", "household.txt")).toBe("no");
    expect(sniff("bash\n", "", "apt-mark showhold")).toBe("yes");
    expect(sniff("/usr/bin/bash\n", "showhold.txt")).toBe("no");
    expect(sniff("two words\n", "showhold.txt")).toBe("no");
  });
});
