/** Reads the reports of one host one by one: when they came, from whom, and what they changed. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { POLICY, titleOfSource } from "@/lib/fortress/policy";
import { type Page, pageSchema, toPage } from "./paging";

/** The most that a list to choose from can hold. */
const MOST_SOURCES = 200;

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/** A source by name and title, with the number of its reports. */
export interface SourceCount {
  source: string;
  title: string;
  reports: number;
}

/** The sources that have spoken of a host, by their titles; none where this viewer may not see the host. */
export async function hostSources(viewer: Viewer, hostId: string): Promise<SourceCount[]> {
  if (!isUuid(hostId) || !can(viewer, "host.read", { hostId })) return [];
  const rows = await db().$queryRaw<{ source: string; reports: number }[]>`
    select source, count(*)::int as reports from report where host_id = ${hostId}::uuid
     group by source order by max(observed_at) desc, source limit ${MOST_SOURCES}`;
  return rows
    .map((row) => ({ ...row, title: titleOfSource(POLICY, row.source) }))
    .sort((a, b) => a.title.localeCompare(b.title, "en") || (a.source < b.source ? -1 : 1));
}

export const evidenceQuerySchema = pageSchema.extend({
  source: z.string().min(1).max(200).optional().describe("As in `Source`: `lynis`"),
});
export type EvidenceQuery = z.infer<typeof evidenceQuerySchema>;

export interface EvidenceReport {
  id: string;
  title: string;
  tool: { name: string; version: string | null };
  observedAt: string;
  /** `assumed-utc`: the report names no time zone. */
  zone: string;
  receivedAt: string;
  scope: string;
  complete: boolean;
  /** Null where its delivery is no longer known. */
  brought: { actor: string; via: string } | null;
  changes: { opened: number; closed: number; reopened: number };
}

interface ReportRow extends Omit<EvidenceReport, "title" | "tool" | "observedAt" | "receivedAt" | "brought"> {
  source: string;
  toolName: string;
  toolVersion: string | null;
  observedAt: Date;
  receivedAt: Date;
  actor: string | null;
  via: string | null;
  opened: number;
  closed: number;
  reopened: number;
}

/** Every report of a host, or of one of its sources, the latest first; none where this viewer may not see the host. */
export async function evidenceHistory(
  viewer: Viewer,
  hostId: string,
  query: EvidenceQuery,
): Promise<Page<EvidenceReport>> {
  if (!isUuid(hostId) || !can(viewer, "host.read", { hostId }))
    return { items: [], nextCursor: null, total: 0 };
  const where = Prisma.sql`r.host_id = ${hostId}::uuid
    ${query.source ? Prisma.sql`and r.source = ${query.source}` : Prisma.empty}`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<ReportRow[]>`
      with shown as (
        select r.* from report r where ${where}
         order by r.observed_at desc, r.delivered_hash desc, r.part desc limit ${query.limit} offset ${query.cursor})
      select r.id, r.source, r.tool_name as "toolName", r.tool_version as "toolVersion",
             r.observed_at as "observedAt", r.zone, r.received_at as "receivedAt", r.scope, r.complete, i.actor, i.via,
             c.opened, c.closed, c.reopened
        from shown r
        left join import i on i.report_id = r.id
        cross join lateral (
          select (count(*) filter (where e.kind = 'opened'))::int as opened,
                 (count(*) filter (where e.kind = 'closed'))::int as closed,
                 (count(*) filter (where e.kind = 'reopened'))::int as reopened
            from event e where e.report_id = r.id) as c
       order by r.observed_at desc, r.delivered_hash desc, r.part desc`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from report r where ${where}`,
  ]);
  return toPage(rows.map(evidenceReport), counted[0]?.total ?? 0, query);
}

function evidenceReport(row: ReportRow): EvidenceReport {
  const { id, zone, scope, complete, actor, via, opened, closed, reopened } = row;
  return {
    id,
    title: titleOfSource(POLICY, row.source),
    tool: { name: row.toolName, version: row.toolVersion },
    observedAt: row.observedAt.toISOString(),
    zone,
    receivedAt: row.receivedAt.toISOString(),
    scope,
    complete,
    brought: actor !== null && via !== null ? { actor, via } : null,
    changes: { opened, closed, reopened },
  };
}
