/** Takes one import back as a whole: the host is then what its other reports make of it. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { lockHost } from "./evidence/identity";
import { rebuildHost } from "./evidence/rebuild";
import type { ScoreSummary } from "./evidence/record";

interface Row {
  status: string;
  hostId: string | null;
  reportId: string | null;
  host: string | null;
}

/**
 * @param now milliseconds; for tests
 * @returns the host's figures after it; null where the host went with its only report
 */
export async function undoImport(
  viewer: Viewer,
  importId: string,
  now = Date.now(),
): Promise<Result<{ hostId: string; score: ScoreSummary | null }>> {
  if (!z.uuid().safeParse(importId).success) return fail("not-found", "There is no such import.");
  return db().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<Row[]>`
      select i.status, i.host_id as "hostId", i.report_id as "reportId", h.name as host
        from import i left join report r on r.id = i.report_id left join host h on h.id = r.host_id
       where i.id = ${importId}::uuid`;
    const allowed = row !== undefined && can(viewer, "import.undo", { hostId: row.hostId });
    if (!row || (!allowed && !can(viewer, "host.read", { hostId: row.hostId })))
      return fail("not-found", "There is no such import.");
    if (!allowed) return fail("forbidden", "You may not undo imports.");
    const { hostId, reportId } = row;
    if (row.status !== "imported" || !hostId || !reportId) {
      return fail(
        "not-possible",
        row.status === "undone" ? "This import is undone already." : "This import brought nothing.",
      );
    }
    await lockHost(tx, hostId);
    // Two people at once: only one of them finds it still imported.
    const taken = await tx.$executeRaw`
      update import set status = 'undone', undone_at = now(), undone_by = ${viewer.actor}
       where id = ${importId}::uuid and status = 'imported'`;
    if (taken === 0) return fail("not-possible", "This import is undone already.");
    const [report] = await tx.$queryRaw<{ hostId: string; hash: string; signature: string }[]>`
      delete from report where id = ${reportId}::uuid
      returning host_id as "hostId", original_hash as hash, signature`;
    if (!report) return fail("not-possible", "The report of this import is gone already.");
    await tx.$executeRaw`
      delete from original where hash = ${report.hash} and not exists (select 1 from report where original_hash = ${report.hash})`;
    await audit(viewer, { action: "import.undone", target: importId, data: { host: row.host ?? "" } }, tx);
    const { score } = await rebuildHost(tx, hostId, now);
    // A host that only this report made, and to which nobody has added anything, goes with it.
    const gone = await tx.$executeRaw`
      delete from host h where h.id = ${hostId}::uuid and not h.named_by_hand and h.criticality = 'normal'
         and not exists (select 1 from report where host_id = h.id)
         and not exists (select 1 from host_group where host_id = h.id)
         and not exists (select 1 from approval where host_id = h.id)
         and not exists (select 1 from expectation where host_id = h.id)
         and not exists (select 1 from decision_host where host_id = h.id)
         and not exists (select 1 from attestation_host where host_id = h.id)
         and not exists (select 1 from finding where host_id = h.id and touched)
         and not exists (select 1 from host_signature where host_id = h.id and by_hand)
         and not exists (select 1 from event where host_id = h.id and user_id is not null)`;
    // Of a host that stays for what people did, the last name stays too: its next report has to find it.
    await tx.$executeRaw`
      delete from host_signature s where s.signature = ${report.signature} and not s.by_hand
         and not exists (select 1 from report r where r.signature = s.signature)
         and exists (select 1 from host_signature o where o.host_id = s.host_id and o.signature <> s.signature)`;
    return { ok: true, hostId, score: gone > 0 ? null : score };
  });
}
