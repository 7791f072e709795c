/** Brings the figures of hosts up to date after people said something that counts in them: a decision, an attestation. */
import { db } from "@/lib/db";
import { scoringTime } from "@/lib/fortress/reckoning";
import { refreshScores, scoreAgain, writeFleetDay } from "./refresh-scores";

/** So many are scored before the answer; the others follow. */
const AT_ONCE = 200;
const TOGETHER = 5;
const HOUR = 3_600_000;

/** Hosts by their ids, those of a group, or all. */
export type Which = readonly string[] | { group: string } | "fleet";

/**
 * Call it after the transaction that changed what counts. Up to 200 hosts are scored when it returns; where there are more, the
 * rest follow by themselves, or at the latest with the next full hour.
 * @param now milliseconds; scores are taken at the full hour before it
 */
export async function rescoreHosts(which: Which, now = Date.now()): Promise<void> {
  const ids = await idsOf(which);
  if (ids.length === 0) return;
  const hour = scoringTime(now);
  const later = ids.slice(AT_ONCE);
  if (later.length > 0) {
    await db().$executeRaw`
      with due as materialized (select id from host where id = any(${later}::uuid[]) order by id for update)
      update host h set scored_at = to_timestamp(${hour - HOUR} / 1000.0) from due
       where h.id = due.id and h.scored_at >= to_timestamp(${hour} / 1000.0)`;
  }
  for (let i = 0; i < Math.min(ids.length, AT_ONCE); i += TOGETHER) {
    const some = ids.slice(i, Math.min(i + TOGETHER, AT_ONCE));
    await db().$transaction(async (tx) => {
      for (const id of some) await scoreAgain(tx, id, hour);
    });
  }
  if (later.length === 0) return writeFleetDay(now);
  refreshScores(now).catch((error: unknown) => console.error("Scores were not brought up to date:", error));
}

/** In the order of their ids: the order in which locks are taken. */
async function idsOf(which: Which): Promise<string[]> {
  if (Array.isArray(which)) return [...new Set<string>(which)].sort();
  if (typeof which === "object" && "group" in which) {
    const rows = await db().hostGroup.findMany({ where: { groupId: which.group }, select: { hostId: true } });
    return rows.map(({ hostId }) => hostId).sort();
  }
  const rows = await db().host.findMany({ select: { id: true } });
  return rows.map(({ id }) => id).sort();
}
