/** Limits on guessing: counters that are moved in one statement, so that parallel requests cannot pass them. */
import { createHash } from "node:crypto";
import { db } from "@/lib/db";

const WINDOW_MINUTES = 15;
const LIMITS = { account: 10, address: 60 } as const;

const keyOf = (kind: keyof typeof LIMITS, value: string): string =>
  `${kind}:${createHash("sha256").update(value.toLowerCase()).digest("hex").slice(0, 32)}`;

/**
 * Counts one attempt for the account and one for the address, before the password is looked at.
 * @returns the minutes to wait where one of them is used up, else null
 */
export async function countAttempt(account: string, address: string): Promise<number | null> {
  const waits = await Promise.all([bump("account", account), bump("address", address)]);
  const longest = Math.max(...waits);
  return longest > 0 ? longest : null;
}

async function bump(kind: keyof typeof LIMITS, value: string): Promise<number> {
  const rows = await db().$queryRaw<{ count: number; left: number }[]>`
    insert into attempt (key, count, started_at) values (${keyOf(kind, value)}, 1, now())
    on conflict (key) do update set
      count = case when attempt.started_at < now() - make_interval(mins => ${WINDOW_MINUTES}) then 1 else attempt.count + 1 end,
      started_at = case when attempt.started_at < now() - make_interval(mins => ${WINDOW_MINUTES}) then now() else attempt.started_at end
    returning count, ceil(extract(epoch from started_at + make_interval(mins => ${WINDOW_MINUTES}) - now()) / 60)::int as left`;
  const [row] = rows;
  return row && row.count > LIMITS[kind] ? Math.max(1, row.left) : 0;
}

/** A right password clears the account's counter; the address keeps its own. */
export async function forgetAttempts(account: string): Promise<void> {
  await db().$executeRaw`delete from attempt where key = ${keyOf("account", account)}`;
}
