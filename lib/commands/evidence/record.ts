/** Brings a host's rows to a new state: what is known, the figures for lists, the gains and the history. */
import { v7 as uuid } from "uuid";
import { Prisma, type Tx } from "@/lib/db";
import { difference } from "@/lib/db/host-state";
import { saveDifference } from "@/lib/db/save-difference";
import { unheardKeys } from "@/lib/fortress/findings";
import { type Gain, gainsOf } from "@/lib/fortress/gains";
import { POLICY } from "@/lib/fortress/policy";
import type { FortressScore, TowerScore } from "@/lib/fortress/posture";
import { requestOf, scoringTime } from "@/lib/fortress/reckoning";
import { scoreHost } from "@/lib/fortress/score";
import { type Change, type HostState, OPEN_STATES } from "@/lib/fortress/state";
import { TOWERS } from "@/lib/fortress/types";

/** What the lists and the API show of a score. Rounded nowhere. */
export interface ScoreSummary {
  proven: number | null;
  possible: number | null;
  confidence: number | null;
  managed: number | null;
  grade: string | null;
  modelVersion: string;
  policyVersion: string;
  towers: Record<string, TowerSummary>;
}

interface TowerSummary {
  proven: number | null;
  possible: number | null;
  confidence: number | null;
  cap: { at: number; cause: string; key: string } | null;
  without: { proven: number; possible: number } | null;
}

export function summaryOf(score: FortressScore): ScoreSummary {
  return {
    proven: score.measured?.proven ?? null,
    possible: score.measured?.possible ?? null,
    confidence: score.measured?.confidence ?? null,
    managed: score.managed?.proven ?? null,
    grade: score.grade,
    modelVersion: score.modelVersion,
    policyVersion: score.policyVersion,
    towers: Object.fromEntries(TOWERS.map((tower) => [tower, towerSummary(score.towers[tower])])),
  };
}

const towerSummary = ({ figures, cap, without }: TowerScore): TowerSummary => ({
  proven: figures?.proven ?? null,
  possible: figures?.possible ?? null,
  confidence: figures?.confidence ?? null,
  cap,
  without: without && { proven: without.proven, possible: without.possible },
});

/** The fortress right after one report, and what the report changed. */
export interface Chapter {
  reportId: string;
  at: number;
  score: ScoreSummary;
  changes: Change[];
}

/**
 * Writes a host's new state.
 * @param chapters the reports whose part of the history is new; with `rewrite` they replace all of it
 * @param now milliseconds; scores are taken at the full hour before it
 */
export async function recordHost(
  tx: Tx,
  hostId: string,
  before: HostState,
  after: HostState,
  chapters: readonly Chapter[],
  { now, rewrite }: { now: number; rewrite: boolean },
): Promise<ScoreSummary> {
  const at = scoringTime(now);
  const request = requestOf(after, at);
  // Each of these computes for milliseconds; with a write between them, nobody else waits for all of it.
  await saveDifference(tx, hostId, difference(before, after));
  const score = scoreHost(request);
  await writeHistory(tx, hostId, chapters, rewrite);
  const summary = summaryOf(score);
  await writeFigures(tx, hostId, summary, gainsOf(request, score), after, at);
  return summary;
}

async function writeHistory(
  tx: Tx,
  hostId: string,
  chapters: readonly Chapter[],
  rewrite: boolean,
): Promise<void> {
  if (rewrite) {
    await tx.$executeRaw`delete from event where host_id = ${hostId}::uuid and report_id is not null`;
    await tx.$executeRaw`delete from score where host_id = ${hostId}::uuid`;
  }
  if (chapters.length === 0) return;
  const events = chapters.flatMap(({ reportId, at, changes }) =>
    changes.map(({ kind, key, state }) => ({ id: uuid(), at, kind, key, reportId, data: { state } })),
  );
  const scores = chapters.map(({ reportId, at, score }) => ({ reportId, at, ...score }));
  await tx.$executeRaw`
    with input as materialized (select ${JSON.stringify({ events, scores })}::jsonb as j),
    events as (
      insert into event (id, host_id, at, kind, key, report_id, data)
      select r.id, ${hostId}::uuid, to_timestamp(r.at / 1000.0), r.kind, r.key, r."reportId", r.data
      from input, jsonb_to_recordset(j->'events') as r(id uuid, at float8, kind text, key text, "reportId" uuid, data jsonb))
    insert into score (report_id, host_id, at, model_version, policy_version, proven, possible, confidence, managed, grade,
      towers)
    select r."reportId", ${hostId}::uuid, to_timestamp(r.at / 1000.0), r."modelVersion", r."policyVersion", r.proven,
      r.possible, r.confidence, r.managed, r.grade, r.towers
    from input, jsonb_to_recordset(j->'scores') as r("reportId" uuid, at float8, "modelVersion" text, "policyVersion" text,
      proven float8, possible float8, confidence float8, managed float8, grade text, towers jsonb)`;
}

/** The figures that lists show, and what each finding is worth; written only where they moved. */
export async function writeFigures(
  tx: Tx,
  hostId: string,
  score: ScoreSummary,
  gains: readonly Gain[],
  state: HostState,
  at: number,
): Promise<void> {
  const worth = gains.filter(({ kind }) => kind === "repair").map(({ key, gain }) => ({ key, gain }));
  const together = gains
    .filter(({ kind }) => kind === "exposures")
    .map(({ key, gain, count }) => ({ kind: key.slice("exposures:".length), gain, count }));
  const tower = (name: string): number | null => score.towers[name]?.proven ?? null;
  const last = [...state.sources.values()].reduce(
    (latest, { observedAt }) => Math.max(latest, observedAt),
    0,
  );
  const host = Prisma.sql`${hostId}::uuid`;
  await tx.$executeRaw`
    with worth as materialized (
      select f.id, coalesce(r.gain, 0) as gain, f.key = any(${unheardKeys(state, at, POLICY.limitDays)}) as unheard
        from finding f
        left join jsonb_to_recordset(${JSON.stringify(worth)}::jsonb) as r(key text, gain float8) on r.key = f.key
       where f.host_id = ${host}),
    gains as (
      update finding f set gain = worth.gain, unheard = worth.unheard from worth
       where f.id = worth.id and (abs(f.gain - worth.gain) > 0.0005 or f.unheard <> worth.unheard)),
    open as materialized (
      select severity, count(*)::int as n from finding where host_id = ${host} and state = any(${[...OPEN_STATES]})
      group by severity)
    update host set scored_at = to_timestamp(${at} / 1000.0), model_version = ${score.modelVersion},
      proven = ${score.proven}, possible = ${score.possible}, confidence = ${score.confidence}, managed = ${score.managed},
      grade = ${score.grade}, hardening = ${tower("hardening")}, patching = ${tower("patching")},
      integrity = ${tower("integrity")}, auditing = ${tower("auditing")}, towers = ${JSON.stringify(score.towers)}::jsonb,
      exposure_gains = ${JSON.stringify(together)}::jsonb,
      last_evidence_at = ${last === 0 ? null : new Date(last)},
      open_findings = coalesce((select sum(n) from open), 0),
      open_critical = coalesce((select n from open where severity = 'critical'), 0),
      open_high = coalesce((select n from open where severity = 'high'), 0),
      open_medium = coalesce((select n from open where severity = 'medium'), 0),
      open_low = coalesce((select n from open where severity = 'low'), 0)
    where id = ${host}`;
}
