import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { dnfExtras } from ".";

const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => name !== "failed.txt"));
const sample = (name: string) => onlyReport(dnfExtras, fileOf(all.get(name) ?? ""));
const names = (name: string) => sample(name).observations.map(({ check }) => check.slice(15));
const sniff = (head: string, command = "") => dnfExtras.sniff(head, { name: "", command });

behaves(dnfExtras, { samples, cut: "unknowable" });

describe("samples", () => {
  it("dnf 4: one check for each name", () => {
    const report = sample("dnf4.txt");
    expect(names("dnf4.txt")).toEqual(["acme-agent", "hand-built", "kernel-core"]);
    expect(report.observations[0]).toEqual({
      check: "external:alien:acme-agent",
      outcome: "fail",
      message: "No repository has it.",
      details: [
        { name: "installed", text: "2.1.0-1" },
        { name: "from", text: "@thirdparty" },
      ],
    });
    expect(report).toMatchObject({
      source: "dnf-extras",
      scope: "full",
      complete: true,
      exhaustive: ["external:alien:"],
      facts: [{ key: "extra_packages", values: ["acme-agent", "hand-built", "kernel-core"] }],
      notes: [],
    });
  });

  it("yum's broken rows, and dnf5", () => {
    expect(names("yum-wrapped.txt")).toEqual(["example-server-with-a-very-long-name-indeed", "zoom"]);
    expect(names("dnf5.txt")).toEqual(["hand-built", "zoom"]);
    expect(sample("yum-wrapped.txt").notes).toEqual([]);
  });

  it("refuses a failed run", () => {
    expect(refusalOf(dnfExtras, fileOf(all.get("failed.txt") ?? ""))).toBe("dnf-extras-failed");
  });
});

describe("rules", () => {
  const ran = (exitCode: number, command = "dnf -q list --extras") => ({ command, exitCode });
  const row = "hand-built.noarch 0.1-1 @@commandline\n";

  it("an empty list is clean only by its command", () => {
    expect(sniff("", "dnf -q list --extras")).toBe("yes");
    const clean = { complete: true, observations: [], exhaustive: ["external:alien:"] };
    expect(onlyReport(dnfExtras, fileOf("", ran(0)))).toMatchObject(clean);
    const none = "Error: No matching Packages to list\n";
    expect(onlyReport(dnfExtras, fileOf(none, ran(1)))).toMatchObject(clean);
    expect(refusalOf(dnfExtras, fileOf(none))).toBe("dnf-extras-nothing");
    expect(refusalOf(dnfExtras, fileOf("", ran(1)))).toBe("empty");
    expect(refusalOf(dnfExtras, fileOf("Extra Packages\n"))).toBe("dnf-extras-nothing");
    expect(refusalOf(dnfExtras, fileOf(row))).toBe("dnf-extras-nothing");
    expect(refusalOf(dnfExtras, fileOf(`Installed Packages\n${row}`, ran(0)))).toBe("dnf-extras-other-list");
  });

  it("closes nothing where it names a part, left something out, or cannot be read", () => {
    const text = `Extra Packages\n${row}`;
    expect(onlyReport(dnfExtras, fileOf(text, ran(0, "dnf list --extras kernel*")))).toMatchObject({
      scope: "partial",
      exhaustive: [],
    });
    expect(onlyReport(dnfExtras, fileOf(`Ignoring repositories: epel\n${text}`))).toMatchObject({
      exhaustive: [],
      notes: [{ code: "repository-left-out" }],
    });
    expect(onlyReport(dnfExtras, fileOf(`${text}what is this\n`))).toMatchObject({
      exhaustive: [],
      notes: [{ code: "unread-lines" }],
    });
    expect(onlyReport(dnfExtras, fileOf(`${text}zoom.x86_64 5.0`)).complete).toBe(false);
  });

  it("is not taken in by other lists", () => {
    expect(sniff(row)).toBe("no");
    expect(sniff("Installed Packages\nzsh.x86_64 5.8-9.el9 @baseos\n")).toBe("no");
    expect(sniff("Obsoleting Packages\n")).toBe("no");
  });
});
