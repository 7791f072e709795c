/** Reads plans: the list, and one of them with where its findings stand. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { type BurnDay, readBurnDown } from "./burn-down";
import { isOpenSql, ofVisible } from "./findings";
import { type Page, pageSchema, toPage } from "./paging";
import { type PlanEffect, planEffect, readForecast } from "./plan-forecast";

export const planQuerySchema = pageSchema.extend({
  state: z
    .enum(["running", "overdue", "closed", "all"])
    .default("running")
    .describe("`overdue`: running, and past its date with something open"),
  owner: z.union([z.uuid(), z.literal("me")]).optional(),
  finding: z.uuid().optional().describe("That hold this finding"),
});
export type PlanQuery = z.infer<typeof planQuerySchema>;

/** Where the findings of a plan stand; of hosts that the viewer may see. */
export interface Progress {
  total: number;
  /** Open, and nobody is at it. */
  open: number;
  inProgress: number;
  /** A person says so, and a report has to prove it. */
  fixed: number;
  /** By a report, or by a person where no report can. */
  closed: number;
}

export interface PlanItem {
  id: string;
  title: string;
  goal: string;
  owner: { id: string; name: string } | null;
  madeBy: string;
  createdAt: string;
  dueAt: string | null;
  state: "running" | "done" | "dropped";
  closedAt: string | null;
  overdue: boolean;
  hosts: number;
  progress: Progress;
}

interface PlanRow extends Omit<PlanItem, "owner" | "createdAt" | "dueAt" | "closedAt" | "progress"> {
  ownerId: string | null;
  ownerName: string | null;
  createdAt: Date;
  dueAt: Date | null;
  closedAt: Date | null;
  total: number;
  open: number;
  inProgress: number;
  fixed: number;
  forecast: unknown;
}

/** Plans `p` with their figures `c`, as a viewer sees them. Whoever is bound to hosts sees what has something on these. */
const plansSql = (viewer: Viewer, where: Prisma.Sql, end: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select p.id, p.title, p.goal, u.id as "ownerId", u.name as "ownerName", p.actor as "madeBy",
         p.created_at as "createdAt", p.due_at as "dueAt", p.closed_at as "closedAt",
         coalesce(p.closed_as, 'running') as state, ${overdueSql} as overdue, p.forecast, c.*
    from plan p left join "user" u on u.id = p.owner_id
   cross join lateral (
      select count(*)::int as total, count(distinct f.host_id)::int as hosts,
             (count(*) filter (where f.state in ('open', 'reopened')))::int as open,
             (count(*) filter (where f.state = 'in-progress'))::int as "inProgress",
             (count(*) filter (where f.state = 'fixed'))::int as fixed,
             (count(*) filter (where ${isOpenSql}))::int as current
        from plan_finding x join finding f on f.id = x.finding_id
       where x.plan_id = p.id and ${ofVisible(viewer)}) c
   where ${viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`c.total > 0`} and ${where} ${end}`;

const overdueSql = Prisma.sql`(p.closed_at is null and p.due_at < now() and c.current > 0)`;

function matching(viewer: Viewer, { state, owner, finding }: PlanQuery): Prisma.Sql {
  const parts = [Prisma.sql`true`];
  if (state === "running") parts.push(Prisma.sql`p.closed_at is null`);
  if (state === "closed") parts.push(Prisma.sql`p.closed_at is not null`);
  if (state === "overdue") parts.push(overdueSql);
  if (owner) {
    const user = owner === "me" ? viewer.userId : owner;
    parts.push(user === null ? Prisma.sql`false` : Prisma.sql`p.owner_id = ${user}::uuid`);
  }
  if (finding) {
    parts.push(
      Prisma.sql`exists (select 1 from plan_finding x join finding f on f.id = x.finding_id
                          where x.plan_id = p.id and f.id = ${finding}::uuid and ${ofVisible(viewer)})`,
    );
  }
  return Prisma.join(parts, " and ");
}

/** Running plans first, those that are due first at the head. */
export async function listPlans(viewer: Viewer, query: PlanQuery): Promise<Page<PlanItem>> {
  if (!can(viewer, "plan.read")) return { items: [], nextCursor: null, total: 0 };
  const where = matching(viewer, query);
  const end = Prisma.sql`order by p.closed_at desc nulls first, p.due_at asc nulls last, p.created_at desc, p.id
    limit ${query.limit} offset ${query.cursor}`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<PlanRow[]>(plansSql(viewer, where, end)),
    db().$queryRaw<{ total: number }[]>`
      select count(*)::int as total from (${plansSql(viewer, where, Prisma.empty)}) all_of_them`,
  ]);
  return toPage(rows.map(planItem), counted[0]?.total ?? 0, query);
}

export interface PlanDetail extends PlanItem {
  effect: PlanEffect;
  /** Open findings by day, the oldest first. */
  burnDown: BurnDay[];
}

async function findRow(viewer: Viewer, id: string): Promise<PlanRow | null> {
  if (!can(viewer, "plan.read") || !z.uuid().safeParse(id).success) return null;
  const [row] = await db().$queryRaw<PlanRow[]>(
    plansSql(viewer, Prisma.sql`p.id = ${id}::uuid`, Prisma.empty),
  );
  return row ?? null;
}

/** Null where there is none for this viewer. */
export async function findPlan(viewer: Viewer, id: string): Promise<PlanItem | null> {
  const row = await findRow(viewer, id);
  return row && planItem(row);
}

/** One plan with its effect and its days. */
export async function readPlan(viewer: Viewer, id: string, now = Date.now()): Promise<PlanDetail | null> {
  const row = await findRow(viewer, id);
  if (!row) return null;
  const hosts = await db().$queryRaw<{ id: string }[]>`
    select distinct f.host_id as id from plan_finding x join finding f on f.id = x.finding_id
     where x.plan_id = ${id}::uuid and ${ofVisible(viewer)}`;
  const [effect, burnDown] = await Promise.all([
    planEffect(
      viewer,
      readForecast(row.forecast),
      hosts.map((host) => host.id),
    ),
    readBurnDown(viewer, row, now),
  ]);
  return { ...planItem(row), effect, burnDown };
}

function planItem(row: PlanRow): PlanItem {
  const { total, open, inProgress, fixed } = row;
  return {
    id: row.id,
    title: row.title,
    goal: row.goal,
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? "" },
    madeBy: row.madeBy,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    state: row.state,
    closedAt: row.closedAt?.toISOString() ?? null,
    overdue: row.overdue ?? false,
    hosts: row.hosts,
    progress: { total, open, inProgress, fixed, closed: total - open - inProgress - fixed },
  };
}
