/** Keeps a page's filter, sorting and columns under a name. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";
import { LONGEST_QUERY, VIEW_PAGES, viewQuery } from "@/lib/views";

const MOST = 100;

const form = z.object({
  page: z.enum(VIEW_PAGES, "This page has no saved views."),
  name: z
    .string("Say what the view is called.")
    .transform((text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .pipe(
      z.string().min(1, "Say what the view is called.").max(60, "A view's name has at most 60 characters."),
    ),
  query: z.string("Say what the view keeps.").transform((text, context) => {
    const query = viewQuery(text);
    if (query !== null && query !== "") return query;
    context.addIssue({
      code: "custom",
      message:
        query === ""
          ? "There is nothing to keep yet: filter or sort the list first."
          : `A view keeps pairs of a name and a value, at most ${LONGEST_QUERY} characters of them.`,
    });
    return z.NEVER;
  }),
  shared: z.boolean().default(false),
});

/**
 * Saves a view; one of the same name that the viewer has on this page is replaced.
 * @param given `page`, `name`, `query` (with or without its question mark), `shared`
 * Errors (returned): `form`, `forbidden`, `not-possible` beyond the most that one person may have.
 */
export async function saveView(
  viewer: Viewer,
  given: unknown,
): Promise<Result<{ id: string; name: string; shared: boolean }>> {
  const { userId } = viewer;
  if (!can(viewer, "notice.own") || userId === null) {
    return fail("forbidden", "Only a person has saved views.");
  }
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { page, name, query, shared } = parsed.data;
  if (shared && !can(viewer, "view.share")) return fail("forbidden", "You may not share views.");
  return db().$transaction(async (tx) => {
    const others = await tx.savedView.count({ where: { userId, NOT: { page, name } } });
    if (others >= MOST) {
      return fail("not-possible", `You have ${MOST} saved views. Delete one that you no longer need first.`);
    }
    const { id } = await tx.savedView.upsert({
      where: { userId_page_name: { userId, page, name } },
      create: { id: uuid(), userId, page, name, query, shared },
      update: { query, shared },
      select: { id: true },
    });
    await audit(viewer, { action: "view.saved", target: name, data: { page, shared } }, tx);
    return { ok: true, id, name, shared };
  });
}
