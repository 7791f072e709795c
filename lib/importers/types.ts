/** What every importer returns: plain data, whatever tool wrote the file. */
import type { CheckDefinition, Exposure, ExposureKind, Fact, Observation } from "@/lib/fortress/types";

/** How much of the host a run looked at. Only a `full` run may say that something vanished. */
export type Scope = "full" | "partial" | "unprivileged" | "dockerfile";

export interface HostClaim {
  /** The name as the report gives it, 1 to 253 characters; null where the format carries none. */
  name: string | null;
  /** Strong identifiers, lower case, the strongest first. */
  identifiers: { kind: "hostid2" | "hostid" | "machine-id"; value: string }[];
  os: { family: string | null; name: string | null; version: string | null; kernel: string | null };
}

export interface Report {
  /** The folder of the importer, for example `lynis`. */
  format: string;
  /**
   * Who speaks: observations of one source replace each other. A family, for example `lynis`, or a family and a variant
   * where runs of one tool speak of different things: `xccdf/standard`. At most 100 characters.
   */
  source: string;
  tool: { name: string; version: string | null };
  host: HostClaim;
  run: {
    /** RFC 3339 in UTC, or null where the file does not say. */
    startedAt: string | null;
    endedAt: string | null;
    /** `assumed-utc`: the file carries a local time without a zone. */
    zone: "stated" | "assumed-utc";
  };
  scope: Scope;
  /** False for a file that stops before its end. A truncated report closes nothing. */
  complete: boolean;
  /** The tool's own figure, shown beside ours. */
  native: { name: string; value: number; max: number } | null;
  observations: Observation[];
  /** What the checks are, where the report or the importer says so and the catalogue may not know them. */
  definitions?: CheckDefinition[];
  exposures: Exposure[];
  /** Kinds of exposure this report lists exhaustively: what it does not name of them is gone. */
  exposuresComplete: ExposureKind[];
  facts: Fact[];
  /** Prefixes of checks of which this report names every failing one: a known check below them that it does not name has passed. */
  exhaustive?: string[];
  /** What a reader of the report should know: `truncated`, `license-key-removed`, `duplicate-findings`, … */
  notes: Note[];
}

export interface Note {
  /** Stable, kebab-case. */
  code: string;
  /** One sentence for people. */
  text: string;
}

/** A file that an importer refuses. `line` is 1-based. */
export interface Refusal {
  /** Stable, kebab-case: `not-recognised`, `lynis-log`, `lynis-screen`, `too-large`, `malformed`, … */
  code: string;
  /** One sentence: what is wrong, and what to bring instead. */
  text: string;
  line?: number;
}

export type ImportResult =
  | {
      ok: true;
      /** One for each host and run in the file, in its order; at least one. */
      reports: [Report, ...Report[]];
      /** The bytes to keep: as they came, less credentials that the importer removed. */
      original: Uint8Array;
    }
  | { ok: false; refusal: Refusal };

export interface FileInput {
  /** The name the sender gave. A hint for people, never a path and never trusted. */
  name: string | null;
  /** The folders that it came in, with its name: `web-01/aide.txt`. A label for people and for the name of the host. */
  path?: string;
  bytes: Uint8Array;
  context?: FileContext;
}

/** What is known of a file beside its bytes: from the collector's manifest, an archive or the sender. Never trusted. */
export interface FileContext {
  /** The command that wrote it, for example `dpkg --verify`: it tells formats apart that say nothing of themselves. */
  command?: string;
  /** How the command ended. */
  exitCode?: number;
  /** RFC 3339 in UTC: when the command ended. */
  endedAt?: string;
  /** Minutes east of UTC of the host's clock: the zone of times that a file writes without one. */
  utcOffset?: number;
  /** The host, where the format carries none. */
  host?: HostClaim;
}

/** What may help to recognise a format whose content alone could be anything. */
export interface Hint {
  /** The file's name in lower case, with its folders where they are known; empty where it has none. */
  name: string;
  /** The command of the collector's manifest; empty where there is none. */
  command: string;
}

/** One format. A new one is a folder with such an object and one line in `index.ts`. */
export interface Importer {
  format: string;
  /** The words a person would use, for example `Lynis report`. */
  title: string;
  /**
   * Words that only this format's files begin with, at most 60 bytes. Where they do, nobody is asked to `sniff`: fifty
   * first looks take longer than reading such a report.
   */
  mark?: string;
  /**
   * Looks at the first 64 KB only. `yes` = this importer's file; a refusal = this tool's, but not evidence
   * (its log, its screen output), with a sentence that says what to bring instead.
   * @param hint what else is known of the file: only for formats whose content alone could be anything
   */
  sniff(head: string, hint: Hint): "yes" | "no" | Refusal;
  /** Never throws on any input; bounded in time and memory by `limits.ts`. */
  read(file: FileInput): ImportResult;
}
