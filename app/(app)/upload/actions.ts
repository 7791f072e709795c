"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { undoImport } from "@/lib/commands/undo-import";

export type UndoState = { ok: boolean; text: string } | null;

export async function undoAction(_: UndoState, form: FormData): Promise<UndoState> {
  const viewer = await requireViewer();
  const id = form.get("import");
  const result = await undoImport(viewer, typeof id === "string" ? id : "");
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return {
    ok: true,
    text: result.score
      ? "Undone. The fortress is what its other reports make of it."
      : "Undone. The fortress had no other report and is gone with it.",
  };
}
