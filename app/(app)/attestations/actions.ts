"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { attestMeasure } from "@/lib/commands/attest-measure";
import { withdrawAttestation } from "@/lib/commands/withdraw-attestation";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";

const FIELDS = ["measure", "scope", "group", "statement", "by", "day", "lastDay"] as const;

export async function attestAction(_: Said, form: FormData): Promise<Said> {
  const hosts = textsOf(form, "host");
  const fields = FIELDS.map((name) => [name, textOf(form, name)] as const);
  const given = Object.fromEntries(fields.filter(([, value]) => value !== ""));
  const result = await attestMeasure(await requireViewer(), { ...given, hosts });
  if (!result.ok) {
    return { ok: false, text: result.text, chosen: [...hosts, ...fields.map((field) => field.join("="))] };
  }
  revalidatePath("/", "layout");
  redirect(`/attestations/${result.id}`);
}

export async function withdrawAction(_: Said, form: FormData): Promise<Said> {
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await withdrawAttestation(await requireViewer(), { attestation: sure });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  return { ok: true, text: "Withdrawn: the measure is unproven again where nothing else proves it." };
}
