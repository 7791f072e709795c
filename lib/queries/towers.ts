/** Reads one tower of one host: its measures and its checks, each with outcome, worth and evidence. */
import groupTitles from "@/content/catalogue/groups.json";
import type { Viewer } from "@/lib/auth/rights";
import type { MeasureScore, MeasureStatus, TowerScore } from "@/lib/fortress/posture";
import { type CheckState, type ExposureState, exposureKey, type HostState } from "@/lib/fortress/state";
import { shareOfCheck } from "@/lib/fortress/terms";
import type { Detail, Outcome, Severity, Tower } from "@/lib/fortress/types";
import { witnessesOf } from "@/lib/fortress/witnesses";
import { guidanceFor } from "@/lib/guidance";
import {
  type ChangedFile,
  type ChangedPackage,
  changedFiles,
  changedPackages,
  sealOfAll,
} from "./changed-files";
import { type FortressView, readFortress } from "./fortress";
import { sealOf } from "./seal";
import {
  type ExpectationRow,
  expectationRows,
  type SettledRow,
  settledRows,
  type Witness,
  witnessOf,
} from "./settled";

export interface CheckRow {
  key: string;
  title: string;
  group: string;
  source: string;
  outcome: Outcome | "vanished";
  severity: Severity;
  weight: number;
  /** 0 to 1: what of a pass still counts. */
  fresh: number;
  /** Points of the fortress if it were repaired; null where there is nothing to repair. */
  gain: number | null;
  message: string | null;
  details: Detail[];
  observedAt: string;
  sinceAt: string;
  reportId: string;
  /** False: not in the catalogue, so tower and weight are defaults. */
  catalogued: boolean;
  /** The measure that it decides instead of counting in the wall. */
  measure: string | null;
  hasGuidance: boolean;
}

export interface ExposureRow {
  key: string;
  kind: string;
  title: string;
  severity: Severity;
  /** Who sees it, each with its own evidence. */
  witnesses: Witness[];
  gain: number;
  firstSeenAt: string;
  /** Of a changed file, which can be approved: what was seen; else null. */
  seal: string | null;
  /** Of a changed file: what it belongs to, where a report says so; else null. */
  package: string | null;
}

export interface MeasureRow {
  id: string;
  title: string;
  role: "guard" | "bridge";
  status: MeasureStatus;
  because: string;
  silent: boolean;
  /** Of a guard that reports: what shows that it is there, that it runs, and when it was last heard. */
  guard: { installed: string | null; running: string | null; heardAt: string | null } | null;
  gain: number | null;
  checks: CheckRow[];
}

export interface TowerDetail {
  tower: Tower;
  score: TowerScore;
  measures: MeasureRow[];
  /** The wall by group, the largest loss first. */
  groups: { name: string; checks: CheckRow[]; proven: number; weight: number }[];
  exposures: ExposureRow[];
  settled: SettledRow[];
  /** Of the tower on which changed files stand, else none. */
  expectations: ExpectationRow[];
  /** All changed files of the host that count, under one seal; null: there are none here. */
  changed: { files: number; seal: string } | null;
  packages: ChangedPackage[];
  /** Informational checks, which do not count. */
  uncounted: CheckRow[];
}

/** The tower on which changed files stand. */
const FILES: Tower = "integrity";

export async function readTower(
  viewer: Viewer,
  hostId: string,
  tower: Tower,
): Promise<{ fortress: FortressView; detail: TowerDetail } | null> {
  const fortress = await readFortress(viewer, hostId);
  return fortress && { fortress, detail: towerDetail(fortress, tower) };
}

function towerDetail(fortress: FortressView, tower: Tower): TowerDetail {
  const { request, score, state, gains } = fortress;
  const worth = new Map(gains.map((gain) => [gain.key, gain.gain]));
  const seenBy = witnessesOf(state.exposures.values());
  const files = tower === FILES ? changedFiles(state) : [];
  const owners = new Map(files.map((file) => [file.key, file.package]));
  const rows = [...state.checks.values()].map((check) => ({ check, row: checkRow(check, fortress, worth) }));
  const here = rows.filter(
    ({ check }) => request.catalogue.define(check.check, check.defined).tower === tower,
  );
  const wall = here.filter(({ row }) => row.measure === null);
  return {
    tower,
    score: score.towers[tower],
    measures: score.measures
      .filter((measure) => measure.tower === tower)
      .map((measure) =>
        measureRow(
          measure,
          rows.map(({ row }) => row),
          worth,
        ),
      ),
    groups: byGroup(
      wall.filter(({ row }) => row.weight > 0 && row.outcome !== "not-applicable"),
      fortress,
    ),
    exposures: request.posture.exposures
      .filter((exposure) => exposure.tower === tower)
      .map((exposure) => exposureRow(exposure, seenBy.get(exposureKey(exposure)) ?? [], worth, owners))
      .sort((a, b) => b.gain - a.gain || a.key.localeCompare(b.key)),
    ...baseline(state, tower, files),
    uncounted: wall
      .filter(({ row }) => row.weight === 0 || row.outcome === "not-applicable")
      .map(({ row }) => row)
      .sort((a, b) => a.key.localeCompare(b.key)),
  };
}

const exposureRow = (
  exposure: ExposureState,
  witnesses: readonly ExposureState[],
  worth: ReadonlyMap<string, number>,
  owners: ReadonlyMap<string, string | null>,
): ExposureRow => ({
  key: exposureKey(exposure),
  kind: exposure.kind,
  title: exposure.title,
  severity: exposure.severity,
  witnesses: witnesses.map(witnessOf),
  gain: worth.get(exposureKey(exposure)) ?? 0,
  firstSeenAt: new Date(exposure.firstSeenAt).toISOString(),
  seal: exposure.change ? sealOf(witnesses) : null,
  package: owners.get(exposureKey(exposure)) ?? null,
});

/** What people said of changed files, and what they can say of those that count. */
function baseline(state: HostState, tower: Tower, files: readonly ChangedFile[]) {
  const settled = settledRows(state, tower);
  return {
    settled,
    expectations: tower === FILES ? expectationRows(state, settled, Date.now()) : [],
    changed: files.length > 0 ? { files: files.length, seal: sealOfAll(files) } : null,
    packages: changedPackages(files),
  };
}

function checkRow(
  check: CheckState,
  { request }: FortressView,
  worth: ReadonlyMap<string, number>,
): CheckRow {
  const definition = request.catalogue.define(check.check, check.defined);
  const share = shareOfCheck(check, request);
  return {
    key: check.check,
    title: definition.title,
    group: definition.group,
    source: check.source,
    outcome: check.vanished && check.outcome === "pass" ? "vanished" : check.outcome,
    severity: definition.severity,
    weight: request.policy.weights[definition.severity],
    fresh: share && share.raw > 0 ? share.passed / share.raw : 1,
    gain: worth.get(check.check) ?? null,
    message: check.message,
    details: check.details,
    observedAt: new Date(check.observedAt).toISOString(),
    sinceAt: new Date(check.sinceAt).toISOString(),
    reportId: check.reportId,
    catalogued: definition.catalogued,
    measure: definition.measure,
    hasGuidance: guidanceFor(check.check) !== null,
  };
}

function measureRow(measure: MeasureScore, rows: CheckRow[], worth: ReadonlyMap<string, number>): MeasureRow {
  const checks = rows.filter((row) => row.measure === measure.id);
  const gains = checks.flatMap(({ gain }) => gain ?? []);
  const proof = worth.get(`measure:${measure.id}`);
  return {
    id: measure.id,
    title: measure.title,
    role: measure.role,
    status: measure.status,
    because: measure.because,
    silent: measure.silent,
    guard: measure.guard && {
      ...measure.guard,
      heardAt: measure.guard.heardAt === null ? null : new Date(measure.guard.heardAt).toISOString(),
    },
    gain: proof ?? (gains.length > 0 ? Math.max(...gains) : null),
    checks: checks.sort(byLoss),
  };
}

const RANK: Record<CheckRow["outcome"], number> = {
  fail: 0,
  part: 1,
  error: 2,
  vanished: 3,
  unknown: 4,
  "not-checked": 5,
  pass: 6,
  "not-applicable": 7,
};

const byLoss = (a: CheckRow, b: CheckRow): number =>
  RANK[a.outcome] - RANK[b.outcome] || b.weight - a.weight || a.key.localeCompare(b.key);

const GROUPS: Readonly<Record<string, string>> = groupTitles;

function byGroup(
  rows: { check: CheckState; row: CheckRow }[],
  { request }: FortressView,
): TowerDetail["groups"] {
  const groups = new Map<string, TowerDetail["groups"][number]>();
  for (const { check, row } of rows) {
    const share = shareOfCheck(check, request);
    if (!share) continue;
    const name = GROUPS[row.group] ?? row.group;
    const group = groups.get(row.group) ?? { name, checks: [], proven: 0, weight: 0 };
    group.checks.push(row);
    group.proven += share.passed;
    group.weight += share.passed + share.failed + share.unproven;
    groups.set(row.group, group);
  }
  for (const group of groups.values()) group.checks.sort(byLoss);
  return [...groups.values()].sort(
    (a, b) => b.weight - b.proven - (a.weight - a.proven) || a.name.localeCompare(b.name),
  );
}
