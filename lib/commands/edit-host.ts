/** Changes what people say of a host: its name, how much it matters, its groups. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { renewDueDates } from "./evidence/due-dates";
import { lockHost } from "./evidence/identity";
import { faceOf } from "./evidence/rebuild";
import { rescoreHosts } from "./rescore-hosts";

export const CRITICALITIES = ["low", "normal", "high", "critical"] as const;

const form = z.object({
  host: z.uuid(),
  /** Empty: as the reports say. */
  name: z.string().trim().max(253, "A name has at most 253 characters.").optional(),
  criticality: z.enum(CRITICALITIES, "Choose how much it matters.").optional(),
  addGroup: z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .pipe(
      z.string().min(1, "Say what the group is called.").max(60, "A group's name has at most 60 characters."),
    )
    .optional(),
  removeGroup: z.uuid("There is no such group.").optional(),
});

/**
 * @param given `host`, and any of `name` (empty: the reports name it again), `criticality`, `addGroup` (by name; made where
 * there is none, whatever its capitals), `removeGroup` (by id; a group goes with its last host)
 */
export async function editHost(viewer: Viewer, given: unknown): Promise<Result<{ name: string }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.path[0] === "host") return missing;
    return fail("form", issue?.message ?? "The form is not complete.");
  }
  const hostId = parsed.data.host.toLowerCase();
  const { name, criticality, addGroup, removeGroup } = parsed.data;
  if (!can(viewer, "host.read", { hostId })) return missing;
  if (!can(viewer, "host.edit", { hostId })) return fail("forbidden", "You may not edit fortresses.");
  const result = await db().$transaction(async (tx) => {
    await lockHost(tx, hostId);
    const host = await tx.host.findUnique({
      where: { id: hostId },
      select: { name: true, namedByHand: true },
    });
    if (!host) return missing;
    const data: Record<string, string> = {};
    if (name !== undefined && !(name === host.name && host.namedByHand)) {
      data.name = await rename(tx, hostId, name);
    }
    if (criticality !== undefined) {
      const { count } = await tx.host.updateMany({
        where: { id: hostId, criticality: { not: criticality } },
        data: { criticality },
      });
      if (count > 0) data.criticality = criticality;
    }
    if (addGroup !== undefined) data.group = await join(tx, hostId, addGroup);
    if (removeGroup !== undefined) {
      const left = await leave(tx, hostId, removeGroup);
      if (left === null) return fail("not-found", "The fortress is not in this group.");
      data.leftGroup = left;
    }
    // Every group may have days to repair of its own.
    if (addGroup !== undefined || removeGroup !== undefined) await renewDueDates(tx, { hostId });
    if (Object.keys(data).length > 0)
      await audit(viewer, { action: "host.edited", target: hostId, data }, tx);
    return { ok: true as const, name: data.name ?? host.name };
  });
  // What was decided or attested about a group counts on its hosts.
  if (result.ok && (addGroup !== undefined || removeGroup !== undefined)) await rescoreHosts([hostId]);
  return result;
}

const missing = fail("not-found", "There is no such fortress.");

async function rename(tx: Tx, hostId: string, name: string): Promise<string> {
  if (name !== "") {
    await tx.host.updateMany({ where: { id: hostId }, data: { name, namedByHand: true } });
    return name;
  }
  const { name: said } = await faceOf(tx, hostId);
  const host = await tx.host.update({
    where: { id: hostId },
    data: { namedByHand: false, ...(said && { name: said }) },
    select: { name: true },
  });
  return host.name;
}

/** Groups appear and vanish with their hosts: one change at a time, so that nobody joins one that is just going. */
export const lockGroups = (tx: Tx) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-groups', 4))`;

/** @returns the name under which the group is known */
async function join(tx: Tx, hostId: string, name: string): Promise<string> {
  await lockGroups(tx);
  const [known] = await tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from "group" where lower(name) = lower(${name}) order by created_at limit 1`;
  const group = known ?? (await tx.group.create({ data: { id: uuid(), name } }));
  await tx.$executeRaw`
    insert into host_group (host_id, group_id) values (${hostId}::uuid, ${group.id}::uuid) on conflict do nothing`;
  return group.name;
}

/** @returns the group's name; null where the host was not in it */
async function leave(tx: Tx, hostId: string, groupId: string): Promise<string | null> {
  await lockGroups(tx);
  const { count } = await tx.hostGroup.deleteMany({ where: { hostId, groupId } });
  if (count === 0) return null;
  const group = await tx.group.findUniqueOrThrow({ where: { id: groupId }, select: { name: true } });
  await tx.$executeRaw`
    delete from "group" g where g.id = ${groupId}::uuid and not exists (select 1 from host_group where group_id = g.id)`;
  return group.name;
}
