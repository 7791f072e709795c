/** Who is asking, for pages and actions. */
import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Action, can, type Thing, type Viewer } from "./rights";
import { isSecure, SESSION_SECONDS, sessionCookie, type Visitor, viewerOfCookie } from "./session";

/** Once per request. */
export const currentViewer = cache(
  async (): Promise<Viewer | null> => viewerOfCookie((await cookies()).get(sessionCookie())?.value),
);

/** The viewer, or the sign-in page with the way back. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const path = (await headers()).get("x-rampart-path") ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}

/** The viewer if the right is theirs, else null: the caller decides between a sentence and a missing page. */
export async function viewerWho(action: Action, thing?: Thing): Promise<Viewer | null> {
  const viewer = await requireViewer();
  return can(viewer, action, thing) ? viewer : null;
}

export async function visitor(): Promise<Visitor> {
  const list = await headers();
  return { agent: list.get("user-agent") ?? "", address: list.get("x-rampart-address") ?? "" };
}

export async function putSessionCookie(value: string): Promise<void> {
  (await cookies()).set(sessionCookie(), value, {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    path: "/",
    maxAge: SESSION_SECONDS,
  });
}

export async function dropSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookie(), "", {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    path: "/",
    maxAge: 0,
  });
}
