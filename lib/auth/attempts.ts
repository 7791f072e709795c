/** Limits on guessing: counters that are moved in one statement, so that parallel requests cannot pass them. */
import { createHash } from "node:crypto";
import { db } from "@/lib/db";

const WINDOW_MINUTES = 15;
/**
 * `key`: wrong licence keys of one address. Not those of sign-ins: a client that is set up wrongly locks nobody out.
 * `reader`: passwords of one share link from one network; `share`: of one share link from everywhere.
 */
const LIMITS = { account: 10, address: 60, key: 60, reader: 10, share: 100 } as const;

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

/**
 * Counts a wrong key of an address. Right ones are not counted: behind one address a whole fleet may report at once.
 * @returns the minutes to wait where the limit is passed, else null
 */
export async function countWrongKey(address: string): Promise<number | null> {
  return (await bump("key", address)) || null;
}

/** The minutes for which no key of an address is looked at, not even a right one; null: it may try. */
export async function waitForKeys(address: string): Promise<number | null> {
  const [row] = await db().$queryRaw<{ left: number }[]>`
    select ceil(extract(epoch from started_at + make_interval(mins => ${WINDOW_MINUTES}) - now()) / 60)::int as left
      from attempt where key = ${keyOf("key", address)} and count > ${LIMITS.key}
       and started_at >= now() - make_interval(mins => ${WINDOW_MINUTES})`;
  return row ? Math.max(1, row.left) : null;
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

const readerOf = (shareId: string, network: string): string => `${shareId} ${network}`;

/**
 * Counts one password for a share link, before it is looked at. A network that is used up costs the others nothing.
 * @returns the minutes to wait where a limit is passed, else null
 */
export async function countSharePassword(shareId: string, network: string): Promise<number | null> {
  return (await bump("reader", readerOf(shareId, network))) || (await bump("share", shareId)) || null;
}

/** A right password clears the counter of its reader. */
export async function forgetSharePasswords(shareId: string, network: string): Promise<void> {
  await db().$executeRaw`delete from attempt where key = ${keyOf("reader", readerOf(shareId, network))}`;
}

/** A right password clears the account's counter; the address keeps its own. */
export async function forgetAttempts(account: string): Promise<void> {
  await db().$executeRaw`delete from attempt where key = ${keyOf("account", account)}`;
}
