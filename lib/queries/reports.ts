/** Reads imports and reports. */

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { type Page, pageSchema, toPage } from "./paging";
import { type ScoreView, type StoredScore, scoreView } from "./score";

export const importQuerySchema = pageSchema.extend({
  host: z.uuid().optional(),
  status: z.enum(["imported", "rejected", "undone"]).optional(),
});
export type ImportQuery = z.infer<typeof importQuerySchema>;

export interface ImportItem {
  id: string;
  at: string;
  status: string;
  filename: string | null;
  size: number;
  via: string;
  actor: string;
  host: { id: string; name: string } | null;
  report: { id: string; tool: string; observedAt: string; scope: string; complete: boolean } | null;
  changes: { opened: number; closed: number; reopened: number; unchanged: number } | null;
  score: { before: ScoreView | null; after: ScoreView | null };
  problem: { code: string; text: string; line?: number } | null;
  undoneAt: string | null;
  undoneBy: string | null;
}

interface ImportRow {
  id: string;
  at: Date;
  status: string;
  filename: string | null;
  size: number;
  via: string;
  actor: string;
  hostId: string | null;
  hostName: string | null;
  reportId: string | null;
  toolName: string | null;
  toolVersion: string | null;
  observedAt: Date | null;
  scope: string | null;
  complete: boolean | null;
  changes: ImportItem["changes"];
  before: StoredScore | null;
  after: StoredScore | null;
  refusal: ImportItem["problem"];
  undoneAt: Date | null;
  undoneBy: string | null;
}

const columns = Prisma.sql`
  i.id, i.at, i.status, i.filename, i.size, i.via, i.actor, h.id as "hostId", h.name as "hostName", r.id as "reportId",
  r.tool_name as "toolName", r.tool_version as "toolVersion", r.observed_at as "observedAt", r.scope, r.complete,
  i.changes, i.score_before as before, i.score_after as after, i.refusal,
  i.undone_at as "undoneAt", i.undone_by as "undoneBy"`;

const joined = Prisma.sql`import i left join report r on r.id = i.report_id left join host h on h.id = coalesce(r.host_id, i.host_id)`;

/** A rejected import belongs to no host: only those who see all hosts see it. */
const seen = (viewer: Viewer): Prisma.Sql =>
  viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`h.id = any(${[...viewer.hosts]}::uuid[])`;

export async function listImports(viewer: Viewer, query: ImportQuery): Promise<Page<ImportItem>> {
  if (!can(viewer, "report.read")) return { items: [], nextCursor: null, total: 0 };
  const where = Prisma.sql`${seen(viewer)}
    ${query.host ? Prisma.sql`and h.id = ${query.host}::uuid` : Prisma.empty}
    ${query.status ? Prisma.sql`and i.status = ${query.status}` : Prisma.empty}`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<ImportRow[]>`
      select ${columns} from ${joined} where ${where} order by i.at desc, i.id desc limit ${query.limit} offset ${query.cursor}`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from ${joined} where ${where}`,
  ]);
  return toPage(rows.map(importItem), counted[0]?.total ?? 0, query);
}

function importItem(row: ImportRow): ImportItem {
  return {
    id: row.id,
    at: row.at.toISOString(),
    status: row.status,
    filename: row.filename,
    size: row.size,
    via: row.via,
    actor: row.actor,
    host: row.hostId && row.hostName ? { id: row.hostId, name: row.hostName } : null,
    report:
      row.reportId && row.observedAt
        ? {
            id: row.reportId,
            tool: `${row.toolName} ${row.toolVersion ?? ""}`.trim(),
            observedAt: row.observedAt.toISOString(),
            scope: row.scope ?? "",
            complete: row.complete ?? false,
          }
        : null,
    changes: row.changes,
    score: { before: scoreView(row.before), after: scoreView(row.after) },
    problem: row.refusal,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    undoneBy: row.undoneBy,
  };
}

export interface ReportView {
  id: string;
  host: { id: string; name: string };
  source: string;
  format: string;
  tool: { name: string; version: string | null };
  startedAt: string | null;
  endedAt: string | null;
  zone: string;
  receivedAt: string;
  observedAt: string;
  scope: string;
  complete: boolean;
  native: { name: string; value: number; max: number } | null;
  notes: { code: string; text: string }[];
  counts: Record<string, number>;
  /** SHA-256 of the file as it was delivered, and of what is kept of it. */
  deliveredHash: string;
  originalHash: string;
  size: number;
  import: ImportItem | null;
}

export async function findReport(viewer: Viewer, id: string): Promise<ReportView | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const report = await db().report.findUnique({
    where: { id },
    include: { host: { select: { id: true, name: true } }, original: { select: { size: true } } },
  });
  if (!report || !can(viewer, "report.read", { hostId: report.hostId })) return null;
  const [row] = await db().$queryRaw<
    ImportRow[]
  >`select ${columns} from ${joined} where i.report_id = ${id}::uuid`;
  const { nativeName, nativeValue, nativeMax } = report;
  return {
    id,
    host: report.host,
    source: report.source,
    format: report.format,
    tool: { name: report.toolName, version: report.toolVersion },
    startedAt: report.startedAt?.toISOString() ?? null,
    endedAt: report.endedAt?.toISOString() ?? null,
    zone: report.zone,
    receivedAt: report.receivedAt.toISOString(),
    observedAt: report.observedAt.toISOString(),
    scope: report.scope,
    complete: report.complete,
    native:
      nativeName !== null && nativeValue !== null && nativeMax !== null
        ? { name: nativeName, value: nativeValue, max: nativeMax }
        : null,
    notes: report.notes as ReportView["notes"],
    counts: report.counts as ReportView["counts"],
    deliveredHash: report.deliveredHash,
    originalHash: report.originalHash,
    size: report.original.size,
    import: row ? importItem(row) : null,
  };
}

const expand = promisify(gunzip);

/** The file as it came, less credentials that the importer removed. */
export async function readOriginal(
  viewer: Viewer,
  reportId: string,
): Promise<{ bytes: Uint8Array; name: string } | null> {
  if (!z.uuid().safeParse(reportId).success) return null;
  const report = await db().report.findUnique({ where: { id: reportId }, include: { original: true } });
  if (!report || !can(viewer, "report.download", { hostId: report.hostId })) return null;
  const delivery = await db().import.findUnique({ where: { reportId }, select: { filename: true } });
  const day = report.observedAt.toISOString().slice(0, 10);
  const ending = /\.([a-z0-9]{1,6})$/i.exec(delivery?.filename ?? "")?.[1]?.toLowerCase() ?? "txt";
  return {
    bytes: await expand(report.original.bytes),
    name: `${report.source.replace(/[^\w-]+/g, "-")}-${day}-${reportId.slice(-8)}.${ending}`,
  };
}
