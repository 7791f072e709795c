/** Reads what people said of changed files in the time of an evidence pack, page by page. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { visible } from "../hosts";
import type { Period } from "./types";

const PAGE = 1_000;

/** Changed files that were approved and patterns of changes that were expected, where that held in this time. */
export async function* changesOf(within: Viewer, { from, until }: Period): AsyncGenerator<object[]> {
  if (!can(within, "host.read")) return;
  const [first, end] = [new Date(from), new Date(until)];
  let last = "00000000-0000-0000-0000-000000000000";
  for (let full = true; full; ) {
    const rows = await db().$queryRaw<{ id: string }[]>`
      select x.id, x.kind, jsonb_build_object('id', h.id, 'name', h.name) as host, x.what, x.reason, x.at, x.until, x.actor,
             x.withdrawn_at as "withdrawnAt", x.withdrawn_by as "withdrawnBy"
        from (select id, 'approval' as kind, host_id, key as what, reason, at, null::timestamptz as until, actor,
                     withdrawn_at, withdrawn_by from approval
              union all
              select id, 'expectation', host_id, pattern, reason, at, until_at, actor, withdrawn_at, withdrawn_by
                from expectation) x
        join host h on h.id = x.host_id
       where ${visible(within)} and x.id > ${last}::uuid and x.at < ${end}
         and (x.withdrawn_at is null or x.withdrawn_at >= ${first}) and (x.until is null or x.until >= ${first})
       order by x.id limit ${PAGE}`;
    yield rows;
    last = rows.at(-1)?.id ?? last;
    full = rows.length === PAGE;
  }
}
