"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { changePlan } from "@/lib/commands/change-plan";
import { makePlan } from "@/lib/commands/make-plan";
import { parsed, type Said, textOf, textsOf } from "@/lib/form";
import { plural } from "@/lib/format";

const fieldsOf = (form: FormData) => ({
  title: textOf(form, "title"),
  goal: textOf(form, "goal"),
  owner: textOf(form, "owner") || null,
  due: textOf(form, "due") || null,
});

/** What was typed, for the form that comes back. */
const typed = (fields: Record<string, string | null>): string[] =>
  Object.entries(fields).map(([name, value]) => `${name}=${value ?? ""}`);

export async function makePlanAction(_: Said, form: FormData): Promise<Said> {
  const fields = fieldsOf(form);
  // What the plan is made of stands in the form as one value.
  const of = parsed(textsOf(form, "of").join(""));
  const result = await makePlan(await requireViewer(), { ...fields, of });
  if (!result.ok) return { ok: false, text: result.text, chosen: typed(fields) };
  revalidatePath("/", "layout");
  redirect(`/plans/${result.id}`);
}

export async function editPlanAction(_: Said, form: FormData): Promise<Said> {
  const fields = fieldsOf(form);
  const result = await changePlan(await requireViewer(), { plan: textOf(form, "plan"), ...fields });
  if (!result.ok) return { ok: false, text: result.text, chosen: typed(fields) };
  revalidatePath("/", "layout");
  return { ok: true, text: "Saved." };
}

const ANSWERS: Readonly<Record<string, string>> = {
  done: "The plan is closed as done.",
  dropped: "The plan is dropped. Its findings stay open.",
  running: "The plan runs again.",
};

export async function planStateAction(_: Said, form: FormData): Promise<Said> {
  const state = textOf(form, "state");
  const result = await changePlan(await requireViewer(), { plan: textOf(form, "plan"), state });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: ANSWERS[state] ?? "Saved." };
}

export async function removeFindingsAction(_: Said, form: FormData): Promise<Said> {
  const remove = textsOf(form, "finding");
  if (remove.length === 0) return { ok: false, text: "Choose the findings that leave the plan." };
  const result = await changePlan(await requireViewer(), { plan: textOf(form, "plan"), remove });
  if (!result.ok) return { ok: false, text: result.text, chosen: remove };
  const { removed } = result;
  if (removed === 0) return { ok: false, text: "None of these findings is in the plan any more." };
  revalidatePath("/", "layout");
  return {
    ok: true,
    text: `${plural(removed, "finding")} left the plan. ${removed === 1 ? "It stays" : "They stay"} open.`,
  };
}
