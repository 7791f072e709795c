/** Puts notices into people's hands and events before web hooks: the only place that writes them. */
import { v7 as uuid } from "uuid";
import type { Tx } from "@/lib/db";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { HOOK_KINDS, type NoticeKind, USUALLY_MAILED } from "@/lib/notices";
import { nudge } from "./nudge";

export interface News {
  kind: NoticeKind;
  /**
   * Who is told; whoever is disabled is not. Somebody who did it is not told of their own doing: leave them out. Nobody:
   * only web hooks are told.
   */
  userIds: readonly string[];
  hostId: string | null;
  /** One line, as text. It may hold words of reports. */
  text: string;
  /** Where it leads, within Rampart: `/decisions/…`. */
  href: string;
  /** The same thing is told a person once, and a web hook once: `overdue:<finding>:<due day>`. */
  once: string;
  at: number;
}

const MOST_CHARACTERS = 300;

/**
 * Tells each person once, in the ways that they chose, and each web hook that asks for it. Part of the transaction in which
 * it happened: what is rolled back was never told.
 */
export async function tell(tx: Tx, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map((one) => ({
    ...one,
    text: cut(cleanText(one.text).replace(/\s+/g, " ").trim(), MOST_CHARACTERS),
    at: new Date(one.at).toISOString(),
    mailed: USUALLY_MAILED.includes(one.kind),
  }));
  const told = await tellPeople(tx, rows);
  const posted = await tellHooks(tx, rows);
  if (told + posted > 0) nudge();
}

type Row = Omit<News, "at"> & { at: string; mailed: boolean };

/** What a person wants by mail only counts as read: the bell says nothing of it. */
async function tellPeople(tx: Tx, news: readonly Row[]): Promise<number> {
  const rows = news.flatMap(({ userIds, ...one }) =>
    [...new Set(userIds)].map((userId) => ({ id: uuid(), userId, ...one })),
  );
  if (rows.length === 0) return 0;
  return tx.$executeRaw`
    insert into notice (id, user_id, kind, at, host_id, text, href, once, read_at)
    select r.id, r."userId", r.kind, r.at, r."hostId", r.text, r.href, r.once,
           case when coalesce((p.kinds -> r.kind ->> 'app')::boolean, true) then null else r.at end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "userId" uuid, kind text, at timestamptz,
        "hostId" uuid, text text, href text, once text, mailed boolean)
      join "user" u on u.id = r."userId" and u.disabled_at is null
      left join notice_preference p on p.user_id = u.id
     where coalesce((p.kinds -> r.kind ->> 'app')::boolean, true)
        or coalesce((p.kinds -> r.kind ->> 'mail')::boolean, r.mailed)
     order by r."userId", r.once
    on conflict (user_id, once) do nothing`;
}

/** What is told several people in several ways, under the same `once`, is told a web hook in the first of them. */
async function tellHooks(tx: Tx, news: readonly Row[]): Promise<number> {
  const kinds: readonly string[] = HOOK_KINDS;
  const first = new Map<string, object>();
  for (const { userIds, at, ...one } of news) {
    if (kinds.includes(one.kind) && !first.has(one.once)) first.set(one.once, { ...one, said: at });
  }
  if (first.size === 0) return 0;
  return tx.$executeRaw`
    insert into hook_delivery (id, hook_id, kind, body, once, at)
    select gen_random_uuid(), w.id, r.kind,
           jsonb_build_object('at', r.said, 'text', r.text, 'href', r.href,
             'host', case when h.id is null then null else jsonb_build_object('id', h.id, 'name', h.name) end),
           r.once, r.said::timestamptz
      from jsonb_to_recordset(${JSON.stringify([...first.values()])}::jsonb)
        as r(kind text, said text, "hostId" uuid, text text, href text, once text)
      join web_hook w on w.disabled_at is null and r.kind = any(w.kinds)
      left join host h on h.id = r."hostId"
     order by w.id, r.once
    on conflict (hook_id, once) do nothing`;
}
