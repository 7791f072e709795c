/** Writes that are sent twice and done once: the answer is kept under the key that the sender chose. */
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { invalid } from "./input";
import { problem, Reply } from "./reply";

const HOURS = 24;
/** A request whose process died leaves its key taken; after so many minutes it is free again. */
const LEASE_MINUTES = 10;

/** @returns null: the request carries none */
export function keyOf(request: Request): string | null | Reply {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  return invalid("header", [{ path: "Idempotency-Key", message: "Give 1 to 255 visible ASCII characters" }]);
}

/** What a key is bound to: the call with everything that it carries. */
export const requestHash = (method: string, url: string, body: string): string => {
  const { pathname, searchParams } = new URL(url);
  const query = [...searchParams].map((pair) => JSON.stringify(pair)).sort();
  return createHash("sha256")
    .update(JSON.stringify([method, pathname, query, body]))
    .digest("hex");
};

/**
 * Does the work unless it was done before under this key.
 * @returns the answer, or the one that was kept; 409 while the first request still runs, 422 where it was another request
 */
export async function once(
  viewer: Viewer,
  key: string,
  hash: string,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const actor = viewer.userId && viewer.kind === "user" ? `user:${viewer.userId}` : `token:${viewer.id}`;
  const mine = await take(actor, key, hash);
  if (!mine) return kept(actor, key, hash);
  try {
    const reply = await work();
    await db().$executeRaw`
      update idempotency_key set status = ${reply.status}, body = ${JSON.stringify(reply.body)}::jsonb
       where actor = ${actor} and key = ${key} and request_hash = ${hash} and status is null`;
    return reply;
  } catch (error) {
    await db().$executeRaw`
      delete from idempotency_key where actor = ${actor} and key = ${key} and request_hash = ${hash} and status is null`;
    throw error;
  }
}

/** Atomic by the primary key: of several requests at once, one takes it. */
async function take(actor: string, key: string, hash: string): Promise<boolean> {
  await db().$executeRaw`
    delete from idempotency_key where created_at < now() - make_interval(hours => ${HOURS})
        or (status is null and created_at < now() - make_interval(mins => ${LEASE_MINUTES}))`;
  const taken = await db().$executeRaw`
    insert into idempotency_key (actor, key, request_hash) values (${actor}, ${key}, ${hash}) on conflict do nothing`;
  return taken === 1;
}

async function kept(actor: string, key: string, hash: string): Promise<Reply> {
  const row = await db().idempotencyKey.findUnique({ where: { actor_key: { actor, key } } });
  if (row && row.requestHash !== hash) {
    return problem(422, "idempotency-mismatch", "This Idempotency-Key was sent with another request.");
  }
  if (!row || row.status === null) {
    return problem(409, "in-progress", "The first request with this Idempotency-Key still runs.");
  }
  return new Reply(row.status, row.body, { "Idempotency-Replayed": "true" });
}
