import { describe, expect, it } from "vitest";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, reportsOf, samplesOf } from "../testing";
import { tiger } from ".";
import { idOf } from "./catalogue";
import { dateOf, endOf } from "./date";

const all = samplesOf(import.meta.url);
const REFUSED = new Map([
  ["screen.txt", "tiger-screen"],
  ["report.html", "tiger-html"],
]);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));
/** The package check of the real sample is 19,584 lines of one code; the general tests take a short cut of it. */
const short = new Map(
  [...samples].map(([name, bytes]) => {
    if (bytes.length < 100_000) return [name, bytes];
    const lines = new TextDecoder().decode(bytes).split("\n");
    return [name, new TextEncoder().encode([...lines.slice(0, 140), ...lines.slice(19_686)].join("\n"))];
  }),
);

behaves(tiger, { samples: short, cut: "incomplete" });

const read = (name: string) => onlyReport(tiger, fileOf(all.get(name) ?? ""));
const one = (...lines: string[]) =>
  onlyReport(
    tiger,
    fileOf(
      [
        "Security scripts *** 3.2.4rc1, 2018.02.10.20.30 ***",
        "Sun Nov 22 11:56:57 UTC 2026",
        "11:56> Beginning security report for web-05 (x86_64 Linux 6.1.0).",
        "",
        ...lines,
        "12:00> Security report completed for web-05.",
        "",
      ].join("\n"),
    ),
  );

describe("the report of db-02", () => {
  const report = read("db-02-report.txt");

  it("says when, where and that it ended", () => {
    expect(report.host).toEqual({
      name: "db-02.example.org",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: "6.18.44-fc-v669" },
    });
    expect(report.run).toEqual({
      startedAt: "2026-11-22T11:56:57Z",
      endedAt: "2026-11-22T12:00:00Z",
      zone: "stated",
    });
    expect(report.tool).toEqual({ name: "Tiger", version: "3.2.4rc1" });
    expect([report.scope, report.complete, report.native]).toEqual(["full", true, null]);
  });

  it("has one check for each of its 27 codes", () => {
    expect(countsOf(report)).toEqual({ fail: 26, error: 1 });
    expect(report.exposures).toEqual([]);
    expect(report.definitions).toHaveLength(27);
    expect(report.definitions?.every(({ title }) => !title.startsWith("Tiger has nothing"))).toBe(true);
  });

  it("keeps what was found", () => {
    expect(report.observations.find(({ check }) => check === "tiger:lin019")).toEqual({
      check: "tiger:lin019",
      outcome: "fail",
      message: "The system does not have any local firewall rules configured",
      details: [
        { name: "named", text: "once, as FAIL" },
        { name: "found", text: "The system does not have any local firewall rules configured" },
      ],
    });
    const devices = report.observations.find(({ check }) => check === "tiger:fsys006");
    expect(devices?.details?.filter(({ name }) => name === "listed")).toHaveLength(10);
    expect(report.observations.find(({ check }) => check === "tiger:init006")?.outcome).toBe("error");
  });

  it("takes the 8380 files without a package as one check that weighs nothing", () => {
    const strays = report.observations.find(({ check }) => check === "tiger:lin001");
    expect(strays?.details?.[0]).toEqual({ name: "named", text: "8380 times, as WARN" });
    expect(strays?.details).toHaveLength(23);
    expect(report.definitions?.find(({ check }) => check === "tiger:lin001")).toEqual({
      check: "tiger:lin001",
      title: "Every system file belongs to a package",
      severity: "info",
      tower: "integrity",
      group: "ports_packages",
    });
    expect(report.notes.map(({ code }) => code)).toEqual(["merged-usr"]);
  });

  it("knows what its silence proves", () => {
    expect(report.exhaustive).toContain("tiger:pass017");
    expect(report.exhaustive).toContain("tiger:lin015");
    expect(report.exhaustive).toContain("tiger:rootkit004");
    // Nobody looked at Apache, the boot loader's file was not found, and links are looked at in the background.
    for (const check of ["tiger:apa001", "tiger:boot02", "tiger:fsys013", "tiger:deb001"])
      expect(report.exhaustive).not.toContain(check);
    expect(report.exposuresComplete).toEqual(["file", "malware"]);
    expect(report.facts).toEqual([
      { key: "sections", values: ["49"] },
      { key: "rootkit_check", values: ["1"] },
      { key: "checksum_check", values: ["1"] },
    ]);
  });
});

describe("the report of web-05", () => {
  it("is a selection with changed files and a rootkit", () => {
    const report = read("web-05-rootkit.txt");
    expect([report.scope, report.complete]).toEqual(["partial", true]);
    expect(report.run).toEqual({
      startedAt: "2026-11-22T23:58:10Z",
      endedAt: "2026-11-23T00:03:00Z",
      zone: "assumed-utc",
    });
    expect(countsOf(report)).toEqual({ fail: 3, error: 1 });
    expect(report.exposures.map(({ kind, key, severity }) => [kind, key, severity])).toEqual([
      ["malware", "Chkrootkit has detected a rootkit installation", "critical"],
      ["file", "/usr/sbin/example-daemon", "critical"],
      ["file", "/etc/example/settings.conf", "medium"],
    ]);
    expect(report.exposuresComplete).toEqual(["malware"]);
  });

  it("stops before its end", () => {
    const report = read("truncated.txt");
    expect([report.scope, report.complete]).toEqual(["partial", false]);
    expect([report.exposuresComplete, report.exhaustive]).toEqual([[], []]);
    expect(report.notes.map(({ code }) => code)).toEqual(["truncated"]);
    expect(countsOf(report)).toEqual({ fail: 2 });
  });
});

describe("what is no report", () => {
  it.each([...REFUSED])("%s is refused", (name, code) => {
    const bytes = all.get(name) ?? new Uint8Array();
    expect(tiger.sniff(new TextDecoder().decode(bytes), { name: "", command: "" })).toMatchObject({ code });
  });

  it("refuses a run without a section", () => {
    const text = "Security scripts *** 3.2.3 ***\n12:00> Security report completed for web-05.\n";
    expect(refusalOf(tiger, fileOf(text))).toBe("tiger-nothing-checked");
    expect(refusalOf(tiger, fileOf("words\n"))).toBe("tiger-no-run");
  });
});

describe("rules", () => {
  it("names a check without its level, but where tiger gave a number out twice", () => {
    expect(["pass014w", "boot02", "rootdir001f", "inet022f", "inet022w", "acc010aw"].map(idOf)).toEqual([
      "pass014",
      "boot02",
      "rootdir001",
      "inet022f",
      "inet022w",
      "acc010",
    ]);
  });

  it("fails once at several levels", () => {
    const report = one("# Checking boot loader", "--WARN-- [boot02] Group.", "--FAIL-- [boot02] World.");
    expect(report.observations).toHaveLength(1);
    expect(report.observations[0]?.details?.[0]?.text).toBe("2 times, as WARN");
  });

  it("gives information no check", () => {
    expect(one("# Checking x", "--INFO-- [lin009i] Answers pings.").observations).toEqual([]);
  });

  it("takes an advisory that tiger calls an error for what it is", () => {
    const report = one("# Checking x", "--ERROR-- [deb001e] Installed version of package x has a problem.");
    expect(countsOf(report)).toEqual({ fail: 1 });
  });

  it("concludes nothing from a section in which tiger failed", () => {
    const heading = "# Checking network configuration";
    expect(one(heading).exhaustive).toContain("tiger:lin019");
    const failed = one(heading, "--ERROR-- [run002e] Cannot extract local firewalling rules");
    expect(failed.exhaustive).not.toContain("tiger:lin019");
  });

  it("needs all places of a code that is printed in two", () => {
    const first = "# Checking for correct umask settings for init scripts...";
    expect(one(first).exhaustive).not.toContain("tiger:misc021");
    expect(one(first, "# Checking for correct umask settings for user login shells...").exhaustive).toContain(
      "tiger:misc021",
    );
  });

  it("cannot say that files are unchanged where some have no checksums", () => {
    const report = one("# Checking md5sums of installed files", '--FAIL-- [lin006f] Cannot check file "/x"');
    expect(report.exposuresComplete).toEqual([]);
  });

  it("reads runs one after the other", () => {
    const bytes = all.get("web-05-rootkit.txt") ?? new Uint8Array();
    const text = new TextDecoder().decode(bytes);
    expect(reportsOf(tiger, fileOf(text + text))).toHaveLength(2);
  });

  it("grades a code that nobody listed by its letter", () => {
    expect(one("# Checking x", "--ALERT-- [xyz001a] Odd.").definitions).toEqual([
      {
        check: "tiger:xyz001",
        title: "Tiger has nothing to say by xyz001",
        severity: "high",
        tower: "hardening",
      },
    ]);
  });

  it("reads dates as English systems write them", () => {
    expect(dateOf("Sun 22 Nov 2026 01:56:57 PM UTC")).toEqual({ at: "2026-11-22T13:56:57Z", offset: 0 });
    expect(dateOf("Sun Nov 22 11:56:57 CET 2026")).toEqual({ at: "2026-11-22T11:56:57Z", offset: null });
    expect(dateOf("Sun Nov 22 11:56:57 -0330 2026")?.at).toBe("2026-11-22T15:26:57Z");
    expect(dateOf("So 22. Nov 11:56:57 CET 2026")).toBeNull();
    expect(endOf({ at: "2026-11-22T15:26:57Z", offset: -210 }, 12, 0)).toBe("2026-11-22T15:30:00Z");
    expect(endOf({ at: "2026-11-22T11:56:57Z", offset: 0 }, 11, 56)).toBe("2026-11-22T11:56:57Z");
  });
});
