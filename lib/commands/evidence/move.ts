/** What merging and splitting share: the locks, and a host brought in line with the reports that it now has. */
import type { Tx } from "@/lib/db";
import { readReport } from "@/lib/importers";
import { lockHost } from "./identity";
import { unpack } from "./originals";
import { rebuildHost } from "./rebuild";
import type { ScoreSummary } from "./record";

/**
 * Locks hosts whose reports are about to move. The lock on new hosts comes first, as in an import: while a report with a
 * new claim looks for its host, no host disappears under it. Then the hosts, in the order of their ids.
 */
export async function lockForMove(tx: Tx, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-new-host', 2))`;
  for (const id of [...new Set(hostIds)].sort()) await lockHost(tx, id);
}

/**
 * Makes a host anew from its originals, and gives it the name and the system that its reports say.
 * @param now milliseconds
 */
export async function settleHost(tx: Tx, hostId: string, now: number): Promise<ScoreSummary> {
  const { score } = await rebuildHost(tx, hostId, now);
  const face = await faceOf(tx, hostId);
  await tx.$executeRaw`
    update host set name = case when named_by_hand then name else coalesce(${face.name}, name) end,
      os_family = ${face.family}, os_name = ${face.os}, os_version = ${face.version}, kernel = ${face.kernel}
    where id = ${hostId}::uuid`;
  return score;
}

interface Face {
  name: string | null;
  family: string | null;
  os: string | null;
  version: string | null;
  kernel: string | null;
}

/** The latest report's name, and the latest word on each part of the system: what importing in order would have left. */
export async function faceOf(tx: Tx, hostId: string): Promise<Face> {
  const face: Face = { name: null, family: null, os: null, version: null, kernel: null };
  const reports = await tx.$queryRaw<{ id: string; named: string | null }[]>`
    select r.id, s.name as named from report r left join host_signature s on s.signature = r.signature
     where r.host_id = ${hostId}::uuid order by r.observed_at desc, r.delivered_hash desc`;
  for (const { id, named } of reports) {
    const [row] = await tx.$queryRaw<{ filename: string | null; bytes: Uint8Array }[]>`
      select i.filename, o.bytes from report r join original o on o.hash = r.original_hash
        left join import i on i.report_id = r.id where r.id = ${id}::uuid`;
    if (!row) continue;
    const read = readReport({ name: row.filename, bytes: await unpack(row.bytes) });
    if (!read.ok) continue;
    const { name, os } = read.report.host;
    face.name ??= name ?? named;
    face.family ??= os.family;
    face.os ??= os.name;
    face.version ??= os.version;
    face.kernel ??= os.kernel;
    if (face.name && face.family && face.os && face.version && face.kernel) break;
  }
  return face;
}
