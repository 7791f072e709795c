"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/lib/auth/request";
import { createToken } from "@/lib/commands/create-token";
import { revokeToken } from "@/lib/commands/revoke-token";
import { confirmed, type Said, textFrom, textOf, textsOf } from "@/lib/form";
import { hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { siteAddress } from "../people/site";
import { type Profile, profileOf } from "./lynis/profile";

/** A token that is shown once, or what went wrong with what was typed. */
export type TokenState =
  | { ok: true; token: string; name: string; upload: string | null }
  | { ok: false; text: string; name: string; scopes: string[]; days: string }
  | null;

export async function createAction(_: TokenState, form: FormData): Promise<TokenState> {
  const viewer = await requireViewer();
  const given = {
    name: textOf(form, "name"),
    scopes: textsOf(form, "scope"),
    days: textOf(form, "days"),
  };
  const result = await createToken(viewer, { ...given, hosts: textsOf(form, "host") });
  if (!result.ok) return { ok: false, text: result.text, ...given };
  revalidatePath("/tokens");
  const { token, name, scopes } = result;
  const upload = `curl -H 'Authorization: Bearer ${token}' \\\n  -F file=@/var/log/lynis-report.dat \\\n  ${await siteAddress()}/api/v1/reports`;
  return { ok: true, token, name, upload: scopes.includes("upload") ? upload : null };
}

/** A key that is shown once with the lines that hold it, or what went wrong with what was typed. */
export type LynisState =
  | ({ ok: true; name: string } & Profile)
  | { ok: false; text: string; name: string; days: string }
  | null;

export async function createLynisAction(_: LynisState, form: FormData): Promise<LynisState> {
  const viewer = await requireViewer();
  const given = { name: textOf(form, "name"), days: textOf(form, "days") };
  const hosts = textsOf(form, "host");
  const result = await createToken(viewer, { ...given, kind: "lynis", scopes: ["upload"], hosts });
  if (!result.ok) return { ok: false, text: result.text, ...given };
  revalidatePath("/tokens");
  return { ok: true, name: result.name, ...profileOf(result.token, await siteAddress()) };
}

export async function revokeAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const result = await revokeToken(viewer, sure);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/tokens");
  return { ok: true, text: `${result.name} is revoked.` };
}

/** Hosts by a part of their name, for the list to choose from. */
export async function findHostsAction(text: string): Promise<{ id: string; name: string; detail: string }[]> {
  const viewer = await requireViewer();
  const query = hostQuerySchema.parse({ q: textFrom(text, 200), sort: "name", limit: 20 });
  const { items } = await listHosts(viewer, query);
  return items.map(({ id, name, os }) => ({ id, name, detail: os ?? "system not known" }));
}
