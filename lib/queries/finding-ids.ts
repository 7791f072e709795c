/** Which open findings are meant by a choice or a filter. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { findingQuerySchema, isOpenSql, matching, ofVisible } from "./findings";

/**
 * @param chosen ids, or a filter as the address of the list has it
 * @returns at most `most` ids; none where the filter is none
 */
export async function openFindingIds(
  viewer: Viewer,
  chosen: { ids: readonly string[] } | { query: unknown },
  most: number,
): Promise<string[]> {
  if (!can(viewer, "finding.read")) return [];
  const where = "ids" in chosen ? byIds(viewer, chosen.ids) : byQuery(viewer, chosen.query);
  if (!where) return [];
  const rows = await db().$queryRaw<{ id: string }[]>`
    select f.id from finding f where ${where} and ${isOpenSql} order by f.gain desc, f.id limit ${most}`;
  return rows.map(({ id }) => id);
}

const byIds = (viewer: Viewer, ids: readonly string[]): Prisma.Sql =>
  Prisma.sql`f.id::text = any(${[...ids]}) and ${ofVisible(viewer)}`;

function byQuery(viewer: Viewer, query: unknown): Prisma.Sql | null {
  const parsed = findingQuerySchema.safeParse(query);
  return parsed.success ? matching(viewer, parsed.data) : null;
}
