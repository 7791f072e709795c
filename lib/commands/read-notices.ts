/** Marks notices as read. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { ownNotices } from "@/lib/queries/notices";
import { fail, type Result } from "@/lib/result";

const MOST = 200;

const form = z.union([
  z.object({ all: z.literal(true) }),
  z.object({ ids: z.array(z.uuid()).min(1).max(MOST) }),
]);

/**
 * Nothing of it stands in the audit log: it is the reader's own.
 * @param given `ids`, or `all: true`; those of others and those that are read already are left as they are
 * @returns how many were unread until now
 * Errors (returned): `forbidden`, `form`.
 */
export async function readNotices(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ read: number }>> {
  if (!can(viewer, "notice.mark")) return fail("forbidden", "You may not mark notices.");
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", `Say which: \`all\`, or the ids of ${MOST} at most.`);
  const which = "all" in parsed.data ? Prisma.sql`true` : Prisma.sql`n.id = any(${parsed.data.ids}::uuid[])`;
  const read = await db().$executeRaw`
    update notice n set read_at = ${new Date(now)} where ${ownNotices(viewer)} and n.read_at is null and ${which}`;
  return { ok: true, read };
}
