"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { readNotices } from "@/lib/commands/read-notices";
import { setNoticePreferences } from "@/lib/commands/set-notice-preferences";
import { type Said, textOf, textsOf } from "@/lib/form";
import { plural } from "@/lib/format";
import { NOTICE_KINDS, SETTINGS_PAGE } from "@/lib/notices";

/** The button says which: an id, or all of them. */
export async function readAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const which = textOf(form, "which");
  const result = await readNotices(viewer, which === "all" ? { all: true } : { ids: [which] });
  if (!result.ok) return { ok: false, text: result.text };
  // The bell stands on every page.
  revalidatePath("/", "layout");
  return { ok: true, text: `${plural(result.read, "notice")} marked as read.` };
}

export async function preferencesAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [app, mail] = [textsOf(form, "app"), textsOf(form, "mail")];
  const kinds = Object.fromEntries(
    NOTICE_KINDS.map((kind) => [kind, { app: app.includes(kind), mail: mail.includes(kind) }]),
  );
  const result = await setNoticePreferences(viewer, { kinds, digest: textOf(form, "digest") });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath(SETTINGS_PAGE);
  return { ok: true, text: "Saved. It holds for what you are told from now on." };
}
