/** What a person wants to be told, and how. */
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { DIGESTS, NOTICE_KINDS } from "@/lib/notices";
import { fail, type Result } from "@/lib/result";

const form = z.object({
  kinds: z.partialRecord(z.enum(NOTICE_KINDS), z.object({ app: z.boolean(), mail: z.boolean() })),
  digest: z.enum(DIGESTS, "Choose how often the digest comes."),
});

/**
 * @param given `kinds`: of each kind whether the bell and a mail tell of it, those left out as it comes; `digest`. One that
 * is turned on comes at its next hour, with what was told from now on.
 * Errors (returned): `forbidden`, `form`.
 */
export async function setNoticePreferences(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<object>> {
  const { userId } = viewer;
  if (userId === null || !can(viewer, "notice.own"))
    return fail("forbidden", "Only a person at the screen chooses what they are told.");
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { kinds, digest } = parsed.data;
  const text = JSON.stringify(kinds);
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`
      insert into notice_preference as p (user_id, kinds, digest, digest_at)
      values (${userId}::uuid, ${text}::jsonb, ${digest}, ${new Date(now)})
      on conflict (user_id) do update set kinds = excluded.kinds, digest = excluded.digest,
        digest_at = case when p.digest = 'off' then excluded.digest_at else p.digest_at end`;
    await audit(viewer, { action: "notices.set", data: { digest } }, tx);
  });
  return { ok: true };
}
