import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { debsecan } from ".";

const REFUSED = new Set(["bugs.txt", "no-network.txt"]);
const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));
const sample = (name: string) => onlyReport(debsecan, fileOf(all.get(name) ?? ""));
const named = (name: string) => sample(name).exposures.map(({ key, severity }) => `${key} ${severity}`);
const sniff = (head: string, command = "") => debsecan.sniff(head, { name: "", command });

behaves(debsecan, { samples, cut: "unknowable" });

describe("samples", () => {
  it("the summary", () => {
    const report = sample("summary.txt");
    expect(named("summary.txt")).toEqual([
      "libssl3 CVE-2026-1111 high",
      "openssl CVE-2026-1111 high",
      "openssl CVE-2026-1222 medium",
      "libgcrypt20 CVE-2024-2236 low",
      "vim-common CVE-2026-1333 medium",
      "vim-tiny CVE-2026-1333 medium",
      "libpython3.9-minimal CVE-2023-4444 medium",
      "bash TEMP-0841856-B18BAF medium",
      "libstdc++6 CVE-2026-1555 medium",
    ]);
    expect(report.exposures[0]).toEqual({
      kind: "vulnerability",
      key: "libssl3 CVE-2026-1111",
      tower: "patching",
      severity: "high",
      title: "CVE-2026-1111 in libssl3",
      details: [
        { name: "fix", text: "at hand in the suite" },
        { name: "remote", text: "exploitable over the network" },
      ],
      exploitedWithFix: false,
    });
    expect(report.exposures[6]?.details).toEqual([
      { name: "fix", text: "at hand in the suite" },
      { name: "package", text: "no longer in the archive" },
    ]);
    expect(report).toMatchObject({
      source: "debsecan",
      scope: "full",
      complete: true,
      exposuresComplete: ["vulnerability"],
      observations: [],
      facts: [],
      notes: [],
    });
  });

  it.each(["made-summary.txt", "made-detail.txt", "made-report.txt"])(
    "%s: the program itself says the same in each form",
    (name) => {
      const { exposures, exposuresComplete } = sample(name);
      const count = (...wanted: string[]) =>
        exposures.filter(({ severity }) => wanted.includes(severity)).length;
      expect(exposures).toHaveLength(21);
      expect([count("high"), count("low")]).toEqual([3, 1]);
      expect(exposures.map(({ key }) => key).sort()).toEqual(
        sample("made-summary.txt")
          .exposures.map(({ key }) => key)
          .sort(),
      );
      expect(exposuresComplete).toEqual(["vulnerability"]);
    },
  );

  it("a list of what can be fixed closes nothing", () => {
    expect(sample("only-fixed.txt")).toMatchObject({ scope: "partial", exposuresComplete: [] });
    expect(sample("only-fixed.txt").exposures).toHaveLength(2);
  });

  it("the simple form", () => {
    expect(named("simple.txt")).toEqual(["openssl CVE-2026-1111 medium", "vim-tiny CVE-2026-1333 medium"]);
  });

  it("the detailed form", () => {
    expect(sample("detail.txt").exposures).toMatchObject([
      {
        key: "openssl CVE-2026-1111",
        severity: "high",
        title: "CVE-2026-1111 in openssl: A fault in the parser of certificates ...",
        details: [
          { name: "installed", text: "3.0.15-1~deb12u1" },
          { name: "fix", text: "at hand in the suite" },
          { name: "remote", text: "exploitable over the network" },
        ],
      },
      {
        key: "vim-tiny CVE-2026-1333",
        severity: "medium",
        details: [
          { name: "installed", text: "2:9.0.1378-2" },
          { name: "package", text: "no longer in the archive" },
        ],
      },
    ]);
    expect(sample("detail.txt")).toMatchObject({ exposuresComplete: ["vulnerability"], notes: [] });
  });

  it("the letter, without what it tells as fixed", () => {
    expect(named("report.txt")).toEqual([
      "libssl3 CVE-2026-1111 high",
      "openssl CVE-2026-1111 high",
      "vim-common CVE-2026-1333 low",
      "vim-runtime-with-a-name-that-goes-on-to-the-end CVE-2026-1333 low",
      "vim-tiny CVE-2026-1333 low",
      "libstdc++6 CVE-2026-1555 medium",
    ]);
    expect(sample("report.txt").facts).toEqual([{ key: "suite", values: ["bookworm"] }]);
    expect(sample("report-none.txt")).toMatchObject({
      exposures: [],
      exposuresComplete: ["vulnerability"],
      facts: [{ key: "suite", values: ["trixie"] }],
    });
  });

  it.each([
    ["bugs.txt", "debsecan-bare"],
    ["no-network.txt", "debsecan-failed"],
  ])("refuses %s", (name, code) => {
    expect(sniff(new TextDecoder().decode(all.get(name)))).toMatchObject({ code });
    expect(refusalOf(debsecan, fileOf(all.get(name) ?? ""))).toBe(code);
  });
});

describe("rules", () => {
  const ran = (command: string, exitCode = 0) => ({ command, exitCode });
  const row = "CVE-2026-1111 openssl (fixed, high urgency)\n";

  it("an empty list is clean only by its command and exit code", () => {
    expect(sniff("", "debsecan --suite bookworm")).toBe("yes");
    expect(onlyReport(debsecan, fileOf("", ran("debsecan --suite bookworm")))).toMatchObject({
      complete: true,
      exposures: [],
      exposuresComplete: ["vulnerability"],
      facts: [{ key: "suite", values: ["bookworm"] }],
    });
    expect(onlyReport(debsecan, fileOf("", ran("debsecan --suite bookworm --only-fixed")))).toMatchObject({
      scope: "partial",
      exposuresComplete: [],
    });
    expect(refusalOf(debsecan, fileOf("", ran("debsecan", 1)))).toBe("empty");
    expect(refusalOf(debsecan, fileOf("openssl\n", ran("debsecan --format packages")))).toBe("debsecan-bare");
  });

  it("the command tells whether all faults were asked for", () => {
    const complete = (command: string) => onlyReport(debsecan, fileOf(row, ran(command))).exposuresComplete;
    expect(complete("debsecan --suite sid")).toEqual(["vulnerability"]);
    expect(complete("debsecan --suite sid --only-fixed")).toEqual([]);
    expect(complete("debsecan --suite sid --no-obsolete")).toEqual([]);
  });

  it("closes nothing where a line could not be read or a package not judged", () => {
    const other = "CVE-2026-1333 vim\n";
    expect(onlyReport(debsecan, fileOf(`${other}what is this\n`))).toMatchObject({
      exposuresComplete: [],
      notes: [{ code: "unread-lines" }],
    });
    expect(onlyReport(debsecan, fileOf(`error: invalid version x of package y\n${other}`))).toMatchObject({
      exposures: [{ key: "vim CVE-2026-1333" }],
      exposuresComplete: [],
      notes: [{ code: "packages-not-judged" }],
    });
    expect(onlyReport(debsecan, fileOf(`${other}CVE-2026-13`))).toMatchObject({ complete: false });
  });

  it("reads thousands of lines at once", () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, n) => `CVE-2026-${10_000 + n} linux-libc-dev (low urgency)\n`,
    );
    const started = performance.now();
    expect(onlyReport(debsecan, fileOf(lines.join(""))).exposures).toHaveLength(30_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("is not taken in by other lists", () => {
    expect(sniff("CVE-2026-1111 Important/Sec. openssl-libs-1:3.0.7-27.el9_4.x86_64\n")).toBe("no");
    expect(sniff("openssl is affected by CVE-2026-1111\n")).toBe("no");
    expect(sniff("CVE-2026-1111 was fixed by a kind person\n")).toBe("no");
  });
});
