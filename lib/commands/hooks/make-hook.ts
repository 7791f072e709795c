/** Makes a web hook. Its signing key is shown once; it is kept encrypted, because every delivery is signed with it. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { seal } from "@/lib/auth/sealed";
import { randomToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { HOOK_KINDS } from "@/lib/notices";
import { fail, type Result } from "@/lib/result";
import { targetOf, usualReach } from "./target";

const PREFIX = "whs_";
const MOST_HOOKS = 20;

export const hookFields = {
  name: z.string().trim().min(1, "Say what it is for.").max(80, "A name has at most 80 characters."),
  url: z.string().trim().max(1000, "An address has at most 1,000 characters."),
  kinds: z
    .array(z.enum(HOOK_KINDS, "There is no such event."))
    .min(1, "Choose what it is told.")
    .transform((kinds) => HOOK_KINDS.filter((kind) => kinds.includes(kind))),
};
const form = z.object(hookFields);

/** Web hooks hear of every host: whoever sees only some of them has none. */
export const managesHooks = (viewer: Viewer): boolean => can(viewer, "hook.manage") && viewer.hosts === null;

/**
 * @param given `name`, `url`, `kinds`
 * @returns the signing key, never to be had again
 * Errors (returned): `forbidden`, `form`, `not-possible` where the address may not be reached or there are too many.
 */
export async function makeHook(
  viewer: Viewer,
  given: unknown,
  reach = usualReach(),
): Promise<Result<{ id: string; name: string; secret: string }>> {
  if (!managesHooks(viewer)) return fail("forbidden", "You may not make web hooks.");
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { name, kinds } = parsed.data;
  const target = await targetOf(parsed.data.url, reach);
  if (!target.ok) return target;
  const id = uuid();
  const secret = randomToken(PREFIX);
  return db().$transaction(async (tx) => {
    // One at a time, so that there are never more.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-hooks', 9))`;
    if ((await tx.webHook.count()) >= MOST_HOOKS)
      return fail("not-possible", `There are ${MOST_HOOKS} web hooks already. Delete one first.`);
    await tx.webHook.create({
      data: { id, name, url: target.url.href, secret: seal(secret, id), kinds, createdBy: viewer.actor },
    });
    const data = { url: target.url.href, kinds: kinds.join(" ") };
    await audit(viewer, { action: "hook.created", target: name, data }, tx);
    return { ok: true, id, name, secret };
  });
}
