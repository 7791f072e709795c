/** Changes to people: one after the other, and only by those who still may when their turn comes. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { fail, type Result } from "@/lib/result";

/** Serialises everything that makes, promotes or disables people, in every instance, until the transaction ends. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-people', 3))`;
}

/**
 * Runs a change in one transaction, under the lock on people. Whoever asks was an administrator when the request came;
 * somebody else may have demoted or disabled them since, so their row is read again.
 */
export async function asAdministrator<T>(
  viewer: Viewer,
  change: (tx: Tx, userId: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { userId } = viewer;
  if (!can(viewer, "people.manage") || userId === null) {
    return fail("forbidden", "Only administrators manage people.");
  }
  return db().$transaction(async (tx) => {
    await lockPeople(tx);
    const still = await tx.user.findFirst({
      where: { id: userId, role: "administrator", disabledAt: null },
      select: { id: true },
    });
    return still ? change(tx, userId) : fail("forbidden", "You are no longer an administrator.");
  });
}
