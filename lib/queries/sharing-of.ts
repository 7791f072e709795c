/** Reads what somebody shares: what ends when they may not share any more, and what stays. */
import { z } from "zod";
import { can, type Role, SCOPES, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";

export interface SharingOf {
  /** Open links that show what is so when they are read. */
  live: number;
  /** Open links that show what was so when they were made. */
  frozen: number;
  /** Schedules that are not paused. */
  schedules: number;
}

const SOMEBODY: Omit<Viewer, "role"> = {
  ...{ kind: "user", userId: null, actor: "", name: "", id: "", scopes: SCOPES, hosts: null },
};

/** Whether a person of this role may share. */
export const mayShare = (role: Role): boolean => can({ ...SOMEBODY, role }, "share.manage");

/** Of a person, and of their API tokens. Null for those who do not manage people. */
export async function readSharingOf(
  viewer: Viewer,
  userId: string,
  now = Date.now(),
): Promise<SharingOf | null> {
  if (!can(viewer, "people.manage") || !z.uuid().safeParse(userId).success) return null;
  const open = { userId, revokedAt: null, expiresAt: { gt: new Date(now) } };
  const [live, frozen, schedules] = await Promise.all([
    db().share.count({ where: { ...open, frozenAt: null } }),
    db().share.count({ where: { ...open, frozenAt: { not: null } } }),
    db().schedule.count({ where: { userId, pausedAt: null } }),
  ]);
  return { live, frozen, schedules };
}
