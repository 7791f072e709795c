"use server";

import { redirect } from "next/navigation";
import { signIn } from "@/lib/auth/credentials";
import { putSessionCookie, visitor } from "@/lib/auth/request";
import { safePath } from "@/lib/auth/safe-path";
import { textOf } from "@/lib/form";

export type SignInState = { problem: string; email: string } | null;

export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = textOf(form, "email");
  const result = await signIn(email, textOf(form, "password"), await visitor());
  if (!result.ok) return { problem: result.text, email: email.slice(0, 320) };
  await putSessionCookie(result.cookie);
  redirect(safePath(textOf(form, "next")));
}
