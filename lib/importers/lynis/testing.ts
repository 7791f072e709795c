/** A small catalogue and a small report, for the tests of this folder. */
import { readFileSync } from "node:fs";
import type { LynisCatalogue } from "@/lib/fortress/catalogue";
import type { Observation } from "@/lib/fortress/types";
import type { Report } from "@/lib/importers/types";
import { readLynis } from "./read";

const check = (id: string): LynisCatalogue["checks"][number] => ({
  id,
  title: `Test ${id}`,
  group: "tests",
  tower: "hardening",
  role: "wall",
  severity: "low",
  decides: "finding",
});

const option = (field: string): LynisCatalogue["options"][string][number] => ({
  field,
  title: `Option ${field}`,
  severity: "low",
});

export const CATALOGUE: LynisCatalogue = {
  checks: [
    check("AUTH-9230"),
    check("BANN-7126"),
    { ...check("FILE-6310"), parts: ["/home", "/tmp", "/var"] },
    { ...check("HRDN-7220"), decides: { fact: "compiler_installed", fail: ["1"], pass: ["0"] } },
    check("KRNL-6000"),
    { ...check("CORE-1000"), decides: "nothing" },
    { ...check("CONT-8102"), decides: "nothing" },
    { ...check("SSH-7402"), decides: "nothing" },
    { ...check("CONT-8104"), needs: [{ fact: "docker_daemon_running", test: "CONT-8102" }] },
    {
      ...check("PKGS-7346"),
      needs: [{ fact: "package_manager[]", oneOf: ["dpkg", "rpm"], test: "CORE-1000" }],
    },
    { ...check("SSH-7408"), needs: [{ fact: "ssh_daemon_running", oneOf: ["1"], test: "SSH-7402" }] },
    { ...check("BOOT-5108"), os: ["Linux"], root: true },
    { ...check("BOOT-5124"), os: ["FreeBSD", "macOS"] },
    { ...check("AUTH-9216"), root: true },
    { ...check("AUTH-9288"), root: true },
    { ...check("DEB-0280"), os: ["Linux"], formerly: ["CUST-0280"] },
  ],
  options: {
    "SSH-7408": [option("PermitRootLogin"), option("Port"), { ...option("Protocol"), uncertain: true }],
    "KRNL-6000": [
      { ...option("kernel.kptr_restrict"), os: ["Linux"] },
      { ...option("kernel.sysrq"), os: ["Linux"] },
      { ...option("kern.sugid_coredump"), os: ["FreeBSD"] },
    ],
  },
};

/** The tests that any full run of this catalogue executes. */
export const FULL = ["CORE-1000", "AUTH-9230", "BANN-7126", "FILE-6310", "HRDN-7220", "KRNL-6000"];

export interface Written {
  /** Lines between header and trailer. */
  lines?: string[];
  /** Left out: those of a full run. */
  executed?: string[];
  skipped?: string[];
  /** Replaces or adds header lines. */
  header?: Record<string, string>;
}

/** A whole report as Lynis writes it, LF line ends. */
export function written({ lines = [], executed = FULL, skipped = [], header = {} }: Written = {}): string {
  const head = {
    report_version_major: "1",
    report_version_minor: "0",
    report_datetime_start: "2026-11-22 11:31:22",
    lynis_version: "3.0.8",
    os: "Linux",
    hostname: "db-02",
    test_category: "all",
    test_group: "all",
    ...header,
  };
  return [
    "# Lynis Report",
    ...Object.entries(head).map(([key, value]) => `${key}=${value}`),
    ...lines,
    "report_datetime_end=2026-11-22 11:32:58",
    "hardening_index=79",
    `tests_executed=${executed.map((id) => `${id}|`).join("")}`,
    `tests_skipped=${skipped.map((id) => `${id}|`).join("")}`,
    "finish=true",
    "",
  ].join("\n");
}

/** Reads a text with the small catalogue; throws where it is refused. */
export function reportOf(text: string, catalogue = CATALOGUE): Report {
  const result = readLynis(text, catalogue);
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.text}`);
  return result.report;
}

/** Why a text is refused, or null. */
export function refusalOf(text: string): string | null {
  const result = readLynis(text, CATALOGUE);
  return result.ok ? null : result.refusal.code;
}

/** The observation of one check, or undefined. */
export const observationOf = (report: Report, name: string): Observation | undefined =>
  report.observations.find((observation) => observation.check === name);

/** `lynis:SSH-7408:Port fail` of every observation, sorted. */
export const outcomesOf = (report: Report): string[] =>
  report.observations
    .map(({ check, outcome, ratio }) => [check, outcome, ...(ratio === undefined ? [] : [ratio])].join(" "))
    .sort();

/** The values of a fact; undefined = the report does not speak of it. */
export const factOf = (report: Report, key: string): string[] | undefined =>
  report.facts.find((fact) => fact.key === key)?.values;

export const codesOf = (report: Report): string[] => report.notes.map(({ code }) => code);

/** The bytes of a file of `samples`. */
export const sample = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`./samples/${name}`, import.meta.url)));

export const SAMPLES = [
  "build-07-plain.dat",
  "db-02-hardened.dat",
  "db-02-unprivileged.dat",
  "web-01-before-upgrade.dat",
  "web-01-after-upgrade.dat",
] as const;
