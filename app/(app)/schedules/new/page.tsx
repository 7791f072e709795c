import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoMail } from "@/components/schedule/no-mail";
import { ScheduleFields } from "@/components/schedule/schedule-fields";
import { newValues } from "@/components/schedule/values";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { readEnvironment } from "@/lib/env";
import { firstValues, withQuery } from "@/lib/href";
import { reading } from "@/lib/queries/reading";
import { addressOfRequest, readSummaryAddress, requestOfAddress } from "@/lib/queries/summary/address";
import { resolveScope } from "@/lib/queries/summary/scope";
import { makeScheduleAction } from "../actions";
import { scheduleChoices } from "../choices";

export const metadata: Metadata = { title: "New schedule" };

/** About what the address says, as that of a summary does. */
export default async function NewSchedulePage({ searchParams }: PageProps<"/schedules/new">) {
  const viewer = await viewerWho("share.manage");
  const address = readSummaryAddress(firstValues(await searchParams));
  if (!viewer || !address) notFound();
  const request = requestOfAddress(address);
  const [scope, { zone }] = await Promise.all([resolveScope(viewer, request), reading()]);
  if (!scope) notFound();
  const values = newValues(request, zone);
  const { abouts, hooks } = await scheduleChoices(viewer, { value: values.about, title: scope.title });
  return (
    <Page
      title="New schedule"
      trail={[{ title: "Schedules", href: "/schedules" }]}
      facts="A summary that is sent by itself, as long as you may share"
    >
      {readEnvironment().mail === null && <NoMail />}
      <ActionForm action={makeScheduleAction} className="mt-6 grid max-w-[560px] gap-4">
        <ScheduleFields {...{ values, abouts, hooks, told: [], email: viewer.actor, reader: zone }} />
        <div className="flex flex-wrap gap-2">
          <Submit look="primary">Make the schedule</Submit>
          <ButtonLink href={withQuery("/summary", addressOfRequest(request))} look="quiet">
            To the summary as of now
          </ButtonLink>
        </div>
      </ActionForm>
    </Page>
  );
}
