/** Reads share links for those who manage them. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { PAPERS, type PdfOptions } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS, type SummarySection } from "@/lib/exports/summary";
import type { SummaryScope } from "./summary/scope";

export interface ShareItem {
  id: string;
  title: string;
  /** The first characters of the token, to tell links apart. */
  prefix: string;
  scope: SummaryScope;
  groupId: string | null;
  hostId: string | null;
  query: string | null;
  periodDays: number;
  sections: SummarySection[];
  hideNames: boolean;
  watermark: string;
  comment: string;
  /** Null: live. */
  frozenAt: string | null;
  password: boolean;
  badge: boolean;
  /** On which paper the summary is offered as a PDF; null: it is not. */
  pdf: PdfOptions["paper"] | null;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  revokedAt: string | null;
  revokedBy: string | null;
  state: "open" | "expired" | "revoked";
  /** How often it was shown, and when last. */
  views: number;
  lastViewAt: string | null;
}

interface Row extends Omit<ShareItem, `${string}At` | "state" | "sections" | "pdf"> {
  sections: string[];
  pdf: string | null;
  frozenAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastViewAt: Date | null;
}

const columns = Prisma.sql`
  s.id, s.title, s.prefix, s.scope, s.group_id as "groupId", s.host_id as "hostId", s.query, s.period_days as "periodDays",
  s.sections, s.hide_names as "hideNames", s.watermark, s.comment, s.frozen_at as "frozenAt",
  s.password_hash is not null as password, s.badge, s.pdf_paper as pdf, s.created_at as "createdAt", s.actor as "createdBy",
  s.expires_at as "expiresAt", s.revoked_at as "revokedAt", s.revoked_by as "revokedBy",
  (select count(*)::int from share_view v where v.share_id = s.id and v.kind = 'shown') as views,
  (select max(v.at) from share_view v where v.share_id = s.id and v.kind = 'shown') as "lastViewAt"`;

/** Whoever is bound to hosts manages the links to these alone. */
const managed = (viewer: Viewer): Prisma.Sql =>
  viewer.hosts === null
    ? Prisma.sql`true`
    : Prisma.sql`(s.scope = 'host' and s.host_id = any(${[...viewer.hosts]}::uuid[]))`;

/** The newest first. */
export async function listShares(viewer: Viewer, now = Date.now()): Promise<ShareItem[]> {
  if (!can(viewer, "share.manage")) return [];
  const rows = await db().$queryRaw<Row[]>`
    select ${columns} from share s where ${managed(viewer)} order by s.created_at desc, s.id desc limit ${MOST}`;
  return rows.map((row) => shareItem(row, now));
}

/** Older ones are of no more use than the audit log. */
const MOST = 500;

/** Null where there is none that this viewer may manage. */
export async function findShare(viewer: Viewer, id: string, now = Date.now()): Promise<ShareItem | null> {
  if (!can(viewer, "share.manage") || !z.uuid().safeParse(id).success) return null;
  const [row] = await db().$queryRaw<Row[]>`
    select ${columns} from share s where s.id = ${id}::uuid and ${managed(viewer)}`;
  return row ? shareItem(row, now) : null;
}

/** The paper that a row names. */
export const paperOf = (text: string | null): PdfOptions["paper"] | null =>
  PAPERS.find((paper) => paper === text) ?? null;

function shareItem(row: Row, now: number): ShareItem {
  const { sections, frozenAt, createdAt, expiresAt, revokedAt, lastViewAt } = row;
  return {
    ...row,
    sections: SUMMARY_SECTIONS.filter((section) => sections.includes(section)),
    pdf: paperOf(row.pdf),
    frozenAt: frozenAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    lastViewAt: lastViewAt?.toISOString() ?? null,
    state: revokedAt ? "revoked" : expiresAt.getTime() <= now ? "expired" : "open",
  };
}

export interface ShareView {
  id: string;
  at: string;
  kind: string;
  network: string;
  agent: string;
}

/** The last hundred. */
export async function listShareViews(viewer: Viewer, id: string): Promise<ShareView[]> {
  if (!(await findShare(viewer, id))) return [];
  const rows = await db().shareView.findMany({
    where: { shareId: id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 100,
    select: { id: true, at: true, kind: true, network: true, agent: true },
  });
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
