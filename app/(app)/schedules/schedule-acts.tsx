import type { ReactNode } from "react";
import { ActionForm, Submit } from "@/components/ui/action-form";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { scheduleAction } from "./actions";

interface ScheduleActsProps {
  schedule: Pick<ScheduleItem, "id" | "title" | "pausedAt" | "recipients">;
  /** What else can be done. */
  children?: ReactNode;
}

/** Test, pause and resume; what came of it stands below. */
export function ScheduleActs({ schedule, children }: ScheduleActsProps) {
  const { id, title, pausedAt, recipients } = schedule;
  const turn = pausedAt ? { what: "resume", word: "Resume" } : { what: "pause", word: "Pause" };
  return (
    <ActionForm action={scheduleAction} className="flex flex-wrap items-center gap-2">
      <Submit {...{ name: "what", value: `test ${id}`, small: true }}>
        {recipients.length > 0 ? "Send a test to me" : "Send a test"}
        <span className="sr-only"> of {title}</span>
      </Submit>
      <Submit {...{ name: "what", value: `${turn.what} ${id}`, small: true }}>
        {turn.word}
        <span className="sr-only"> {title}</span>
      </Submit>
      {children}
    </ActionForm>
  );
}
