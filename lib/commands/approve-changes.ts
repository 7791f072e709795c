/** Takes changed files as they should be, and takes that back. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { applyApproval, applyWithdrawal, formsOf, settledBy } from "@/lib/fortress/settle";
import { type Approval, copyOf, type HostState } from "@/lib/fortress/state";
import { witnessesOf } from "@/lib/fortress/witnesses";
import { sealOf } from "@/lib/queries/seal";
import { fail, type Result } from "@/lib/result";
import { lockHost } from "./evidence/identity";
import { lastSaidAt } from "./evidence/people-said";
import { recordHost } from "./evidence/record";

const MOST = 5_000;

const approvalForm = z.object({
  host: z.uuid(),
  changes: z
    .array(z.object({ key: z.string().startsWith("file:").max(520), seal: z.string().max(100) }))
    .min(1, "Choose the changes that are as they should be.")
    .max(MOST, `At most ${MOST} changes at once.`),
  reason: z
    .string()
    .trim()
    .min(3, "Say why these changes are as they should be.")
    .max(500, "A reason has at most 500 characters."),
});

/**
 * Approves changed files as the host's new baseline: they count nothing until they change again.
 * @param given `host`; `changes`, each with the finding's key and the seal of what was seen, so that nobody approves what
 * came after they looked; `reason`
 * Errors (returned): `form`, `not-found`, `forbidden`, `changed` where one of them is not as it was seen: then none is approved.
 */
export async function approveChanges(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ approved: number }>> {
  const parsed = approvalForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { changes, reason } = parsed.data;
  const hostId = parsed.data.host.toLowerCase();
  return forHost(viewer, hostId, now, async (tx, after, at) => {
    const seen = witnessesOf(after.exposures.values());
    const wanted = new Map(changes.map(({ key, seal }) => [key, seal]));
    for (const [key, seal] of wanted) {
      const witnesses = seen.get(key) ?? [];
      if (witnesses.length > 0 && settledBy(witnesses, after) === null && sealOf(witnesses) === seal)
        continue;
      return fail(
        "changed",
        `${key.slice(5)} is not as you saw it any more. Look again; nothing was approved.`,
      );
    }
    const approvals = [...wanted.keys()].map(
      (key): Approval => ({
        id: uuid(),
        key,
        forms: formsOf(seen.get(key) ?? []),
        at,
        by: viewer.actor,
        reason,
      }),
    );
    await tx.approval.createMany({
      data: approvals.map(({ by, at: time, ...row }) => ({
        ...row,
        hostId,
        at: new Date(time),
        userId: viewer.userId,
        actor: by,
      })),
    });
    for (const approval of approvals) applyApproval(after, approval);
    await tell(tx, viewer, { hostId, at, kind: "approved", keys: [...wanted.keys()], reason });
    await audit(
      viewer,
      { action: "changes.approved", target: hostId, data: { files: wanted.size, reason } },
      tx,
    );
    return { ok: true, approved: wanted.size };
  });
}

const withdrawalForm = z.object({ host: z.uuid(), key: z.string().startsWith("file:").max(520) });

/**
 * Takes the approval of one file back: it counts again, if it is still not what it was.
 * Errors (returned): `form`, `not-found`, `forbidden`.
 */
export async function withdrawApproval(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ key: string }>> {
  const parsed = withdrawalForm.safeParse(given);
  if (!parsed.success) return fail("form", "Say which approval is to be withdrawn.");
  const { key } = parsed.data;
  const hostId = parsed.data.host.toLowerCase();
  return forHost(viewer, hostId, now, async (tx, after, at) => {
    const approval = after.approvals.get(key);
    if (!approval) return fail("not-found", "Nobody has approved this change, or it was withdrawn already.");
    await tx.approval.updateMany({
      where: { hostId, key, withdrawnAt: null },
      data: { withdrawnAt: new Date(at), withdrawnBy: viewer.actor },
    });
    applyWithdrawal(after, approval, at);
    await tell(tx, viewer, { hostId, at, kind: "withdrawn", keys: [key], reason: approval.reason });
    await audit(viewer, { action: "approval.withdrawn", target: hostId, data: { key } }, tx);
    return { ok: true, key };
  });
}

/** Lets somebody who may change what is known of a host, in its turn, and scores it anew. */
async function forHost<T extends object>(
  viewer: Viewer,
  hostId: string,
  now: number,
  change: (tx: Tx, after: HostState, at: number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const missing = fail("not-found", "There is no such fortress.");
  if (!can(viewer, "host.read", { hostId })) return missing;
  if (!can(viewer, "change.approve", { hostId })) return fail("forbidden", "You may not approve changes.");
  return db().$transaction(async (tx) => {
    await lockHost(tx, hostId);
    if ((await tx.host.count({ where: { id: hostId } })) === 0) return missing;
    const before = await loadHostState(tx, hostId);
    const after = copyOf(before);
    // A word comes after everything that is known, also where a clock was set back.
    const known = [...before.sources.values()].map(({ observedAt }) => observedAt);
    const at = Math.max(now, (await lastSaidAt(tx, hostId)) + 1, ...known);
    const result = await change(tx, after, at);
    if (result.ok) await recordHost(tx, hostId, before, after, [], { now, rewrite: false });
    return result;
  });
}

interface Told {
  hostId: string;
  at: number;
  kind: "approved" | "withdrawn";
  keys: string[];
  reason: string;
}

/** Events of people stay when a host's history is made anew. */
async function tell(tx: Tx, viewer: Viewer, { hostId, at, kind, keys, reason }: Told): Promise<void> {
  await tx.event.createMany({
    data: keys.map((key) => ({
      id: uuid(),
      hostId,
      at: new Date(at),
      kind,
      key,
      userId: viewer.userId,
      actor: viewer.actor,
      data: { reason },
    })),
  });
}
