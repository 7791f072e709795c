/** What the database shows at the moment: two transactions with the same snapshot see the same rows. */
import { cache } from "react";
import { db } from ".";

/** What the request has learned already; outside of the drawing of a page it forgets at once. */
const learned = cache((): { snapshot: string | null } => ({ snapshot: null }));

/** Tells the request what another question has asked along with its own, so that `snapshotNow` need not ask. */
export function learnSnapshot(snapshot: string): void {
  learned().snapshot = snapshot;
}

/** Once per request. */
export const snapshotNow = cache(async (): Promise<string> => {
  const { snapshot } = learned();
  if (snapshot !== null) return snapshot;
  const [row] = await db().$queryRaw<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`;
  return row?.snapshot ?? "";
});
