/** What is known of one host: the result of folding its reports in the order of their time. */
import type { Detail, ExposureKind, Outcome, Severity, Tower } from "./types";

/** The last word of one source on one check. Times are milliseconds since 1970 in UTC. */
export interface CheckState {
  check: string;
  source: string;
  outcome: Outcome;
  ratio: number | null;
  message: string | null;
  details: Detail[];
  observedAt: number;
  /** Since when the outcome is this one. */
  sinceAt: number;
  reportId: string;
  /** Seen by a run that could look everywhere. What such a run found, an ordinary user's run cannot clear. */
  privileged: boolean;
  /** A later full run of the same tool and version did not speak of it. */
  vanished: boolean;
}

export interface ExposureState {
  source: string;
  kind: ExposureKind;
  key: string;
  tower: Tower;
  severity: Severity;
  title: string;
  details: Detail[];
  exploitedWithFix: boolean;
  systemBinary: boolean;
  firstSeenAt: number;
  observedAt: number;
  reportId: string;
}

export interface FactState {
  values: string[];
  at: number;
  reportId: string;
}

export interface SourceState {
  source: string;
  reportId: string;
  observedAt: number;
  toolName: string;
  toolVersion: string | null;
  /** The last full run, its tool's version, and the last full run on an earlier day. */
  fullAt: number | null;
  fullVersion: string | null;
  fullReportId: string | null;
  previousFullAt: number | null;
  reports: number;
  native: { name: string; value: number; max: number } | null;
  facts: Record<string, FactState>;
}

/**
 * The life of a finding as reports tell it. `open` and `reopened` count; `verified`: a report showed the repair;
 * `not-applicable`: a report said that it no longer applies; `not-reported`: its check is gone with a new version.
 */
export type FindingStatus = "open" | "reopened" | "verified" | "not-applicable" | "not-reported";

export interface FindingState {
  /** The check, or `<source>:<kind>:<key>` of an exposure. */
  key: string;
  source: string;
  kind: "check" | ExposureKind;
  state: FindingStatus;
  openedAt: number;
  openedBy: string;
  closedAt: number | null;
  closedBy: string | null;
  reopened: number;
}

export interface HostState {
  sources: Map<string, SourceState>;
  checks: Map<string, CheckState>;
  exposures: Map<string, ExposureState>;
  findings: Map<string, FindingState>;
}

/** One change that a report brought. */
export interface Change {
  kind: "opened" | "closed" | "reopened";
  key: string;
  source: string;
  /** Why it closed. */
  state: FindingStatus;
}

export const exposureKey = (e: { source: string; kind: ExposureKind; key: string }): string =>
  `${e.source}:${e.kind}:${e.key}`;

export const emptyState = (): HostState => ({
  sources: new Map(),
  checks: new Map(),
  exposures: new Map(),
  findings: new Map(),
});
