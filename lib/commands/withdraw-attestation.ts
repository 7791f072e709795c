/** Takes an attestation back before its end. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { measureOf } from "@/lib/fortress/attesting";
import { findAttestation, whyNotWithdraw } from "@/lib/queries/attestations";
import { fail, type Result } from "@/lib/result";
import { coveredHosts, enterHistory } from "./attestations/told";
import { rescoreHosts } from "./rescore-hosts";

const form = z.object({ attestation: z.uuid() });

/**
 * The measure is unproven again wherever no report and no other attestation speaks of it. The attestation stays on record.
 * @param given `attestation`: its id
 * Errors (returned): `not-found`, `forbidden`, `not-possible` where it holds no longer.
 */
export async function withdrawAttestation(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; measure: string; hosts: number }>> {
  const parsed = form.safeParse(given);
  const found = parsed.success ? await findAttestation(viewer, parsed.data.attestation, now) : null;
  if (!found) return fail("not-found", "There is no such attestation.");
  const refused = whyNotWithdraw(viewer, found);
  if (refused) return refused;
  const { id } = found;
  const hosts = await db().$transaction(async (tx) => {
    const { count } = await tx.attestation.updateMany({
      where: { id, withdrawnAt: null, validUntil: { gt: new Date(now) } },
      data: { withdrawnAt: new Date(now), withdrawnBy: viewer.actor },
    });
    if (count === 0) return null;
    const attestation = await tx.attestation.findUniqueOrThrow({ where: { id } });
    const covered = await coveredHosts(tx, id);
    await enterHistory(tx, covered, { kind: "unattested", attestation, who: viewer, at: now });
    const data = { measure: attestation.measure, hosts: covered.length };
    await audit(viewer, { action: "attestation.withdrawn", target: id, data }, tx);
    return covered;
  });
  if (!hosts) return fail("not-possible", "It holds no longer: there is nothing to withdraw.");
  await rescoreHosts(hosts, now);
  const measure = measureOf(found.measure.id)?.title ?? found.measure.id;
  return { ok: true, id, measure, hosts: hosts.length };
}
