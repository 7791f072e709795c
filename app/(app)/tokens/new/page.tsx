import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { scopesOf } from "@/lib/commands/create-token";
import { hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { TokenForm } from "./token-form";

export const metadata: Metadata = { title: "New API token" };

/** Chosen from without script; with it, all of them can be searched. */
const FIRST = 50;

export default async function NewTokenPage() {
  const viewer = await viewerWho("token.own");
  if (!viewer) notFound();
  const hosts = await listHosts(viewer, hostQuerySchema.parse({ sort: "name", limit: FIRST }));
  return (
    <Page
      title="New API token"
      trail={[{ title: "API tokens", href: "/tokens" }]}
      facts="For scripts and hosts that bring or read reports without a person at the screen."
    >
      <TokenForm
        scopes={scopesOf(viewer.role)}
        hosts={hosts.items.map(({ id, name, os }) => ({ id, name, detail: os ?? "system not known" }))}
        total={hosts.total}
      />
    </Page>
  );
}
