"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { makeShare } from "@/lib/commands/make-share";
import { revokeShare } from "@/lib/commands/revoke-share";
import { setSharePolicy } from "@/lib/commands/set-share-policy";
import { confirmed, type Said, textOf } from "@/lib/form";
import { day } from "@/lib/format";
import { reading } from "@/lib/queries/reading";
import { readSummaryAddress, requestOfAddress } from "@/lib/queries/summary/address";
import { siteAddress } from "../people/site";
import { choicesOfForm } from "./choices";

/** A link that is shown once, or what went wrong. */
export type ShareState =
  | {
      ok: true;
      id: string;
      title: string;
      url: string;
      /** As it was typed; empty: none. */
      password: string;
      badge: boolean;
      /** The day. */
      ends: string;
    }
  | { ok: false; text: string }
  | null;

const ABOUT = ["scope", "group", "host", "query"] as const;

export async function makeShareAction(_: ShareState, form: FormData): Promise<ShareState> {
  const viewer = await requireViewer();
  const about = ABOUT.flatMap((name) => (textOf(form, name) ? [[name, textOf(form, name)]] : []));
  const address = readSummaryAddress({ ...Object.fromEntries(about), days: textOf(form, "days") });
  if (!address) return { ok: false, text: "Choose first what the summary is about." };
  const choices = choicesOfForm(form);
  const password = textOf(form, "password");
  const result = await makeShare(viewer, { ...requestOfAddress(address), ...choices, password });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/shares", "layout");
  const url = `${await siteAddress()}/s/${result.token}`;
  const { zone } = await reading();
  const { id, title, expiresAt } = result;
  return { ok: true, id, title, url, password, badge: choices.badge, ends: day(expiresAt, zone) };
}

export async function revokeShareAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await revokeShare(viewer, sure);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/shares", "layout");
  return { ok: true, text: `${result.title} is revoked: its link shows nothing any more.` };
}

export async function sharePolicyAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [mostDays, target] = [Number(textOf(form, "mostDays")), Number(textOf(form, "target"))];
  const result = await setSharePolicy(viewer, { mostDays, target });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/shares", "layout");
  return { ok: true, text: "Saved. Links that are out keep their end." };
}
