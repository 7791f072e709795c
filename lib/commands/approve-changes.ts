/** Takes changed files as they should be, and takes that back. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { applyWithdrawals } from "@/lib/fortress/settle";
import { changedFiles } from "@/lib/queries/changed-files";
import { sealOf } from "@/lib/queries/seal";
import { fail, type Result } from "@/lib/result";
import { approveFiles, reasonForm, sayOfFiles, sealForm } from "./evidence/approve-files";
import { forHost } from "./evidence/for-host";

/** One by one; under one seal there may be more. */
const MOST = 5_000;

const approvalForm = z.object({
  host: z.uuid(),
  changes: z
    .array(z.object({ key: z.string().startsWith("file:").max(520), seal: sealForm }))
    .min(1, "Choose the changes that are as they should be.")
    .max(MOST, `At most ${MOST} changes one by one. Approve them by package, or all at once.`),
  reason: reasonForm,
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
    const open = new Map(changedFiles(after).map((file) => [file.key, file]));
    const wanted = new Map(changes.map(({ key, seal }) => [key, seal]));
    const files = [...wanted].flatMap(([key, seal]) => {
      const file = open.get(key);
      return file && sealOf(file.witnesses) === seal ? file : [];
    });
    if (files.length < wanted.size) {
      const seen = new Set(files.map(({ key }) => key));
      const other = [...wanted.keys()].find((key) => !seen.has(key)) ?? "";
      return fail(
        "changed",
        `${other.slice(5)} is not as you saw it any more. Look again; nothing was approved.`,
      );
    }
    await approveFiles(tx, viewer, after, { hostId, files, reason, at });
    await audit(
      viewer,
      { action: "changes.approved", target: hostId, data: { files: files.length, reason } },
      tx,
    );
    return { ok: true, approved: files.length };
  });
}

const withdrawalForm = z.object({
  host: z.uuid(),
  key: z.string().startsWith("file:").max(520),
  /** With all that was approved together with it. */
  act: z.boolean().default(false),
});

/**
 * Takes the approval of one file back, or all of its act that still stand: it counts again, if it is still not what it was.
 * Errors (returned): `form`, `not-found`, `forbidden`.
 */
export async function withdrawApproval(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ key: string; withdrawn: number }>> {
  const parsed = withdrawalForm.safeParse(given);
  if (!parsed.success) return fail("form", "Say which approval is to be withdrawn.");
  const { key, act } = parsed.data;
  const hostId = parsed.data.host.toLowerCase();
  return forHost(viewer, hostId, now, async (tx, after, at) => {
    const one = after.approvals.get(key);
    if (!one) return fail("not-found", "Nobody has approved this change, or it was withdrawn already.");
    const approvals = act ? [...after.approvals.values()].filter((other) => other.at === one.at) : [one];
    const keys = approvals.map((approval) => approval.key);
    await tx.$executeRaw`
      update approval set withdrawn_at = to_timestamp(${at} / 1000.0), withdrawn_by = ${viewer.actor}
       where host_id = ${hostId}::uuid and withdrawn_at is null and key = any(${keys})`;
    applyWithdrawals(after, approvals, at);
    await sayOfFiles(tx, viewer, { hostId, at, kind: "withdrawn", keys, reason: one.reason });
    const data = { key, files: keys.length };
    await audit(viewer, { action: "approval.withdrawn", target: hostId, data }, tx);
    return { ok: true, key, withdrawn: keys.length };
  });
}
