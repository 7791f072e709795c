/** Changes a web hook, turns it off and on, and takes it away. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { hookFields, managesHooks } from "./make-hook";
import { type Reach, targetOf, usualReach } from "./target";

const form = z
  .object({ ...hookFields, disabled: z.boolean() })
  .partial()
  .extend({ id: z.uuid() });

/**
 * @param given `id`, and any of `name`, `url`, `kinds`, `disabled`. What was waiting for one that is turned off has failed;
 * one that is turned on begins without failures.
 * Errors (returned): `forbidden`, `not-found`, `form`, `not-possible` where the address may not be reached.
 */
export async function changeHook(
  viewer: Viewer,
  given: unknown,
  { now = Date.now(), reach = usualReach() }: { now?: number; reach?: Reach } = {},
): Promise<Result<{ name: string }>> {
  if (!managesHooks(viewer)) return noHook;
  const parsed = form.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue?.path[0] === "id" ? noHook : fail("form", issue?.message ?? "The form is not complete.");
  }
  const { id, disabled, url, ...rest } = parsed.data;
  const target = url === undefined ? null : await targetOf(url, reach);
  if (target && !target.ok) return target;
  const data = { ...rest, ...(target && { url: target.url.href }) };
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from web_hook where id = ${id}::uuid for update`;
    const before = await tx.webHook.findUnique({ where: { id }, select: { name: true } });
    if (!before) return noHook;
    await tx.webHook.update({ where: { id }, data });
    if (disabled === true) {
      await tx.webHook.updateMany({ where: { id, disabledAt: null }, data: { disabledAt: new Date(now) } });
      await tx.hookDelivery.updateMany({
        where: { hookId: id, deliveredAt: null, failedAt: null },
        data: { failedAt: new Date(now), error: "The web hook was disabled." },
      });
    }
    if (disabled === false) {
      await tx.webHook.updateMany({ where: { id }, data: { disabledAt: null } });
      await tx.hookDelivery.updateMany({ where: { hookId: id, deliveredAt: null }, data: { attempts: 0 } });
    }
    const told = {
      ...(data.name && { name: data.name }),
      ...(data.url && { url: data.url }),
      ...(data.kinds && { kinds: data.kinds.join(" ") }),
      ...(disabled !== undefined && { disabled }),
    };
    await audit(viewer, { action: "hook.changed", target: before.name, data: told }, tx);
    return { ok: true, name: data.name ?? before.name };
  });
}

/** Takes it away with its deliveries. Errors (returned): `not-found`. */
export async function removeHook(viewer: Viewer, id: string): Promise<Result<{ name: string }>> {
  if (!managesHooks(viewer) || !z.uuid().safeParse(id).success) return noHook;
  return db().$transaction(async (tx) => {
    const hook = await tx.webHook.findUnique({ where: { id }, select: { name: true } });
    const { count } = await tx.webHook.deleteMany({ where: { id } });
    if (!hook || count === 0) return noHook;
    await audit(viewer, { action: "hook.removed", target: hook.name }, tx);
    return { ok: true, name: hook.name };
  });
}

/** As the API says it of everything that is not there. */
const noHook = fail("not-found", "There is no such thing here.");
