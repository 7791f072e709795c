import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoMail } from "@/components/schedule/no-mail";
import { RunOutcome } from "@/components/schedule/run-table";
import { nextSentence } from "@/components/schedule/words";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { readEnvironment } from "@/lib/env";
import { plural } from "@/lib/format";
import { reading } from "@/lib/queries/reading";
import { aboutsOf } from "@/lib/queries/schedule-abouts";
import { listSchedules, type ScheduleItem } from "@/lib/queries/schedules";
import { rhythmWords } from "@/lib/schedules";
import { ScheduleActs } from "./schedule-acts";

export const metadata: Metadata = { title: "Schedules" };

type Reading = Awaited<ReturnType<typeof reading>>;

export default async function SchedulesPage() {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const [schedules, at] = await Promise.all([listSchedules(viewer), reading()]);
  const abouts = await aboutsOf(viewer, schedules);
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
      {readEnvironment().mail === null && <NoMail />}
      {schedules.length === 0 ? (
        <Empty title="Nothing is sent by itself yet">
          <p>
            A board gets its summary every month, a team every Monday: say what, when and to whom with “New
            schedule”, or open a <Link href="/summary">summary</Link> and have it sent from there.
          </p>
        </Empty>
      ) : (
        <ul className="mt-6 border-line border-t">
          {schedules.map((schedule, index) => (
            <Item key={schedule.id} schedule={schedule} about={abouts[index] ?? ""} at={at} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Item({ schedule, about, at }: { schedule: ScheduleItem; about: string; at: Reading }) {
  const { id, title, pausedWhy, createdBy } = schedule;
  const [last] = schedule.runs;
  return (
    <li className="grid gap-x-8 gap-y-3 border-line border-b py-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid max-w-[80ch] gap-1 text-13 [overflow-wrap:anywhere]">
        <h2 className="text-16">
          <Link href={`/schedules/${id}`} className="link font-bold">
            {title}
          </Link>
        </h2>
        <p className="text-12 text-ink-3">
          {rhythmWords(schedule)} · {createdBy} answers for it
        </p>
        <p>{nextSentence(schedule, about, at.zone)}</p>
        {pausedWhy && <p className="text-unproven">{pausedWhy} Resume it, and you answer for it.</p>}
        <div>Last: {last ? <RunOutcome run={last} at={at} /> : "not sent yet"}</div>
      </div>
      <div>
        <ScheduleActs schedule={schedule}>
          <ButtonLink href={`/schedules/${id}`} small>
            Edit<span className="sr-only"> {title}</span>
          </ButtonLink>
        </ScheduleActs>
      </div>
    </li>
  );
}
