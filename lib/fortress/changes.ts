/** The fold: one report applied to what is known of its host. */
import type { Report } from "@/lib/importers/types";
import { isLaterDay } from "./days";
import { CATALOGUE } from "./definitions";
import { changeOf, explainChanges } from "./explain";
import { closeFinding, type Named, openFinding } from "./findings";
import { POLICY, sourcePolicy } from "./policy";
import { settleFindings } from "./settle";
import {
  type Change,
  type CheckState,
  type Defined,
  type ExposureState,
  exposureKey,
  type HostState,
  witnessKey,
} from "./state";
import { fails, type Observation } from "./types";

/** A report with its place in time: `at` in milliseconds, the end of its run but never after it was received. */
export interface DatedReport {
  id: string;
  at: number;
  report: Report;
}

/**
 * The order in which the reports of a host are applied: by time, equal times by the hash of the file. So the same set of
 * files gives the same state whatever the order of arrival.
 */
export const inOrder = <T extends { at: number; hash: string }>(reports: readonly T[]): T[] =>
  [...reports].sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));

/** Outcomes that say something of the host. The others only say that nobody could look. */
const decides = ({ outcome }: Observation): boolean =>
  fails(outcome) || outcome === "pass" || outcome === "not-applicable";

/** How good an outcome is: 0 failed, 1 nothing left to repair. */
const goodness = ({ outcome, ratio }: { outcome: Observation["outcome"]; ratio?: number | null }): number =>
  outcome === "fail" ? 0 : outcome === "part" ? (ratio ?? 0) : 1;

/**
 * Applies one report, changing `state`. Reports of a host must come in the order of `inOrder`.
 * @returns what opened, closed and reopened, in the order of the report
 */
export function applyReport(state: HostState, dated: DatedReport): Change[] {
  const changes: Change[] = [];
  const said = worstOfEach(dated.report.observations);
  const definitions = definitionsOf(dated.report);
  for (const observation of said.values()) {
    observe(state, dated, observation, changes, definitions.get(observation.check) ?? null);
  }
  passSilently(state, dated, said, changes);
  if (isFull(dated.report)) vanish(state, dated, said, changes);
  const touched = expose(state, dated);
  remember(state, dated);
  for (const key of explainChanges(state)) touched.add(key);
  settleFindings(state, dated, touched, changes);
  return changes;
}

/** A full run that came to its end: it alone can say that something is no longer looked at. */
const isFull = (report: Report): boolean => report.scope === "full" && report.complete;

/** One observation of each check: where a report gives several, the first of the worst. */
function worstOfEach(observations: readonly Observation[]): Map<string, Observation> {
  const worst = new Map<string, Observation>();
  for (const observation of observations) {
    const other = worst.get(observation.check);
    if (!other || goodness(observation) < goodness(other)) worst.set(observation.check, observation);
  }
  return worst;
}

const definitionsOf = ({ definitions = [] }: Report): ReadonlyMap<string, Defined> =>
  new Map(definitions.map(({ check, ...defined }) => [check, defined]));

function observe(
  state: HostState,
  dated: DatedReport,
  observation: Observation,
  changes: Change[],
  defined: Defined | null,
): void {
  const { check, outcome, ratio, message, details } = observation;
  const before = state.checks.get(check);
  if (before && !mayReplace(before, observation, dated.report)) return;
  const failedBefore = fails(before?.outcome);
  state.checks.set(check, {
    check,
    source: dated.report.source,
    outcome,
    ratio: outcome === "part" ? (ratio ?? 0) : null,
    message: message ?? null,
    details: details ?? [],
    observedAt: dated.at,
    sinceAt: before?.outcome === outcome ? before.sinceAt : dated.at,
    reportId: dated.id,
    // What root found stays root's finding when an ordinary user sees it too.
    privileged: dated.report.scope !== "unprivileged" || (failedBefore && before?.privileged === true),
    vanished: false,
    defined,
  });
  if (fails(outcome)) openFinding(state, dated, namedCheck(check, defined), changes);
  else if (outcome === "pass") closeFinding(state, dated, check, "verified", changes);
  else if (outcome === "not-applicable") closeFinding(state, dated, check, "not-applicable", changes);
}

function namedCheck(check: string, defined: Defined | null): Named {
  const { tower, severity, title } = CATALOGUE.define(check, defined);
  return { key: check, kind: "check", tower, severity, title };
}

/**
 * A failure stays until it is disproved: a truncated run clears nothing, and an ordinary user's run clears nothing that
 * root found, not even a part of it; it may just not have seen it. A run that could not look says nothing of what
 * another one saw, unless it was a full one, which should have looked.
 */
function mayReplace(before: CheckState, observation: Observation, report: Report): boolean {
  if (!decides(observation)) return isFull(report) && !fails(before.outcome);
  if (goodness(observation) <= goodness(before)) return true;
  return report.complete && (report.scope !== "unprivileged" || !before.privileged);
}

type Said = Map<string, Observation>;

/** Where a report names every failing check of a family, one that it does not name has passed. */
function passSilently(state: HostState, dated: DatedReport, said: Said, changes: Change[]): void {
  const { exhaustive = [], complete, source } = dated.report;
  // The end of a truncated report could have named it.
  if (!complete || exhaustive.length === 0) return;
  for (const { check, source: speaker, defined } of [...state.checks.values()]) {
    if (speaker !== source || said.has(check)) continue;
    if (!exhaustive.some((prefix) => check.startsWith(prefix))) continue;
    const silent: Observation = { check, outcome: "pass" };
    said.set(check, silent);
    observe(state, dated, silent, changes, defined);
  }
}

/** What a full run no longer speaks of is unproven; with another version of the tool it is no longer expected. */
function vanish(state: HostState, dated: DatedReport, said: Said, changes: Change[]): void {
  const { source, tool } = dated.report;
  const speaker = state.sources.get(source);
  if (!speaker) return;
  const version = speaker.fullAt === null ? speaker.toolVersion : speaker.fullVersion;
  for (const check of [...state.checks.values()]) {
    if (check.source !== source || said.has(check.check)) continue;
    if (version === tool.version) {
      state.checks.set(check.check, { ...check, vanished: true });
    } else {
      state.checks.delete(check.check);
      closeFinding(state, dated, check.check, "not-reported", changes);
    }
  }
}

/** @returns the keys of what the report names, and of what it says is gone */
function expose(state: HostState, dated: DatedReport): Set<string> {
  const { source, exposures, exposuresComplete, complete } = dated.report;
  const spokenAt = state.sources.get(source)?.observedAt ?? null;
  for (const exposure of exposures) {
    const key = witnessKey({ source, kind: exposure.kind, key: exposure.key });
    const before = state.exposures.get(key);
    const next: ExposureState = {
      source,
      kind: exposure.kind,
      key: exposure.key,
      tower: exposure.tower,
      severity: exposure.severity,
      title: exposure.title,
      details: exposure.details ?? [],
      exploitedWithFix: exposure.exploitedWithFix ?? false,
      systemBinary: exposure.systemBinary ?? false,
      firstSeenAt: before?.firstSeenAt ?? dated.at,
      observedAt: dated.at,
      reportId: dated.id,
      changedAt: exposure.changedAt ? Date.parse(exposure.changedAt) : null,
      change: changeOf(before, exposure, dated.at, spokenAt),
    };
    state.exposures.set(key, next);
  }
  const gone = complete && exposuresComplete.length > 0 ? withoutUnnamed(state, dated) : [];
  return new Set([...exposures.map(exposureKey), ...gone]);
}

/**
 * What an exhaustive list does not name is gone: for its own source, and for all where the policy says that such a list
 * is the last word on its kind.
 * @returns the keys of what went
 */
function withoutUnnamed(state: HostState, { report }: DatedReport): Set<string> {
  const { source, exposures, exposuresComplete } = report;
  const { lastWord = [] } = sourcePolicy(POLICY, source);
  const named = new Set(exposures.map(exposureKey));
  const gone = new Set<string>();
  for (const [key, exposure] of state.exposures) {
    const speaksOf = exposure.source === source || lastWord.includes(exposure.kind);
    if (!speaksOf || !exposuresComplete.includes(exposure.kind) || named.has(exposureKey(exposure))) continue;
    state.exposures.delete(key);
    gone.add(exposureKey(exposure));
  }
  return gone;
}

/** Notes who spoke, and keeps the facts; a fact that the report does not speak of stays as it was. */
function remember(state: HostState, { id, at, report }: DatedReport): void {
  const { source, tool } = report;
  const before = state.sources.get(source);
  const full = isFull(report);
  const fullBefore = before?.fullAt ?? null;
  const isNewDay = full && fullBefore !== null && isLaterDay(fullBefore, at);
  const facts = report.facts.map(({ key, values }) => [key, { values, at, reportId: id }] as const);
  state.sources.set(source, {
    source,
    reportId: id,
    observedAt: at,
    toolName: tool.name,
    toolVersion: tool.version,
    fullAt: full ? at : fullBefore,
    fullVersion: full ? tool.version : (before?.fullVersion ?? null),
    fullReportId: full ? id : (before?.fullReportId ?? null),
    previousFullAt: isNewDay ? fullBefore : (before?.previousFullAt ?? null),
    reports: (before?.reports ?? 0) + 1,
    native: report.native ?? before?.native ?? null,
    // Keys come from reports: this way `__proto__` is a key like any other.
    facts: Object.fromEntries([...Object.entries(before?.facts ?? {}), ...facts]),
  });
}
