/** Makes a link to a summary for people without an account. */
import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { hashPassword, PASSWORD } from "@/lib/auth/passwords";
import { can, type Role, type Viewer } from "@/lib/auth/rights";
import { hashToken, randomToken } from "@/lib/auth/secrets";
import { db, type Tx } from "@/lib/db";
import { PAPERS } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS, type Summary } from "@/lib/exports/summary";
import { readSharePolicy, USUAL_SHARE_DAYS } from "@/lib/queries/share-policy";
import { mayShare } from "@/lib/queries/sharing-of";
import { readSummary } from "@/lib/queries/summary";
import { hideNamesIn } from "@/lib/queries/summary/hide-names";
import { readKnownHosts } from "@/lib/queries/summary/known-hosts";
import { reduceSummary } from "@/lib/queries/summary/reduce";
import { MOST_PERIOD_DAYS, SUMMARY_SCOPES, USUAL_PERIOD_DAYS } from "@/lib/queries/summary/scope";
import { fail, type Result } from "@/lib/result";

const DAY = 86_400_000;
/** Of the token, after its own. */
const PREFIX = 8;

const oneLine = (most: number, text: string) =>
  z
    .string()
    .transform((given) => given.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .pipe(z.string().max(most, text));

const shareForm = z.object({
  scope: z.enum(SUMMARY_SCOPES, "Choose what the summary is about.").default("fleet"),
  groupId: z.uuid("There is no such group.").nullish(),
  hostId: z.uuid("There is no such fortress.").nullish(),
  query: z.string().max(1000).nullish(),
  periodDays: z
    .number("Give the period in days.")
    .int("Give the period in days.")
    .min(1, "The period is at least a day.")
    .max(MOST_PERIOD_DAYS, `The period is at most ${MOST_PERIOD_DAYS} days.`)
    .default(USUAL_PERIOD_DAYS),
  title: oneLine(120, "A title has at most 120 characters.").default(""),
  comment: z.string().trim().max(2000, "A comment has at most 2,000 characters.").default(""),
  sections: z.array(z.enum(SUMMARY_SECTIONS)).default([...SUMMARY_SECTIONS]),
  hideNames: z.boolean().default(false),
  watermark: oneLine(60, "A watermark has at most 60 characters.").default(""),
  frozen: z.boolean().default(true),
  days: z
    .number("Say for how many days it lives.")
    .int("Say for how many days it lives.")
    .min(1, "It lives at least a day.")
    .optional(),
  /** Empty: none. */
  password: z
    .string()
    .max(PASSWORD.most, `A password has at most ${PASSWORD.most} characters.`)
    .refine(
      (text) => text === "" || text.length >= LEAST,
      "A password of a share link has at least 8 characters.",
    )
    .default(""),
  badge: z.boolean().default(false),
  pdf: z.enum(PAPERS, "Choose A4 or Letter.").nullable().default(null),
});
/** It is typed from a message or heard on the telephone, and attempts are few. */
const LEAST = 8;

type Wanted = z.output<typeof shareForm> & { days: number };

export interface MadeShare {
  id: string;
  title: string;
  /** In this answer only. */
  token: string;
  expiresAt: string;
}

/**
 * @param given as in `newShare` of the API
 * Errors (returned): `forbidden`, `form`, `not-found` where there is no such thing to summarise, `not-possible` beyond the
 * policy's days.
 */
export async function makeShare(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<MadeShare>> {
  if (!can(viewer, "share.manage")) return fail("forbidden", "You may not make share links.");
  const parsed = shareForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { mostDays } = await readSharePolicy();
  const wanted = { ...parsed.data, days: parsed.data.days ?? Math.min(USUAL_SHARE_DAYS, mostDays) };
  if (viewer.hosts !== null && wanted.scope !== "host") {
    return fail("forbidden", "You may share single fortresses of yours only.");
  }
  if (wanted.days > mostDays) {
    return fail("not-possible", `A share link lives ${mostDays} days at most: so says the policy.`);
  }
  const summary = await readSummary(viewer, { ...wanted, now });
  if (!summary) return fail("not-found", "There is nothing here that could be shared.");
  return keep(viewer, wanted, summary, now);
}

async function keep(
  viewer: Viewer,
  wanted: Wanted,
  summary: Summary,
  now: number,
): Promise<Result<MadeShare>> {
  const { scope, periodDays, comment, sections, hideNames, frozen, badge, pdf } = wanted;
  const [id, token, pseudonymKey] = [uuid(), randomToken("rms_"), randomBytes(32)];
  const hide = hideNames ? { key: pseudonymKey, hosts: await readKnownHosts() } : null;
  const watermark = hide ? hideNamesIn(wanted.watermark, hide.key, hide.hosts) : wanted.watermark;
  const passwordHash = wanted.password === "" ? null : await hashPassword(wanted.password);
  const expiresAt = new Date(now + wanted.days * DAY);
  const { title } = summary;
  // Nothing that its reader may not see is kept for it. As JSON, as the database keeps it.
  const reduced = frozen ? JSON.parse(JSON.stringify(reduceSummary(summary, { sections, hide }))) : null;
  return db().$transaction(async (tx) => {
    if (!(await stillMay(tx, viewer))) return fail("forbidden", "You may not make share links any more.");
    await tx.share.create({
      data: {
        ...{ id, hash: hashToken(token), prefix: token.slice(0, PREFIX), title, scope, periodDays },
        groupId: scope === "group" ? (wanted.groupId ?? null) : null,
        hostId: scope === "host" ? (wanted.hostId?.toLowerCase() ?? null) : null,
        query: scope === "hosts" ? (wanted.query ?? "") : null,
        ...{ sections, hideNames, pseudonymKey, watermark, passwordHash, badge, pdfPaper: pdf },
        ...(frozen ? { frozen: reduced, frozenAt: new Date(now) } : { comment }),
        ...{ createdAt: new Date(now), userId: viewer.userId, actor: viewer.actor, expiresAt },
      },
    });
    const data = { scope, frozen, hideNames, password: passwordHash !== null, days: wanted.days, badge, pdf };
    await audit(viewer, { action: "share.made", target: title, data: { ...data, share: id } }, tx);
    return { ok: true, id, title, token, expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Whether its maker may share until it is made: whoever disables them meanwhile waits for this, and then ends what was
 * made. What the environment's token makes belongs to nobody.
 */
async function stillMay(tx: Tx, { userId }: Viewer): Promise<boolean> {
  if (userId === null) return true;
  const [maker] = await tx.$queryRaw<{ role: Role }[]>`
    select role from "user" where id = ${userId}::uuid and disabled_at is null for share`;
  return maker !== undefined && mayShare(maker.role);
}
