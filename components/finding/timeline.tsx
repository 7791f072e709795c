import clsx from "clsx";
import { CalendarCheck, FileText, MessageSquare, Paperclip, Scale, User } from "lucide-react";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { TimelineEntry } from "@/lib/queries/timeline";
import { type TimelineWords, timelineWords } from "./timeline-words";

interface TimelineProps {
  entries: readonly TimelineEntry[];
  zone: string;
  now: number;
}

const SIGNS: Record<TimelineWords["by"], { Sign: typeof User; word: string }> = {
  report: { Sign: FileText, word: "Report: " },
  person: { Sign: User, word: "Person: " },
  comment: { Sign: MessageSquare, word: "" },
  file: { Sign: Paperclip, word: "File: " },
  decision: { Sign: Scale, word: "" },
  plan: { Sign: CalendarCheck, word: "Plan: " },
};

/** The life of a finding: what reports, people and decisions made of it, in the order in which it is given. */
export function Timeline({ entries, zone, now }: TimelineProps) {
  if (entries.length === 0) return <p className="text-ink-2">Nothing has been told of it yet.</p>;
  return (
    <ol className="text-13">
      {entries.map((entry) => {
        const { before, link, after, by, fails } = timelineWords(entry, zone);
        const { Sign, word } = SIGNS[by];
        return (
          <li
            key={`${entry.kind}-${entry.id}`}
            className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 border-line border-b py-2 sm:grid-cols-[16px_minmax(0,1fr)_auto]"
          >
            <span className={clsx("mt-0.5", fails ? "text-failed" : "text-ink-3")}>
              <Sign size={14} aria-hidden="true" />
              <span className="sr-only">{word}</span>
            </span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className={fails ? "text-failed" : undefined}>
                {before}
                {link && before !== "" && " "}
                {link && (
                  <Link href={link.href} className="link">
                    {link.text}
                  </Link>
                )}
                {after !== "" && ` ${after}`}
              </span>
              {entry.reason && <span className="block text-ink-2">{entry.reason}</span>}
            </span>
            <span className="col-start-2 text-12 text-ink-3 sm:col-start-3">
              <Time at={entry.at} zone={zone} now={now} as="moment" />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
