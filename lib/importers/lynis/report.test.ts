import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { readLynis } from "./read";
import { CATALOGUE, codesOf, FULL, observationOf, refusalOf, reportOf, written } from "./testing";

const host = (header: Record<string, string>) => reportOf(written({ header })).host;
const HOSTID = "75945d920ac0199f5b71369fddd265bbe6ab86ba";
const HOSTID2 = "987d2baa520d877a6992781c9f7e055943808dd40d8ccfc4cfc113b6d4c34cc4";
const MACHINE = "0123456789abcdef0123456789abcdef";

describe("the host", () => {
  it("has a name, an operating system and identifiers, the strongest first", () => {
    expect(
      host({
        os_name: "Debian",
        os_version: "12",
        os_kernel_version: "6.1.0",
        machineid: MACHINE,
        hostid: HOSTID.toUpperCase(),
        hostid2: HOSTID2,
      }),
    ).toEqual({
      name: "db-02",
      identifiers: [
        { kind: "hostid2", value: HOSTID2 },
        { kind: "hostid", value: HOSTID },
        { kind: "machine-id", value: MACHINE },
      ],
      os: { family: "Linux", name: "Debian", version: "12", kernel: "6.1.0" },
    });
  });

  it("prefers the full version of the kernel", () => {
    const header = { os_kernel_version: "6.1.0", os_kernel_version_full: "6.1.0-18-amd64" };
    expect(host(header).os.kernel).toBe("6.1.0-18-amd64");
  });

  it.each(["", "-", "  "])("has no name where the report has none: %j", (hostname) => {
    expect(host({ hostname }).name).toBeNull();
  });

  it("keeps its name at 253 characters", () => {
    expect(host({ hostname: "h".repeat(300) }).name).toHaveLength(253);
  });

  it.each([
    ["hostid", "0".repeat(40)],
    ["hostid", "f".repeat(40)],
    ["hostid", HOSTID.slice(1)],
    ["hostid", `${HOSTID}0`],
    ["hostid", `${HOSTID.slice(1)}g`],
    ["hostid", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["hostid2", HOSTID],
    ["hostid2", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["machineid", HOSTID],
  ])("refuses a bad %s: %s", (key, value) => {
    expect(host({ [key]: value }).identifiers).toEqual([]);
  });
});

describe("the time", () => {
  const times = (start: string) => {
    const report = reportOf(written({ header: { report_datetime_start: start } }));
    return [report.run.startedAt, codesOf(report)];
  };

  it("is taken as UTC, as the report has no zone", () => {
    expect(reportOf(written()).run).toEqual({
      startedAt: "2026-11-22T11:31:22Z",
      endedAt: "2026-11-22T11:32:58Z",
      zone: "assumed-utc",
    });
    expect(times("2024-02-29 23:59:59")).toEqual(["2024-02-29T23:59:59Z", []]);
  });

  it.each([
    "2026-02-30 11:31:22",
    "2025-02-29 00:00:00",
    "2026-13-01 00:00:00",
    "2026-11-22 24:00:00",
    "2026-11-22 11:60:00",
    "1970-01-01 00:00:00",
    "9999-01-01 00:00:00",
    "2026-11-22T11:31:22",
    "22.11.2026 11:31",
    "",
  ])("is not known from %j", (start) => {
    expect(times(start)).toEqual([null, ["no-date"]]);
  });
});

describe("waiting updates", () => {
  const waiting = (lines: string[], ...ran: string[]) =>
    reportOf(written({ lines, executed: [...FULL, ...ran] }));

  it("are exposures of the patching tower, one per package", () => {
    const lines = ["vulnerable_package[]=curl", "vulnerable_package[]=curl"];
    expect(waiting(lines).exposures).toEqual([
      {
        kind: "package",
        key: "curl",
        tower: "patching",
        severity: "medium",
        title: "Security update of curl",
      },
    ]);
  });

  it("name their vulnerabilities where arch-audit did", () => {
    const lines = [
      "vulnerable_package[]=zlib|cve=CVE-2022-1,CVE-2022-2|",
      "vulnerable_package[]=zlib|cve=CVE-2022-2,CVE-2022-3|",
      "vulnerable_package[]=|cve=CVE-1|",
    ];
    const [zlib, ...others] = waiting(lines).exposures;
    expect(others).toEqual([]);
    expect(zlib).toMatchObject({
      key: "zlib",
      details: [{ name: "cve", text: "CVE-2022-1,CVE-2022-2,CVE-2022-3" }],
    });
  });

  it("are all of them where a test that lists packages ran", () => {
    for (const id of ["PKGS-7392", "PKGS-7330", "PKGS-7352", "PKGS-7322", "PKGS-7381"]) {
      expect(waiting([], id).exposuresComplete).toEqual(["package"]);
    }
    expect(waiting([]).exposuresComplete).toEqual([]);
    expect(waiting([], "PKGS-7393").exposuresComplete).toEqual([]);
  });

  it("are not all of them where updates were counted and not listed", () => {
    const counted = "vulnerable_packages_found=1";
    expect(waiting([counted], "PKGS-7392").exposuresComplete).toEqual([]);
    expect(waiting([counted, "vulnerable_package[]=a"], "PKGS-7392").exposuresComplete).toEqual(["package"]);
  });
});

describe("the file", () => {
  it.each([
    ["report_version_major", "report_version_major is missing"],
    ["lynis_version", "lynis_version is missing"],
  ])("is refused without %s", (key, text) => {
    for (const broken of [written({ header: { [key]: "" } }), written().replace(`${key}=`, "x=")]) {
      const result = readLynis(broken, CATALOGUE);
      expect(result).toMatchObject({ ok: false, refusal: { code: "malformed" } });
      if (!result.ok) expect(result.refusal.text).toContain(text);
    }
    expect(refusalOf("# Lynis Report\n")).toBe("malformed");
  });

  it("is refused with more observations than any run makes", () => {
    const lines = Array.from({ length: LIMITS.observations }, (_, n) => `suggestion[]=X-${n}|m|-|-|`);
    expect(refusalOf(written({ lines }))).toBe("too-many-observations");
    const executed = Array.from({ length: LIMITS.observations + 5 }, (_, n) => `X-${n}`);
    expect(refusalOf(written({ executed }))).toBe("too-many-observations");
  });

  it("is read around lines that are no records, and says how many", () => {
    const report = reportOf(written({ lines: ["Result: expose_php", "garbage", ""] }));
    expect(report.notes).toEqual([
      { code: "lines-ignored", text: "2 lines left out: not in the form that Lynis writes." },
    ]);
  });

  it("is the same with other line ends, a byte order mark or escape sequences", () => {
    const lines = ["suggestion[]=BANN-7126|Add a banner|-|-|"];
    const plain = written({ lines });
    const expected = reportOf(plain);
    expect(reportOf(plain.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(reportOf(plain.replace("\n", "\r\n"))).toEqual(expected);
    expect(reportOf(`\ufeff${plain}`)).toEqual(expected);
    expect(reportOf(plain.replace("Add a", "\x1b[31mAdd\x1b[0m\x07\ta"))).toEqual(expected);
  });
});

describe("hostile text", () => {
  const evil = "<script>alert(1)</script>\x1b[2J\u202e{{7*7}}";
  const shown = "<script>alert(1)</script>{{7*7}}";

  it("stays text, without control characters", () => {
    const lines = [
      `suggestion[]=${evil}|${evil}|${evil}|url:javascript:${evil}|`,
      `warning[]=SSH-7408|${evil}|Port (set ${evil} to ${evil})|-|`,
      `details[]=KRNL-6000|${evil}|desc:${evil};field:${evil};prefval:${evil};value:${evil};|`,
      `vulnerable_package[]=${evil}`,
      `real_user[]=${evil}`,
      `${evil}=1`,
    ];
    const header = { hostname: evil, os: evil, lynis_version: evil, hostid: evil, test_group: "all" };
    const report = reportOf(written({ lines, header, executed: [...FULL, evil] }));
    expect(report.host.name).toBe(shown);
    expect(report.exposures[0]?.key).toBe(shown);
    expect(observationOf(report, `lynis:KRNL-6000:${shown}`)?.outcome).toBe("fail");
    expect(observationOf(report, "lynis:NONE")?.message).toBe(shown);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(JSON.stringify(report)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
  });

  it("cannot be longer than the bounds", () => {
    const long = "x".repeat(100_000);
    const lines = [
      `suggestion[]=BANN-7126|${long}|${long}|${long}|`,
      `details[]=KRNL-6000|s|desc:${long};field:${long};prefval:${long};value:${long};|`,
      `vulnerable_package[]=${long}|cve=${long}|`,
      `network_listen[]=raw,ss,v1|tcp|${long}|${long}|`,
    ];
    const header = { hostname: long, os: long, os_name: long, lynis_version: long };
    const report = reportOf(written({ lines, header }));
    const texts: string[] = [];
    JSON.stringify(report, (_, value) => {
      if (typeof value === "string") texts.push(value);
      return value;
    });
    expect(Math.max(...texts.map((text) => text.length))).toBe(LIMITS.textCharacters);
    expect(Math.max(...report.observations.map(({ check }) => check.length))).toBeLessThanOrEqual(200);
    expect(report.exposures[0]?.key).toHaveLength(LIMITS.exposureKeyCharacters);
  });
});
