import { Timeline } from "@/components/finding/timeline";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { MOST_ENTRIES, type TimelineEntry } from "@/lib/queries/timeline";

interface HistoryProps {
  /** The latest first. */
  entries: readonly TimelineEntry[];
  /** As in the address: `oldest` turns it round. */
  order: string;
  zone: string;
  now: number;
}

/** All that happened to a finding, in the order that the reader wants. */
export function History({ entries, order, ...at }: HistoryProps) {
  const oldest = order === "oldest";
  return (
    <Section
      title="History"
      id="history"
      note={
        <Link href={oldest ? "?#history" : "?order=oldest#history"} className="link">
          {oldest ? "latest first" : "oldest first"}
        </Link>
      }
    >
      <Timeline entries={oldest ? entries.toReversed() : entries} {...at} />
      {entries.length >= MOST_ENTRIES && (
        <p className="mt-2 text-12 text-ink-3">The latest {MOST_ENTRIES} changes.</p>
      )}
    </Section>
  );
}
