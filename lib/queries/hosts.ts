/** Reads hosts: the table, and one host's head. */
import { z } from "zod";
import type { Viewer } from "@/lib/auth/rights";
import { can } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { GRADE_LIMITS } from "@/lib/fortress/grade";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { type IdList, idsInOrder } from "./in-order";
import { type Page, pageSchema, toPage } from "./paging";
import { type ScoreView, type StoredScore, scoreView, type TowerViews, towerViews } from "./score";

/** A host that has not reported for so many days is silent. */
export const SILENT_DAYS = 14;

const SORTS = {
  name: "lower(h.name)",
  proven: "h.proven",
  possible: "h.possible",
  hardening: "h.hardening",
  patching: "h.patching",
  integrity: "h.integrity",
  auditing: "h.auditing",
  findings: "h.open_findings",
  evidence: "h.last_evidence_at",
} as const;

const sortNames = Object.keys(SORTS).flatMap((name) => [name, `-${name}`]) as [string, ...string[]];

export const hostQuerySchema = pageSchema.extend({
  q: z.string().max(200).optional().describe("Part of the name or the system"),
  group: z.uuid().optional(),
  grade: z
    .string()
    .regex(/^[A-F](,[A-F])*$/)
    .optional()
    .describe("One or more grades: D,E,F"),
  tower: z
    .enum(TOWERS)
    .optional()
    .describe("With evidence on this tower; `grade` is then the tower's instead of the fortress's"),
  silent: z.enum(["0", "1"]).optional(),
  sort: z.enum(sortNames).default("proven").describe("A leading minus turns the order"),
});
export type HostQuery = z.infer<typeof hostQuerySchema>;
/** What is asked for, without a place in it. */
export type HostFilter = Omit<HostQuery, "cursor" | "limit">;

export interface HostItem {
  id: string;
  name: string;
  os: string | null;
  groups: { id: string; name: string }[];
  criticality: string;
  lastEvidenceAt: string | null;
  silent: boolean;
  score: ScoreView | null;
  towers: TowerViews;
  findings: { open: number; bySeverity: { critical: number; high: number; medium: number; low: number } };
}

interface HostRow extends StoredScore {
  id: string;
  name: string;
  osName: string | null;
  osVersion: string | null;
  criticality: string;
  lastEvidenceAt: Date | null;
  silent: boolean;
  towers: Parameters<typeof towerViews>[0];
  openFindings: number;
  openCritical: number;
  openHigh: number;
  openMedium: number;
  openLow: number;
  groups: { id: string; name: string }[] | null;
}

/** Beyond every figure. */
const ABOVE_ALL = 101;

const silentSql = Prisma.sql`(h.last_evidence_at is null or h.last_evidence_at < now() - make_interval(days => ${SILENT_DAYS}))`;

const columns = Prisma.sql`
  h.id, h.name, h.os_name as "osName", h.os_version as "osVersion", h.criticality, h.last_evidence_at as "lastEvidenceAt",
  ${silentSql} as silent, h.proven, h.possible, h.confidence, h.managed, h.model_version as "modelVersion", h.towers,
  h.open_findings as "openFindings", h.open_critical as "openCritical", h.open_high as "openHigh",
  h.open_medium as "openMedium", h.open_low as "openLow",
  (select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name)
     from host_group hg join "group" g on g.id = hg.group_id where hg.host_id = h.id) as groups`;

/** Only the hosts that a viewer may see. */
export const visible = (viewer: Viewer): Prisma.Sql =>
  viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`h.id = any(${[...viewer.hosts]}::uuid[])`;

/** Hosts that match, sorted; those without a value come last. Nobody signed in sees none. */
export async function listHosts(viewer: Viewer, query: HostQuery): Promise<Page<HostItem>> {
  if (!can(viewer, "host.read")) return { items: [], nextCursor: null, total: 0 };
  const where = matching(viewer, query);
  const [rows, counted] = await Promise.all([
    db().$queryRaw<HostRow[]>`
      select ${columns} from host h where ${where} order by ${orderOf(query)}, h.id limit ${query.limit} offset ${query.cursor}`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from host h where ${where}`,
  ]);
  return toPage(rows.map(hostItem), counted[0]?.total ?? 0, query);
}

function matching(viewer: Viewer, query: HostFilter): Prisma.Sql {
  const like = query.q ? `%${query.q.replace(/[\\%_]/g, "\\$&")}%` : null;
  return Prisma.sql`${visible(viewer)}
    ${like === null ? Prisma.empty : Prisma.sql`and (h.name ilike ${like} or h.os_name ilike ${like})`}
    ${query.group ? Prisma.sql`and exists (select 1 from host_group x where x.host_id = h.id and x.group_id = ${query.group}::uuid)` : Prisma.empty}
    ${graded(query)}
    ${query.silent === undefined ? Prisma.empty : query.silent === "1" ? Prisma.sql`and ${silentSql}` : Prisma.sql`and not ${silentSql}`}`;
}

function orderOf({ sort }: HostFilter): Prisma.Sql {
  const down = sort.startsWith("-");
  const column = SORTS[(down ? sort.slice(1) : sort) as keyof typeof SORTS];
  return Prisma.raw(`${column} ${down ? "desc" : "asc"} nulls last`);
}

/** All that match, in the order of the table. */
export function hostIdsInOrder(viewer: Viewer, query: HostFilter): Promise<IdList> {
  const seen = can(viewer, "host.read") ? matching(viewer, query) : Prisma.sql`false`;
  return idsInOrder(Prisma.sql`h.id`, Prisma.sql`host h where ${seen}`, orderOf(query));
}

/** Those of them that still match, in any order. */
export async function readHosts(viewer: Viewer, query: HostFilter, ids: string[]): Promise<HostItem[]> {
  const rows = await db().$queryRaw<HostRow[]>`
    select ${columns} from host h where h.id = any(${ids}::uuid[]) and ${matching(viewer, query)}`;
  return rows.map(hostItem);
}

/** Hosts by the grades asked for: those of the fortress, or of one tower, which has none of its own in a column. */
function graded({ tower, grade }: HostFilter): Prisma.Sql {
  const grades = grade?.split(",");
  if (!tower) return grades ? Prisma.sql`and h.grade = any(${grades})` : Prisma.empty;
  const column = Prisma.raw(`h.${tower}`);
  if (!grades) return Prisma.sql`and ${column} is not null`;
  const bands = GRADE_LIMITS.flatMap(([name, limit], i) => {
    const above = GRADE_LIMITS[i - 1]?.[1] ?? ABOVE_ALL;
    return grades.includes(name) ? [Prisma.sql`(${column} >= ${limit} and ${column} < ${above})`] : [];
  });
  return Prisma.sql`and (${Prisma.join(bands, " or ")})`;
}

function hostItem(row: HostRow): HostItem {
  return {
    id: row.id,
    name: row.name,
    os: row.osName ? `${row.osName} ${row.osVersion ?? ""}`.trim() : null,
    groups: row.groups ?? [],
    criticality: row.criticality,
    lastEvidenceAt: row.lastEvidenceAt?.toISOString() ?? null,
    silent: row.silent,
    score: scoreView(row),
    towers: towerViews(row.towers),
    findings: {
      open: row.openFindings,
      bySeverity: {
        critical: row.openCritical,
        high: row.openHigh,
        medium: row.openMedium,
        low: row.openLow,
      },
    },
  };
}

/** One host; null where there is none that this viewer may see. */
export async function findHost(viewer: Viewer, id: string): Promise<HostItem | null> {
  if (!z.uuid().safeParse(id).success || !can(viewer, "host.read", { hostId: id })) return null;
  const [row] = await db().$queryRaw<HostRow[]>`select ${columns} from host h where h.id = ${id}::uuid`;
  return row ? hostItem(row) : null;
}

/** The towers' names in a query, for columns that depend on one. */
export const isTower = (text: string): text is Tower =>
  text === "hardening" || text === "patching" || text === "integrity" || text === "auditing";

export interface HostIdentifier {
  kind: "name" | "hostid2" | "hostid" | "machine-id";
  value: string;
}

/** Everything by which reports have named a host. */
export async function hostIdentifiers(viewer: Viewer, hostId: string): Promise<HostIdentifier[]> {
  if (!can(viewer, "host.read", { hostId })) return [];
  return db().$queryRaw<HostIdentifier[]>`
    select distinct v.kind, v.value
      from host_signature s
     cross join lateral (values ('name', s.name), ('hostid2', s.hostid2), ('hostid', s.hostid), ('machine-id', s.machine_id))
                as v(kind, value)
     where s.host_id = ${hostId}::uuid and v.value is not null
     order by v.kind, v.value`;
}
