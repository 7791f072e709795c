"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { changeSchedule, removeSchedule } from "@/lib/commands/change-schedule";
import { makeSchedule } from "@/lib/commands/make-schedule";
import { testSchedule } from "@/lib/commands/send-schedules";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";

const TYPED = ["about", "title", "when", "hour", "recipients", "send", "comment"] as const;
const CHECKED = ["hook", "without", "hide"] as const;

/** `fleet`, `group <id>`, `host <id>` or `hosts <query>`. */
function aboutOf(text: string) {
  const space = text.indexOf(" ");
  const [scope, what] = space < 0 ? [text, ""] : [text.slice(0, space), text.slice(space + 1)];
  return {
    scope,
    groupId: scope === "group" ? what : null,
    hostId: scope === "host" ? what : null,
    query: scope === "hosts" ? what : null,
  };
}

export async function makeScheduleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [cadence, day] = textOf(form, "when").split(" ");
  const without = textsOf(form, "without");
  const result = await makeSchedule(viewer, {
    ...aboutOf(textOf(form, "about")),
    ...{ cadence, day: Number(day), hour: Number(textOf(form, "hour")), send: textOf(form, "send") },
    ...{ title: textOf(form, "title"), comment: textOf(form, "comment") },
    recipients: textOf(form, "recipients")
      .split(/[\s,;]+/)
      .filter(Boolean),
    hookIds: textsOf(form, "hook"),
    sections: SUMMARY_SECTIONS.filter((section) => !without.includes(section)),
    hideNames: textsOf(form, "hide").length > 0,
  });
  if (!result.ok) {
    const typed = TYPED.map((name) => `${name}=${textOf(form, name)}`);
    return {
      ok: false,
      text: result.text,
      chosen: [...typed, ...CHECKED.flatMap((name) => textsOf(form, name))],
    };
  }
  revalidatePath("/schedules", "layout");
  redirect("/schedules");
}

/** Pauses one, lets one go on, sends a test of one; or removes one, once that is confirmed. */
export async function scheduleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [what = "", id = ""] = textOf(form, "what").split(" ");
  if (what === "test") {
    const tested = await testSchedule(viewer, id);
    return tested.ok ? { ok: true, text: `${tested.title} is sent to ${tested.email}.` } : tested;
  }
  if (what === "pause" || what === "resume") {
    const changed = await changeSchedule(viewer, { id, paused: what === "pause" });
    if (!changed.ok) return changed;
    revalidatePath("/schedules", "layout");
    const { title, paused } = changed;
    return { ok: true, text: paused ? `${title} is paused.` : `${title} goes on, and you answer for it.` };
  }
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const removed = await removeSchedule(viewer, sure);
  if (!removed.ok) return removed;
  revalidatePath("/schedules", "layout");
  return { ok: true, text: `${removed.title} is removed: nothing is sent any more.` };
}
