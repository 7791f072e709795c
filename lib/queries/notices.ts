/** Reads one person's notices, and what they want to be told. */
import { z } from "zod";
import type { Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import {
  DIGESTS,
  type Digest,
  NOTICE_KINDS,
  type NoticeKind,
  USUALLY_MAILED,
  type Ways,
} from "@/lib/notices";
import { type Page, pageSchema, toPage } from "./paging";

export const noticeQuerySchema = pageSchema.extend({
  state: z.enum(["all", "unread"]).default("all").describe("`all`: the unread ones first"),
});
export type NoticeQuery = z.infer<typeof noticeQuerySchema>;

export interface NoticeItem {
  id: string;
  kind: NoticeKind | "other";
  at: string;
  /** One line, as text: it may hold words of reports. */
  text: string;
  /** Where it leads, within Rampart. */
  href: string;
  host: { id: string; name: string } | null;
  readAt: string | null;
}

interface Row {
  id: string;
  kind: string;
  at: Date;
  text: string;
  href: string;
  hostId: string | null;
  hostName: string | null;
  readAt: Date | null;
}

/** The viewer's own; a token that is bound to hosts has only those about these. Nobody's token has none. */
export const ownNotices = ({ userId, hosts }: Viewer): Prisma.Sql =>
  userId === null
    ? Prisma.sql`false`
    : hosts === null
      ? Prisma.sql`n.user_id = ${userId}::uuid`
      : Prisma.sql`n.user_id = ${userId}::uuid and n.host_id = any(${[...hosts]}::uuid[])`;

export async function listNotices(viewer: Viewer, query: NoticeQuery): Promise<Page<NoticeItem>> {
  const unread = query.state === "unread" ? Prisma.sql`and n.read_at is null` : Prisma.empty;
  const where = Prisma.sql`${ownNotices(viewer)} ${unread}`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<Row[]>`
      select n.id, n.kind, n.at, n.text, n.href, n.read_at as "readAt", h.id as "hostId", h.name as "hostName"
        from notice n left join host h on h.id = n.host_id where ${where}
       order by n.read_at is not null, n.at desc, n.id desc limit ${query.limit} offset ${query.cursor}`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from notice n where ${where}`,
  ]);
  const items = rows.map(
    ({ hostId, hostName, at, readAt, kind, ...row }): NoticeItem => ({
      ...row,
      kind: NOTICE_KINDS.find((known) => known === kind) ?? "other",
      at: at.toISOString(),
      readAt: readAt?.toISOString() ?? null,
      host: hostId === null ? null : { id: hostId, name: hostName ?? "" },
    }),
  );
  return toPage(items, counted[0]?.total ?? 0, query);
}

/** More are not counted: the bell stands on every page. */
const MOST_COUNTED = 100;

/** @returns how many are unread, up to 100 */
export async function unreadCount(viewer: Viewer): Promise<number> {
  if (viewer.userId === null) return 0;
  const [row] = await db().$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from notice n where ${ownNotices(viewer)} and n.read_at is null limit ${MOST_COUNTED}) unread`;
  return row?.count ?? 0;
}

export interface Preferences {
  kinds: Record<NoticeKind, Ways>;
  digest: Digest;
}

const stored = z.record(z.string(), z.object({ app: z.boolean(), mail: z.boolean() }).partial());

/** How the viewer is told of each kind: as they chose, else as it comes. */
export async function noticePreferences(viewer: Viewer): Promise<Preferences> {
  const row =
    viewer.userId === null
      ? null
      : await db().noticePreference.findUnique({ where: { userId: viewer.userId } });
  const chosen = stored.catch({}).parse(row?.kinds ?? {});
  const ways = (kind: NoticeKind): Ways => ({
    app: chosen[kind]?.app ?? true,
    mail: chosen[kind]?.mail ?? USUALLY_MAILED.includes(kind),
  });
  return {
    kinds: Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, ways(kind)])) as Record<NoticeKind, Ways>,
    digest: DIGESTS.find((known) => known === row?.digest) ?? "off",
  };
}
