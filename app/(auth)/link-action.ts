"use server";

import { redirect } from "next/navigation";
import { putSessionCookie, visitor } from "@/lib/auth/request";
import { acceptLink } from "@/lib/commands/accept-link";

export type LinkState = { problem: string; name: string; email: string } | null;

export async function linkAction(_: LinkState, form: FormData): Promise<LinkState> {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.slice(0, 1000) : "";
  };
  const given = {
    token: text("token"),
    name: text("name"),
    email: text("email"),
    password: text("password"),
  };
  const result = await acceptLink(given, await visitor());
  if (!result.ok) return { problem: result.text, name: given.name, email: given.email };
  await putSessionCookie(result.cookie);
  redirect("/");
}
