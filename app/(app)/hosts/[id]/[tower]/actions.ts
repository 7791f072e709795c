"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { approveChanges, withdrawApproval } from "@/lib/commands/approve-changes";
import { type Said, textOf, textsOf } from "@/lib/form";
import { plural } from "@/lib/format";

/** Each chosen change comes as its seal, a blank and its key. */
export async function approveAction(_: Said, form: FormData): Promise<Said> {
  const chosen = textsOf(form, "change");
  const changes = chosen.map((value) => {
    const blank = value.indexOf(" ");
    return { seal: value.slice(0, blank), key: value.slice(blank + 1) };
  });
  const given = { host: textOf(form, "host"), reason: textOf(form, "reason"), changes };
  const result = await approveChanges(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text, chosen };
  revalidatePath("/", "layout");
  return { ok: true, text: `${plural(result.approved, "change")} approved as the new baseline.` };
}

export async function withdrawAction(_: Said, form: FormData): Promise<Said> {
  const given = { host: textOf(form, "host"), key: textOf(form, "key") };
  const result = await withdrawApproval(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: `${result.key.slice(5)} counts again.` };
}
