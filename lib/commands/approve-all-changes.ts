/** Takes all changed files of a host, or all of one package, as they should be. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { whole } from "@/lib/format";
import { changedFiles, sealOfAll } from "@/lib/queries/changed-files";
import { fail, type Result } from "@/lib/result";
import { approveFiles, reasonForm, sealForm } from "./evidence/approve-files";
import { forHost } from "./evidence/for-host";

const MOST = 20_000;

const setForm = z.object({
  host: z.uuid(),
  /** All files of this package; left out: all changed files of the host. */
  package: z.string().min(1).max(200).optional(),
  seal: sealForm,
  reason: reasonForm,
});

/**
 * Approves all changed files of a host that count, or those of one package, under one seal.
 * @param given `host`, `package` (left out: whatever package they belong to), `seal` over all of them as they were seen, `reason`
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where they are too many for one act, `changed` where
 * anything about them is not as it was seen: then none is approved.
 */
export async function approveAllChanges(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ approved: number }>> {
  const parsed = setForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { package: name, seal, reason } = parsed.data;
  const hostId = parsed.data.host.toLowerCase();
  return forHost(viewer, hostId, now, async (tx, after, at) => {
    const files = changedFiles(after).filter((file) => name === undefined || file.package === name);
    if (files.length === 0 || sealOfAll(files) !== seal) {
      const what = name === undefined ? "The changed files" : `The changed files of ${name}`;
      return fail("changed", `${what} are not as you saw them any more. Look again; nothing was approved.`);
    }
    if (files.length > MOST) {
      return fail(
        "not-possible",
        `At most ${whole(MOST)} changes at once. Approve them by package, or expect them by a pattern.`,
      );
    }
    await approveFiles(tx, viewer, after, { hostId, files, reason, at });
    const data = { files: files.length, reason, ...(name !== undefined && { package: name }) };
    await audit(viewer, { action: "changes.approved", target: hostId, data }, tx);
    return { ok: true, approved: files.length };
  });
}
