/** Predicts what a plan will do, host by host; of very many hosts in sum. */
import { Prisma, type Tx } from "@/lib/db";
import { allOf } from "@/lib/fortress/repaired";
import { isOpenSql } from "@/lib/queries/findings";
import { type Forecast, type HostForecasts, isInSum } from "@/lib/queries/plan-forecast";
import { MOST_PREDICTED, predict } from "@/lib/queries/predictions";

interface Planned {
  id: string;
  name: string;
  keys: string[];
}

/**
 * What the hosts of these findings score now, and will when all of them are repaired.
 * @param where findings `f`
 */
export async function forecastOf(tx: Tx, where: Prisma.Sql): Promise<Forecast> {
  const hosts = await plannedHosts(tx, where);
  if (hosts.length > MOST_PREDICTED) return sumOf(tx, where);
  const predictions = await predict(hosts);
  return Object.fromEntries(
    hosts.flatMap(({ id, name }) => {
      const prediction = predictions.get(id);
      return prediction ? [[id, { name, ...prediction }]] : [];
    }),
  ) as HostForecasts;
}

/**
 * The forecast of a plan whose findings changed: what was measured when a host came in stays, the prediction is made anew.
 * @param where the plan's findings `f`, as they are now
 */
export async function forecastAfter(tx: Tx, before: Forecast, where: Prisma.Sql): Promise<Forecast> {
  const after = await forecastOf(tx, where);
  if (isInSum(before) || isInSum(after)) return after;
  return Object.fromEntries(
    Object.entries(after).map(([id, told]) => [id, { ...told, before: before[id]?.before ?? told.before }]),
  );
}

/**
 * The open findings by host. Whoever repairs all exposures of a kind also lets the tests pass that list them, as
 * `exposures:<kind>` says.
 */
const plannedHosts = (tx: Tx, where: Prisma.Sql): Promise<Planned[]> => tx.$queryRaw<Planned[]>`
  with planned as materialized (
    select f.host_id, f.key, f.kind from finding f where ${where} and ${isOpenSql}),
  kinds as (
    select p.host_id, ${allOf("")} || p.kind as key from planned p where p.kind <> 'check'
     group by p.host_id, p.kind
    having count(*) = (select count(*) from finding f where f.host_id = p.host_id and f.kind = p.kind and ${isOpenSql}))
  select h.id, h.name, array_agg(k.key order by k.key) as keys
    from (select host_id, key from planned union all select host_id, key from kinds) k
    join host h on h.id = k.host_id
   group by h.id, h.name order by h.id limit ${MOST_PREDICTED + 1}`;

async function sumOf(tx: Tx, where: Prisma.Sql): Promise<Forecast> {
  const [row] = await tx.$queryRaw<{ hosts: number; scored: number; before: number; gain: number }[]>`
    with planned as materialized (
      select f.host_id, sum(f.gain) as gain from finding f where ${where} and ${isOpenSql} group by f.host_id)
    select count(*)::int as hosts, count(h.proven)::int as scored, coalesce(sum(h.proven), 0)::float8 as before,
           coalesce(sum(p.gain), 0)::float8 as gain
      from planned p join host h on h.id = p.host_id`;
  return { sum: row ?? { hosts: 0, scored: 0, before: 0, gain: 0 } };
}

/** The findings `f` of a plan. */
export const ofPlan = (planId: string): Prisma.Sql =>
  Prisma.sql`f.id in (select x.finding_id from plan_finding x where x.plan_id = ${planId}::uuid)`;
