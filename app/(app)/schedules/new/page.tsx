import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ScheduleFields } from "@/components/schedule/schedule-fields";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { listHooks } from "@/lib/queries/hooks";
import { listViews } from "@/lib/queries/views";
import { listGroups } from "@/lib/queries/work";
import { makeScheduleAction } from "../actions";

export const metadata: Metadata = { title: "New schedule" };

export default async function NewSchedulePage() {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const [groups, views, hooks] = await Promise.all([
    listGroups(viewer),
    listViews(viewer, "/hosts"),
    listHooks(viewer),
  ]);
  const abouts = [
    ...groups.map(({ id, name }) => ({ value: `group ${id}`, title: `group ${name}` })),
    ...views.map(({ query, name }) => ({ value: `hosts ${query}`, title: `view ${name}` })),
  ];
  return (
    <Page
      title="New schedule"
      trail={[{ title: "Schedules", href: "/schedules" }]}
      facts="A summary that is sent by itself, as long as you may share"
    >
      <ActionForm action={makeScheduleAction} className="mt-6 grid max-w-[560px] gap-4">
        <ScheduleFields abouts={abouts} hooks={hooks} email={viewer.actor} />
        <div>
          <Submit look="primary">Make the schedule</Submit>
        </div>
      </ActionForm>
    </Page>
  );
}
