/** Reads one finding with everything that people added to it. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { type FileItem, isTheirs, listFiles } from "./attachments";
import { type FindingItem, findFinding, ofVisible } from "./findings";
import { readTimeline, type TimelineEntry } from "./timeline";

export interface CommentItem {
  id: string;
  at: string;
  editedAt: string | null;
  /** Taken back: its text is empty, its place stays. */
  removedAt: string | null;
  /** Who wrote it, as they were called then. */
  actor: string;
  /** What its writer is called now; null where they are gone, or are a token of nobody. */
  name: string | null;
  /** Markdown of a person. */
  text: string;
  /** Whether it is the viewer's own. */
  mine: boolean;
}

export interface FindingView extends FindingItem {
  /** The oldest first. */
  comments: CommentItem[];
  /** The oldest first. */
  files: FileItem[];
  plans: { id: string; title: string; dueAt: string | null; closedAt: string | null }[];
  /** The latest first. */
  history: TimelineEntry[];
  /** Whether the viewer watches it, and how many people do. */
  watching: boolean;
  watchers: number;
}

/** Null where there is no such finding for this viewer. */
export async function readFinding(viewer: Viewer, id: string): Promise<FindingView | null> {
  const finding = await findFinding(viewer, id);
  if (!finding) return null;
  const [comments, files, plans, history, watches] = await Promise.all([
    commentsOf(viewer, finding.id),
    listFiles(viewer, { findingId: finding.id }),
    plansWith(viewer, finding),
    readTimeline(viewer, { id: finding.id, hostId: finding.host.id, key: finding.check }),
    db().watch.findMany({ where: { findingId: finding.id }, select: { userId: true } }),
  ]);
  const watching = watches.some(({ userId }) => userId === viewer.userId);
  return { ...finding, comments, files, plans, history, watching, watchers: watches.length };
}

/** The finding with this key on one host, `gone` ones included; null where there is none for this viewer. */
export async function findingIdOf(viewer: Viewer, hostId: string, key: string): Promise<string | null> {
  if (!z.uuid().safeParse(hostId).success || !can(viewer, "finding.read", { hostId })) return null;
  const row = await db().finding.findUnique({
    where: { hostId_key: { hostId, key } },
    select: { id: true },
  });
  return row?.id ?? null;
}

/**
 * Whether an act on many findings is within what a viewer sees. One that is bound to hosts takes nothing back of which only
 * a part is theirs: the rest could never be taken back.
 */
export async function seesChange(viewer: Viewer, id: string): Promise<boolean> {
  if (viewer.hosts === null) return true;
  const [row] = await db().$queryRaw<{ all: number; seen: number }[]>`
    select count(*)::int as all, (count(*) filter (where ${ofVisible(viewer)}))::int as seen
      from bulk_change b, jsonb_array_elements(b.before) e join finding f on f.id = (e->>'id')::uuid
     where b.id = ${id}::uuid`;
  return row !== undefined && row.all > 0 && row.all === row.seen;
}

async function commentsOf(viewer: Viewer, findingId: string): Promise<CommentItem[]> {
  const rows = await db().comment.findMany({
    where: { findingId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const names = await namesOf(rows.flatMap(({ userId }) => userId ?? []));
  return rows.map((row) => commentItem(viewer, row, names));
}

/** One comment; null where there is none for this viewer. */
export async function findComment(viewer: Viewer, id: string): Promise<CommentItem | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const row = await db().comment.findUnique({
    where: { id },
    include: { finding: { select: { hostId: true } } },
  });
  if (!row || !can(viewer, "finding.read", { hostId: row.finding.hostId })) return null;
  return commentItem(viewer, row, await namesOf(row.userId === null ? [] : [row.userId]));
}

async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db().user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

interface CommentRow {
  id: string;
  at: Date;
  editedAt: Date | null;
  removedAt: Date | null;
  actor: string;
  userId: string | null;
  text: string;
}

const commentItem = (
  viewer: Viewer,
  { id, at, editedAt, removedAt, actor, userId, text }: CommentRow,
  names: ReadonlyMap<string, string>,
): CommentItem => ({
  id,
  at: at.toISOString(),
  editedAt: editedAt?.toISOString() ?? null,
  removedAt: removedAt?.toISOString() ?? null,
  actor,
  name: userId === null ? null : (names.get(userId) ?? null),
  text: removedAt === null ? text : "",
  mine: isTheirs(viewer, { userId, actor }),
});

async function plansWith(viewer: Viewer, { id, host }: FindingItem): Promise<FindingView["plans"]> {
  if (!can(viewer, "plan.read", { hostId: host.id })) return [];
  const rows = await db().planFinding.findMany({
    where: { findingId: id },
    orderBy: { addedAt: "desc" },
    select: { plan: { select: { id: true, title: true, dueAt: true, closedAt: true } } },
  });
  return rows.map(({ plan: { dueAt, closedAt, ...plan } }) => ({
    ...plan,
    dueAt: dueAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  }));
}
