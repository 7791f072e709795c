"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { changeHook, removeHook } from "@/lib/commands/hooks/change-hook";
import { makeHook } from "@/lib/commands/hooks/make-hook";
import { redeliver, testHook } from "@/lib/commands/hooks/try-hook";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";

/** A signing key that is shown once, or what went wrong with what was typed. */
export type HookState =
  | { ok: true; id: string; name: string; secret: string }
  | { ok: false; text: string; name: string; url: string; kinds: string[] }
  | null;

const given = (form: FormData) => ({
  name: textOf(form, "name"),
  url: textOf(form, "url"),
  kinds: textsOf(form, "kind"),
});

export async function makeAction(_: HookState, form: FormData): Promise<HookState> {
  const viewer = await requireViewer();
  const result = await makeHook(viewer, given(form));
  if (!result.ok) return { ...given(form), ok: false, text: result.text };
  revalidatePath("/hooks", "layout");
  return result;
}

export async function changeAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const result = await changeHook(viewer, { id: textOf(form, "hook"), ...given(form) });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/hooks", "layout");
  return { ok: true, text: "Saved." };
}

/** A test, or the end of being told or of not being told. */
export async function switchAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [id, what] = [textOf(form, "hook"), textOf(form, "what")];
  if (what === "test") {
    const tested = await testHook(viewer, id);
    revalidatePath("/hooks", "layout");
    if (!tested.ok) return { ok: false, text: `The test was not delivered. ${tested.text}` };
    return { ok: true, text: `The test was delivered: it answered with status ${tested.status}.` };
  }
  const disabled = what === "disable";
  const result = await changeHook(viewer, { id, disabled });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/hooks", "layout");
  return {
    ok: true,
    text: disabled ? "Disabled. It is told nothing." : "Enabled. It is told what happens from now on.",
  };
}

export async function removeAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await removeHook(viewer, sure);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/hooks", "layout");
  redirect("/hooks");
}

export async function redeliverAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const result = await redeliver(viewer, textOf(form, "delivery"));
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/hooks", "layout");
  return { ok: true, text: "It is delivered again, within a minute." };
}
