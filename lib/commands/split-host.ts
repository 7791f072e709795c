/** "These reports are of another machine": the reports of some signatures become a host of their own. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { lockForMove } from "./evidence/move";
import { rebuildHost } from "./evidence/rebuild";
import { writeFleetDay } from "./refresh-scores";

const form = z.object({
  host: z.uuid(),
  signatures: z.array(z.string().min(1).max(5000)).min(1, "Choose the identities that go.").max(100),
});
const missing = fail("not-found", "There is no such fortress.");

/**
 * The new host has the criticality and the groups of the old one. What people did stays with the old one: nobody can say
 * of which machine they spoke. Tokens bound to the old one stay bound to it alone.
 * @param given `host`, and the `signatures` that go; at least one stays
 * @param now milliseconds; for tests
 */
export async function splitHost(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ hostId: string; reports: number }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue?.path[0] === "signatures" && issue.path.length === 1 ? fail("form", issue.message) : missing;
  }
  const old = parsed.data.host.toLowerCase();
  if (!can(viewer, "host.read", { hostId: old })) return missing;
  // The new host is one more: whoever is bound to some hosts may not make it.
  if (!can(viewer, "host.edit", { hostId: old }) || !can(viewer, "host.edit", { hostId: null })) {
    return fail("forbidden", "You may not split fortresses.");
  }
  const going = [...new Set(parsed.data.signatures)];
  const result = await db().$transaction(async (tx) => {
    await lockForMove(tx, [old]);
    const host = await tx.host.findUnique({
      where: { id: old },
      select: { name: true, signatures: { select: { signature: true, name: true } } },
    });
    if (!host) return missing;
    const named = host.signatures.filter(({ signature }) => going.includes(signature));
    if (named.length < going.length)
      return fail("not-found", "This fortress has no such identity (any more).");
    if (named.length === host.signatures.length) {
      return fail(
        "all",
        "One identity at least stays. To call the fortress something else, change its name.",
      );
    }
    const hostId = uuid();
    const name = named.find((one) => one.name !== null)?.name ?? host.name;
    const reports = await moveSome(tx, old, { hostId, name, signatures: going });
    await rebuildHost(tx, old, now);
    await rebuildHost(tx, hostId, now);
    const data = { name: host.name, into: hostId, signatures: going.length, reports };
    await audit(viewer, { action: "host.split", target: old, data }, tx);
    return { ok: true as const, hostId, reports };
  });
  if (result.ok) await writeFleetDay(now);
  return result;
}

/** @returns how many reports moved */
async function moveSome(
  tx: Tx,
  from: string,
  { hostId, name, signatures }: { hostId: string; name: string; signatures: string[] },
): Promise<number> {
  const to = Prisma.sql`${hostId}::uuid`;
  await tx.$executeRaw`
    insert into host (id, name, criticality) select ${to}, ${name}, criticality from host where id = ${from}::uuid`;
  await tx.$executeRaw`
    insert into host_group (host_id, group_id) select ${to}, group_id from host_group where host_id = ${from}::uuid`;
  await tx.$executeRaw`
    update host_signature set host_id = ${to}, by_hand = true
     where host_id = ${from}::uuid and signature = any(${signatures})`;
  // What reports brought about is made anew for both; the old one's is deleted first, by its own rebuilding.
  await tx.$executeRaw`
    update import i set host_id = ${to} from report r
     where r.id = i.report_id and r.host_id = ${from}::uuid and r.signature = any(${signatures})`;
  return tx.$executeRaw`
    update report set host_id = ${to} where host_id = ${from}::uuid and signature = any(${signatures})`;
}
