import Link from "next/link";
import { Time } from "@/components/ui/time";
import type { EventItem } from "@/lib/queries/history";

interface EventListProps {
  events: readonly EventItem[];
  zone: string;
  now: number;
}

/** What costs points from then on. */
const FAILS = ["opened", "reopened", "withdrawn"];

const WORDS: Record<string, string> = {
  opened: "fails",
  reopened: "fails again",
  verified: "repaired",
  "not-applicable": "does not apply",
  "not-reported": "not reported",
  explained: "explained",
  approved: "approved",
  withdrawn: "approval withdrawn",
};

export function EventList({ events, zone, now }: EventListProps) {
  if (events.length === 0) return <p className="text-ink-2">Nothing yet.</p>;
  return (
    <ol className="text-13">
      {events.map((event) => (
        <li key={event.id} className="flex items-baseline gap-3 border-line border-b py-1.5">
          <span className="w-12 shrink-0 text-12 text-ink-3">
            <Time at={event.at} zone={zone} now={now} />
          </span>
          <span
            className={`w-20 shrink-0 text-12 ${FAILS.includes(event.kind) ? "text-failed" : "text-ink-2"}`}
          >
            {WORDS[event.kind === "closed" ? (event.state ?? "") : event.kind] ?? event.kind}
          </span>
          {event.key && (
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <Link href={`/findings/${encodeURIComponent(event.key)}`} prefetch={false} className="link">
                {event.title ?? event.key}
              </Link>
              {event.actor && (
                <span className="block text-12 text-ink-3">
                  by {event.actor}
                  {event.reason && `: ${event.reason}`}
                </span>
              )}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
