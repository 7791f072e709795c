/** Reads how many findings of a plan were open at the end of each day, from what happened to them since they came in. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { DAY } from "@/lib/fortress/days";
import { isOpenSql, ofVisible } from "./findings";

/** Days are those of UTC. */
export interface BurnDay {
  day: string;
  /** Open at its end, or now. */
  open: number;
  /** In the plan by then. */
  total: number;
}

/** Beyond so many days, only those on which something moved. */
const MOST_DAYS = 400;

/**
 * @param plan a plan that the viewer may see
 * @param now milliseconds
 */
export async function readBurnDown(
  viewer: Viewer,
  plan: { id: string; createdAt: Date; closedAt: Date | null },
  now: number,
): Promise<BurnDay[]> {
  const end = Math.max(plan.closedAt?.getTime() ?? now, plan.createdAt.getTime());
  // Reports tell of their time: what one closed before the finding came in counts from there. The last word on each finding
  // is what it is.
  const rows = await db().$queryRaw<{ day: string; added: number; moved: number }[]>`
    with planned as materialized (
      select f.id, f.host_id, f.key, x.added_at, ${isOpenSql} as is_open,
             greatest(coalesce(f.closed_at, f.since_at), x.added_at) as ended
        from plan_finding x join finding f on f.id = x.finding_id
       where x.plan_id = ${plan.id}::uuid and ${ofVisible(viewer)}),
    said as (
      select p.id, e.at, case when e.kind in ('closed', 'approved') then 0 else 1 end as open
        from planned p join event e on e.host_id = p.host_id and e.key = p.key
       where e.at > p.added_at and e.at <= to_timestamp(${now} / 1000.0)
         and e.kind in ('opened', 'reopened', 'closed', 'approved', 'withdrawn')
      union all
      select p.id, p.ended, 0 from planned p where not p.is_open
      union all
      select p.id, to_timestamp(${now} / 1000.0), 1 from planned p where p.is_open),
    moves as (
      select s.at, s.open - lag(s.open, 1, 1) over (partition by s.id order by s.at, s.open desc) as move from said s),
    days as (
      select (p.added_at at time zone 'UTC')::date as day, count(*) as added, 0 as moved from planned p group by 1
      union all
      select (m.at at time zone 'UTC')::date, 0, sum(m.move) from moves m where m.move <> 0 group by 1)
    select d.day::text as day, sum(d.added)::int as added, sum(d.moved)::int as moved from days d group by d.day order by d.day`;
  return filled(rows, plan.createdAt.getTime(), end);
}

/** Every day from the first to the last, also those on which nothing moved. Pure. */
function filled(
  rows: readonly { day: string; added: number; moved: number }[],
  from: number,
  to: number,
): BurnDay[] {
  const moved = new Map(rows.map((row) => [row.day, row]));
  const days = new Set(rows.map(({ day }) => day));
  if ((to - from) / DAY <= MOST_DAYS) for (let at = from; at < to; at += DAY) days.add(dayOf(at));
  days.add(dayOf(from)).add(dayOf(to));
  let [open, total] = [0, 0];
  return [...days].sort().map((day) => {
    const row = moved.get(day);
    total += row?.added ?? 0;
    open += (row?.added ?? 0) + (row?.moved ?? 0);
    return { day, open, total };
  });
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
