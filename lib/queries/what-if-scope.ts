/** The hosts that a planner looks at: one, a group, some, or all that the viewer may see. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { visible } from "./hosts";
import { type Figures, MOST_PREDICTED } from "./predictions";

/** As many repairs as can be chosen at once. */
const MOST_REPAIRS = 100;

export const whatIfSchema = z.object({
  host: z.uuid().optional(),
  group: z.uuid().optional(),
  hosts: z.array(z.uuid()).max(MOST_PREDICTED).default([]),
  repair: z.array(z.string().min(1).max(800)).max(MOST_REPAIRS).default([]),
  /** Also the repairs of less worth. */
  all: z.literal("1").optional(),
});
export type WhatIfQuery = z.infer<typeof whatIfSchema>;

/** Hosts `h` of the scope. */
export function inScope(viewer: Viewer, { host, group, hosts }: WhatIfQuery): Prisma.Sql {
  const parts = [visible(viewer)];
  if (host) parts.push(Prisma.sql`h.id = ${host}::uuid`);
  if (hosts.length > 0) parts.push(Prisma.sql`h.id = any(${hosts}::uuid[])`);
  if (group) {
    parts.push(
      Prisma.sql`exists (select 1 from host_group x where x.host_id = h.id and x.group_id = ${group}::uuid)`,
    );
  }
  return Prisma.join(parts, " and ");
}

export interface Scope {
  kind: "host" | "group" | "hosts" | "fleet";
  /** Of a host or a group; else null. */
  name: string | null;
  hosts: number;
  /** How many of them have evidence: the mean is theirs. */
  scored: number;
  /** By tower, how many have evidence on it. */
  withTower: Record<Tower, number>;
  mean: Figures;
}

type Row = {
  hosts: number;
  scored: number;
  proven: number | null;
  managed: number | null;
  name: string | null;
} & Record<Tower | `with_${Tower}`, number | null>;

/** Null where there is nothing that this viewer may see. */
export async function readScope(viewer: Viewer, query: WhatIfQuery): Promise<Scope | null> {
  if (!can(viewer, "finding.read")) return null;
  const { host, group, hosts } = query;
  const towers = TOWERS.map((tower) =>
    Prisma.raw(`avg(h.${tower}) as ${tower}, count(h.${tower})::int as with_${tower}`),
  );
  const [row] = await db().$queryRaw<Row[]>`
    select count(*)::int as hosts, count(h.proven)::int as scored, avg(h.proven) as proven, avg(h.managed) as managed,
           ${host ? Prisma.sql`min(h.name)` : group ? Prisma.sql`(select name from "group" where id = ${group}::uuid)` : Prisma.sql`null`} as name,
           ${Prisma.join(towers)}
      from host h where ${inScope(viewer, query)}`;
  if (!row || (row.hosts === 0 && (host || group || hosts.length > 0))) return null;
  const byTower = <T>(of: (tower: Tower) => T) =>
    Object.fromEntries(TOWERS.map((tower) => [tower, of(tower)])) as Record<Tower, T>;
  return {
    kind: host ? "host" : group ? "group" : hosts.length > 0 ? "hosts" : "fleet",
    name: row.name,
    hosts: row.hosts,
    scored: row.scored,
    withTower: byTower((tower) => row[`with_${tower}`] ?? 0),
    mean: { proven: row.proven, managed: row.managed, towers: byTower((tower) => row[tower]) },
  };
}
