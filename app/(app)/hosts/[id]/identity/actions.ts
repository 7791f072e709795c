"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { editHost } from "@/lib/commands/edit-host";
import { mergeHosts } from "@/lib/commands/merge-hosts";
import { splitHost } from "@/lib/commands/split-host";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";

async function edited(given: Record<string, unknown>, text: (name: string) => string): Promise<Said> {
  const result = await editHost(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: text(result.name) };
}

export async function nameAction(_: Said, form: FormData): Promise<Said> {
  return edited(
    { host: textOf(form, "host"), name: textOf(form, "name") },
    (name) => `The fortress is called ${name}.`,
  );
}

export async function criticalityAction(_: Said, form: FormData): Promise<Said> {
  const criticality = textOf(form, "criticality");
  return edited({ host: textOf(form, "host"), criticality }, () => `It matters: ${criticality}.`);
}

export async function joinGroupAction(_: Said, form: FormData): Promise<Said> {
  const addGroup = textOf(form, "group");
  return edited({ host: textOf(form, "host"), addGroup }, () => "Added to the group.");
}

export async function leaveGroupAction(_: Said, form: FormData): Promise<Said> {
  const removeGroup = textOf(form, "group");
  return edited({ host: textOf(form, "host"), removeGroup }, () => "Removed from the group.");
}

export async function splitAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const signatures = textsOf(form, "signature");
  const { sure, question } = confirmed(form, signatures);
  if (sure === null) return question;
  const result = await splitHost(viewer, { host: sure, signatures });
  if (!result.ok) return { ok: false, text: result.text, chosen: signatures };
  revalidatePath("/", "layout");
  redirect(`/hosts/${result.hostId}/identity`);
}

export async function mergeAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const given = {
    host: textOf(form, "host"),
    other: textOf(form, "other"),
    confirm: textOf(form, "confirm"),
  };
  const result = await mergeHosts(viewer, given);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  redirect(`/hosts/${result.hostId}`);
}
