/** "This and that are one machine": the other's reports, signatures, groups and human history move here; it disappears. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { renewDueDates } from "./evidence/due-dates";
import { lockForMove } from "./evidence/move";
import { rebuildHost } from "./evidence/rebuild";
import type { ScoreSummary } from "./evidence/record";
import { writeFleetDay } from "./refresh-scores";

const form = z.object({ host: z.uuid(), other: z.uuid(), confirm: z.string().max(1000).default("") });
const missing = fail("not-found", "One of these fortresses does not exist.");

/**
 * This host keeps its name, if a person gave it, and its criticality; the rest is what all reports together say.
 * @param given `host` stays, `other` goes, `confirm` is the other's name as typed
 * @param now milliseconds; for tests
 */
export async function mergeHosts(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ hostId: string; reports: number; score: ScoreSummary }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) return missing;
  // As the database writes them, so that the locks are those that everybody takes.
  const host = parsed.data.host.toLowerCase();
  const other = parsed.data.other.toLowerCase();
  const both = [host, other];
  if (both.some((hostId) => !can(viewer, "host.read", { hostId }))) return missing;
  if (both.some((hostId) => !can(viewer, "host.edit", { hostId }))) {
    return fail("forbidden", "You may not merge fortresses.");
  }
  if (host === other) return fail("same", "A fortress cannot be merged with itself.");
  const result = await db().$transaction(async (tx) => {
    await lockForMove(tx, both);
    const rows = await tx.host.findMany({ where: { id: { in: both } }, select: { id: true, name: true } });
    const stays = rows.find(({ id }) => id === host);
    const goes = rows.find(({ id }) => id === other);
    if (!stays || !goes) return missing;
    if (parsed.data.confirm.trim() !== goes.name.trim()) {
      return fail("confirm", `Type the name of the other fortress as it stands: ${goes.name}`);
    }
    const reports = await moveAll(tx, other, host);
    await tx.$executeRaw`delete from host where id = ${other}::uuid`;
    const { score } = await rebuildHost(tx, host, now);
    // It is in the groups of both now.
    await renewDueDates(tx, { hostId: host });
    const data = { name: stays.name, other, otherName: goes.name, reports };
    await audit(viewer, { action: "host.merged", target: host, data }, tx);
    return { ok: true as const, hostId: host, reports, score };
  });
  if (result.ok) await writeFleetDay(now);
  return result;
}

/** @returns how many reports moved */
async function moveAll(tx: Tx, from: string, to: string): Promise<number> {
  const reports = await tx.$executeRaw`update report set host_id = ${to}::uuid where host_id = ${from}::uuid`;
  await tx.$executeRaw`update import set host_id = ${to}::uuid where host_id = ${from}::uuid`;
  // A person said so: the rules of identity do not send them elsewhere again.
  await tx.$executeRaw`
    update host_signature set host_id = ${to}::uuid, by_hand = true where host_id = ${from}::uuid`;
  await tx.$executeRaw`
    insert into host_group (host_id, group_id) select ${to}::uuid, group_id from host_group where host_id = ${from}::uuid
    on conflict do nothing`;
  // What reports brought about is made anew; what people did moves as it is.
  await tx.$executeRaw`
    update event set host_id = ${to}::uuid where host_id = ${from}::uuid and report_id is null`;
  await tx.$executeRaw`update approval set host_id = ${to}::uuid where host_id = ${from}::uuid`;
  await tx.$executeRaw`update expectation set host_id = ${to}::uuid where host_id = ${from}::uuid`;
  await moveWork(tx, from, to);
  // A report's score has the report's id for its key: gone before it is written anew.
  await tx.$executeRaw`delete from score where host_id = ${from}::uuid`;
  // A token bound to the other is bound to this one now, and stays bound: an empty list would mean all hosts.
  await tx.$executeRaw`
    update api_token set host_ids = case when ${to}::uuid = any(host_ids) then array_remove(host_ids, ${from}::uuid)
                                         else array_replace(host_ids, ${from}::uuid, ${to}::uuid) end
     where ${from}::uuid = any(host_ids)`;
  return reports;
}

/** What people added to findings, and what they decided about the host, is about the host that stays. */
async function moveWork(tx: Tx, from: string, to: string): Promise<void> {
  const pair = Prisma.sql`finding a join finding b on b.host_id = ${to}::uuid and b.key = a.key`;
  const both = Prisma.sql`a.host_id = ${from}::uuid and a.touched`;
  for (const table of ["comment", "attachment"]) {
    await tx.$executeRaw`
      update ${Prisma.raw(table)} c set finding_id = b.id from ${pair} where ${both} and c.finding_id = a.id`;
  }
  await tx.$executeRaw`
    insert into watch (user_id, finding_id) select w.user_id, b.id from watch w, ${pair} where ${both} and w.finding_id = a.id
    on conflict do nothing`;
  await tx.$executeRaw`
    insert into plan_finding (plan_id, finding_id) select p.plan_id, b.id from plan_finding p, ${pair}
     where ${both} and p.finding_id = a.id on conflict do nothing`;
  await tx.$executeRaw`
    update finding b set touched = true, assignee_id = coalesce(b.assignee_id, a.assignee_id),
           labels = (select coalesce(array_agg(distinct label order by label), '{}') from unnest(b.labels || a.labels) label),
           due_by_hand = b.due_by_hand or a.due_by_hand,
           due_at = case when a.due_by_hand and not b.due_by_hand then a.due_at else b.due_at end
      from finding a where ${both} and b.host_id = ${to}::uuid and b.key = a.key`;
  // What only the other had is made anew with its history, and keeps its id.
  await tx.$executeRaw`
    update finding a set host_id = ${to}::uuid, state = 'gone' where ${both}
       and not exists (select 1 from finding b where b.host_id = ${to}::uuid and b.key = a.key)`;
  for (const [table, owner] of [
    ["decision_host", "decision_id"],
    ["attestation_host", "attestation_id"],
  ] as const) {
    await tx.$executeRaw`
      insert into ${Prisma.raw(table)} (${Prisma.raw(owner)}, host_id)
      select ${Prisma.raw(owner)}, ${to}::uuid from ${Prisma.raw(table)} where host_id = ${from}::uuid on conflict do nothing`;
  }
}
