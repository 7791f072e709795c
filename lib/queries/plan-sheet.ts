/** Reads a plan as it is taken away: what is still open of it on which hosts, with the guidance. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import type { PlanSheet, SheetHost } from "@/lib/exports/plan-sheet";
import { isOpenSql, ofVisible } from "./findings";
import { findPlan } from "./plans";
import { guidanceOf } from "./repair-effort";

interface Row {
  name: string;
  os: string | null;
  groups: string[] | null;
  findings: { key: string; kind: string; title: string }[];
}

/**
 * @param now milliseconds
 * @returns null where there is no such plan for this viewer
 */
export async function readPlanSheet(viewer: Viewer, id: string, now = Date.now()): Promise<PlanSheet | null> {
  const plan = await findPlan(viewer, id);
  if (!plan) return null;
  const rows = await db().$queryRaw<Row[]>`
    select h.name, nullif(trim(concat_ws(' ', h.os_name, h.os_version)), '') as os,
           (select array_agg(g.name order by g.name) from host_group hg join "group" g on g.id = hg.group_id
             where hg.host_id = h.id) as groups,
           jsonb_agg(jsonb_build_object('key', f.key, 'kind', f.kind, 'title', f.title) order by f.key) as findings
      from plan_finding x join finding f on f.id = x.finding_id join host h on h.id = f.host_id
     where x.plan_id = ${id}::uuid and ${isOpenSql} and ${ofVisible(viewer)}
     group by h.id order by lower(h.name), h.id`;
  const { title, goal, owner, dueAt, madeBy, createdAt } = plan;
  return {
    ...{ title, goal, dueAt, madeBy },
    owner: owner?.name ?? null,
    madeAt: createdAt,
    takenBy: viewer.actor,
    takenAt: new Date(now).toISOString(),
    hosts: rows.map(
      ({ name, os, groups, findings }): SheetHost => ({
        ...{ name, os },
        groups: groups ?? [],
        repairs: findings.map((one) => ({ ...one, guidance: guidanceOf(one.key, one.kind) })),
      }),
    ),
  };
}
