import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentViewer } from "@/lib/auth/request";
import { safePath } from "@/lib/auth/safe-path";
import { SignInForm } from "./form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  const to = safePath(next);
  if (await currentViewer()) redirect(to);
  return (
    <>
      <h1>Sign in</h1>
      <SignInForm next={to} />
    </>
  );
}
