"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { answerDecision, countControl } from "@/lib/commands/answer-decision";
import { endDecision } from "@/lib/commands/end-decision";
import { proposeDecision } from "@/lib/commands/propose-decision";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";

const FIELDS = [
  "treatment",
  "scope",
  "group",
  "reason",
  "owner",
  "lastDay",
  "reviewDay",
  "thirdParty",
  "reference",
  "control",
  "proof",
] as const;

export async function proposeAction(_: Said, form: FormData): Promise<Said> {
  const hosts = textsOf(form, "host");
  const fields = FIELDS.map((name) => [name, textOf(form, name)] as const);
  const given = Object.fromEntries(fields.filter(([, value]) => value !== ""));
  const result = await proposeDecision(await requireViewer(), { ...given, key: textOf(form, "key"), hosts });
  if (!result.ok) {
    return { ok: false, text: result.text, chosen: [...hosts, ...fields.map((field) => field.join("="))] };
  }
  revalidatePath("/", "layout");
  redirect(`/decisions/${result.id}`);
}

/** The button says whether it is an approval or a refusal. */
export async function answerAction(_: Said, form: FormData): Promise<Said> {
  const reason = textOf(form, "answer-reason");
  const given = { decision: textOf(form, "decision"), answer: textOf(form, "answer"), reason };
  const result = await answerDecision(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text, chosen: [`answer-reason=${reason}`] };
  revalidatePath("/", "layout");
  return { ok: true, text: result.state === "approved" ? "Approved: it holds from now on." : "Refused." };
}

export async function countControlAction(_: Said, form: FormData): Promise<Said> {
  const result = await countControl(await requireViewer(), { decision: textOf(form, "decision") });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: "The control earns half from now on." };
}

export async function withdrawAction(_: Said, form: FormData): Promise<Said> {
  const reason = textOf(form, "withdraw-reason");
  const chosen = [`withdraw-reason=${reason}`];
  const { sure, question } = confirmed(form, chosen);
  if (sure === null) return question;
  const result = await endDecision(await requireViewer(), { decision: sure, reason });
  if (!result.ok) return { ok: false, text: result.text, chosen };
  revalidatePath("/", "layout");
  return { ok: true, text: "Withdrawn." };
}
