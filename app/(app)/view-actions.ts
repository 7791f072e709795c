"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { removeView } from "@/lib/commands/remove-view";
import { saveView } from "@/lib/commands/save-view";
import { type Said, textOf } from "@/lib/form";

/** Saves what is shown, or deletes the view whose button was pressed. */
export async function viewAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const gone = textOf(form, "remove");
  const result = gone === "" ? await saveView(viewer, viewOf(form)) : await removeView(viewer, gone);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: gone === "" ? `${result.name} is saved.` : `${result.name} is deleted.` };
}

const viewOf = (form: FormData) => ({
  page: textOf(form, "page"),
  name: textOf(form, "name"),
  query: textOf(form, "query"),
  shared: textOf(form, "shared") === "1",
});
