import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoMail } from "@/components/schedule/no-mail";
import { RunTable } from "@/components/schedule/run-table";
import { ScheduleFields } from "@/components/schedule/schedule-fields";
import { aboutValue, valuesOf } from "@/components/schedule/values";
import { nextSentence } from "@/components/schedule/words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Page, Section } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { readEnvironment } from "@/lib/env";
import { withQuery } from "@/lib/href";
import { reading } from "@/lib/queries/reading";
import { aboutsOf } from "@/lib/queries/schedule-abouts";
import { findSchedule } from "@/lib/queries/schedules";
import { addressOfRequest } from "@/lib/queries/summary/address";
import { periodOf, rhythmWords } from "@/lib/schedules";
import { changeScheduleAction, removeScheduleAction } from "../actions";
import { scheduleChoices } from "../choices";
import { ScheduleActs } from "../schedule-acts";

export const metadata: Metadata = { title: "Schedule" };

export default async function SchedulePage({ params }: PageProps<"/schedules/[id]">) {
  const viewer = await viewerWho("share.manage");
  const { id } = await params;
  const schedule = viewer && (await findSchedule(viewer, id));
  if (!schedule) notFound();
  const [at, [about = ""]] = await Promise.all([reading(), aboutsOf(viewer, [schedule])]);
  const { abouts, hooks } = await scheduleChoices(viewer, { value: aboutValue(schedule), title: about });
  const { title, runs, recipients, pausedWhy } = schedule;
  const told = schedule.hooks.map(({ name }) => name);
  const summary = { ...schedule, periodDays: periodOf(schedule.cadence) };
  return (
    <Page
      title={title}
      trail={[{ title: "Schedules", href: "/schedules" }]}
      facts={`Sent ${rhythmWords(schedule)} · ${schedule.createdBy} answers for it`}
      actions={
        <ButtonLink href={withQuery("/summary", addressOfRequest(summary))}>The summary as of now</ButtonLink>
      }
    >
      {readEnvironment().mail === null && recipients.length > 0 && <NoMail />}
      <p className="mt-4 max-w-[68ch] text-16 [overflow-wrap:anywhere]">
        {nextSentence(schedule, about, at.zone)}
      </p>
      {pausedWhy && (
        <p className="mt-2 max-w-[68ch] text-13 text-unproven [overflow-wrap:anywhere]">
          {pausedWhy} Resume it, and you answer for it.
        </p>
      )}
      <div className="mt-4">
        <ScheduleActs schedule={schedule} />
      </div>
      <Section title="Last runs" note="the last five">
        {runs.length === 0 ? (
          <p className="text-13 text-ink-2">It has not been due yet. A test shows what will come.</p>
        ) : (
          <RunTable runs={runs} at={at} />
        )}
      </Section>
      <Section title="Change it">
        <ActionForm action={changeScheduleAction} className="grid max-w-[560px] gap-4">
          <input type="hidden" name="id" value={id} />
          <ScheduleFields
            {...{ values: valuesOf(schedule), abouts, hooks, told, email: viewer.actor, reader: at.zone }}
          />
          <div>
            <Submit look="primary">Save</Submit>
          </div>
        </ActionForm>
      </Section>
      <Section title="Remove it">
        <ActionForm action={removeScheduleAction}>
          <ConfirmButton
            {...{ value: id, label: "Remove the schedule", no: "Keep it", look: "danger" }}
            question={`Remove the schedule ${title}?`}
            yes={`Remove ${title}`}
          >
            <p>Nothing is sent any more. Share links that were sent stay open until they end.</p>
          </ConfirmButton>
        </ActionForm>
      </Section>
    </Page>
  );
}
