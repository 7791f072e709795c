/** What it takes to say where the work on findings stands: their hosts' locks, and a time after everything that is known. */
import { Prisma, type Tx } from "@/lib/db";
import { MARKS } from "../evidence/people-said";

const KINDS = Object.keys(MARKS);

/**
 * Locks the hosts of these findings, in the order of their ids, as an import does with its host.
 * @param most hosts beyond these are not locked: the caller refuses such an act
 */
export async function lockHostsOf(tx: Tx, where: Prisma.Sql, most: number): Promise<void> {
  await tx.$executeRaw`
    select count(pg_advisory_xact_lock(hashtextextended(h.id, 1)))
      from (select distinct f.host_id::text as id from finding f where ${where} order by 1 limit ${most + 1}) h`;
}

/** By host: the first millisecond after its evidence and after the last word of a person, also where a clock was set back. */
export const markTimes = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select h.id as host_id, greatest(h.last_evidence_at, (
           select e.at from event e where e.host_id = h.id and e.kind = any(${KINDS}) order by e.at desc limit 1
         )) + interval '1 millisecond' as at
    from host h where h.id in (select f.host_id from finding f where ${where})`;
