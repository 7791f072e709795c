/** What a summary says of its hosts: each in a line, who is silent, whose evidence it rests on. */
import type { Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import type { Summary } from "@/lib/exports/summary";
import { POLICY, titleOfSource } from "@/lib/fortress/policy";
import { TOWERS } from "@/lib/fortress/types";
import { hostQuerySchema, listHosts, SILENT_DAYS, visible } from "../hosts";
import { round } from "../score";

const hrefOf = (id: string): string => `/hosts/${id}`;

export async function readTable(within: Viewer): Promise<Summary["table"]> {
  const { items } = await listHosts(within, hostQuerySchema.parse({ sort: "proven", limit: 200 }));
  return items.map(({ id, name, score, towers, findings, lastEvidenceAt }) => ({
    name,
    href: hrefOf(id),
    grade: score?.grade ?? null,
    proven: score?.proven ?? null,
    possible: score?.possible ?? null,
    managed: score?.managed ?? null,
    towers: Object.fromEntries(
      TOWERS.map((tower) => [tower, towers[tower].proven]),
    ) as Summary["table"][number]["towers"],
    open: findings.open,
    lastEvidenceAt,
  }));
}

const NAMED = 10;

/** Those that have not reported for long, the longest first, and those that never did. */
export async function readSilent(within: Viewer, now: Date): Promise<Summary["silent"]> {
  const rows = await db().$queryRaw<{ id: string; name: string; since: Date | null; total: number }[]>`
    select h.id, h.name, h.last_evidence_at as since, count(*) over ()::int as total from host h
     where (h.last_evidence_at is null or h.last_evidence_at < ${now}::timestamptz - make_interval(days => ${SILENT_DAYS}))
       and ${visible(within)}
     order by h.last_evidence_at nulls last, lower(h.name), h.id limit ${NAMED}`;
  return {
    total: rows[0]?.total ?? 0,
    first: rows.map(({ id, name, since }) => ({
      name,
      href: hrefOf(id),
      since: since?.toISOString() ?? null,
    })),
  };
}

/** The lowest and the highest; of one host there is neither. */
export async function readEnds(within: Viewer): Promise<Pick<Summary, "lowest" | "highest">> {
  const ends = await Promise.all(
    [Prisma.sql`h.proven, h.id`, Prisma.sql`h.proven desc, h.id`].map((order) =>
      db().$queryRaw<{ id: string; name: string; proven: number }[]>(
        Prisma.sql`select h.id, h.name, h.proven from host h
                    where h.proven is not null and ${visible(within)} order by ${order} limit 1`,
      ),
    ),
  );
  const [lowest = null, highest = null] = ends.map(([row]) =>
    row ? { name: row.name, href: hrefOf(row.id), proven: round(row.proven) } : null,
  );
  return lowest && highest && lowest.href !== highest.href
    ? { lowest, highest }
    : { lowest: null, highest: null };
}

/** Sources beyond these are made up. */
const MOST_SOURCES = 100;

export async function readEvidence(within: Viewer): Promise<Summary["evidence"]> {
  const rows = await db().$queryRaw<
    { source: string; hosts: number; newest: Date; oldest: Date; reports: number }[]
  >`
    select s.source, count(*)::int as hosts, max(s.observed_at) as newest, min(s.observed_at) as oldest,
           sum(s.reports)::int as reports
      from host_source s join host h on h.id = s.host_id
     where ${visible(within)} group by s.source order by hosts desc, reports desc, s.source limit ${MOST_SOURCES}`;
  return rows.map(({ source, newest, oldest, ...row }) => ({
    source: titleOfSource(POLICY, source),
    newest: newest.toISOString(),
    oldest: oldest.toISOString(),
    ...row,
  }));
}
