"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { changePerson } from "@/lib/commands/change-person";
import { invitePerson } from "@/lib/commands/invite-person";
import { resetPassword } from "@/lib/commands/reset-password";
import { withdrawLink } from "@/lib/commands/withdraw-link";
import { confirmed, type Said, textOf } from "@/lib/form";
import { readSharingOf } from "@/lib/queries/sharing-of";
import { endsSharing } from "./sharing";
import { siteAddress } from "./site";

/** A link that is shown once, or what went wrong with what was typed. */
export type LinkState =
  | { ok: true; link: string; email: string }
  | { ok: false; text: string; email: string; role: string }
  | null;

export async function inviteAction(_: LinkState, form: FormData): Promise<LinkState> {
  const viewer = await requireViewer();
  const given = { email: textOf(form, "email"), role: textOf(form, "role") };
  const result = await invitePerson(viewer, given);
  if (!result.ok) return { ok: false, text: result.text, ...given };
  revalidatePath("/people");
  return { ok: true, link: `${await siteAddress()}/join/${result.token}`, email: result.email };
}

export async function resetAction(_: LinkState, form: FormData): Promise<LinkState> {
  const viewer = await requireViewer();
  const result = await resetPassword(viewer, textOf(form, "person"));
  if (!result.ok) return { ok: false, text: result.text, email: "", role: "" };
  revalidatePath("/people", "layout");
  return { ok: true, link: `${await siteAddress()}/join/${result.token}`, email: result.email };
}

export async function withdrawAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await withdrawLink(viewer, sure);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/people");
  return { ok: true, text: `The link${result.email ? ` for ${result.email}` : ""} no longer works.` };
}

export async function roleAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [id, role] = [textOf(form, "person"), textOf(form, "role")];
  const sharing = await readSharingOf(viewer, id);
  const { sure, question } = confirmed(form, [`role=${role}`]);
  // Links that are revoked cannot be opened again.
  if (sure === null && endsSharing(sharing, role)) {
    return question?.ask ? question : { ok: false, text: "What they share would end: load the page again." };
  }
  const result = await changePerson(viewer, { id, role });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/people", "layout");
  return { ok: true, text: `Their role is ${role} from the next page on.` };
}

export async function disableAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await changePerson(viewer, { id: sure, disabled: true });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/people", "layout");
  return { ok: true, text: "Disabled. All their sessions have ended." };
}

export async function enableAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const result = await changePerson(viewer, { id: textOf(form, "person"), disabled: false });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/people", "layout");
  return { ok: true, text: "Enabled. They can sign in again, and their API tokens work." };
}
