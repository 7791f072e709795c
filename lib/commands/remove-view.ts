/** Deletes a saved view: the viewer's own, or a shared one by an administrator. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";

/** Errors (returned): `not-found` also for a view that is somebody else's, `forbidden`. */
export async function removeView(viewer: Viewer, viewId: string): Promise<Result<{ name: string }>> {
  const { userId } = viewer;
  if (!can(viewer, "notice.own") || userId === null) {
    return fail("forbidden", "Only a person has saved views.");
  }
  if (!z.uuid().safeParse(viewId).success) return missing;
  const theirs = can(viewer, "people.manage") ? { OR: [{ userId }, { shared: true }] } : { userId };
  return db().$transaction(async (tx) => {
    const view = await tx.savedView.findFirst({ where: { id: viewId, ...theirs } });
    if (!view) return missing;
    const { count } = await tx.savedView.deleteMany({ where: { id: viewId } });
    if (count === 0) return missing;
    const data = { page: view.page, own: view.userId === userId };
    await audit(viewer, { action: "view.removed", target: view.name, data }, tx);
    return { ok: true, name: view.name };
  });
}

const missing = fail("not-found", "There is no such view, or it is deleted already.");
