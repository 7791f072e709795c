/** Lets somebody who may say something of a host's changed files do so, in its turn. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { copyOf, type HostState } from "@/lib/fortress/state";
import { type Failure, fail, type Result } from "@/lib/result";
import { lockHost } from "./identity";
import { lastSaidAt } from "./people-said";
import { recordHost } from "./record";

const missing = fail("not-found", "There is no such fortress.");

/** Why somebody may not speak of a host's changed files; null: they may. */
export function mayNotApprove(viewer: Viewer, hostId: string): Failure | null {
  if (!can(viewer, "host.read", { hostId })) return missing;
  return can(viewer, "change.approve", { hostId }) ? null : fail("forbidden", "You may not approve changes.");
}

/** @param at when it is said, milliseconds: after everything that is known */
type Speech<T extends object> = (tx: Tx, after: HostState, at: number) => Promise<Result<T>>;

/** Changes what is known of one host in a transaction of its own. Errors (returned): `not-found`, `forbidden`, and the change's. */
export async function forHost<T extends object>(
  viewer: Viewer,
  hostId: string,
  now: number,
  say: Speech<T>,
): Promise<Result<T>> {
  return mayNotApprove(viewer, hostId) ?? db().$transaction((tx) => inItsTurn(tx, hostId, now, say));
}

/** The same within a transaction, for those who were asked whether they may. Several hosts: in the order of their ids. */
export async function inItsTurn<T extends object>(
  tx: Tx,
  hostId: string,
  now: number,
  say: Speech<T>,
): Promise<Result<T>> {
  await lockHost(tx, hostId);
  if ((await tx.host.count({ where: { id: hostId } })) === 0) return missing;
  const before = await loadHostState(tx, hostId);
  const after = copyOf(before);
  // A word comes after everything that is known, also where a clock was set back.
  const known = [...before.sources.values()].map(({ observedAt }) => observedAt);
  const at = Math.max(now, (await lastSaidAt(tx, hostId)) + 1, ...known);
  const result = await say(tx, after, at);
  if (result.ok) await recordHost(tx, hostId, before, after, [], { now, rewrite: false });
  return result;
}
