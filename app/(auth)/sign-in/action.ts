"use server";

import { redirect } from "next/navigation";
import { signIn } from "@/lib/auth/credentials";
import { putSessionCookie, visitor } from "@/lib/auth/request";
import { safePath } from "@/lib/auth/safe-path";

export type SignInState = { problem: string; email: string } | null;

export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const result = await signIn(text("email"), text("password"), await visitor());
  if (!result.ok) return { problem: result.text, email: text("email").slice(0, 320) };
  await putSessionCookie(result.cookie);
  redirect(safePath(text("next")));
}
