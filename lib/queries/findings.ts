/** Reads findings: the weaknesses of the fleet, and one of them over all hosts. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { CATALOGUE } from "@/lib/fortress/definitions";
import { type FindingStatus, OPEN_STATES } from "@/lib/fortress/state";
import { EXPOSURE_KINDS, SEVERITIES, type Severity, TOWERS, type Tower } from "@/lib/fortress/types";
import { guidanceFor } from "@/lib/guidance";
import {
  FINDING_ORDERS,
  type FindingItem,
  type FindingRow,
  findingColumns,
  findingItem,
  findingTables,
  ORDERED_BY,
} from "./finding-rows";
import { visible } from "./hosts";
import { type Page, pageSchema, toPage } from "./paging";

export type { FindingItem } from "./finding-rows";

export const FINDING_STATES = [
  "open",
  "in-progress",
  "fixed",
  "reopened",
  "verified",
  "not-applicable",
  "not-reported",
  "explained",
  "approved",
] as const satisfies readonly FindingStatus[];

export const findingQuerySchema = pageSchema.extend({
  q: z.string().max(200).optional().describe("Part of the title or the check"),
  check: z.string().max(800).optional(),
  host: z.uuid().optional(),
  kind: z.enum(["check", ...EXPOSURE_KINDS]).optional(),
  tower: z.enum(TOWERS).optional(),
  severity: z.enum(SEVERITIES).optional(),
  state: z
    .enum([...FINDING_STATES, "unheard", "current", "all"])
    .default("current")
    .describe(
      "`current`: whatever no report has shown to be gone; `unheard`: of these, what is no longer reported",
    ),
  group: z.uuid().optional().describe("Of the hosts of this group"),
  assignee: z
    .union([z.uuid(), z.enum(["me", "none"])])
    .optional()
    .describe("A user, `me` or `none`"),
  due: z.enum(["overdue", "soon", "none"]).optional().describe("`soon`: within seven days; `none`: no date"),
  label: z.string().max(40).optional(),
  decision: z.enum(["decided", "undecided"]).optional().describe("Whether a decision holds about it now"),
  plan: z.uuid().optional(),
  watched: z.enum(["me"]).optional(),
  sort: z
    .enum(["gain", "-gain", "severity", "opened", "-opened", "host", "due", "-due", "assignee"])
    .default("-gain"),
});
export type FindingQuery = z.infer<typeof findingQuerySchema>;
/** What is asked for, without a place in it. */
export type FindingFilter = Omit<FindingQuery, "cursor" | "limit">;

/** Due within so many days is soon. */
export const SOON_DAYS = 7;

/** Findings `f` that count: whatever people say of them, no report has shown that they are gone. */
export const isOpenSql = Prisma.raw(`f.state in (${OPEN_STATES.map((state) => `'${state}'`).join(", ")})`);

function stateIs(state: FindingQuery["state"]): Prisma.Sql {
  if (state === "all") return Prisma.sql`f.state <> 'gone'`;
  if (state === "current") return isOpenSql;
  if (state === "unheard") return Prisma.sql`${isOpenSql} and f.unheard`;
  return Prisma.sql`f.state = ${state}`;
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Only the findings of hosts that a viewer may see, without a look at the hosts. */
export const ofVisible = (viewer: Viewer): Prisma.Sql =>
  viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`f.host_id = any(${[...viewer.hosts]}::uuid[])`;

/** What a query asks for, as a condition on findings `f`: the same for lists, counts and acts on all that match. */
export function matching(viewer: Viewer, query: FindingFilter): Prisma.Sql {
  const { q, check, host, group, kind, tower, severity, label, plan } = query;
  const parts = [ofVisible(viewer), stateIs(query.state)];
  if (check) parts.push(Prisma.sql`f.key = ${check}`);
  if (host) parts.push(Prisma.sql`f.host_id = ${host}::uuid`);
  if (group) {
    parts.push(
      Prisma.sql`exists (select 1 from host_group g where g.host_id = f.host_id and g.group_id = ${group}::uuid)`,
    );
  }
  if (kind) parts.push(Prisma.sql`f.kind = ${kind}`);
  if (tower) parts.push(Prisma.sql`f.tower = ${tower}`);
  if (severity) parts.push(Prisma.sql`f.severity = ${severity}`);
  if (q) parts.push(Prisma.sql`(f.title ilike ${like(q)} or f.key ilike ${like(q)})`);
  if (label) parts.push(Prisma.sql`f.labels @> array[${label}]`);
  if (plan) {
    parts.push(
      Prisma.sql`exists (select 1 from plan_finding p where p.finding_id = f.id and p.plan_id = ${plan}::uuid)`,
    );
  }
  parts.push(...byPeople(viewer, query), ...byDue(query));
  return Prisma.join(parts, " and ");
}

function byPeople(viewer: Viewer, { assignee, watched, decision }: FindingFilter): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (assignee === "none") parts.push(Prisma.sql`f.assignee_id is null`);
  else if (assignee) {
    const user = assignee === "me" ? viewer.userId : assignee;
    parts.push(user === null ? Prisma.sql`false` : Prisma.sql`f.assignee_id = ${user}::uuid`);
  }
  if (watched) {
    parts.push(
      viewer.userId === null
        ? Prisma.sql`false`
        : Prisma.sql`exists (select 1 from watch w where w.finding_id = f.id and w.user_id = ${viewer.userId}::uuid)`,
    );
  }
  if (decision) {
    const held = Prisma.sql`exists (
      select 1 from decision d where d.key = f.key and d.state = 'approved' and d.from_at <= now() and d.until_at > now()
         and ${covers("decision", Prisma.sql`f.host_id`)})`;
    parts.push(decision === "decided" ? held : Prisma.sql`not ${held}`);
  }
  return parts;
}

function byDue({ due }: FindingFilter): Prisma.Sql[] {
  if (due === "overdue") return [Prisma.sql`f.due_at < now()`];
  if (due === "soon")
    return [Prisma.sql`f.due_at >= now() and f.due_at < now() + make_interval(days => ${SOON_DAYS})`];
  return due === "none" ? [Prisma.sql`f.due_at is null`] : [];
}

export async function listFindings(viewer: Viewer, query: FindingQuery): Promise<Page<FindingItem>> {
  if (!can(viewer, "finding.read")) return { items: [], nextCursor: null, total: 0 };
  const where = matching(viewer, query);
  const { cursor, limit, sort } = query;
  const order = Prisma.sql`order by ${FINDING_ORDERS[sort]}, f.id limit ${limit} offset ${cursor}`;
  // By gain an index gives the first ones at once. Any other order, and a search, needs all that match: they are found once,
  // and counted on the way.
  const [rows, counted] = await Promise.all(
    (sort === "-gain" || sort === "gain") && !query.q
      ? [
          db().$queryRaw<
            FindingRow[]
          >`select ${findingColumns} from ${findingTables} where ${where} ${order}`,
          countFindings(where),
        ]
      : [
          db().$queryRaw<(FindingRow & { total: number })[]>`
            with m as materialized (
              select f.id, f.host_id, f.assignee_id, f.severity, f.gain, f.opened_at, f.due_at from finding f where ${where}),
            page as materialized (
              select f.id, row_number() over () as place
                from (select f.id from m f ${ORDERED_BY[sort] ?? Prisma.empty} ${order}) f)
            select ${findingColumns}, (select count(*)::int from m) as total
              from page p join ${findingTables} on f.id = p.id order by p.place`,
          null,
        ],
  );
  const [first] = rows;
  const total =
    counted ?? (first && "total" in first ? first.total : cursor === 0 ? 0 : await countFindings(where));
  return toPage(rows.map(findingItem), total, query);
}

async function countFindings(where: Prisma.Sql): Promise<number> {
  const [row] = await db().$queryRaw<{ total: number }[]>`
    select count(*)::int as total from finding f where ${where}`;
  return row?.total ?? 0;
}

export async function findFinding(viewer: Viewer, id: string): Promise<FindingItem | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const [row] = await db().$queryRaw<FindingRow[]>`
    select ${findingColumns} from ${findingTables} where f.id = ${id}::uuid`;
  return row && can(viewer, "finding.read", { hostId: row.hostId }) ? findingItem(row) : null;
}

/** One weakness over the fleet. */
export interface Weakness {
  key: string;
  kind: string;
  title: string;
  /** The repair as an imperative, where there is guidance. */
  repair: string | null;
  tower: string;
  severity: string;
  hosts: number;
  /** Points of the fleet's mean if it were repaired everywhere. */
  gain: number;
}

interface WeaknessRow extends Omit<Weakness, "repair" | "title"> {
  title: string;
}

/** The weaknesses that stand on the most hosts or cost the most, the costliest first. */
export async function listWeaknesses(viewer: Viewer, query: FindingQuery): Promise<Page<Weakness>> {
  if (!can(viewer, "finding.read")) return { items: [], nextCursor: null, total: 0 };
  const [items, counted] = await Promise.all([
    worstWeaknesses(viewer, query),
    db().$queryRaw<{ total: number }[]>`
      select count(distinct f.key)::int as total from finding f where ${matching(viewer, query)}`,
  ]);
  return toPage(items, counted[0]?.total ?? 0, query);
}

/**
 * The same without counting how many there are.
 * @param keys only these
 */
export async function worstWeaknesses(
  viewer: Viewer,
  query: FindingQuery,
  keys?: readonly string[],
): Promise<Weakness[]> {
  if (!can(viewer, "finding.read")) return [];
  const named = keys ? Prisma.sql`and f.key = any(${[...keys]})` : Prisma.empty;
  const rows = await db().$queryRaw<WeaknessRow[]>`
    select f.key, min(f.kind) as kind, min(f.title) as title, min(f.tower) as tower, min(f.severity) as severity,
           count(*)::int as hosts,
           sum(f.gain) / greatest(1, (select count(*) from host h where h.proven is not null and ${visible(viewer)})) as gain
      from finding f where ${matching(viewer, query)} ${named}
     group by f.key order by gain desc, hosts desc, f.key limit ${query.limit} offset ${query.cursor}`;
  return rows.map((row) => ({ ...row, repair: guidanceFor(row.key)?.repair ?? null }));
}

/** All exposures of a kind over the fleet: one repair, whatever each host lacks. */
export interface ExposureGroup {
  kind: string;
  hosts: number;
  /** Exposures in sum. */
  count: number;
  /** Points of the fleet's mean if all of them were settled. */
  gain: number;
}

export async function listExposureGroups(viewer: Viewer): Promise<ExposureGroup[]> {
  if (!can(viewer, "finding.read")) return [];
  return db().$queryRaw<ExposureGroup[]>`
    select g.kind, count(*)::int as hosts, sum(g.count)::int as count,
           sum(g.gain) / greatest(1, (select count(*) from host h where h.proven is not null and ${visible(viewer)})) as gain
      from host h, jsonb_to_recordset(h.exposure_gains) as g(kind text, gain float8, count int)
     where ${visible(viewer)} group by g.kind order by gain desc`;
}

/** What one check or exposure is, whether it stands anywhere or not. */
export async function readWeakness(viewer: Viewer, key: string) {
  if (!can(viewer, "finding.read")) return null;
  const query = findingQuerySchema.safeParse({ check: key, state: "all", limit: 200, sort: "-gain" });
  // Longer than any.
  if (!query.success) return null;
  const findings = await listFindings(viewer, query.data);
  const [first] = findings.items;
  if (!first) return null;
  const { title, severity, tower } = first;
  const given = { title, severity: severity as Severity, tower: tower as Tower };
  const definition = first.kind === "check" ? CATALOGUE.define(key, given) : null;
  return { key, first, definition, guidance: guidanceFor(key), findings };
}
