import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { EventItem } from "@/lib/queries/history";

interface EventListProps {
  events: readonly EventItem[];
  zone: string;
  now: number;
}

/** What costs points from then on. */
const FAILS = ["opened", "reopened", "withdrawn", "undecided", "unattested", "unexpected"];

const WORDS: Record<string, string> = {
  opened: "fails",
  reopened: "fails again",
  verified: "repaired",
  "not-applicable": "does not apply",
  "not-reported": "not reported",
  explained: "explained",
  approved: "approved",
  withdrawn: "approval withdrawn",
  started: "in progress",
  fixed: "said fixed",
  returned: "open again",
  assigned: "assigned",
  due: "due date",
  labelled: "labels",
  commented: "comment",
  attached: "file",
  "file-removed": "file removed",
  decided: "decided",
  undecided: "decision over",
  attested: "attested",
  unattested: "attestation over",
  expected: "expected",
  unexpected: "expected no more",
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
          {event.title && (
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {event.findingId === null ? (
                event.title
              ) : (
                <Link href={`/hosts/${event.hostId}/findings/${event.findingId}`} className="link">
                  {event.title}
                </Link>
              )}
              {event.decision && (
                <>
                  {" "}
                  ·{" "}
                  <Link href={`/decisions/${event.decision.id}`} className="link">
                    {event.decision.treatment}
                  </Link>
                </>
              )}
              {event.attestation && (
                <>
                  {" "}
                  ·{" "}
                  <Link href={`/attestations/${event.attestation}`} className="link">
                    attestation
                  </Link>
                </>
              )}
              {event.attestation && !event.actor && (
                <span className="block text-12 text-ink-3">{event.reason}</span>
              )}
              {event.actor && (
                <span className="block text-12 text-ink-3">
                  by {event.actor}
                  {event.detail && `, ${event.detail}`}
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
