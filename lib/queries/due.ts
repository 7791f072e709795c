/** Counts what is overdue and what is due soon: of the fleet, of one host, of one person. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { isOpenSql, ofVisible, SOON_DAYS } from "./findings";

export interface DueCounts {
  overdue: number;
  /** Within seven days. */
  soon: number;
  /** The earliest due date among what is overdue, RFC 3339; null where nothing is. */
  oldest: string | null;
}

const NOTHING: DueCounts = { overdue: 0, soon: 0, oldest: null };

/** @param of whose open findings: of one host, of the person they are assigned to, or of both; left out: of the fleet */
export async function countDue(
  viewer: Viewer,
  of: { hostId?: string; personId?: string } = {},
): Promise<DueCounts> {
  const { hostId, personId } = of;
  if (!can(viewer, "finding.read", hostId === undefined ? {} : { hostId })) return NOTHING;
  const [row] = await db().$queryRaw<{ overdue: number; soon: number; oldest: Date | null }[]>`
    select count(*) filter (where f.due_at < now())::int as overdue,
           count(*) filter (where f.due_at >= now())::int as soon,
           min(f.due_at) filter (where f.due_at < now()) as oldest
      from finding f
     where ${isOpenSql} and f.due_at < now() + make_interval(days => ${SOON_DAYS}) and ${ofVisible(viewer)}
       ${hostId === undefined ? Prisma.empty : Prisma.sql`and f.host_id = ${hostId}::uuid`}
       ${personId === undefined ? Prisma.empty : Prisma.sql`and f.assignee_id = ${personId}::uuid`}`;
  return row ? { ...row, oldest: row.oldest?.toISOString() ?? null } : NOTHING;
}

/** How many findings are overdue on each of some hosts; a host with none is left out. */
export async function overdueByHost(
  viewer: Viewer,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (!can(viewer, "finding.read") || hostIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ hostId: string; overdue: number }[]>`
    select f.host_id as "hostId", count(*)::int as overdue
      from finding f
     where f.host_id = any(${[...hostIds]}::uuid[]) and ${isOpenSql} and f.due_at < now() and ${ofVisible(viewer)}
     group by f.host_id`;
  return new Map(rows.map(({ hostId, overdue }) => [hostId, overdue]));
}
