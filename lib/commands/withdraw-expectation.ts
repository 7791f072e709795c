/** Takes back that changes are expected: what only its pattern approved counts again. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { applyExpectationWithdrawal } from "@/lib/fortress/settle";
import { fail, type Result } from "@/lib/result";
import { sayOfPattern } from "./evidence/expectations";
import { forHost } from "./evidence/for-host";

const form = z.object({ host: z.uuid(), expectation: z.uuid() });

/**
 * @param given `host`, `expectation`: its id; one that has ended can be taken back too, with all that it approved
 * @returns how many changes count again
 * Errors (returned): `not-found`, `forbidden`.
 */
export async function withdrawExpectation(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ pattern: string; reopened: number }>> {
  const missing = fail("not-found", "Nobody expects this, or it was withdrawn already.");
  const parsed = form.safeParse(given);
  if (!parsed.success) return missing;
  const hostId = parsed.data.host.toLowerCase();
  return forHost(viewer, hostId, now, async (tx, after, at) => {
    const expectation = after.expectations.get(parsed.data.expectation.toLowerCase());
    if (!expectation) return missing;
    const { id, pattern, reason } = expectation;
    await tx.expectation.updateMany({
      where: { id, hostId, withdrawnAt: null },
      data: { withdrawnAt: new Date(at), withdrawnBy: viewer.actor },
    });
    const changes = applyExpectationWithdrawal(after, expectation, at);
    await sayOfPattern(tx, viewer, { hostId, at, kind: "unexpected", pattern, reason });
    await audit(viewer, { action: "expectation.withdrawn", target: hostId, data: { pattern } }, tx);
    return { ok: true, pattern, reopened: changes.length };
  });
}
