"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { removeFile } from "@/lib/commands/remove-file";
import { confirmed, type Said, textOf } from "@/lib/form";

/** Takes an evidence file away, from whatever it hangs on. */
export async function removeFileAction(_: Said, form: FormData): Promise<Said> {
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await removeFile(await requireViewer(), { file: textOf(form, "file") });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: `${result.filename} is removed.` };
}
