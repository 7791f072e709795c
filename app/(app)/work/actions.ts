"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { undoWork } from "@/lib/commands/undo-work";
import { type Said, textOf } from "@/lib/form";
import { plural } from "@/lib/format";

/** Takes one of the viewer's own acts back. */
export async function undoAction(_: Said, form: FormData): Promise<Said> {
  const result = await undoWork(await requireViewer(), textOf(form, "id"));
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  const { restored, kept } = result;
  const rest = kept > 0 ? ` ${plural(kept, "has", "have")} moved on since.` : "";
  return { ok: true, text: `Undone: ${plural(restored, "finding is", "findings are")} as before.${rest}` };
}
