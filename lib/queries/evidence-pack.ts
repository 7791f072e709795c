/** Reads what goes into an evidence pack, one file after the other: never more of it is held than one original. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { type ManifestFile, originalPath, pathPart } from "@/lib/exports/evidence-pack";
import { type FileItem, listFiles, readFileBytes } from "./attachments";
import { type AttestationItem, attestationQuerySchema, listAttestations } from "./attestations";
import { type DecisionDetail, readDecision } from "./decision-detail";
import { type DecisionItem, decisionQuerySchema, listDecisions } from "./decisions";
import { visible } from "./hosts";

/** Milliseconds, from the first up to the last without it. */
export interface Period {
  from: number;
  until: number;
}

/** A file of the pack, and what the manifest says of it beyond its bytes. */
export interface PackFile {
  path: string;
  content: AsyncIterable<Uint8Array | string>;
  about?: Omit<ManifestFile, "path" | "sha256" | "size">;
}

const MANY = 200;

interface OriginalRow {
  hostId: string;
  hostName: string;
  hash: string;
  filename: string | null;
  reports: NonNullable<ManifestFile["reports"]>;
}

/** The originals of the hosts that a viewer may see whose reports are of this time, by host and time. */
export async function* originalsOf(within: Viewer, { from, until }: Period): AsyncGenerator<PackFile> {
  if (!can(within, "report.download")) return;
  const rows = await db().$queryRaw<OriginalRow[]>`
    select h.id as "hostId", h.name as "hostName", r.original_hash as hash, min(i.filename) as filename,
           jsonb_agg(jsonb_build_object(
             'report', r.id, 'source', r.source, 'tool', r.tool_name, 'version', r.tool_version,
             'observedAt', to_char(r.observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'receivedAt', to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'deliveredBy', i.actor, 'via', i.via, 'deliveredSha256', r.delivered_hash)
             order by r.observed_at, r.id) as reports
      from report r join host h on h.id = r.host_id left join import i on i.report_id = r.id
     where ${visible(within)} and r.observed_at >= ${new Date(from)} and r.observed_at < ${new Date(until)}
     group by h.id, h.name, r.original_hash
     order by lower(h.name), h.id, min(r.observed_at), r.original_hash`;
  for (const { hostId, hostName, hash, filename, reports } of rows) {
    const [{ observedAt = "", source = "" } = {}] = reports;
    const original = await db().original.findUnique({ where: { hash }, select: { bytes: true } });
    // Its import was undone meanwhile.
    if (!original) continue;
    const folder = `${pathPart(hostName)}-${hostId.slice(-6)}`;
    yield {
      path: originalPath(folder, { observedAt, source, hash, filename }),
      content: Readable.from([original.bytes], { objectMode: false }).pipe(createGunzip()),
      about: { host: { id: hostId, name: hostName }, reports },
    };
  }
}

/** Decisions that were open or in force in this time, with what became of them. */
export async function decisionsOf(viewer: Viewer, within: Viewer, period: Period): Promise<DecisionDetail[]> {
  const found = await allOf<DecisionItem>((cursor) =>
    listDecisions(within, decisionQuerySchema.parse({ state: "all", limit: MANY, cursor })),
  );
  const overlapping = found.filter(
    ({ proposedAt, endedAt, untilAt }) =>
      Date.parse(proposedAt) < period.until && Date.parse(endedAt ?? untilAt) >= period.from,
  );
  const decisions: DecisionDetail[] = [];
  for (const { id } of overlapping) {
    const decision = await readDecision(viewer, id);
    if (decision) decisions.push(decision);
  }
  return decisions;
}

export interface AttestationDetail extends AttestationItem {
  history: { at: string; action: string; actor: string }[];
}

/** Attestations that were valid in this time, with who entered and who withdrew them. */
export async function attestationsOf(within: Viewer, period: Period): Promise<AttestationDetail[]> {
  const found = await allOf<AttestationItem>((cursor) =>
    listAttestations(within, attestationQuerySchema.parse({ state: "all", limit: MANY, cursor })),
  );
  const overlapping = found.filter(
    ({ at, validUntil, withdrawnAt }) =>
      Date.parse(at) < period.until && Date.parse(withdrawnAt ?? validUntil) >= period.from,
  );
  const steps = await db().auditEvent.findMany({
    where: { target: { in: overlapping.map(({ id }) => id) }, action: { startsWith: "attestation." } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { at: true, action: true, actor: true, target: true },
  });
  return overlapping.map((one) => ({
    ...one,
    history: steps
      .filter(({ target }) => target === one.id)
      .map(({ at, action, actor }) => ({ at: at.toISOString(), action, actor })),
  }));
}

async function allOf<T>(
  read: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Files that people brought: to findings of these hosts in this time, and to these decisions and attestations. */
export async function* attachmentsOf(
  viewer: Viewer,
  within: Viewer,
  {
    period,
    decisions,
    attestations,
  }: { period: Period; decisions: readonly string[]; attestations: readonly string[] },
): AsyncGenerator<PackFile> {
  const findings = await db().$queryRaw<{ id: string }[]>`
    select distinct f.id from attachment a join finding f on f.id = a.finding_id join host h on h.id = f.host_id
     where ${visible(within)} and a.removed_at is null
       and a.at >= ${new Date(period.from)} and a.at < ${new Date(period.until)} order by f.id`;
  const holders = [
    ...findings.map(({ id }) => ({ kind: "finding", id, files: () => listFiles(viewer, { findingId: id }) })),
    ...decisions.map((id) => ({ kind: "decision", id, files: () => listFiles(viewer, { decisionId: id }) })),
    ...attestations.map((id) => ({
      kind: "attestation",
      id,
      files: () => listFiles(viewer, { attestationId: id }),
    })),
  ];
  for (const { kind, id, files } of holders) {
    for (const file of await files()) {
      const brought = Date.parse(file.at);
      if (kind === "finding" && (brought < period.from || brought >= period.until)) continue;
      const content = await readFileBytes(viewer, file.id);
      if (content) yield attached({ kind, id }, file, content.bytes);
    }
  }
}

const attached = (to: { kind: string; id: string }, file: FileItem, bytes: Uint8Array): PackFile => ({
  path: `attachments/${to.kind}-${to.id.slice(-6)}/${file.hash.slice(0, 8)}-${pathPart(file.filename, 100)}`,
  content: Readable.from([bytes], { objectMode: false }),
  about: { attachedTo: to, addedBy: file.actor, addedAt: file.at },
});

const AUDIT_PAGE = 1_000;

/** The audit events of this time as JSON: all of them, or those about the hosts of a scope and what belongs to them. */
export async function* auditOf(
  within: Viewer,
  { period, about }: { period: Period; about: readonly string[] },
): AsyncGenerator<string> {
  const bound = within.hosts;
  const ours =
    bound === null
      ? Prisma.sql`true`
      : Prisma.sql`(a.target = any(${[...bound, ...about]}::text[])
          or a.target in (select r.id::text from report r where r.host_id = any(${[...bound]}::uuid[]))
          or a.target in (select f.id::text from finding f where f.host_id = any(${[...bound]}::uuid[]))
          or a.target in (select i.id::text from import i left join report r on r.id = i.report_id
                           where coalesce(r.host_id, i.host_id) = any(${[...bound]}::uuid[])))`;
  let after = { at: new Date(period.from), id: "00000000-0000-0000-0000-000000000000" };
  let first = true;
  yield "[\n";
  for (;;) {
    const rows = await db().$queryRaw<{ id: string; at: Date }[]>`
      select a.id, a.at, a.actor, a.action, a.target, a.data, a.address from audit_event a
       where (a.at, a.id) > (${after.at}, ${after.id}::uuid) and a.at < ${new Date(period.until)} and ${ours}
       order by a.at, a.id limit ${AUDIT_PAGE}`;
    for (const row of rows) {
      yield `${first ? "" : ",\n"}${JSON.stringify({ ...row, at: row.at.toISOString() })}`;
      first = false;
    }
    const last = rows.at(-1);
    if (!last || rows.length < AUDIT_PAGE) break;
    after = last;
  }
  yield "\n]\n";
}
