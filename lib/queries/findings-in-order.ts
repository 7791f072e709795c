/** Reads all findings of a list, and all weaknesses: what matches, in the order in which the page shows it. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import {
  FINDING_ORDERS,
  type FindingItem,
  type FindingRow,
  findingColumns,
  findingItem,
  findingTables,
  ORDERED_BY,
} from "./finding-rows";
import { type FindingFilter, matching } from "./findings";
import { type IdList, idsInOrder } from "./in-order";

const seen = (viewer: Viewer, query: FindingFilter): Prisma.Sql =>
  can(viewer, "finding.read") ? matching(viewer, query) : Prisma.sql`false`;

export const findingIdsInOrder = (viewer: Viewer, query: FindingFilter): Promise<IdList> =>
  idsInOrder(
    Prisma.sql`f.id`,
    Prisma.sql`finding f ${ORDERED_BY[query.sort] ?? Prisma.empty} where ${seen(viewer, query)}`,
    FINDING_ORDERS[query.sort],
  );

/** Those of them that still match, in any order. */
export async function readFindings(
  viewer: Viewer,
  query: FindingFilter,
  ids: string[],
): Promise<FindingItem[]> {
  const rows = await db().$queryRaw<FindingRow[]>`
    select ${findingColumns} from ${findingTables} where f.id = any(${ids}::uuid[]) and ${matching(viewer, query)}`;
  return rows.map(findingItem);
}

/** The keys of all weaknesses, in the order of `worstWeaknesses`. */
export async function weaknessKeys(viewer: Viewer, query: FindingFilter): Promise<string[]> {
  const [row] = await db().$queryRaw<{ keys: string[] | null }[]>`
    select array_agg(k.key order by k.gain desc, k.hosts desc, k.key) as keys
      from (select f.key, sum(f.gain) as gain, count(*) as hosts
              from finding f where ${seen(viewer, query)} group by f.key) k`;
  return row?.keys ?? [];
}
