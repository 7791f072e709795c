/** Takes an evidence file away: its content is gone, that it was there stays known. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { findFile, mayWithFiles, standingAt } from "@/lib/queries/attachments";
import { fail, type Result } from "@/lib/result";
import { FILE_RIGHTS, tellFileEvent } from "./attach-file";

/**
 * @param given `file`: one that the viewer brought; managers may remove those of others
 * @param now milliseconds; for tests
 * Errors (returned): `not-found`, `forbidden`, `not-possible` where a decision or an attestation in force rests on it.
 */
export async function removeFile(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; filename: string }>> {
  const parsed = z.object({ file: z.uuid() }).safeParse(given);
  if (!parsed.success) return missing;
  return db().$transaction(async (tx) => {
    const found = await findFile(viewer, parsed.data.file, tx);
    if (!found) return missing;
    const { file, holder } = found;
    const { bring, removeAny } = FILE_RIGHTS[holder.kind];
    if (!mayWithFiles(viewer, file.mine ? bring : removeAny, holder))
      return fail("forbidden", "Only who brought a file, or a manager, may remove it.");
    if (standingAt(holder, now) === "in force")
      return fail("not-possible", `This ${holder.kind} is in force: the file that it rests on stays.`);
    const { count } = await tx.attachment.updateMany({
      where: { id: file.id, removedAt: null },
      data: { removedAt: new Date(now), bytes: new Uint8Array(0) },
    });
    if (count === 0) return missing;
    const { id, filename } = file;
    await tellFileEvent(tx, viewer, holder, { kind: "file-removed", id, filename, now });
    const data = { file: filename, hash: file.hash };
    await audit(viewer, { action: "file.removed", target: holder.id, data }, tx);
    return { ok: true, id, filename };
  });
}

const missing = fail("not-found", "There is no such file.");
