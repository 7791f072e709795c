/** What is known of one host: the result of folding its reports in the order of their time. */
import type { Attestation, Decision } from "./posture";
import type { CheckDefinition, Detail, ExposureKind, Outcome, Severity, Tower } from "./types";

/** What a report said that a check is. */
export type Defined = Omit<CheckDefinition, "check">;

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
  /** Null: its report says nothing of it, the catalogue has to know. */
  defined: Defined | null;
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
  /** When the file last changed by the tool's word, in milliseconds; null: it does not tell. */
  changedAt: number | null;
  /** Of a file; else null. */
  change: FileChange | null;
}

/** When a file came to be what it is now, as far as reports tell, and which update of its package explains it. */
export interface FileChange {
  /** The last report of this source that did not see it so; null: it is in the first one. */
  from: number | null;
  /** The first report that saw it so. */
  to: number;
  explained: Explanation | null;
}

/** An update of the package that a file belongs to. */
export interface Explanation {
  package: string;
  /** That came, or with `remove` that went. */
  version: string;
  action: UpdateAction;
  at: number;
}

export const UPDATE_ACTIONS = ["install", "upgrade", "remove"] as const;
export type UpdateAction = (typeof UPDATE_ACTIONS)[number];

/** A person's word that changed files are as they should be: the new baseline. */
export interface Approval {
  id: string;
  /** `file:<path>`. */
  key: string;
  /** What was approved, as `formOf` tells it, by source: what changes again is not approved. */
  forms: Record<string, string>;
  at: number;
  by: string;
  reason: string;
}

/** Changed files that a person expects: what a report sees of them before the end counts nothing. */
export interface Expectation {
  id: string;
  /** Of paths: `*` within a folder, `**` through all of them. */
  pattern: string;
  at: number;
  until: number;
  by: string;
  reason: string;
}

export const WORK_STATES = ["open", "in-progress", "fixed"] as const;
/** What a person can say of a finding: somebody is at it; it is repaired and waits for its proof; neither. */
export type WorkState = (typeof WORK_STATES)[number];

/** A person's word about a finding that is open. */
export interface Mark {
  key: string;
  to: WorkState;
  at: number;
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
 * The life of a finding. `open`, `reopened`, `in-progress` (somebody is at it) and `fixed` (a person says so, and a report has
 * to prove it) count; `verified`: a report showed the repair; `not-applicable`: a report said that it no longer applies;
 * `not-reported`: its check is gone with a new version; `explained`: an update of its package explains the changed file;
 * `approved`: a person took it as the new baseline.
 */
export type FindingStatus =
  | "open"
  | "reopened"
  | "in-progress"
  | "fixed"
  | "verified"
  | "not-applicable"
  | "not-reported"
  | "explained"
  | "approved";

export interface FindingState {
  /** The check, or `<kind>:<key>` of an exposure. */
  key: string;
  /** Who saw it first. */
  source: string;
  kind: "check" | ExposureKind;
  /** What it is called and how bad it is, as last reported: of an exposure, by the witness that grades it worst. */
  tower: Tower;
  severity: Severity;
  title: string;
  state: FindingStatus;
  openedAt: number;
  openedBy: string;
  /** When it came to be in this state. */
  sinceAt: number;
  /** From when its time to repair counts: since it opened, or came back after it was closed. */
  dueFrom: number;
  closedAt: number | null;
  closedBy: string | null;
  reopened: number;
}

export interface HostState {
  sources: Map<string, SourceState>;
  checks: Map<string, CheckState>;
  /** By `witnessKey`: what several sources see stands here once for each of them. */
  exposures: Map<string, ExposureState>;
  findings: Map<string, FindingState>;
  /** What people approved and did not withdraw, by the key of its finding. */
  approvals: Map<string, Approval>;
  /** What people expect to change and did not withdraw, by its id. */
  expectations: Map<string, Expectation>;
  /** Approved decisions and attestations about this host, past ones too: each says itself when it holds. */
  decisions: readonly Decision[];
  attestations: readonly Attestation[];
}

export const OPEN_STATES = ["open", "reopened", "in-progress", "fixed"] as const satisfies FindingStatus[];
const openStates: ReadonlySet<string> = new Set(OPEN_STATES);

/** Whether it counts: whatever people say of it, no report has shown that it is gone. */
export const isOpen = ({ state }: { state: string }): boolean => openStates.has(state);

/** One change that a report brought. */
export interface Change {
  kind: "opened" | "closed" | "reopened";
  key: string;
  source: string;
  /** Why it closed. */
  state: FindingStatus;
}

/** One thing, whoever sees it: the key of its finding, of decisions about it and of its worth. */
export const exposureKey = (e: { kind: ExposureKind; key: string }): string => `${e.kind}:${e.key}`;

/** One thing as one source sees it. */
export const witnessKey = (e: { source: string; kind: ExposureKind; key: string }): string =>
  `${e.source}:${e.kind}:${e.key}`;

export const emptyState = (): HostState => ({
  sources: new Map(),
  checks: new Map(),
  exposures: new Map(),
  findings: new Map(),
  approvals: new Map(),
  expectations: new Map(),
  decisions: [],
  attestations: [],
});

/** A state of its own to change: what is in its maps is never changed, only replaced. */
export const copyOf = (state: HostState): HostState => ({
  ...state,
  sources: new Map(state.sources),
  checks: new Map(state.checks),
  exposures: new Map(state.exposures),
  findings: new Map(state.findings),
  approvals: new Map(state.approvals),
  expectations: new Map(state.expectations),
});
