"use server";

import { redirect } from "next/navigation";
import { putSessionCookie, visitor } from "@/lib/auth/request";
import { acceptLink } from "@/lib/commands/accept-link";
import { textOf } from "@/lib/form";

export type LinkState = { problem: string; name: string; email: string } | null;

export async function linkAction(_: LinkState, form: FormData): Promise<LinkState> {
  const given = {
    token: textOf(form, "token"),
    name: textOf(form, "name"),
    email: textOf(form, "email"),
    password: textOf(form, "password"),
  };
  const result = await acceptLink(given, await visitor());
  if (!result.ok) return { problem: result.text, name: given.name, email: given.email };
  await putSessionCookie(result.cookie);
  redirect("/");
}
