/** Sends digests: what a person was told since the last one, and was not mailed at once. */
import { db } from "@/lib/db";
import { noticeMail } from "@/lib/exports/mail";
import { DAY } from "@/lib/fortress/days";
import { type MailSettings, mailSettings, openPost } from "./post";
import { giveBack } from "./send-mail";

/** A digest comes at six in the morning, UTC; a weekly one on Monday. */
const HOUR = 6;
const MONDAY = 1;
/** After a pause without mail, a digest goes back so far. */
const MOST_DAYS = 8;
/** What was told in a transaction that ended after the last digest is in the next one. */
const OVERLAP_MS = 600_000;

/** When the last digest of this kind should have come, in milliseconds. */
export function digestTime(digest: "daily" | "weekly", now: number): number {
  const today = Math.floor(now / DAY) * DAY + HOUR * 3_600_000;
  const latest = today <= now ? today : today - DAY;
  if (digest === "daily") return latest;
  const since = (new Date(latest).getUTCDay() - MONDAY + 7) % 7;
  return latest - since * DAY;
}

interface Due {
  id: string;
  name: string;
  email: string;
  digest: "daily" | "weekly";
  since: Date | null;
}

/**
 * Several instances may do it at once: each digest is taken by one of them. A digest without a notice is not sent.
 * @param now milliseconds
 * @returns how many were sent
 */
export async function sendDigests(
  now = Date.now(),
  settings: MailSettings | null = mailSettings(),
): Promise<number> {
  if (!settings) return 0;
  const due = await db().$queryRaw<Due[]>`
    select u.id, u.name, u.email, p.digest, p.digest_at as since
      from notice_preference p join "user" u on u.id = p.user_id and u.disabled_at is null
     where (p.digest = 'daily' and coalesce(p.digest_at, '-infinity') < ${new Date(digestTime("daily", now))})
        or (p.digest = 'weekly' and coalesce(p.digest_at, '-infinity') < ${new Date(digestTime("weekly", now))})
     order by u.id`;
  if (due.length === 0) return 0;
  const post = await openPost(settings);
  await post.check();
  let sent = 0;
  for (const one of due) {
    const { count } = await db().noticePreference.updateMany({
      where: { userId: one.id, digest: one.digest, digestAt: one.since },
      data: { digestAt: new Date(now) },
    });
    if (count === 0) continue;
    const lines = await take(one, now);
    if (lines.length === 0) continue;
    const period = one.digest === "daily" ? "day" : "week";
    const outcome = await post.send(one, noticeMail({ site: settings.site, lines, period }));
    if (outcome === "sent") sent++;
    if (outcome === "later") {
      const ids = lines.map(({ id }) => id);
      await giveBack(ids, now);
      await db().noticePreference.updateMany({
        where: { userId: one.id, digestAt: new Date(now) },
        data: { digestAt: one.since },
      });
    }
  }
  return sent;
}

async function take(
  { id, since }: Due,
  now: number,
): Promise<{ id: string; text: string; href: string; at: Date }[]> {
  const from = Math.max((since?.getTime() ?? 0) - OVERLAP_MS, now - MOST_DAYS * DAY);
  const rows = await db().$queryRaw<{ id: string; text: string; href: string; at: Date }[]>`
    update notice n set mailed_at = ${new Date(now)}
     where n.user_id = ${id}::uuid and n.mailed_at is null and (n.read_at is null or n.read_at <= n.at)
       and n.at > ${new Date(from)} and n.at <= ${new Date(now)}
    returning n.id, n.text, n.href, n.at`;
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime());
}
