"use server";

import { revalidatePath } from "next/cache";
import { changeOf, fromList, toList, valuesIn } from "@/components/finding/work-values";
import { requireViewer } from "@/lib/auth/request";
import { commentOnFinding, editComment, removeComment } from "@/lib/commands/comment-on-finding";
import { watchFinding } from "@/lib/commands/watch-finding";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { confirmed, type Said, textOf } from "@/lib/form";
import type { Failure } from "@/lib/result";

/** A comment comes with two characters at each end of a line: room for twice as many as it may have. */
const MOST_TEXT = 20_000;

export async function workAction(_: Said, form: FormData): Promise<Said> {
  const after = valuesIn(form);
  const change = changeOf(seenIn(form), after);
  if (change === null) return { ok: false, text: "Nothing is changed yet.", chosen: toList(after) };
  const given = { ids: [textOf(form, "finding")], change, why: after.why };
  const result = await workOnFindings(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text, chosen: toList(after) };
  revalidatePath("/", "layout");
  return { ok: true, text: result.changed > 0 ? "Saved." : "It is so already." };
}

/** What the reader saw when they changed it. */
function seenIn(form: FormData) {
  try {
    const list: unknown = JSON.parse(textOf(form, "seen"));
    return fromList(Array.isArray(list) ? list.map(String) : []);
  } catch {
    return fromList([]);
  }
}

export async function commentAction(_: Said, form: FormData): Promise<Said> {
  const text = textOf(form, "text", MOST_TEXT);
  const result = await commentOnFinding(await requireViewer(), { finding: textOf(form, "finding"), text });
  return answer(result, "The comment is added.", text);
}

export async function editCommentAction(_: Said, form: FormData): Promise<Said> {
  const text = textOf(form, "text", MOST_TEXT);
  const result = await editComment(await requireViewer(), { comment: textOf(form, "comment"), text });
  return answer(result, "The comment is changed.", text);
}

export async function removeCommentAction(_: Said, form: FormData): Promise<Said> {
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  return answer(
    await removeComment(await requireViewer(), { comment: textOf(form, "comment") }),
    "The comment is removed.",
  );
}

export async function watchAction(_: Said, form: FormData): Promise<Said> {
  const watch = textOf(form, "watch") === "1";
  return answer(await watchFinding(await requireViewer(), { finding: textOf(form, "finding"), watch }), "");
}

/** @param written what a form that comes back with a fault has still */
function answer(result: { ok: true } | Failure, done: string, written?: string): Said {
  if (!result.ok)
    return { ok: false, text: result.text, ...(written !== undefined && { chosen: [`text=${written}`] }) };
  revalidatePath("/", "layout");
  return { ok: true, text: done };
}
