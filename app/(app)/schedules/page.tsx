import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Empty, Page } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { list, moment, plural } from "@/lib/format";
import { reading } from "@/lib/queries/reading";
import { listSchedules, type ScheduleItem } from "@/lib/queries/schedules";
import { rhythmWords } from "@/lib/schedules";
import { scheduleAction } from "./actions";

export const metadata: Metadata = { title: "Schedules" };

type Reading = Awaited<ReturnType<typeof reading>>;

export default async function SchedulesPage() {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const [schedules, at] = await Promise.all([listSchedules(viewer), reading()]);
  return (
    <Page
      title="Schedules"
      facts={`${plural(schedules.length, "schedule")} · summaries that are sent by themselves`}
      actions={
        <ButtonLink href="/schedules/new" look="primary">
          New schedule
        </ButtonLink>
      }
    >
      {/* Around both: the answer to the last removal stands above an empty page. */}
      <div className="mt-6">
        <ActionForm action={scheduleAction} answers="above">
          {schedules.length === 0 ? (
            <Empty title="Nothing is sent by itself yet">
              <p>
                A board gets its summary every month, a team every Monday: say what, when and to whom with
                “New schedule”.
              </p>
            </Empty>
          ) : (
            <Schedules schedules={schedules} at={at} />
          )}
        </ActionForm>
      </div>
    </Page>
  );
}

const Schedules = ({ schedules, at }: { schedules: readonly ScheduleItem[]; at: Reading }) => (
  <Table caption="Schedules">
    <thead>
      <tr>
        <Head>Summary</Head>
        <Head className="hidden sm:table-cell">To</Head>
        <Head>Next</Head>
        <Head className="hidden sm:table-cell">Last</Head>
        <Head className="relative">
          <span className="sr-only">What to do with it</span>
        </Head>
      </tr>
    </thead>
    <tbody>
      {schedules.map((schedule) => (
        <Row key={schedule.id} schedule={schedule} at={at} />
      ))}
    </tbody>
  </Table>
);

function Row({ schedule, at }: { schedule: ScheduleItem; at: Reading }) {
  const { id, title, recipients, hooks, send, pausedAt, nextAt, createdBy } = schedule;
  return (
    <tr className="hover:bg-sunken">
      <Cell className="min-w-40 [overflow-wrap:anywhere]">
        <span className="font-bold">{title}</span>
        <span className="block text-12 text-ink-3">
          {rhythmWords(schedule)} · {send === "pdf" ? "PDF" : "share link"}
        </span>
        <span className="block text-12 text-ink-3">by {createdBy}</span>
      </Cell>
      <Cell className="hidden [overflow-wrap:anywhere] sm:table-cell">
        {list([...recipients, ...hooks.map(({ name }) => `web hook ${name}`)])}
      </Cell>
      <Cell>
        {pausedAt ? <span className="text-ink-3">paused</span> : moment(nextAt, at.zone)}
        <span className="mt-1 block text-12 sm:hidden">
          <Last schedule={schedule} at={at} />
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <Last schedule={schedule} at={at} />
      </Cell>
      <Cell>
        <div className="flex flex-wrap justify-end gap-2">
          <Submit {...{ name: "what", value: `test ${id}`, small: true }}>Test to me</Submit>
          <Submit {...{ name: "what", value: `${pausedAt ? "resume" : "pause"} ${id}`, small: true }}>
            {pausedAt ? "Resume" : "Pause"}
          </Submit>
          <ConfirmButton
            {...{ small: true, value: id, label: "Remove", no: "Keep it" }}
            question={`Remove the schedule ${title}?`}
            yes={`Remove ${title}`}
          >
            <p>Nothing is sent any more. Share links that were sent stay open until they end.</p>
          </ConfirmButton>
        </div>
      </Cell>
    </tr>
  );
}

const STATES = { sent: "sent", sending: "on its way", failed: "failed" } as const;

function Last({ schedule: { runs }, at }: { schedule: ScheduleItem; at: Reading }) {
  const [last] = runs;
  if (!last) return "not sent yet";
  return (
    <>
      <span className={last.state === "failed" ? "text-failed" : undefined}>{STATES[last.state]}</span>{" "}
      <Time at={last.at} {...at} />
      {last.error && <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">{last.error}</span>}
    </>
  );
}
