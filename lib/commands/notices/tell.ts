/** Puts notices into people's hands: the only place that writes them. */
import { v7 as uuid } from "uuid";
import type { Tx } from "@/lib/db";
import type { NoticeKind } from "@/lib/notices";

export interface News {
  kind: NoticeKind;
  /** Who is told; whoever is disabled is not. Somebody who did it is not told of their own doing: leave them out. */
  userIds: readonly string[];
  hostId: string | null;
  /** One line, as text. It may hold words of reports. */
  text: string;
  /** Where it leads, within Rampart: `/decisions/…`. */
  href: string;
  /** The same thing is told a person once: `overdue:<finding>:<due day>`. */
  once: string;
  at: number;
}

/** Tells each person once. Part of the transaction in which it happened: what is rolled back was never told. */
export async function tell(tx: Tx, news: readonly News[]): Promise<void> {
  const rows = news.flatMap(({ userIds, at, ...one }) =>
    [...new Set(userIds)].map((userId) => ({ id: uuid(), userId, at: new Date(at).toISOString(), ...one })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into notice (id, user_id, kind, at, host_id, text, href, once)
    select r.id, r."userId", r.kind, r.at, r."hostId", r.text, r.href, r.once
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "userId" uuid, kind text, at timestamptz,
        "hostId" uuid, text text, href text, once text)
      join "user" u on u.id = r."userId" and u.disabled_at is null
    on conflict (user_id, once) do nothing`;
}
