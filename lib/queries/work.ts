/** Reads what work on findings is chosen from: people, labels and groups. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { isOpenSql, ofVisible } from "./findings";

export interface Named {
  id: string;
  name: string;
}

/** Who can be asked to repair something: enabled people who may work on findings, by name. */
export async function listAssignable(viewer: Viewer): Promise<Named[]> {
  if (!can(viewer, "finding.read")) return [];
  return db().$queryRaw<Named[]>`
    select id, name from "user" where disabled_at is null and role <> 'viewer' order by lower(name), id`;
}

/** How many labels are offered; rarer ones are typed. */
const MOST_LABELS = 200;

/** The labels of open findings, the commonest first. */
export async function listLabels(viewer: Viewer): Promise<{ label: string; count: number }[]> {
  if (!can(viewer, "finding.read")) return [];
  return db().$queryRaw<{ label: string; count: number }[]>`
    select l as label, count(*)::int as count
      from finding f, unnest(f.labels) l
     where f.labels <> '{}' and ${isOpenSql} and ${ofVisible(viewer)}
     group by l order by count desc, l limit ${MOST_LABELS}`;
}

/** The groups with hosts that the viewer may see, by name. */
export async function listGroups(viewer: Viewer): Promise<Named[]> {
  if (!can(viewer, "host.read")) return [];
  const here =
    viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`hg.host_id = any(${[...viewer.hosts]}::uuid[])`;
  return db().$queryRaw<Named[]>`
    select g.id, g.name from "group" g
     where exists (select 1 from host_group hg where hg.group_id = g.id and ${here}) order by lower(g.name), g.id`;
}

/** All that a list of findings can be narrowed to beside what they are. */
export interface WorkChoices {
  people: Named[];
  labels: { label: string; count: number }[];
  groups: Named[];
}

export async function readWorkChoices(viewer: Viewer): Promise<WorkChoices> {
  const [people, labels, groups] = await Promise.all([
    listAssignable(viewer),
    listLabels(viewer),
    listGroups(viewer),
  ]);
  return { people, labels, groups };
}

/** Open findings of critical and high severity that are nobody's. */
export async function countUnassigned(viewer: Viewer): Promise<{ critical: number; high: number }> {
  if (!can(viewer, "finding.read")) return { critical: 0, high: 0 };
  const [row] = await db().$queryRaw<{ critical: number; high: number }[]>`
    select count(*) filter (where f.severity = 'critical')::int as critical,
           count(*) filter (where f.severity = 'high')::int as high
      from finding f
     where ${isOpenSql} and f.severity in ('critical', 'high') and f.assignee_id is null and ${ofVisible(viewer)}`;
  return row ?? { critical: 0, high: 0 };
}
