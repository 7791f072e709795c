/** Reads saved views: the viewer's own, and those that others share. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import type { ViewPage } from "@/lib/views";

interface SavedView {
  id: string;
  name: string;
  page: string;
  /** Without the question mark. */
  query: string;
  /** Page and query: where it leads, within Rampart. */
  href: string;
  shared: boolean;
  /** Whether the viewer made it. */
  own: boolean;
  /** The name of whoever made it. */
  by: string;
  createdAt: string;
}

/**
 * Own views first, each by name.
 * @param page left out: those of all pages
 */
export async function listViews(viewer: Viewer, page?: ViewPage): Promise<SavedView[]> {
  const { userId } = viewer;
  if (!can(viewer, "notice.own") || userId === null) return [];
  const rows = await db().savedView.findMany({
    where: { ...(page && { page }), OR: [{ userId }, { shared: true }] },
    include: { user: { select: { name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows
    .map(({ userId: maker, user, createdAt, ...row }) => ({
      ...row,
      href: row.query === "" ? row.page : `${row.page}?${row.query}`,
      own: maker === userId,
      by: user.name,
      createdAt: createdAt.toISOString(),
    }))
    .sort((a, b) => Number(b.own) - Number(a.own));
}
