/** Reads the audit events of an evidence pack, page by page. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import type { Period } from "./types";

const PAGE = 1_000;

/** What hosts, what is said of them and the rules for it are spoken of in; everything else concerns people and their access. */
const SUBJECTS = [
  ...["report", "import", "host", "findings", "comment", "file", "changes", "approval", "expectation"],
  ...["decision", "attestation", "plan", "evidence", "share", "schedule", "policy", "level"],
];

/** Whether a viewer gets every event of a whole fleet, with those about people and the addresses that they came from. */
export const readsAllEvents = (viewer: Viewer): boolean => can(viewer, "audit.read");

interface Wanted {
  period: Period;
  /** Ids that belong to the scope beside its hosts: its group, decisions and attestations. */
  about: readonly string[];
}

/**
 * The events of this time, the oldest first: about the hosts of the scope and what belongs to them. Of the whole fleet, who
 * may read the audit log gets all of it.
 */
export async function* eventsOf(
  viewer: Viewer,
  { hosts }: Pick<Viewer, "hosts">,
  { period, about }: Wanted,
): AsyncGenerator<object[]> {
  const all = readsAllEvents(viewer);
  const spoken = all ? Prisma.sql`true` : Prisma.sql`split_part(a.action, '.', 1) = any(${SUBJECTS}::text[])`;
  const ours = hosts === null ? Prisma.sql`true` : belongingTo(hosts, about);
  const columns = Prisma.sql`a.id, a.at, a.actor, a.action, a.target, a.data`;
  let last = { at: new Date(period.from), id: "00000000-0000-0000-0000-000000000000" };
  for (let full = true; full; ) {
    const rows = await db().$queryRaw<(typeof last)[]>`
      select ${columns} ${all ? Prisma.sql`, a.address` : Prisma.empty} from audit_event a
       where (a.at, a.id) > (${last.at}, ${last.id}::uuid) and a.at < ${new Date(period.until)}
         and ${spoken} and ${ours}
       order by a.at, a.id limit ${PAGE}`;
    yield rows;
    last = rows.at(-1) ?? last;
    full = rows.length === PAGE;
  }
}

/** Of a report that was undone the import still tells whose it was. */
function belongingTo(hosts: readonly string[], about: readonly string[]): Prisma.Sql {
  const bound = Prisma.sql`any(${[...hosts]}::uuid[])`;
  const named = Prisma.sql`any(${[...hosts, ...about]}::text[])`;
  return Prisma.sql`(a.target = ${named}
    or a.target in (select r.id::text from report r where r.host_id = ${bound})
    or a.target in (select unnest(array[i.id, i.report_id])::text from import i left join report r on r.id = i.report_id
                     where coalesce(r.host_id, i.host_id) = ${bound})
    or a.target in (select f.id::text from finding f where f.host_id = ${bound})
    or a.target in (select p.plan_id::text from plan_finding p join finding f on f.id = p.finding_id where f.host_id = ${bound})
    or a.target in (select b.id::text from bulk_change b cross join jsonb_array_elements(b.before) x
                      join finding f on f.id::text = x ->> 'id' where f.host_id = ${bound})
    or a.data ->> 'share' in (select s.id::text from share s where s.host_id = ${bound} or s.group_id::text = ${named})
    or a.data ->> 'schedule' in (select s.id::text from schedule s where s.host_id = ${bound} or s.group_id::text = ${named}))`;
}
