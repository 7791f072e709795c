/** What merging and splitting share: the locks. */
import type { Tx } from "@/lib/db";
import { lockHost } from "./identity";

/**
 * Locks hosts whose reports are about to move. The lock on new hosts comes first, as in an import: while a report with a
 * new claim looks for its host, no host disappears under it. Then the hosts, in the order of their ids.
 */
export async function lockForMove(tx: Tx, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-new-host', 2))`;
  for (const id of [...new Set(hostIds)].sort()) await lockHost(tx, id);
}
