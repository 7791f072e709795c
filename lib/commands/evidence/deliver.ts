/** One file's way into its host: found, locked, folded, scored and written, within one transaction. */
import { isDeepStrictEqual } from "node:util";
import { v7 as uuid } from "uuid";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { applyReport } from "@/lib/fortress/changes";
import { scoreState, scoringTime } from "@/lib/fortress/reckoning";
import { type Change, copyOf, type HostState, isOpen } from "@/lib/fortress/state";
import { type HostBy, hostOfPlace } from "@/lib/importers/place";
import type { Report } from "@/lib/importers/types";
import { tellOfImport } from "../notices/tell-of-import";
import { tellOfRefusal } from "../notices/tell-of-refusal";
import { type Face, faceAfter, writeFace } from "./face";
import { type Claim, claimOf, resolveHost, signatureOf } from "./identity";
import {
  blankOutcome,
  type ChangeCounts,
  type Delivery,
  type ImportOutcome,
  labelOf,
  type Prepared,
  timeOf,
} from "./outcome";
import { lastSaidSql } from "./people-said";
import { rebuildHost } from "./rebuild";
import { recordHost, type ScoreSummary, summaryOf } from "./record";

/** The host was merged away or removed while its report waited for it: the delivery begins anew. */
export class HostGone extends Error {}

export async function deliver(
  tx: Tx,
  viewer: Viewer,
  request: Delivery,
  prepared: Prepared,
  now: number,
): Promise<ImportOutcome> {
  const { report, hash, part, source } = prepared;
  const named = hostOf(prepared, request);
  const outcome: ImportOutcome = {
    ...blankOutcome(source),
    hostBy: named?.by ?? null,
    tool: `${report.tool.name} ${report.tool.version ?? ""}`.trim(),
    format: report.format,
    notes: report.notes,
  };
  if (named === null) {
    const problem = { code: "host-unknown", text: "The file names no host. Say which host it is from." };
    const { via, dryRun } = request;
    const { filename } = outcome;
    if (!dryRun) await tellOfRefusal(tx, { via, actor: viewer.actor, filename, refusal: problem, now });
    return { ...outcome, problem };
  }
  const { name } = named;
  const claim = withName(claimOf(report.host), name);
  const held = await heldAlready(tx, viewer, prepared, outcome);
  if (held) return held;
  const allowed = (hostId: string | null): boolean => can(viewer, "report.upload", { hostId });
  const resolved = await resolveHost(tx, claim, name, allowed);
  if ("forbidden" in resolved) {
    return { ...outcome, problem: { code: "forbidden", text: "This token may not report for that host." } };
  }
  const { hostId, created } = resolved;
  // Whoever brought the same file a moment ago has it by now: the host's lock came after theirs.
  const meanwhile = created ? null : await heldAlready(tx, viewer, prepared, outcome);
  if (meanwhile) return meanwhile;
  const place = await placeOf(tx, hostId);
  const at = timeOf(report, now);
  const reportId = uuid();
  await insertReport(tx, prepared, { hostId, reportId, at, now, signature: signatureOf(claim) });
  const before = await loadHostState(tx, hostId);
  const scoreBefore = created ? null : summaryOf(scoreState(before, scoringTime(now)));
  const later = hash === place.lastHash ? part > place.lastPart : hash > place.lastHash;
  const newest = (at > place.lastAt || (at === place.lastAt && later)) && at > place.lastSaidAt;
  const { changes, score, after } = newest
    ? await append(tx, hostId, before, { id: reportId, at, report }, now)
    : await insertLate(tx, hostId, reportId, now);
  const face = newest ? faceAfter(place.face, report, name) : place.face;
  if (!isDeepStrictEqual(face, place.face)) await writeFace(tx, hostId, face);
  const counts = countsOf(changes, after);
  const id = uuid();
  await tx.$executeRaw`
    insert into import (id, status, filename, size, hash, via, actor, user_id, host_id, report_id, changes, score_before,
      score_after)
    values (${id}::uuid, 'imported', ${outcome.filename}, ${prepared.size}, ${hash}, ${request.via}, ${viewer.actor},
      ${viewer.userId}::uuid, ${hostId}::uuid, ${reportId}::uuid, ${JSON.stringify(counts)}::jsonb,
      ${scoreBefore === null ? null : JSON.stringify(scoreBefore)}::jsonb, ${JSON.stringify(score)}::jsonb)`;
  await audit(
    viewer,
    { action: "report.imported", target: reportId, data: { host: name, file: outcome.filename } },
    tx,
  );
  if (!request.dryRun) {
    const host = { id: hostId, name: place.hostName };
    await tellOfImport(tx, viewer, { importId: id, host, changes, after, now });
  }
  return {
    ...outcome,
    id: request.dryRun ? null : id,
    status: "imported",
    host: { id: hostId, name: place.hostName, created },
    observedAt: new Date(at).toISOString(),
    report: request.dryRun ? null : { id: reportId },
    changes: counts,
    details: changes.map(({ kind, key }) => ({ kind, key })),
    score: { before: scoreBefore, after: score },
  };
}

/** By what the file says, else by its folder or name, else by what the sender says. Never by anything else. */
function hostOf({ report, source }: Prepared, request: Delivery): { name: string; by: HostBy } | null {
  if (report.host.name !== null) return { name: report.host.name, by: "content" };
  const said = request.hostName?.trim();
  const placed = hostOfPlace(labelOf(source.file)) ?? (said ? { name: said, by: "request" as const } : null);
  return placed && { ...placed, name: placed.name.toLowerCase() };
}

const withName = (claim: Claim, name: string): Claim =>
  claim.name === null ? { ...claim, name: name.toLowerCase() } : claim;

/** The same file again changes nothing and says so. */
async function heldAlready(
  tx: Tx,
  viewer: Viewer,
  { hash, part }: Prepared,
  outcome: ImportOutcome,
): Promise<ImportOutcome | null> {
  const [row] = await tx.$queryRaw<
    { reportId: string; id: string | null; hostId: string; name: string; open: number }[]
  >`
    select r.id as "reportId", i.id, h.id as "hostId", h.name, h.open_findings as open
      from report r join host h on h.id = r.host_id left join import i on i.report_id = r.id
     where r.delivered_hash = ${hash} and r.part = ${part}`;
  if (!row) return null;
  if (!can(viewer, "report.upload", { hostId: row.hostId })) {
    return { ...outcome, problem: { code: "forbidden", text: "This token may not report for that host." } };
  }
  return {
    ...outcome,
    id: row.id,
    status: "duplicate",
    host: { id: row.hostId, name: row.name, created: false },
    report: { id: row.reportId },
    changes: { opened: 0, closed: 0, reopened: 0, unchanged: row.open },
  };
}

interface Place {
  hostName: string;
  /** The end of the host's history: time in milliseconds and the file's hash. */
  lastAt: number;
  lastHash: string;
  lastPart: number;
  /** When a person last said something, milliseconds. */
  lastSaidAt: number;
  face: Face;
}

async function placeOf(tx: Tx, hostId: string): Promise<Place> {
  interface Row {
    hostName: string;
    lastAt: number | null;
    lastHash: string | null;
    lastPart: number | null;
    lastSaidAt: number | null;
    family: string | null;
    os: string | null;
    version: string | null;
    kernel: string | null;
  }
  const [row] = await tx.$queryRaw<Row[]>`
    select h.name as "hostName", (extract(epoch from last.observed_at) * 1000)::float8 as "lastAt",
           last.delivered_hash as "lastHash", last.part as "lastPart", ${lastSaidSql(hostId)} as "lastSaidAt",
           h.os_family as family, h.os_name as os, h.os_version as version, h.kernel
      from host h
      left join lateral (select observed_at, delivered_hash, part from report where host_id = h.id
                         order by observed_at desc, delivered_hash desc, part desc limit 1) last on true
     where h.id = ${hostId}::uuid`;
  if (!row) throw new HostGone();
  return {
    hostName: row.hostName,
    lastAt: row.lastAt ?? Number.NEGATIVE_INFINITY,
    lastHash: row.lastHash ?? "",
    lastPart: row.lastPart ?? -1,
    lastSaidAt: row.lastSaidAt ?? Number.NEGATIVE_INFINITY,
    face: { name: row.hostName, family: row.family, os: row.os, version: row.version, kernel: row.kernel },
  };
}

interface ReportPlace {
  hostId: string;
  reportId: string;
  at: number;
  now: number;
  signature: string;
}

async function insertReport(tx: Tx, prepared: Prepared, place: ReportPlace): Promise<void> {
  const { report, hash, part, original, source } = prepared;
  const { native, run } = report;
  const context = { ...source.file.context, place: labelOf(source.file) };
  const counts: Record<string, number> = { exposures: report.exposures.length };
  for (const { outcome } of report.observations) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
  await tx.$executeRaw`
    with kept as (
      insert into original (hash, bytes, size, encoding)
      values (${original.hash}, ${original.packed}, ${original.size}, 'gzip') on conflict (hash) do nothing)
    insert into report (id, host_id, source, format, tool_name, tool_version, started_at, ended_at, zone, received_at,
      observed_at, scope, complete, native_name, native_value, native_max, notes, counts, signature, delivered_hash,
      part, context, original_hash)
    values (${place.reportId}::uuid, ${place.hostId}::uuid, ${report.source}, ${report.format}, ${report.tool.name},
      ${report.tool.version}, ${date(run.startedAt)}, ${date(run.endedAt)}, ${run.zone}, ${new Date(place.now)},
      ${new Date(place.at)}, ${report.scope}, ${report.complete}, ${native?.name ?? null}, ${native?.value ?? null},
      ${native?.max ?? null}, ${JSON.stringify(report.notes)}::jsonb, ${JSON.stringify(counts)}::jsonb, ${place.signature},
      ${hash}, ${part}, ${JSON.stringify(context)}::jsonb, ${original.hash})`;
}

interface Folded {
  changes: Change[];
  score: ScoreSummary;
  after: HostState;
}

/** The usual case: the report is the host's latest. */
async function append(
  tx: Tx,
  hostId: string,
  before: HostState,
  dated: { id: string; at: number; report: Report },
  now: number,
): Promise<Folded> {
  const after = copyOf(before);
  const changes = applyReport(after, dated);
  const chapter = {
    reportId: dated.id,
    at: dated.at,
    changes,
    score: summaryOf(scoreState(after, dated.at)),
  };
  const score = await recordHost(tx, hostId, before, after, [chapter], { now, rewrite: false });
  return { changes, score, after };
}

/** A report from before the last one: the host's history is made anew with it in its place. */
async function insertLate(tx: Tx, hostId: string, reportId: string, now: number): Promise<Folded> {
  const { score, chapters } = await rebuildHost(tx, hostId, now);
  const after = await loadHostState(tx, hostId);
  return { changes: chapters.get(reportId)?.changes ?? [], score, after };
}

function countsOf(changes: readonly Change[], after: HostState): ChangeCounts {
  const count = (kind: Change["kind"]): number => changes.filter((change) => change.kind === kind).length;
  const open = [...after.findings.values()].filter(isOpen).length;
  const counts = { opened: count("opened"), closed: count("closed"), reopened: count("reopened") };
  return { ...counts, unchanged: Math.max(0, open - counts.opened - counts.reopened) };
}
