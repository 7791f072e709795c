/** The words of the domain: everything else in the project may lean on them. */

export const TOWERS = ["hardening", "patching", "integrity", "auditing"] as const;
export type Tower = (typeof TOWERS)[number];

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
/** How much a check weighs. It belongs to the check and never depends on its outcome. */
export type Severity = (typeof SEVERITIES)[number];

export const OUTCOMES = [
  "pass",
  "fail",
  "part",
  "not-applicable",
  "not-checked",
  "error",
  "unknown",
] as const;
/** What one report said of one check. `part` goes with a ratio; `unknown` = it ran, but nothing can be concluded. */
export type Outcome = (typeof OUTCOMES)[number];

/** Whether something of the check is still to be repaired. */
export const fails = (outcome: Outcome | undefined): boolean => outcome === "fail" || outcome === "part";

/** A place of a measure on its tower: guards watch, bridges strengthen; wall = an ordinary check. */
export type Role = "guard" | "bridge" | "wall";
export type Theme = "containment" | "external-software";

/** What one report said of one check on one host. */
export interface Observation {
  /** `<source>:<test id>[:<option>]`, for example `lynis:SSH-7408:PermitRootLogin`. At most 200 characters. */
  check: string;
  outcome: Outcome;
  /** With outcome `part`: the share that passed, 0 to 1 exclusive. */
  ratio?: number;
  /** The tool's own sentence, as text. Hostile: shown as text only. */
  message?: string;
  /** Lines of evidence, in the order of the report: `{ name: "value", text: "YES" }`. Hostile. */
  details?: Detail[];
}

/** What a check is, as its report or its importer says. The catalogue of Rampart wins over it. */
export interface CheckDefinition {
  /** As in `Observation`. */
  check: string;
  /** At most 300 characters. Hostile where it comes from a report. */
  title: string;
  severity: Severity;
  tower: Tower;
  /** An id of `content/catalogue/groups.json`, or the report's own word, at most 80 characters. */
  group?: string;
  theme?: Theme;
  /** Holds its tower at 40 while it fails. */
  cap?: 40;
}

export interface Detail {
  /** What the text is: `details`, `solution`, `expected`, `found`, `package`, … */
  name: string;
  text: string;
}

export const EXPOSURE_KINDS = ["package", "vulnerability", "file", "malware"] as const;
export type ExposureKind = (typeof EXPOSURE_KINDS)[number];

/** A countable thing without a denominator: a waiting update, a known vulnerability, a changed file, a malware hit. */
export interface Exposure {
  kind: ExposureKind;
  /** What makes it the same thing next time: package name, path, signature and path. At most 500 characters. */
  key: string;
  tower: Tower;
  severity: Severity;
  title: string;
  details?: Detail[];
  /** A vulnerability known to be exploited for which a fix is at hand. */
  exploitedWithFix?: boolean;
  /** An unexplained change of a system binary. */
  systemBinary?: boolean;
  /** RFC 3339: when the file last changed, where the tool tells a time that programs cannot set (ctime). */
  changedAt?: string;
}

/** A fact that decides measures or gates checks. An empty list means: looked for and not there. */
export interface Fact {
  key: string;
  values: string[];
}
