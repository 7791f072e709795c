"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { dropSessionCookie, requireViewer, visitor } from "@/lib/auth/request";
import { changePassword } from "@/lib/commands/change-password";
import { endOtherSessions, endSession } from "@/lib/commands/end-session";
import { renameAccount } from "@/lib/commands/rename-account";
import { confirmed, type Said, textOf } from "@/lib/form";
import { plural } from "@/lib/format";

export async function renameAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const result = await renameAccount(viewer, { name: textOf(form, "name") });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: "Your name is changed." };
}

export async function passwordAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const given = { present: textOf(form, "present"), password: textOf(form, "password") };
  const result = await changePassword(viewer, given, await visitor());
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/account");
  const ended = result.ended === 0 ? "" : ` ${plural(result.ended, "other session")} ended.`;
  return { ok: true, text: `Your password is changed.${ended}` };
}

export async function endSessionAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  if (sure === "others") {
    const result = await endOtherSessions(viewer);
    if (!result.ok) return { ok: false, text: result.text };
    revalidatePath("/account");
    return { ok: true, text: `${plural(result.ended, "other session")} ended.` };
  }
  const result = await endSession(viewer, sure);
  if (!result.ok) return { ok: false, text: result.text };
  if (sure === viewer.id) {
    await dropSessionCookie();
    redirect("/sign-in");
  }
  revalidatePath("/account");
  return { ok: true, text: "The session ended." };
}
