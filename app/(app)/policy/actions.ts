"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { setDecisionPolicy } from "@/lib/commands/set-decision-policy";
import { setServiceLevel } from "@/lib/commands/set-service-level";
import { confirmed, type Said, textOf } from "@/lib/form";
import { plural } from "@/lib/format";
import { LEVEL_SEVERITIES } from "@/lib/service-level";

const daysOf = (form: FormData) =>
  Object.fromEntries(LEVEL_SEVERITIES.map((severity) => [severity, textOf(form, severity)]));

/** What was typed, for the form that comes back. */
const typed = (given: Record<string, string>): string[] =>
  Object.entries(given).map(([name, value]) => `${name}=${value}`);

const moved = (count: number): string =>
  count === 0 ? "No due date moved." : `${plural(count, "due date")} moved.`;

/** The days of the house, or of the group that is named. */
export async function levelAction(_: Said, form: FormData): Promise<Said> {
  const level = daysOf(form);
  const given = { group: textOf(form, "group") || null, level };
  const result = await setServiceLevel(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text, chosen: typed(level) };
  revalidatePath("/", "layout");
  const whose = result.group === null ? "The days of the house" : `The days of ${result.group}`;
  return { ok: true, text: `${whose} are saved. ${moved(result.moved)}` };
}

export async function dropLevelAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await setServiceLevel(viewer, { group: sure, level: null });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: `The house’s days hold for ${result.group} again. ${moved(result.moved)}` };
}

export async function decisionsAction(_: Said, form: FormData): Promise<Said> {
  const days = daysOf(form);
  const approvalFrom = textOf(form, "approvalFrom");
  const mostDays = Object.fromEntries(
    // Empty is no number, and not none.
    Object.entries(days).map(([severity, text]) => [severity, text === "" ? null : Number(text)]),
  );
  const result = await setDecisionPolicy(await requireViewer(), { approvalFrom, mostDays });
  if (!result.ok) return { ok: false, text: result.text, chosen: typed({ approvalFrom, ...days }) };
  revalidatePath("/", "layout");
  return { ok: true, text: "Saved. Decisions that hold keep their end." };
}
