/** Reads what repairs would do: which there are, what each is worth by the hour, and what those chosen do together. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { allOf, kindOfAll } from "@/lib/fortress/repaired";
import { TOWERS } from "@/lib/fortress/types";
import { EXPOSURE_REPAIRS } from "./exposure-words";
import { isOpenSql } from "./findings";
import { type Figures, MOST_PREDICTED, predict } from "./predictions";
import { effortOf, guidanceOf } from "./repair-effort";
import { inScope, readScope, type Scope, type WhatIfQuery } from "./what-if-scope";

/** One repair over the hosts of the scope: a weakness, or all exposures of a kind. */
export interface Candidate {
  /** A check, an exposure, or `exposures:<kind>`. */
  key: string;
  title: string;
  /** For people who know the tool. */
  reference: string;
  tower: string | null;
  hosts: number;
  /** Points of the fortresses in sum, each as if repaired alone. */
  gain: number;
  /** Work on all of them. */
  minutes: number;
  /** Nobody has written how long it takes. */
  guessed: boolean;
  /** Points in sum for one hour of work. */
  perHour: number;
  chosen: boolean;
}

/** What the chosen repairs do to one host. */
export interface HostChange {
  id: string;
  name: string;
  /** How many of the chosen repairs it needs. */
  repairs: number;
  before: Figures;
  after: Figures;
}

export interface WhatIf {
  scope: Scope;
  /** The best by the hour first; those that are chosen are always among them. */
  candidates: Candidate[];
  /** How many repairs of less worth are not listed. */
  more: number;
  /** Points in sum over the hosts, what is chosen alone; minutes of all chosen. */
  minutes: number;
  /** The mean of the scope after the chosen repairs. */
  after: Figures;
  /** The hosts that change; empty where they are too many to be computed. */
  changes: HostChange[];
  changing: number;
  /** Too many hosts change: `after` adds up what each repair is worth alone, and says nothing of towers. */
  estimated: boolean;
}

/** Listed at first, and when all are asked for. */
const LISTED = { usual: 40, most: 500 } as const;
/** Repairs that give less than this in sum are not listed. */
const WORTH_A_WORD = 0.05;

/** Null where there is no such host or group for this viewer. */
export async function readWhatIf(viewer: Viewer, query: WhatIfQuery): Promise<WhatIf | null> {
  const scope = await readScope(viewer, query);
  if (!scope) return null;
  const chosen = new Set(query.repair);
  const [all, affected] = await Promise.all([
    candidatesOf(viewer, query, chosen),
    affectedHosts(viewer, query),
  ]);
  const most = query.all === "1" ? LISTED.most : LISTED.usual;
  const listed = all.filter((one, at) => at < most || one.chosen);
  const changing = affected[0]?.total ?? 0;
  const minutes = all.reduce((sum, one) => sum + (one.chosen ? one.minutes : 0), 0);
  const base = { scope, candidates: listed, more: all.length - listed.length, minutes, changing };
  if (changing > MOST_PREDICTED) {
    const gain = affected[0]?.sum ?? 0;
    return { ...base, after: estimate(scope, gain), changes: [], estimated: true };
  }
  const predictions = await predict(affected);
  const changes = affected.flatMap(({ id, name, keys }): HostChange[] => {
    const prediction = predictions.get(id);
    if (!prediction) return [];
    return [{ id, name, repairs: keys.length, before: prediction.before, after: prediction.predicted }];
  });
  return { ...base, after: meanAfter(scope, changes), changes, estimated: false };
}

interface CandidateRow {
  key: string;
  kind: string;
  title: string;
  tower: string | null;
  hosts: number;
  count: number;
  gain: number;
}

async function candidatesOf(
  viewer: Viewer,
  query: WhatIfQuery,
  chosen: ReadonlySet<string>,
): Promise<Candidate[]> {
  const here = inScope(viewer, query);
  const [checks, kinds] = await Promise.all([
    db().$queryRaw<CandidateRow[]>`
      select f.key, min(f.kind) as kind, min(f.title) as title, min(f.tower) as tower, count(*)::int as hosts,
             count(*)::int as count, sum(f.gain)::float8 as gain
        from finding f join host h on h.id = f.host_id
       where ${isOpenSql} and (f.kind = 'check' or f.key = any(${query.repair})) and ${here}
       group by f.key having sum(f.gain) >= ${WORTH_A_WORD} or f.key = any(${query.repair})`,
    db().$queryRaw<CandidateRow[]>`
      select ${allOf("")} || g.kind as key, g.kind, '' as title, null as tower, count(*)::int as hosts,
             sum(g.count)::int as count, sum(g.gain)::float8 as gain
        from host h, jsonb_to_recordset(h.exposure_gains) as g(kind text, gain float8, count int)
       where ${here} group by g.kind
      having sum(g.gain) >= ${WORTH_A_WORD} or ${allOf("")} || g.kind = any(${query.repair})`,
  ]);
  return [...checks, ...kinds].map((row) => candidateOf(row, chosen)).sort(byTheHour);
}

function candidateOf(
  { key, kind, title, tower, hosts, count, gain }: CandidateRow,
  chosen: ReadonlySet<string>,
): Candidate {
  const { minutes, guessed } = effortOf(key, kind, { hosts, count });
  const all = kindOfAll(key);
  return {
    key,
    title: all
      ? (EXPOSURE_REPAIRS[all]?.(count) ?? all)
      : (kind === "check" && guidanceOf(key, kind)?.repair) || title,
    reference: all ?? key,
    tower,
    hosts,
    gain,
    minutes,
    guessed,
    perHour: (gain * 60) / minutes,
    chosen: chosen.has(key),
  };
}

const byTheHour = (a: Candidate, b: Candidate): number =>
  b.perHour - a.perHour || b.gain - a.gain || (a.key < b.key ? -1 : 1);

interface Affected {
  id: string;
  name: string;
  keys: string[];
  total: number;
  sum: number;
}

/** The hosts on which something chosen is open; one more than can be computed tells that they are too many. */
async function affectedHosts(viewer: Viewer, query: WhatIfQuery): Promise<Affected[]> {
  if (query.repair.length === 0) return [];
  const here = inScope(viewer, query);
  const kinds = query.repair.flatMap((key) => kindOfAll(key) ?? []);
  return db().$queryRaw<Affected[]>`
    with chosen as (
      select f.host_id, f.key, f.gain from finding f join host h on h.id = f.host_id
       where ${isOpenSql} and f.key = any(${query.repair}) and ${here}
      union all
      select h.id, ${allOf("")} || g.kind, g.gain
        from host h, jsonb_to_recordset(h.exposure_gains) as g(kind text, gain float8)
       where g.kind = any(${kinds}) and ${here})
    select h.id, h.name, array_agg(c.key order by c.key) as keys, (count(*) over ())::int as total,
           (sum(sum(c.gain)) over ())::float8 as sum
      from chosen c join host h on h.id = c.host_id
     group by h.id, h.name order by lower(h.name), h.id limit ${MOST_PREDICTED + 1}`;
}

/** The mean moves by what its hosts moved. */
function meanAfter({ mean, scored, withTower }: Scope, changes: readonly HostChange[]): Figures {
  const moved = (value: number | null, count: number, of: (figures: Figures) => number | null) => {
    const rise = changes.reduce((sum, { before, after }) => {
      const [was, is] = [of(before), of(after)];
      return was === null || is === null ? sum : sum + is - was;
    }, 0);
    return value === null ? null : value + rise / Math.max(1, count);
  };
  const towers = TOWERS.map((tower) => [
    tower,
    moved(mean.towers[tower], withTower[tower], (figures) => figures.towers[tower]),
  ]);
  return {
    proven: moved(mean.proven, scored, ({ proven }) => proven),
    managed: moved(mean.managed, scored, ({ managed }) => managed),
    towers: Object.fromEntries(towers),
  };
}

const estimate = ({ mean, scored }: Scope, gain: number): Figures => ({
  proven: mean.proven === null ? null : Math.min(100, mean.proven + gain / Math.max(1, scored)),
  managed: null,
  towers: Object.fromEntries(TOWERS.map((tower) => [tower, null])) as Figures["towers"],
});
