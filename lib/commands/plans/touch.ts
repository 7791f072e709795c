/** Marks findings as planned, so that no import ever takes them away from their plan. */
import { db, Prisma } from "@/lib/db";
import { lockHostsOf } from "../work/marks";

/** Hosts whose locks are held at once. */
const AT_ONCE = 200;

/**
 * Under the locks of their hosts, some at a time: an import that is just taking a finding away is waited for.
 * @param where findings `f`
 * @returns the ids of those that are there
 */
export async function touchFindings(where: Prisma.Sql): Promise<string[]> {
  const hosts = await db().$queryRaw<{ id: string }[]>`
    select distinct f.host_id as id from finding f where ${where} order by f.host_id`;
  const touched: string[] = [];
  for (let at = 0; at < hosts.length; at += AT_ONCE) {
    const some = hosts.slice(at, at + AT_ONCE).map(({ id }) => id);
    const here = Prisma.sql`${where} and f.host_id = any(${some}::uuid[])`;
    const rows = await db().$transaction(async (tx) => {
      await lockHostsOf(tx, here, AT_ONCE);
      return tx.$queryRaw<{ id: string }[]>`update finding f set touched = true where ${here} returning f.id`;
    });
    touched.push(...rows.map(({ id }) => id));
  }
  return touched;
}
