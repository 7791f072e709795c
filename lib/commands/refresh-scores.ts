/** Scores age with the clock: brings the figures of hosts that were not scored this hour up to date. */

import { db, type Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { gainsOf } from "@/lib/fortress/gains";
import { requestOf, scoringTime } from "@/lib/fortress/reckoning";
import { scoreHost } from "@/lib/fortress/score";
import { lockHost } from "./evidence/identity";
import { summaryOf, writeFigures } from "./evidence/record";

const BATCH = 20;

/**
 * Rescores what is older than the current full hour, then writes the fleet's figures of the day. Several instances may
 * do it at once: each takes other hosts.
 * @param now milliseconds
 * @returns how many hosts were scored
 */
export async function refreshScores(now = Date.now()): Promise<number> {
  const hour = scoringTime(now);
  let scored = 0;
  for (;;) {
    const due = await db().$queryRaw<{ id: string }[]>`
      select id from host where scored_at < to_timestamp(${hour} / 1000.0) order by scored_at limit ${BATCH}`;
    if (due.length === 0) break;
    let done = 0;
    for (const { id } of due) done += await db().$transaction((tx) => refreshHost(tx, id, hour));
    scored += done;
    // Somebody else is at these; they will finish them.
    if (done === 0) break;
  }
  await writeFleetDay(now);
  return scored;
}

async function refreshHost(tx: Tx, hostId: string, hour: number): Promise<number> {
  await lockHost(tx, hostId);
  const [row] = await tx.$queryRaw<{ due: boolean }[]>`
    select scored_at < to_timestamp(${hour} / 1000.0) as due from host where id = ${hostId}::uuid`;
  if (!row?.due) return 0;
  await scoreLocked(tx, hostId, hour);
  return 1;
}

/** Scores one host in its turn, whenever it was scored last. */
export async function scoreAgain(tx: Tx, hostId: string, hour: number): Promise<void> {
  await lockHost(tx, hostId);
  await scoreLocked(tx, hostId, hour);
}

async function scoreLocked(tx: Tx, hostId: string, hour: number): Promise<void> {
  const state = await loadHostState(tx, hostId);
  const request = requestOf(state, hour);
  const score = scoreHost(request);
  await writeFigures(tx, hostId, summaryOf(score), gainsOf(request, score), state, hour);
}

/** One row a day, so that the fleet's trend never reads the history of hosts. */
export async function writeFleetDay(now = Date.now()): Promise<void> {
  await db().$executeRaw`
    insert into fleet_day (day, hosts, scored, proven, possible, managed, findings)
    select to_timestamp(${now} / 1000.0)::date, count(*), count(proven), avg(proven), avg(possible), avg(managed),
           coalesce(sum(open_findings), 0)
      from host having count(*) > 0
    on conflict (day) do update set hosts = excluded.hosts, scored = excluded.scored, proven = excluded.proven,
      possible = excluded.possible, managed = excluded.managed, findings = excluded.findings`;
}

/** How long the reports that come together are waited for, in milliseconds. */
const TOGETHER = 1_000;

let soon: NodeJS.Timeout | null = null;

/**
 * The same for reports, which come in rows: written once for all of the next second, and nobody waits for it. Should the
 * process end before, the next start writes it.
 */
export function writeFleetDaySoon(now: number): void {
  if (soon !== null) return;
  soon = setTimeout(() => {
    soon = null;
    // Whoever brings a report next, or the clock, tries again.
    writeFleetDay(now).catch(() => {});
  }, TOGETHER).unref();
}
