/** What the database shows at the moment: two transactions with the same snapshot see the same rows. */
import { cache } from "react";
import { db } from ".";

/** Once per request for a page; outside of the drawing of a page it is asked each time. */
export const snapshotNow = cache(async (): Promise<string> => {
  const [row] = await db().$queryRaw<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`;
  return row?.snapshot ?? "";
});
