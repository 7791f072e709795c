/** Brings due dates in line with the days to repair that hold now. */
import { Prisma, type Tx } from "@/lib/db";
import { levelOf } from "@/lib/db/host-state";
import { OPEN_STATES } from "@/lib/fortress/state";

/** Whose findings are concerned. */
type Concerned = { hostId: string } | { groupId: string } | "all";

const isConcerned = (who: Concerned): Prisma.Sql => {
  if (who === "all") return Prisma.sql`true`;
  if ("hostId" in who) return Prisma.sql`h.id = ${who.hostId}::uuid`;
  return Prisma.sql`h.id in (select x.host_id from host_group x where x.group_id = ${who.groupId}::uuid)`;
};

/**
 * Counts the open findings' days anew, but for those whose day a person set. Of a single host, its lock must be held;
 * otherwise `lockFindings` comes first.
 * @returns how many due dates moved
 */
export const renewDueDates = (tx: Tx, who: Concerned): Promise<number> => tx.$executeRaw`
  with level as materialized (select h.id, ${levelOf(Prisma.sql`h.id`)} as days from host h where ${isConcerned(who)}),
  due as (
    select f.id, f.due_from + make_interval(days => (level.days->>f.severity)::int) as due_at
      from finding f join level on level.id = f.host_id
     where f.state = any(${[...OPEN_STATES]}) and not f.due_by_hand)
  update finding f set due_at = due.due_at from due where f.id = due.id and f.due_at is distinct from due.due_at`;

/**
 * Lets nobody write findings until the transaction ends, and waits for those who do: whoever opens one has either done so
 * already, or reads the new days.
 */
export async function lockFindings(tx: Tx): Promise<void> {
  await tx.$executeRaw`lock table finding in share row exclusive mode`;
}
