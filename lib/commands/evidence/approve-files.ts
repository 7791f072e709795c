/** Writes down that changed files are as they should be. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import { applyApprovals, formsOf } from "@/lib/fortress/settle";
import type { HostState } from "@/lib/fortress/state";
import type { ChangedFile } from "@/lib/queries/changed-files";
import { oneLine } from "./plain";

export const reasonForm = oneLine.pipe(
  z
    .string()
    .min(3, "Say why these changes are as they should be.")
    .max(500, "A reason has at most 500 characters."),
);

export const sealForm = z.string().max(100);

interface Act {
  hostId: string;
  files: readonly ChangedFile[];
  reason: string;
  at: number;
}

/** Approves what is seen of these files, in one act. The host's lock must be held. */
export async function approveFiles(
  tx: Tx,
  viewer: Viewer,
  after: HostState,
  { hostId, files, reason, at }: Act,
): Promise<void> {
  const approvals = files.map(({ key, witnesses }) => ({
    id: uuid(),
    key,
    forms: formsOf(witnesses),
    at,
    by: viewer.actor,
    reason,
  }));
  await tx.$executeRaw`
    insert into approval (id, host_id, key, forms, reason, at, user_id, actor)
    select r.id, ${hostId}::uuid, r.key, r.forms, ${reason}, to_timestamp(${at} / 1000.0), ${viewer.userId}::uuid,
           ${viewer.actor}
      from jsonb_to_recordset(${JSON.stringify(approvals)}::jsonb) as r(id uuid, key text, forms jsonb)`;
  applyApprovals(after, approvals);
  await sayOfFiles(tx, viewer, { hostId, at, kind: "approved", keys: files.map(({ key }) => key), reason });
}

interface Said {
  hostId: string;
  at: number;
  kind: "approved" | "withdrawn";
  keys: readonly string[];
  reason: string;
}

/** Events of people stay when a host's history is made anew. */
export async function sayOfFiles(tx: Tx, viewer: Viewer, { hostId, at, kind, keys, reason }: Said) {
  const events = keys.map((key) => ({ id: uuid(), key }));
  await tx.$executeRaw`
    insert into event (id, host_id, at, kind, key, user_id, actor, data)
    select r.id, ${hostId}::uuid, to_timestamp(${at} / 1000.0), ${kind}, r.key, ${viewer.userId}::uuid, ${viewer.actor},
           ${JSON.stringify({ reason })}::jsonb
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r(id uuid, key text)`;
}
