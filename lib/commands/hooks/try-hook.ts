/** Sends a test to a web hook, and sends again what has ended. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { nudge } from "../notices/nudge";
import { attempt } from "./attempt";
import { managesHooks } from "./make-hook";
import { usualReach } from "./target";

/**
 * Sends a test at once and waits for what comes of it; it is not tried again. Also where the hook is disabled.
 * Errors (returned): `not-found`, `not-possible` where the test was not delivered.
 */
export async function testHook(
  viewer: Viewer,
  id: string,
  now = Date.now(),
  reach = usualReach(),
): Promise<Result<{ name: string; status: number | null }>> {
  const hook = await findHook(viewer, id);
  if (!hook) return fail("not-found", "There is no such web hook.");
  const delivery = uuid();
  await db().$transaction(async (tx) => {
    const text = `A test by ${viewer.actor}`;
    await tx.hookDelivery.create({
      data: {
        ...{ id: delivery, hookId: id, kind: "test", once: `test:${delivery}`, at: new Date(now) },
        body: { at: new Date(now).toISOString(), text, href: "/hooks", host: null },
      },
    });
    await audit(viewer, { action: "hook.tested", target: hook.name }, tx);
  });
  const sent = await attempt({ id: delivery, attempts: 0 }, { now, reach, last: true });
  if (!sent) return fail("not-possible", "The test is on its way already: look at the deliveries.");
  if (sent.error !== null) return fail("not-possible", sent.error);
  return { ok: true, name: hook.name, status: sent.status };
}

/**
 * Puts a delivery that has ended, well or not, before its web hook once more, under the same id.
 * Errors (returned): `not-found`, `not-possible` while it is still being tried or its web hook is disabled.
 */
export async function redeliver(viewer: Viewer, deliveryId: string): Promise<Result<{ name: string }>> {
  const known = z.uuid().safeParse(deliveryId).success
    ? await db().hookDelivery.findUnique({ where: { id: deliveryId }, select: { hookId: true } })
    : null;
  const hook = known && (await findHook(viewer, known.hookId));
  if (!hook) return fail("not-found", "There is no such delivery.");
  if (hook.disabledAt) return fail("not-possible", `${hook.name} is disabled. Enable it first.`);
  return db().$transaction(async (tx) => {
    const { count } = await tx.hookDelivery.updateMany({
      where: { id: deliveryId, OR: [{ deliveredAt: { not: null } }, { failedAt: { not: null } }] },
      data: { attempts: 0, deliveredAt: null, failedAt: null, status: null, error: null },
    });
    if (count === 0) return fail("not-possible", "It is still being tried.");
    await audit(
      viewer,
      { action: "hook.redelivered", target: hook.name, data: { delivery: deliveryId } },
      tx,
    );
    nudge();
    return { ok: true, name: hook.name };
  });
}

async function findHook(viewer: Viewer, id: string) {
  if (!managesHooks(viewer) || !z.uuid().safeParse(id).success) return null;
  return db().webHook.findUnique({ where: { id }, select: { name: true, disabledAt: true } });
}
