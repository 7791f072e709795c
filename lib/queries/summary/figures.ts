/** The figures of a summary, aggregated in SQL: means now and at the beginning of the period, towers, what holds them. */
import type { Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import type { Summary } from "@/lib/exports/summary";
import { gradeOf } from "@/lib/fortress/grade";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { visible } from "../hosts";
import { round } from "../score";

interface MeanRow {
  hosts: number;
  scored: number;
  proven: number | null;
  possible: number | null;
  managed: number | null;
  confidence: number | null;
  modelVersion: string | null;
}

/** @param target points that the house wants to reach */
export async function readMeans(
  within: Viewer,
  target: number,
): Promise<Pick<Summary, "hosts" | "scored" | "score">> {
  const [row] = await db().$queryRaw<MeanRow[]>`
    select count(*)::int as hosts, count(h.proven)::int as scored, avg(h.proven) as proven, avg(h.possible) as possible,
           avg(coalesce(h.managed, h.proven)) as managed, avg(coalesce(h.confidence, 0)) filter (where h.proven is not null) as confidence,
           max(h.model_version) as "modelVersion"
      from host h where ${visible(within)}`;
  if (!row || row.proven === null) return { hosts: row?.hosts ?? 0, scored: 0, score: null };
  const score = {
    proven: round(row.proven),
    possible: round(row.possible ?? row.proven),
    managed: round(row.managed ?? row.proven),
    confidence: round(row.confidence ?? 0),
    grade: gradeOf(row.proven),
    target,
    modelVersion: row.modelVersion ?? "",
  };
  return { hosts: row.hosts, scored: row.scored, score };
}

/** The last score of each host `h` at or before a time, by the index of scores. */
const lastScore = (at: Prisma.Sql): Prisma.Sql => Prisma.sql`
  cross join lateral (
    select s.proven, s.possible, s.managed, s.towers from score s
     where s.host_id = h.id and s.at <= ${at} order by s.at desc, s.report_id desc limit 1) s`;

type Then = { proven: number | null; possible: number | null; managed: number | null } & Record<
  Tower | `possible_${Tower}`,
  number | null
>;

export interface Before {
  before: Summary["before"];
  towers: Record<Tower, { proven: number; possible: number } | null>;
}

/** The same means as they were: of the hosts that had reported by then. */
export async function readBefore(within: Viewer, since: Date): Promise<Before> {
  const towers = TOWERS.map((tower) =>
    Prisma.raw(`avg((s.towers->'${tower}'->>'proven')::float8) as ${tower},
                avg((s.towers->'${tower}'->>'possible')::float8) filter (where s.towers->'${tower}'->>'proven' is not null) as possible_${tower}`),
  );
  const [row] = await db().$queryRaw<Then[]>`
    select avg(s.proven) as proven, avg(s.possible) as possible, avg(coalesce(s.managed, s.proven)) as managed,
           ${Prisma.join(towers)}
      from host h ${lastScore(Prisma.sql`${since}`)}
     where ${visible(within)} and s.proven is not null`;
  const pair = (proven: number | null | undefined, possible: number | null | undefined) =>
    proven == null ? null : { proven: round(proven), possible: round(possible ?? proven) };
  const whole = pair(row?.proven, row?.possible);
  return {
    before: whole && { ...whole, managed: round(row?.managed ?? whole.proven) },
    towers: Object.fromEntries(
      TOWERS.map((tower) => [tower, pair(row?.[tower], row?.[`possible_${tower}`])]),
    ) as Before["towers"],
  };
}

/** The trend by so many points from the beginning of the period until now. */
export async function sampleTrend(
  within: Viewer,
  { since, now, points }: { since: Date; now: Date; points: number },
): Promise<Summary["trend"]> {
  const rows = await db().$queryRaw<{ at: Date; proven: number | null; possible: number | null }[]>`
    select t.at, avg(s.proven) as proven, avg(s.possible) as possible
      from (select ${since}::timestamptz + (${now}::timestamptz - ${since}::timestamptz) * n / ${points - 1}::int as at
              from generate_series(0, ${points - 1}::int) n) t
     cross join host h ${lastScore(Prisma.sql`t.at`)}
     where ${visible(within)} and s.proven is not null
     group by t.at order by t.at`;
  return rows.map(({ at, proven, possible }) => ({
    at: at.toISOString(),
    proven: proven === null ? null : round(proven),
    possible: possible === null ? null : round(possible),
  }));
}

type TowerNow = Pick<Summary["towers"][number], "figures" | "held">;

/** The mean of each tower over the hosts that have evidence on it, and the commonest cause that holds it down. */
export async function readTowers(within: Viewer): Promise<Record<Tower, TowerNow>> {
  const [means, caps] = await Promise.all([
    db().$queryRaw<{ tower: Tower; proven: number; possible: number }[]>`
      select t.key as tower, avg((t.value->>'proven')::float8) as proven,
             avg(coalesce((t.value->>'possible')::float8, 100)) as possible
        from host h, jsonb_each(h.towers) t
       where jsonb_typeof(t.value->'proven') = 'number' and ${visible(within)} group by t.key`,
    db().$queryRaw<{ tower: Tower; cause: string; at: number; hosts: number }[]>`
      select distinct on (c.tower) c.tower, c.cause, c.at, c.hosts
        from (select t.key as tower, t.value->'cap'->>'cause' as cause, min((t.value->'cap'->>'at')::float8) as at,
                     count(*) as alike, (sum(count(*)) over (partition by t.key))::int as hosts
                from host h, jsonb_each(h.towers) t
               where jsonb_typeof(t.value->'cap') = 'object' and ${visible(within)}
               group by t.key, t.value->'cap'->>'cause') c
       order by c.tower, c.alike desc, c.at, c.cause`,
  ]);
  const now = (tower: Tower): TowerNow => {
    const mean = means.find((one) => one.tower === tower);
    const cap = caps.find((one) => one.tower === tower);
    return {
      figures: mean ? { proven: round(mean.proven), possible: round(mean.possible) } : null,
      held: cap ? { hosts: cap.hosts, at: cap.at, cause: cap.cause } : null,
    };
  };
  return Object.fromEntries(TOWERS.map((tower) => [tower, now(tower)])) as Record<Tower, TowerNow>;
}
