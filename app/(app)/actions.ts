"use server";

import { redirect } from "next/navigation";
import { currentViewer, dropSessionCookie, requireViewer } from "@/lib/auth/request";
import { endSession } from "@/lib/commands/end-session";
import { textFrom } from "@/lib/form";
import { type Found, search } from "@/lib/queries/search";

export async function searchAction(text: string): Promise<Found[]> {
  return search(await requireViewer(), textFrom(text));
}

export async function signOutAction(): Promise<void> {
  const viewer = await currentViewer();
  if (viewer) await endSession(viewer, viewer.id);
  await dropSessionCookie();
  redirect("/sign-in");
}
