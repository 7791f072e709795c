/** Reads share links: for those who manage them, and what one of them shows to whoever holds its token. */
import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { SUMMARY_SECTIONS, type Summary, type SummarySection, summarySchema } from "@/lib/exports/summary";
import { readSummary } from "./summary";
import { readKnownHosts } from "./summary/known-hosts";
import { reduceSummary } from "./summary/reduce";
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

interface Row extends Omit<ShareItem, `${string}At` | "state" | "sections"> {
  sections: string[];
  frozenAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastViewAt: Date | null;
}

const columns = Prisma.sql`
  s.id, s.title, s.prefix, s.scope, s.group_id as "groupId", s.host_id as "hostId", s.query, s.period_days as "periodDays",
  s.sections, s.hide_names as "hideNames", s.watermark, s.comment, s.frozen_at as "frozenAt",
  s.password_hash is not null as password, s.badge, s.created_at as "createdAt", s.actor as "createdBy",
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

function shareItem(row: Row, now: number): ShareItem {
  const { sections, frozenAt, createdAt, expiresAt, revokedAt, lastViewAt } = row;
  return {
    ...row,
    sections: SUMMARY_SECTIONS.filter((section) => sections.includes(section)),
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

/** A link that may be read now. */
export interface OpenShare {
  id: string;
  title: string;
  scope: SummaryScope;
  groupId: string | null;
  hostId: string | null;
  query: string | null;
  periodDays: number;
  comment: string;
  sections: SummarySection[];
  hideNames: boolean;
  pseudonymKey: Uint8Array;
  watermark: string;
  frozen: unknown;
  frozenAt: Date | null;
  passwordHash: string | null;
  badge: boolean;
}

const TOKEN = /^rms_[A-Za-z0-9_-]{43}$/;

/** Null: unknown, expired or revoked; nobody is told which. */
export async function openShare(token: string, now = Date.now()): Promise<OpenShare | null> {
  if (!TOKEN.test(token)) return null;
  const hash = createHash("sha256").update(token).digest();
  const row = await db().share.findUnique({ where: { hash: hash.toString("hex") } });
  if (!row || !timingSafeEqual(Buffer.from(row.hash, "hex"), hash)) return null;
  if (row.revokedAt !== null || row.expiresAt.getTime() <= now) return null;
  return {
    ...row,
    scope: row.scope as SummaryScope,
    sections: SUMMARY_SECTIONS.filter((section) => row.sections.includes(section)),
  };
}

/** Reads live links: it sees what a viewer of the house sees, and can do nothing. */
const READER: Viewer = {
  ...{ kind: "token", userId: null, role: "viewer", actor: "share link", name: "share link" },
  ...{ id: "00000000-0000-0000-0000-000000000000", scopes: ["read"], hosts: null },
};

/** What it shows: as it was frozen, or as of now. Null: what it was about is gone. */
export async function readShared(share: OpenShare, now = Date.now()): Promise<Summary | null> {
  if (share.frozenAt) return summarySchema.parse(share.frozen);
  const { scope, groupId, hostId, query, periodDays, comment, title, sections } = share;
  const summary = await readSummary(READER, {
    ...{ scope, groupId, hostId, query, periodDays, comment, title, now },
  });
  if (!summary) return null;
  const hide = share.hideNames ? { key: share.pseudonymKey, hosts: await readKnownHosts() } : null;
  return reduceSummary(summary, { sections, hide });
}
