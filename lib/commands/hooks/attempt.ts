/** One attempt to deliver: taken by one instance, made, and written down. */
import { unseal } from "@/lib/auth/sealed";
import { db, type Tx } from "@/lib/db";
import { readEnvironment, siteOf } from "@/lib/env";
import { administrators } from "@/lib/queries/audience";
import { tell } from "../notices/tell";
import { type Sent, send } from "./send";
import type { Reach } from "./target";

/** Seconds between one attempt and the next: a minute, five, half an hour, two hours, six hours. */
export const BACK_OFF = [60, 300, 1_800, 7_200, 21_600] as const;
export const MOST_ATTEMPTS = BACK_OFF.length + 1;
/** Attempts in a row that failed, of any delivery: then nobody listens any more. */
const MOST_FAILURES = 20;

/** What is kept of a delivery, as it is told. */
interface Body {
  at: string;
  text: string;
  href: string;
  host: { id: string; name: string } | null;
  /** Of a summary that is sent by itself: all of it, less what was chosen to be left out. */
  summary?: unknown;
  /** Somebody tries it out. */
  test?: true;
}

interface Taken {
  id: string;
  hookId: string;
  kind: string;
  attempts: number;
  body: Body;
  name: string;
  url: string;
  secret: string;
}

/**
 * Makes one attempt, unless another instance takes it: taking counts it, so that each is made once.
 * @param seen how many attempts there were when it was looked for
 * @param last no attempt follows this one
 * @returns null where somebody else has it
 */
export async function attempt(
  { id, attempts: seen }: { id: string; attempts: number },
  { now, reach, last = false }: { now: number; reach: Reach; last?: boolean },
): Promise<Sent | null> {
  const [taken] = await db().$queryRaw<Taken[]>`
    update hook_delivery d set attempts = d.attempts + 1, at = ${new Date(now)}, status = null, error = null
      from web_hook w
     where d.id = ${id}::uuid and d.attempts = ${seen} and d.delivered_at is null and d.failed_at is null
       and w.id = d.hook_id
    returning d.id, w.id as "hookId", d.kind, d.attempts, d.body, w.name, w.url, w.secret`;
  if (!taken) return null;
  const sent = await sendTaken(taken, now, reach);
  await db().$transaction(async (tx) => {
    // Before its deliveries, as everybody else who changes both.
    await tx.$executeRaw`select 1 from web_hook where id = ${taken.hookId}::uuid for update`;
    const over = last || taken.attempts >= MOST_ATTEMPTS;
    await tx.hookDelivery.updateMany({
      where: { id, attempts: taken.attempts, deliveredAt: null, failedAt: null },
      data: {
        ...sent,
        deliveredAt: sent.error === null ? new Date(now) : null,
        failedAt: sent.error !== null && over ? new Date(now) : null,
      },
    });
    if (sent.error !== null) await disableDeaf(tx, taken, now);
  });
  return sent;
}

async function sendTaken({ id, hookId, kind, body, url, secret }: Taken, now: number, reach: Reach) {
  const key = unseal(secret, hookId);
  if (key === null) {
    return {
      status: null,
      error: "Its signing key cannot be read: secrets.json is another one. Make it anew.",
    };
  }
  const { at, text, href, host, ...more } = body;
  const site = siteOf(readEnvironment());
  const letter = JSON.stringify({ id, kind, at, text, url: site + href, ...(host && { host }), ...more });
  return send({ id, url, secret: key, body: letter, at: now }, reach);
}

/** Tests are made by somebody who looks: they do not count. */
async function disableDeaf(tx: Tx, { hookId, name }: Taken, now: number): Promise<void> {
  const at = new Date(now);
  const count = await tx.$executeRaw`
    update web_hook set disabled_at = ${at}
     where id = ${hookId}::uuid and disabled_at is null and (
       select coalesce(sum(attempts), 0) from hook_delivery
        where hook_id = ${hookId}::uuid and delivered_at is null and kind <> 'test'
          and at > coalesce((select max(delivered_at) from hook_delivery where hook_id = ${hookId}::uuid), '-infinity')
       ) >= ${MOST_FAILURES}`;
  if (count === 0) return;
  await tx.hookDelivery.updateMany({
    where: { hookId, deliveredAt: null, failedAt: null },
    data: { failedAt: at, error: "The web hook was disabled." },
  });
  await tell(tx, [
    {
      kind: "hook-disabled",
      userIds: await administrators(tx),
      hostId: null,
      text: `The web hook ${name} is disabled: its last ${MOST_FAILURES} attempts failed`,
      href: "/hooks",
      once: `hook-disabled:${hookId}:${at.toISOString()}`,
      at: now,
    },
  ]);
}
