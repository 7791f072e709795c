import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { siteAddress } from "../../people/site";
import { LynisForm } from "./lynis-form";

export const metadata: Metadata = { title: "New Lynis key" };

/** Chosen from without script; with it, all of them can be searched. */
const FIRST = 50;

export default async function NewLynisKeyPage() {
  const viewer = await viewerWho("token.own");
  if (!viewer) notFound();
  const hosts = await listHosts(viewer, hostQuerySchema.parse({ sort: "name", limit: FIRST }));
  const site = await siteAddress();
  return (
    <Page
      title="New Lynis key"
      trail={[{ title: "API tokens", href: "/tokens" }]}
      facts="For hosts whose Lynis client brings its reports itself, with lynis audit system --upload."
    >
      <LynisForm
        https={site.startsWith("https:")}
        hosts={hosts.items.map(({ id, name, os }) => ({ id, name, detail: os ?? "system not known" }))}
        total={hosts.total}
      />
    </Page>
  );
}
