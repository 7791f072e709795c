"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { readAbout, readWhen } from "@/components/schedule/values";
import { requireViewer } from "@/lib/auth/request";
import { changeSchedule, removeSchedule } from "@/lib/commands/change-schedule";
import { makeSchedule } from "@/lib/commands/make-schedule";
import { testSchedule } from "@/lib/commands/test-schedule";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";

const TYPED = ["about", "title", "when", "hour", "zone", "recipients", "send", "comment"] as const;
const CHECKED = ["hook", "without", "hide"] as const;

export async function makeScheduleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const made = await makeSchedule(viewer, fieldsOf(form));
  if (!made.ok) return { ok: false, text: made.text, chosen: chosenOf(form) };
  revalidatePath("/schedules", "layout");
  redirect(`/schedules/${made.id}`);
}

export async function changeScheduleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const changed = await changeSchedule(viewer, { id: textOf(form, "id"), ...fieldsOf(form) });
  if (!changed.ok) return { ok: false, text: changed.text, chosen: chosenOf(form) };
  revalidatePath("/schedules", "layout");
  return { ok: true, text: `${changed.title} is saved, and you answer for it.` };
}

function fieldsOf(form: FormData) {
  const without = textsOf(form, "without");
  const fields = {
    ...readAbout(textOf(form, "about")),
    ...readWhen(textOf(form, "when")),
    ...{ hour: Number(textOf(form, "hour")), zone: textOf(form, "zone"), send: textOf(form, "send") },
    ...{ title: textOf(form, "title"), comment: textOf(form, "comment") },
    recipients: textOf(form, "recipients")
      .split(/[\s,;]+/)
      .filter(Boolean),
    sections: SUMMARY_SECTIONS.filter((section) => !without.includes(section)),
    hideNames: textsOf(form, "hide").length > 0,
  };
  // Who may not choose among web hooks leaves them as they are.
  return textOf(form, "hooks") === "" ? fields : { ...fields, hookIds: textsOf(form, "hook") };
}

/** What was typed and checked, so that a form that comes back has it still. */
const chosenOf = (form: FormData): string[] => [
  ...TYPED.map((name) => `${name}=${textOf(form, name)}`),
  ...CHECKED.flatMap((name) => textsOf(form, name)),
];

/** Pauses one, lets one go on, or sends a test of one. */
export async function scheduleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [what = "", id = ""] = textOf(form, "what").split(" ");
  if (what === "test") {
    const tested = await testSchedule(viewer, id);
    return tested.ok ? { ok: true, text: `A test is sent to ${tested.to}.` } : tested;
  }
  if (what !== "pause" && what !== "resume") return { ok: false, text: "Choose what is to be done." };
  const changed = await changeSchedule(viewer, { id, paused: what === "pause" });
  if (!changed.ok) return changed;
  revalidatePath("/schedules", "layout");
  const { title, paused } = changed;
  return { ok: true, text: paused ? `${title} is paused.` : `${title} goes on, and you answer for it.` };
}

/** Removes one, once that is confirmed. */
export async function removeScheduleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const removed = await removeSchedule(viewer, sure);
  if (!removed.ok) return removed;
  revalidatePath("/schedules", "layout");
  redirect("/schedules");
}
