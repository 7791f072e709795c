/** Reads on which days decisions end or are to be reviewed. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { endOf, startOf } from "@/lib/fortress/decision-rules";
import { ofSeen } from "./decisions";

export interface CalendarDay {
  /** `2026-11-30`, UTC. */
  day: string;
  /** Decisions with this last day, and those to be reviewed on it. */
  ends: number;
  reviews: number;
}

/** The days on which anything is due, in their order. */
export async function decisionCalendar(
  viewer: Viewer,
  { first, last }: { first: string; last: string },
): Promise<CalendarDay[]> {
  if (!can(viewer, "decision.read")) return [];
  const from = Prisma.sql`to_timestamp(${startOf(first)} / 1000.0)`;
  const until = Prisma.sql`to_timestamp(${endOf(last)} / 1000.0)`;
  return db().$queryRaw<CalendarDay[]>`
    with due as (
      select d.until_at - interval '1 millisecond' as at, 1 as ends, 0 as reviews from decision d
       where d.state in ('proposed', 'approved') and ${ofSeen(viewer)}
      union all
      select d.review_at, 0, 1 from decision d
       where d.state in ('proposed', 'approved') and d.review_at is not null and ${ofSeen(viewer)})
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(ends)::int as ends, sum(reviews)::int as reviews
      from due where at >= ${from} and at < ${until} group by 1 order by 1`;
}
