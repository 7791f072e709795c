/** Reads what the form of a proposal offers: where a thing is open, the groups, and who can own a decision. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { worstOf } from "@/lib/fortress/decision-rules";
import { CATALOGUE } from "@/lib/fortress/definitions";
import type { Severity } from "@/lib/fortress/types";
import { isOpenSql, ofVisible } from "./findings";
import { visible } from "./hosts";
import { listGroups, type Named } from "./work";

export interface DecisionChoices {
  title: string;
  /** The worst of what is open. */
  severity: Severity;
  /** Where it is open; of a measure: all. At most `most`. */
  hosts: Named[];
  hostCount: number;
  /** None for those who are bound to hosts: they decide about these alone. */
  groups: Named[];
  mayDecideFleet: boolean;
  owners: Named[];
}

const MOST = 200;

/**
 * Null where nothing of it is open on a host that the viewer may see, or where they may not propose.
 * @param first a host that stands at the head of the list
 */
export async function decisionChoices(
  viewer: Viewer,
  key: string,
  first?: string,
): Promise<DecisionChoices | null> {
  if (!can(viewer, "decision.propose")) return null;
  const measure = CATALOGUE.measures.find(({ id }) => `measure:${id}` === key);
  const found = measure ? await allHosts(viewer, first) : await openHosts(viewer, key, first);
  const [row] = found;
  if (!row) return null;
  const bound = viewer.hosts !== null;
  const [groups, owners] = await Promise.all([bound ? [] : listGroups(viewer), listOwners(viewer)]);
  return {
    title: measure?.title ?? row.title,
    severity: measure ? "high" : (worstOf(row.severities) ?? "low"),
    hosts: found.map(({ id, name }) => ({ id, name })),
    hostCount: row.total,
    groups,
    mayDecideFleet: !bound,
    owners,
  };
}

interface Row extends Named {
  title: string;
  severities: string[];
  total: number;
}

const firstly = (first: string | undefined): Prisma.Sql =>
  first ? Prisma.sql`h.id <> ${first}::uuid,` : Prisma.empty;

const openHosts = (viewer: Viewer, key: string, first?: string): Promise<Row[]> => db().$queryRaw<Row[]>`
  select h.id, h.name, f.title, count(*) over ()::int as total,
         (select array_agg(distinct f.severity) from finding f
           where f.key = ${key} and ${isOpenSql} and ${ofVisible(viewer)}) as severities
    from finding f join host h on h.id = f.host_id
   where f.key = ${key} and ${isOpenSql} and ${ofVisible(viewer)}
   order by ${firstly(first)} lower(h.name), h.id limit ${MOST}`;

const allHosts = (viewer: Viewer, first?: string): Promise<Row[]> => db().$queryRaw<Row[]>`
  select h.id, h.name, '' as title, array[]::text[] as severities, count(*) over ()::int as total
    from host h where ${visible(viewer)} order by ${firstly(first)} lower(h.name), h.id limit ${MOST}`;

/** Everybody who can answer for a decision, by name. */
export async function listOwners(viewer: Viewer): Promise<Named[]> {
  if (!can(viewer, "decision.read")) return [];
  return db().user.findMany({
    where: { disabledAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}
