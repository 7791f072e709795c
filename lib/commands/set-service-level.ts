/** Says in how many days findings are repaired: in the house, or in one group. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { type ServiceLevel, serviceLevelSchema } from "@/lib/service-level";
import { lockGroups } from "./edit-host";
import { lockFindings, renewDueDates } from "./evidence/due-dates";

const form = z.object({
  group: z.uuid("There is no such group.").nullable().default(null),
  level: serviceLevelSchema.nullable(),
});

/**
 * Sets the days to repair, and moves the due dates of all open findings concerned, but for those that a person set.
 * @param given `group` (left out or null: the house) and `level`: days of `critical`, `high`, `medium` and `low`, 1 to 3650,
 * what is worse never longer; null takes a group's level away, so that the house's holds again
 * @returns the group's name, null for the house, and how many due dates moved
 * Errors (returned): `form`, `not-found`, `forbidden`.
 */
export async function setServiceLevel(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ group: string | null; moved: number }>> {
  // It is about hosts beyond those of a bound token.
  if (!can(viewer, "policy.edit") || viewer.hosts !== null) {
    return fail("forbidden", "You may not change the days to repair.");
  }
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { group: groupId, level } = parsed.data;
  if (groupId === null && level === null) return fail("form", "The house always has days to repair.");
  return db().$transaction(async (tx) => {
    // A group goes with its last host: not while its level is set.
    await lockGroups(tx);
    await lockFindings(tx);
    const group =
      groupId === null ? null : await tx.group.findUnique({ where: { id: groupId }, select: { name: true } });
    if (groupId !== null && group === null) return fail("not-found", "There is no such group.");
    if (level !== null) await write(tx, viewer, groupId, level, now);
    else if ((await tx.serviceLevel.deleteMany({ where: { groupId } })).count === 0) {
      return fail("not-found", "The group has no days of its own.");
    }
    const moved = await renewDueDates(tx, groupId === null ? "all" : { groupId });
    const name = group?.name ?? null;
    const action = level === null ? "level.removed" : "level.set";
    await audit(viewer, { action, target: name ?? "the house", data: { ...level, moved } }, tx);
    return { ok: true, group: name, moved };
  });
}

/** The lock on findings makes this one at a time. */
async function write(
  tx: Tx,
  viewer: Viewer,
  groupId: string | null,
  level: ServiceLevel,
  now: number,
): Promise<void> {
  const data = { ...level, updatedAt: new Date(now), updatedBy: viewer.actor };
  const { count } = await tx.serviceLevel.updateMany({ where: { groupId }, data });
  if (count === 0) await tx.serviceLevel.create({ data: { id: uuid(), groupId, ...data } });
}
