/** Says of one finding or of thousands where the work stands, whose it is, until when, and how it is labelled. */
import { v7 as uuid } from "uuid";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { plural } from "@/lib/format";
import { type Failure, fail, type Result } from "@/lib/result";
import { tell } from "./notices/tell";
import {
  changedSql,
  differs,
  MOST,
  MOST_HOSTS,
  MOST_LABELS,
  markOf,
  meant,
  type Work,
  workSchema,
} from "./work/change";
import { lockHostsOf, markTimes } from "./work/marks";

/** What an act on findings would do. */
export interface WorkPreview {
  /** How many are meant. */
  matched: number;
  /** How many of them it changes. */
  changing: number;
  hosts: number;
  /** How many are closed: where the work stands is said of open ones only. */
  closed: number;
}

interface Counts extends WorkPreview {
  labels: number;
}

/**
 * What `workOnFindings` would do with the same arguments; nothing is changed.
 * Errors (returned): as there.
 */
export async function previewWork(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<WorkPreview>> {
  const asked = await ask(viewer, given);
  if ("ok" in asked) return asked;
  const counts = await countOf(db(), asked.where, asked.work, now);
  const wrong = faultOf(asked.work, counts);
  if (wrong) return wrong;
  const { labels: _labels, ...preview } = counts;
  return { ok: true, ...preview };
}

/**
 * Changes findings, all or none.
 * @param given `ids`, or `query` as the list of findings has it in its address; `change` with any of `state` (`open`,
 * `in-progress`, `fixed`: of open findings only), `assignee` (user or null), `due` (a day; null: by the service level),
 * `addLabels`, `removeLabels`; `why`
 * @returns how many were meant and how many changed; `undo`: what `undoWork` takes, null where nothing changed
 * Errors (returned): `form`, `forbidden`, `not-found` where an id is not the viewer's, `too-many`.
 */
export async function workOnFindings(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ matched: number; changed: number; undo: string | null }>> {
  const asked = await ask(viewer, given);
  if ("ok" in asked) return asked;
  const { where, work } = asked;
  return db().$transaction(async (tx) => {
    // Also where only an assignee changes: an undo at the same moment must see that the finding is touched.
    await lockHostsOf(tx, where, MOST_HOSTS);
    const counts = await countOf(tx, where, work, now);
    const wrong = faultOf(work, counts);
    if (wrong) return wrong;
    const { matched, changing } = counts;
    if (changing === 0) return { ok: true, matched, changed: 0, undo: null };
    const id = uuid();
    await write(tx, viewer, id, where, work, now);
    await tellAssignee(tx, viewer, id, work, now);
    const data = { findings: changing, change: JSON.stringify(work.change).slice(0, 500), why: work.why };
    await audit(viewer, { action: "findings.changed", target: id, data }, tx);
    return { ok: true, matched, changed: changing, undo: id };
  });
}

async function ask(viewer: Viewer, given: unknown): Promise<{ where: Prisma.Sql; work: Work } | Failure> {
  const parsed = workSchema.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  if (!can(viewer, "finding.work")) return fail("forbidden", "You may not change findings.");
  const where = meant(viewer, parsed.data);
  if ("ok" in where) return where;
  const { assignee } = parsed.data.change;
  if (assignee) {
    const person = await db().user.findFirst({
      where: { id: assignee, disabledAt: null, role: { not: "viewer" } },
      select: { id: true },
    });
    if (!person) return fail("form", "Findings go to people who may work on them.");
  }
  return { where, work: parsed.data };
}

async function countOf(tx: Tx, where: Prisma.Sql, { change }: Work, now: number): Promise<Counts> {
  const [counts] = await tx.$queryRaw<Counts[]>`
    select count(*)::int as matched, (count(*) filter (where ${differs}))::int as changing,
           count(distinct host_id)::int as hosts, coalesce(max(cardinality(new_labels)), 0)::int as labels,
           (count(*) filter (where state not in ('open', 'reopened', 'in-progress', 'fixed')))::int as closed
      from (${changedSql(where, change, now)} limit ${MOST + 1}) c`;
  return counts ?? { matched: 0, changing: 0, hosts: 0, closed: 0, labels: 0 };
}

function faultOf({ ids }: Work, { matched, hosts, labels }: Counts): Failure | null {
  if (ids && matched < new Set(ids.map((id) => id.toLowerCase())).size)
    return fail("not-found", "One of these findings does not exist (any more). Nothing was changed.");
  if (matched > MOST)
    return fail("too-many", `These are more than ${MOST} findings. Narrow the filter; nothing was changed.`);
  if (hosts > MOST_HOSTS)
    return fail("too-many", `These are more than ${MOST_HOSTS} fortresses. Narrow the filter.`);
  if (labels > MOST_LABELS)
    return fail("form", `A finding has at most ${MOST_LABELS} labels. Nothing was changed.`);
  return null;
}

/** All in one statement: the rows, the events, and what it takes to undo it. */
async function write(
  tx: Tx,
  viewer: Viewer,
  id: string,
  where: Prisma.Sql,
  { change, why }: Work,
  now: number,
): Promise<void> {
  const event = (kind: Prisma.Sql, data: Prisma.Sql, when: Prisma.Sql) => Prisma.sql`
    insert into event (id, host_id, at, kind, key, user_id, actor, data)
    select gen_random_uuid(), c.host_id, c.at, ${kind}, c.key, ${viewer.userId}::uuid, ${viewer.actor},
           ${data} || ${JSON.stringify(why === "" ? {} : { reason: why })}::jsonb
      from changed c where ${when}`;
  await tx.$executeRaw`
    with changed as materialized (
      select c.*, case when c.new_state <> c.state then greatest(c.now, m.at) else c.now end as at
        from (${changedSql(where, change, now)}) c left join (${markTimes(where)}) m on m.host_id = c.host_id
       where ${differs}),
    rows as (
      update finding f set state = c.new_state, since_at = case when c.new_state <> c.state then c.at else f.since_at end,
             assignee_id = c.new_assignee, due_at = c.new_due, due_by_hand = c.new_by_hand, labels = c.new_labels,
             touched = true
        from changed c where f.id = c.id),
    marked as (${event(markOf(Prisma.sql`c.new_state`), Prisma.sql`jsonb_build_object('state', c.new_state)`, Prisma.sql`c.new_state <> c.state`)}),
    assigned as (${event(
      Prisma.sql`'assigned'`,
      Prisma.sql`jsonb_build_object('to', c.new_assignee, 'name', (select name from "user" where id = c.new_assignee))`,
      Prisma.sql`c.new_assignee is distinct from c.assignee_id`,
    )}),
    due as (${event(
      Prisma.sql`'due'`,
      Prisma.sql`jsonb_build_object('due', c.new_due, 'byHand', c.new_by_hand)`,
      Prisma.sql`c.new_due is distinct from c.due_at or c.new_by_hand <> c.due_by_hand`,
    )}),
    labelled as (${event(
      Prisma.sql`'labelled'`,
      Prisma.sql`jsonb_build_object('labels', to_jsonb(c.new_labels))`,
      Prisma.sql`c.new_labels <> c.labels`,
    )})
    insert into bulk_change (id, user_id, actor, at, change, count, before)
    select ${id}::uuid, ${viewer.userId}::uuid, ${viewer.actor}, to_timestamp(${now} / 1000.0),
           ${JSON.stringify({ ...change, why })}::jsonb, count(*),
           jsonb_agg(jsonb_build_object('id', c.id, 'state', c.state, 'newState', c.new_state, 'at', c.at,
             'assignee', c.assignee_id, 'newAssignee', c.new_assignee, 'due', c.due_at, 'newDue', c.new_due,
             'byHand', c.due_by_hand, 'newByHand', c.new_by_hand, 'labels', c.labels, 'newLabels', c.new_labels))
      from changed c`;
}

/** One notice for one act, however many findings it is about. */
async function tellAssignee(tx: Tx, viewer: Viewer, id: string, { change }: Work, now: number) {
  const { assignee } = change;
  if (!assignee || assignee === viewer.userId) return;
  const [row] = await tx.$queryRaw<
    { n: number; title: string; host: string; hostId: string; finding: string }[]
  >`
    select count(*)::int as n, min(f.title) as title, min(h.name) as host, min(h.id::text) as "hostId",
           min(f.id::text) as finding
      from bulk_change b, jsonb_array_elements(b.before) e
      join finding f on f.id = (e->>'id')::uuid join host h on h.id = f.host_id
     where b.id = ${id}::uuid and (e->>'newAssignee') is distinct from (e->>'assignee')`;
  if (!row || row.n === 0) return;
  const one = row.n === 1;
  await tell(tx, [
    {
      kind: "assigned",
      userIds: [assignee],
      hostId: one ? row.hostId : null,
      text: one
        ? `${viewer.name} assigned to you: ${row.title} on ${row.host}`
        : `${viewer.name} assigned ${plural(row.n, "finding")} to you`,
      href: one ? `/hosts/${row.hostId}/findings/${row.finding}` : "/work",
      once: `assigned:${id}`,
      at: now,
    },
  ]);
}
