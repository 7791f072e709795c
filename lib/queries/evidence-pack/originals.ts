/**
 * Reads the originals that go into an evidence pack, one after the other: never more of them is held than a few rows and a
 * small batch of compressed bytes, however many there are.
 */
import { createGunzip } from "node:zlib";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { type ManifestFile, originalPath, pathPart } from "@/lib/exports/evidence-pack";
import { visible } from "../hosts";
import type { PackFile, Period } from "./types";

/** Hosts whose rows are read at once. */
const HOSTS = 20;
/** Originals whose bytes are read at once: by number, and by their bytes as they came. A larger one is alone. */
const BATCH = { files: 32, bytes: 4 * 1024 * 1024 };

interface Row {
  hostId: string;
  hostName: string;
  hash: string;
  /** Bytes before compression. */
  size: number;
  filename: string | null;
  reports: NonNullable<ManifestFile["reports"]>;
}

const inPeriod = ({ from, until }: Period): Prisma.Sql =>
  Prisma.sql`r.observed_at >= ${new Date(from)} and r.observed_at < ${new Date(until)}`;

/** What `originalsOf` gives in all: of a pack that is too large, this is known before it is begun. */
export async function sizeOfOriginals(
  within: Viewer,
  period: Period,
): Promise<{ files: number; hosts: number; bytes: number }> {
  const nothing = { files: 0, hosts: 0, bytes: 0 };
  if (!can(within, "report.download")) return nothing;
  const [row] = await db().$queryRaw<(typeof nothing)[]>`
    select count(*)::int as files, count(distinct x.host_id)::int as hosts, coalesce(sum(x.size), 0)::float8 as bytes
      from (select distinct r.host_id, o.hash, o.size
              from report r join host h on h.id = r.host_id join original o on o.hash = r.original_hash
             where ${visible(within)} and ${inPeriod(period)}) x`;
  return row ?? nothing;
}

/** The originals of the hosts that a viewer may see whose reports are of this time, by host and time. */
export async function* originalsOf(within: Viewer, period: Period): AsyncGenerator<PackFile> {
  if (!can(within, "report.download")) return;
  const hosts = await db().$queryRaw<{ id: string }[]>`
    select h.id from host h
     where ${visible(within)} and exists (select 1 from report r where r.host_id = h.id and ${inPeriod(period)})
     order by lower(h.name), h.id`;
  for (let first = 0; first < hosts.length; first += HOSTS) {
    const ids = hosts.slice(first, first + HOSTS).map(({ id }) => id);
    for (const batch of batchesOf(await rowsOf(ids, period))) yield* filesOf(batch);
  }
}

const rowsOf = (hostIds: readonly string[], period: Period): Promise<Row[]> => db().$queryRaw<Row[]>`
  select h.id as "hostId", h.name as "hostName", o.hash, o.size, min(i.filename) as filename,
         jsonb_agg(jsonb_build_object(
           'report', r.id, 'source', r.source, 'tool', r.tool_name, 'version', r.tool_version,
           'observedAt', to_char(r.observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'receivedAt', to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'deliveredBy', i.actor, 'via', i.via, 'deliveredSha256', r.delivered_hash)
           order by r.observed_at, r.id) as reports
    from report r join host h on h.id = r.host_id join original o on o.hash = r.original_hash
    left join import i on i.report_id = r.id
   where h.id = any(${[...hostIds]}::uuid[]) and ${inPeriod(period)}
   group by h.id, h.name, o.hash, o.size
   order by lower(h.name), h.id, min(r.observed_at), o.hash`;

function* batchesOf(rows: readonly Row[]): Generator<Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (batch.length > 0 && (batch.length === BATCH.files || bytes + row.size > BATCH.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(row);
    bytes += row.size;
  }
  if (batch.length > 0) yield batch;
}

async function* filesOf(rows: readonly Row[]): AsyncGenerator<PackFile> {
  const kept = await db().original.findMany({
    where: { hash: { in: rows.map(({ hash }) => hash) } },
    select: { hash: true, bytes: true },
  });
  const bytesOf = new Map(kept.map(({ hash, bytes }) => [hash, bytes]));
  for (const { hostId, hostName, hash, filename, reports } of rows) {
    const [{ observedAt = "", source = "" } = {}] = reports;
    const bytes = bytesOf.get(hash);
    // Its import was undone meanwhile.
    if (!bytes) continue;
    const folder = `${pathPart(hostName)}-${hostId.slice(-6)}`;
    yield {
      path: originalPath(folder, { observedAt, source, hash, filename }),
      content: expanded(bytes),
      about: { host: { id: hostId, name: hostName }, reports },
    };
  }
}

/** Nothing is expanded before it is read, and what is left early is let go. */
async function* expanded(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  gunzip.end(bytes);
  yield* gunzip;
}
