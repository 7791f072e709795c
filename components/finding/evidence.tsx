import { Details } from "@/components/check/details";
import { Outcome } from "@/components/check/outcome";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { SourceWord } from "@/lib/queries/finding-evidence";

interface EvidenceProps {
  words: readonly SourceWord[];
  zone: string;
  now: number;
}

/** What each source says of a finding now, with the report that says it. */
export function Evidence({ words, zone, now }: EvidenceProps) {
  if (words.length === 0) return <p className="text-ink-2">No report speaks of it now.</p>;
  return (
    <ul className="text-13">
      {words.map(({ source, title, reportId, observedAt, outcome, sinceAt, message, details }) => (
        <li key={source} className="border-line border-b py-2">
          <div className="flex flex-wrap items-baseline gap-x-3">
            {outcome !== null && <Outcome outcome={outcome} />}
            <span>
              <Link href={`/reports/${reportId}`} className="link">
                {title}
              </Link>
              , <Time at={observedAt} zone={zone} now={now} as="moment" />
            </span>
            <span className="text-12 text-ink-3">
              so since <Time at={sinceAt} zone={zone} now={now} as="moment" />
            </span>
          </div>
          {message && !details.some(({ text }) => text === message) && (
            <p className="text-ink-2 [overflow-wrap:anywhere]">{message}</p>
          )}
          <Details details={details} />
        </li>
      ))}
    </ul>
  );
}
