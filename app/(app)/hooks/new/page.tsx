import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { HOOK_KINDS } from "@/lib/notices";
import { HookForm } from "./hook-form";

export const metadata: Metadata = { title: "New web hook" };

export default async function NewHookPage() {
  const viewer = await viewerWho("hook.manage");
  if (!viewer) notFound();
  return (
    <Page
      title="New web hook"
      trail={[{ title: "Web hooks", href: "/hooks" }]}
      facts="What happens is posted to an address of yours as JSON, signed, and tried again for nine hours."
    >
      <HookForm usual={HOOK_KINDS} />
    </Page>
  );
}
