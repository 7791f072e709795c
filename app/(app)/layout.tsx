import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { requireViewer } from "@/lib/auth/request";
import { kept } from "@/lib/queries/kept";
import { unreadCount } from "@/lib/queries/notices";
import { searchAction, signOutAction } from "./actions";

/** The frame only. Rights are asked by each page and action, never here. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const unread = kept({ name: `unread, ${viewer.userId}`, viewer }, () => unreadCount(viewer));
  return (
    <Shell viewer={viewer} unread={unread} signOut={signOutAction} search={searchAction}>
      {children}
    </Shell>
  );
}
