/** Reads the fleet: its figures, its distribution, its trend and what needs somebody today. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { GRADE_LIMITS } from "@/lib/fortress/grade";
import type { Tower } from "@/lib/fortress/types";
import { countDecisions } from "./decisions";
import { countDue } from "./due";
import { EXPOSURE_REPAIRS } from "./exposure-words";
import { findingQuerySchema, isOpenSql, listExposureGroups, ofVisible, worstWeaknesses } from "./findings";
import { SILENT_DAYS, visible } from "./hosts";

/** One fortress as a stone of the distribution. */
export interface Stone {
  id: string;
  name: string;
  proven: number;
  silent: boolean;
}

/** What the sentence of the fleet needs. */
export interface FleetFigures {
  hosts: number;
  proven: number | null;
  possible: number | null;
  managed: number | null;
  lowest: { id: string; name: string; proven: number } | null;
  highest: { id: string; name: string; proven: number } | null;
  quartiles: [number, number] | null;
}

/** One repair for the whole fleet: a weakness, or all exposures of a kind. */
export interface FleetRepair {
  key: string;
  title: string;
  href: string;
  /** For people who know the tool. */
  reference: string;
  hosts: number;
  /** Points of the fleet's mean. */
  gain: number;
}

/** One thing that needs somebody, in figures; the page makes the sentence. */
export type Need =
  | { kind: "cap"; host: { id: string; name: string }; tower: Tower; at: number; cause: string }
  | { kind: "updates"; total: number; hosts: number; first: { id: string; name: string; count: number } }
  | { kind: "silent"; hosts: { id: string; name: string; since: string | null }[]; total: number }
  | { kind: "no-evidence"; host: { id: string; name: string }; tower: Tower }
  | {
      kind: "opened";
      total: number;
      days: number;
      commonest: { key: string; title: string; hosts: number } | null;
    }
  | { kind: "overdue"; total: number; oldest: string }
  /** Due within seven days. */
  | { kind: "due"; total: number }
  | { kind: "decisions-waiting"; total: number }
  | { kind: "decisions-ending"; total: number; days: number }
  | { kind: "reopened"; total: number }
  | { kind: "rejected"; total: number };

const DAYS = 7;
const NAMED = 3;

/** The hosts of the fleet that a viewer may see. */
const seen = (viewer: Viewer): Prisma.Sql =>
  can(viewer, "fleet.read") ? visible(viewer) : Prisma.sql`false`;

export async function readFleetFigures(viewer: Viewer): Promise<FleetFigures> {
  const here = seen(viewer);
  const [figures, ends] = await Promise.all([
    db().$queryRaw<Figures[]>`
      select count(*)::int as hosts, avg(h.proven) as proven, avg(h.possible) as possible,
             avg(h.managed) as managed,
             percentile_cont(0.25) within group (order by h.proven) as q1,
             percentile_cont(0.75) within group (order by h.proven) as q3
        from host h where ${here}`,
    endsOf(here),
  ]);
  const [row] = figures;
  return {
    hosts: row?.hosts ?? 0,
    proven: row?.proven ?? null,
    possible: row?.possible ?? null,
    managed: row?.managed ?? null,
    ...ends,
    quartiles: row?.q1 != null && row.q3 != null ? [row.q1, row.q3] : null,
  };
}

/** Hosts by grade, A first. */
export async function readGrades(viewer: Viewer): Promise<{ grade: string; hosts: number }[]> {
  const rows = await db().$queryRaw<{ grade: string; hosts: number }[]>`
    select h.grade, count(*)::int as hosts from host h
     where h.grade is not null and ${seen(viewer)} group by h.grade`;
  const byGrade = new Map(rows.map(({ grade, hosts }) => [grade, hosts]));
  return GRADE_LIMITS.map(([grade]) => ({ grade, hosts: byGrade.get(grade) ?? 0 }));
}

const REPAIRS = 5;

/** What would raise the fleet most, best first. */
export async function readFleetRepairs(viewer: Viewer): Promise<FleetRepair[]> {
  const query = findingQuerySchema.parse({ limit: REPAIRS, kind: "check" });
  const [weaknesses, groups] = await Promise.all([
    worstWeaknesses(viewer, query),
    listExposureGroups(viewer),
  ]);
  const checks = weaknesses.map(({ key, repair, title, hosts, gain }) => ({
    key,
    title: repair ?? title,
    href: `/findings/${encodeURIComponent(key)}`,
    reference: key,
    hosts,
    gain,
  }));
  const exposures = groups.map(({ kind, hosts, count, gain }) => ({
    key: `exposures:${kind}`,
    title: EXPOSURE_REPAIRS[kind]?.(count) ?? `${count} ${kind}`,
    href: `/findings?kind=${kind}`,
    reference: kind,
    hosts,
    gain,
  }));
  return [...checks, ...exposures]
    .filter(({ gain }) => gain >= 0.05)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, REPAIRS);
}

interface Figures {
  hosts: number;
  proven: number | null;
  possible: number | null;
  managed: number | null;
  q1: number | null;
  q3: number | null;
}

type End = { id: string; name: string; proven: number };

async function endsOf(here: Prisma.Sql): Promise<{ lowest: End | null; highest: End | null }> {
  const [low, high] = await Promise.all([
    db().$queryRaw<End[]>`
      select h.id, h.name, h.proven from host h where h.proven is not null and ${here} order by h.proven, h.id limit 1`,
    db().$queryRaw<End[]>`
      select h.id, h.name, h.proven from host h where h.proven is not null and ${here} order by h.proven desc, h.id limit 1`,
  ]);
  return { lowest: low[0] ?? null, highest: high[0] ?? null };
}

/** What needs somebody today. */
export async function readNeeds(viewer: Viewer): Promise<Need[]> {
  if (!can(viewer, "fleet.read")) return [];
  const here = visible(viewer);
  const [updates, caps, silent, gaps, opened, reopened, commonest, rejected, due, decisions] =
    await Promise.all([
      db().$queryRaw<{ id: string; name: string; count: number; total: number; hosts: number }[]>`
      select h.id, h.name, g.count, sum(g.count) over ()::int as total, count(*) over ()::int as hosts
        from host h, jsonb_to_recordset(h.exposure_gains) as g(kind text, count int)
       where g.kind = 'package' and ${here} order by g.count desc, h.name limit 1`,
      db().$queryRaw<{ id: string; name: string; tower: Tower; at: number; cause: string }[]>`
      select h.id, h.name, t.key as tower, (t.value->'cap'->>'at')::float8 as at, t.value->'cap'->>'cause' as cause
        from host h, jsonb_each(h.towers) t
       where jsonb_typeof(t.value->'cap') = 'object' and ${here} order by at, h.proven limit ${NAMED}`,
      db().$queryRaw<{ id: string; name: string; since: Date | null; total: number }[]>`
      select h.id, h.name, h.last_evidence_at as since, count(*) over ()::int as total from host h
       where h.last_evidence_at < now() - make_interval(days => ${SILENT_DAYS}) and ${here}
       order by h.last_evidence_at limit ${NAMED}`,
      db().$queryRaw<{ id: string; name: string; tower: Tower }[]>`
      select h.id, h.name, t.key as tower from host h, jsonb_each(h.towers) t
       where jsonb_typeof(t.value->'proven') = 'null' and h.proven is not null and ${here} order by h.proven limit ${NAMED}`,
      db().$queryRaw<{ total: number }[]>`
      select count(*)::int as total from finding f
       where f.opened_at > now() - make_interval(days => ${DAYS}) and ${isOpenSql} and ${ofVisible(viewer)}`,
      db().$queryRaw<{ total: number }[]>`
      select count(*)::int as total from finding f
       where f.state = 'reopened' and ${ofVisible(viewer)}
         and exists (select 1 from event e where e.host_id = f.host_id and e.key = f.key and e.kind = 'reopened'
                        and e.at > now() - make_interval(days => ${DAYS}))`,
      db().$queryRaw<{ key: string; title: string; hosts: number }[]>`
      select f.key, min(f.title) as title, count(*)::int as hosts from finding f
       where f.opened_at > now() - make_interval(days => ${DAYS}) and ${isOpenSql} and ${ofVisible(viewer)}
       group by f.key having count(*) > 1 order by hosts desc, sum(f.gain) desc limit 1`,
      viewer.hosts === null
        ? db().$queryRaw<{ total: number }[]>`
          select count(*)::int as total from import where status = 'rejected' and at > now() - make_interval(days => ${DAYS})`
        : Promise.resolve([]),
      countDue(viewer),
      countDecisions(viewer, DAYS),
    ]);
  const needs: Need[] = caps.map(({ id, name, ...cap }) => ({ kind: "cap", host: { id, name }, ...cap }));
  if (updates[0]) {
    const { id, name, count, total, hosts } = updates[0];
    needs.push({ kind: "updates", total, hosts, first: { id, name, count } });
  }
  if (due.oldest !== null) needs.push({ kind: "overdue", total: due.overdue, oldest: due.oldest });
  if (due.soon > 0) needs.push({ kind: "due", total: due.soon });
  if (decisions.waiting > 0) needs.push({ kind: "decisions-waiting", total: decisions.waiting });
  if (decisions.ending > 0) needs.push({ kind: "decisions-ending", total: decisions.ending, days: DAYS });
  if (silent[0]) {
    const hosts = silent.map(({ id, name, since }) => ({ id, name, since: since?.toISOString() ?? null }));
    needs.push({ kind: "silent", hosts, total: silent[0].total });
  }
  for (const { id, name, tower } of gaps) needs.push({ kind: "no-evidence", host: { id, name }, tower });
  const total = opened[0]?.total ?? 0;
  if (total > 0) needs.push({ kind: "opened", total, days: DAYS, commonest: commonest[0] ?? null });
  if (reopened[0] && reopened[0].total > 0) needs.push({ kind: "reopened", total: reopened[0].total });
  if (rejected[0] && rejected[0].total > 0) needs.push({ kind: "rejected", total: rejected[0].total });
  return needs;
}

/** Every scored fortress as a stone, for the distribution; at most so many. */
export async function readStones(viewer: Viewer, most: number): Promise<Stone[]> {
  if (!can(viewer, "fleet.read")) return [];
  return db().$queryRaw<Stone[]>`
    select h.id, h.name, h.proven, (h.last_evidence_at < now() - make_interval(days => ${SILENT_DAYS})) as silent
      from host h where h.proven is not null and ${visible(viewer)} order by h.proven limit ${most}`;
}

/** The four towers of every host for the heat map, lowest fortress first. */
export async function readHeat(
  viewer: Viewer,
  most: number,
): Promise<{ host: string; towers: Record<Tower, number | null>; silent: boolean }[]> {
  if (!can(viewer, "fleet.read")) return [];
  interface Row extends Record<Tower, number | null> {
    host: string;
    silent: boolean;
  }
  const rows = await db().$queryRaw<Row[]>`
    select h.name as host, h.hardening, h.patching, h.integrity, h.auditing,
           (h.last_evidence_at is null or h.last_evidence_at < now() - make_interval(days => ${SILENT_DAYS})) as silent
      from host h where ${visible(viewer)} order by h.proven nulls first, h.id limit ${most}`;
  return rows.map(({ host, silent, ...towers }) => ({ host, silent, towers }));
}

export interface TrendPoint {
  /** RFC 3339. */
  at: string;
  proven: number | null;
  possible: number | null;
}

/** The fleet day by day. Only for those who see all of it. */
export async function fleetTrend(viewer: Viewer, days = 90): Promise<TrendPoint[]> {
  if (!can(viewer, "fleet.read") || viewer.hosts !== null) return [];
  const rows = await db().$queryRaw<{ at: Date; proven: number | null; possible: number | null }[]>`
    select day::timestamptz as at, proven, possible from fleet_day
     where day > (now() - make_interval(days => ${days}))::date order by day`;
  return rows.map(({ at, ...figures }) => ({ at: at.toISOString(), ...figures }));
}
