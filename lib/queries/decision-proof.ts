/** Whether reports show what a decision said would be avoided. */
import type { Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { CATALOGUE } from "@/lib/fortress/definitions";
import { isOpenSql, ofVisible } from "./findings";

/** What has to be gone: the thing itself, or of a measure the checks that decide it. */
function keysOf(key: string): readonly string[] {
  if (!key.startsWith("measure:")) return [key];
  return CATALOGUE.measures.find(({ id }) => `measure:${id}` === key)?.takes ?? [];
}

/**
 * An avoidance is carried out when a report has shown it on every host where the risk stood: it is repaired or does not apply.
 * What is only no longer reported shows nothing.
 * @returns the ids of those that are
 */
export async function carriedOut(
  viewer: Viewer,
  decisions: readonly { id: string; key: string }[],
): Promise<Set<string>> {
  if (decisions.length === 0) return new Set();
  const pairs = decisions.flatMap(({ id, key }) => keysOf(key).map((about) => ({ id, about })));
  const rows = await db().$queryRaw<{ id: string }[]>`
    select d.id
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r(id uuid, about text)
      join decision d on d.id = r.id
      join finding f on f.key = r.about and f.state <> 'gone' and ${ofVisible(viewer)}
       and ${covers("decision", Prisma.sql`f.host_id`)}
     group by d.id having not bool_or(${isOpenSql} or f.state = 'not-reported')`;
  return new Set(rows.map(({ id }) => id));
}
