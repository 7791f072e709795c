/** Sends notices by mail: at once where a person wants that, several in one mail. */
import { db, Prisma } from "@/lib/db";
import { noticeMail } from "@/lib/exports/mail";
import { USUALLY_MAILED } from "@/lib/notices";
import { type MailSettings, mailSettings, openPost } from "./post";

/** What could not be sent for so long is not sent any more: it stands under the bell. */
const HOURS = 24;
/** A person gets at most one mail in so many seconds: what comes meanwhile comes together. */
const PAUSE_SECONDS = 60;

/** Notices `n` of a person with preferences `p` that are to be mailed at once. What was read meanwhile is not. */
const dueSql = (now: number): Prisma.Sql => Prisma.sql`
  n.mailed_at is null and (n.read_at is null or n.read_at <= n.at)
  and n.at > ${new Date(now - HOURS * 3_600_000)} and n.at <= ${new Date(now)}
  and coalesce((p.kinds -> n.kind ->> 'mail')::boolean, n.kind = any(${[...USUALLY_MAILED]}))`;

interface Reader {
  id: string;
  name: string;
  email: string;
}

/**
 * Several instances may do it at once: each notice is taken by one of them before it is sent, and not given back unless the
 * server said that it did not take the mail. So nothing is sent twice; what was taken by a process that was killed is not
 * sent at all.
 * @param now milliseconds
 * @returns how many mails were sent
 */
export async function sendMail(
  now = Date.now(),
  settings: MailSettings | null = mailSettings(),
): Promise<number> {
  if (!settings) return 0;
  const readers = await waiting(now);
  if (readers.length === 0) return 0;
  const post = await openPost(settings);
  await post.check();
  let sent = 0;
  for (const reader of readers) {
    const taken = await take(reader.id, now);
    if (taken.length === 0) continue;
    const mail = noticeMail({ site: settings.site, lines: taken, period: null });
    const outcome = await post.send(reader, mail);
    if (outcome === "sent") sent++;
    if (outcome === "later")
      await giveBack(
        taken.map(({ id }) => id),
        now,
      );
  }
  return sent;
}

function waiting(now: number): Promise<Reader[]> {
  return db().$queryRaw<Reader[]>`
    select u.id, u.name, u.email from "user" u left join notice_preference p on p.user_id = u.id
     where u.disabled_at is null
       and exists (select 1 from notice n where n.user_id = u.id and ${dueSql(now)})
       and not exists (select 1 from notice n where n.user_id = u.id
         and n.mailed_at > ${new Date(now - PAUSE_SECONDS * 1000)})
     order by u.id`;
}

/** Whoever comes second waits for the first, and then finds none. */
async function take(userId: string, now: number): Promise<{ id: string; text: string; href: string }[]> {
  const rows = await db().$queryRaw<{ id: string; text: string; href: string; at: Date }[]>`
    update notice set mailed_at = ${new Date(now)} where id in (
      select n.id from notice n left join notice_preference p on p.user_id = n.user_id
       where n.user_id = ${userId}::uuid and ${dueSql(now)} order by n.id for update of n)
      and mailed_at is null
    returning id, text, href, at`;
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** What was taken now and surely not sent is taken again by the next. */
export async function giveBack(ids: string[], now: number): Promise<void> {
  await db().notice.updateMany({
    where: { id: { in: ids }, mailedAt: new Date(now) },
    data: { mailedAt: null },
  });
}
