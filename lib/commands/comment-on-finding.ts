/** Comments on findings: adds one, and lets its writer change it or take it back. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { cleanText } from "@/lib/importers/read/clean";
import { isTheirs } from "@/lib/queries/attachments";
import { fail, type Result } from "@/lib/result";
import { lockHost } from "./evidence/identity";
import { tellOfComment } from "./notices/tell-of-comment";

const MOST_CHARACTERS = 10_000;
/** On one finding, those that were taken back included. */
const MOST_COMMENTS = 500;

const text = z
  .string("Write something.")
  .transform((given) => cleanText(given).trim())
  .pipe(
    z
      .string()
      .min(1, "Write something.")
      .max(MOST_CHARACTERS, `A comment has at most ${MOST_CHARACTERS} characters.`),
  );

const newForm = z.object({ finding: z.uuid(), text });

/**
 * @param given `finding`, `text` (Markdown, at most 10,000 characters)
 * @param now milliseconds; for tests
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where there are too many.
 */
export async function commentOnFinding(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string }>> {
  const parsed = newForm.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue?.path[0] === "finding" ? missing : fail("form", issue?.message ?? "Write something.");
  }
  const finding = await db().finding.findUnique({ where: { id: parsed.data.finding } });
  if (!finding || !can(viewer, "finding.read", { hostId: finding.hostId })) return missing;
  const { id: findingId, hostId, key } = finding;
  if (!can(viewer, "finding.work", { hostId })) return fail("forbidden", "You may not comment on findings.");
  return db().$transaction(async (tx) => {
    // While an undo looks whether anybody has touched the finding, nobody touches it.
    await lockHost(tx, hostId);
    const { count } = await tx.finding.updateMany({
      where: { id: findingId, hostId },
      data: { touched: true },
    });
    if (count === 0) return missing;
    if ((await tx.comment.count({ where: { findingId } })) >= MOST_COMMENTS)
      return fail("not-possible", `A finding has at most ${MOST_COMMENTS} comments.`);
    const comment = { id: uuid(), findingId, text: parsed.data.text };
    const by = { userId: viewer.userId, actor: viewer.actor };
    const at = new Date(now);
    await tx.comment.create({ data: { ...comment, ...by, at } });
    await tx.event.create({
      data: { id: uuid(), hostId, at, kind: "commented", key, ...by, data: { comment: comment.id } },
    });
    await audit(viewer, { action: "comment.added", target: findingId, data: { comment: comment.id } }, tx);
    await tellOfComment(tx, viewer, finding, comment, now);
    return { ok: true, id: comment.id };
  });
}

const changeForm = z.object({ comment: z.uuid(), text });

/**
 * Changes a comment of one's own. Whoever is named in it only now is told.
 * @param given `comment`, `text`
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where it was taken back.
 */
export async function editComment(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string }>> {
  const parsed = changeForm.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue?.path[0] === "comment" ? noComment : fail("form", issue?.message ?? "Write something.");
  }
  return onOwn(viewer, parsed.data.comment, async (tx, { id, findingId, finding }) => {
    const { count } = await tx.comment.updateMany({
      where: { id, removedAt: null },
      data: { text: parsed.data.text, editedAt: new Date(now) },
    });
    if (count === 0) return fail("not-possible", "This comment was taken back.");
    await audit(viewer, { action: "comment.edited", target: findingId, data: { comment: id } }, tx);
    await tellOfComment(tx, viewer, finding, { id, text: parsed.data.text, edited: true }, now);
    return { ok: true, id };
  });
}

/**
 * Takes a comment of one's own back: its text is gone, its place stays.
 * @param given `comment`
 * Errors (returned): `not-found`, `forbidden`, `not-possible` where it was taken back before.
 */
export async function removeComment(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string }>> {
  const parsed = z.object({ comment: z.uuid() }).safeParse(given);
  if (!parsed.success) return noComment;
  return onOwn(viewer, parsed.data.comment, async (tx, { id, findingId }) => {
    const { count } = await tx.comment.updateMany({
      where: { id, removedAt: null },
      data: { text: "", removedAt: new Date(now) },
    });
    if (count === 0) return fail("not-possible", "This comment was taken back before.");
    await audit(viewer, { action: "comment.removed", target: findingId, data: { comment: id } }, tx);
    return { ok: true, id };
  });
}

const missing = fail("not-found", "There is no such finding.");
const noComment = fail("not-found", "There is no such comment.");

type Own = NonNullable<Awaited<ReturnType<typeof findComment>>>;

const findComment = (tx: Tx, id: string) =>
  tx.comment.findUnique({ where: { id }, include: { finding: true } });

async function onOwn(
  viewer: Viewer,
  id: string,
  change: (tx: Tx, comment: Own) => Promise<Result<{ id: string }>>,
): Promise<Result<{ id: string }>> {
  return db().$transaction(async (tx) => {
    const comment = await findComment(tx, id);
    const hostId = comment?.finding.hostId;
    if (!comment || !can(viewer, "finding.read", { hostId })) return noComment;
    if (!can(viewer, "finding.work", { hostId }) || !isTheirs(viewer, comment))
      return fail("forbidden", "Only its writer may change a comment.");
    return change(tx, comment);
  });
}
