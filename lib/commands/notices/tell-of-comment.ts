/** Who hears of a comment: whoever is named in it, and whoever the finding concerns. */
import type { Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import { mentionedIn } from "./mentions";
import { tell } from "./tell";

interface Subject {
  id: string;
  hostId: string;
  title: string;
  assigneeId: string | null;
}

/**
 * Tells each person once of one comment: that it names them, else that there is one.
 * @param comment `edited`: only those are told whom it names; whoever it named before knows
 * @param now milliseconds
 */
export async function tellOfComment(
  tx: Tx,
  viewer: Viewer,
  finding: Subject,
  comment: { id: string; text: string; edited?: true },
  now: number,
): Promise<void> {
  const people = comment.text.includes("@")
    ? await tx.user.findMany({ where: { disabledAt: null }, select: { id: true, email: true } })
    : [];
  const others = (ids: readonly string[]): string[] => ids.filter((id) => id !== viewer.userId);
  const mentioned = others(mentionedIn(comment.text, people));
  const concerned = comment.edited ? [] : others(await concernedBy(tx, finding));
  const host = await tx.host.findUnique({ where: { id: finding.hostId }, select: { name: true } });
  const about = `${finding.title} on ${host?.name ?? "a fortress"}`;
  const news = {
    hostId: finding.hostId,
    href: `/hosts/${finding.hostId}/findings/${finding.id}#comment-${comment.id}`,
    at: now,
  };
  await tell(tx, [
    {
      ...news,
      kind: "mentioned",
      userIds: mentioned,
      text: `${viewer.name} mentioned you: ${about}`,
      once: `mentioned:${comment.id}`,
    },
    {
      ...news,
      kind: "commented",
      userIds: concerned.filter((id) => !mentioned.includes(id)),
      text: `${viewer.name} commented: ${about}`,
      once: `commented:${comment.id}`,
    },
  ]);
}

/** Whose it is, who watches it, and who has spoken of it. */
async function concernedBy(tx: Tx, { id, assigneeId }: Subject): Promise<string[]> {
  const watches = await tx.watch.findMany({ where: { findingId: id }, select: { userId: true } });
  const spoken = await tx.comment.findMany({
    where: { findingId: id, removedAt: null },
    distinct: ["userId"],
    select: { userId: true },
  });
  const ids = [assigneeId, ...watches.map(({ userId }) => userId), ...spoken.map(({ userId }) => userId)];
  return [...new Set(ids.flatMap((userId) => userId ?? []))];
}
