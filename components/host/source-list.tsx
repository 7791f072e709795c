import Link from "next/link";
import { Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import type { SourceView } from "@/lib/queries/fortress";

interface SourceListProps {
  sources: readonly SourceView[];
  zone: string;
  now: number;
}

export function SourceList({ sources, zone, now }: SourceListProps) {
  return (
    <Section title="Sources" note="age, and how much of it still counts" className="">
      <ul>
        {sources.map((source) => (
          <li key={source.source} className="border-line border-b py-2">
            <div className="flex items-baseline justify-between gap-4">
              <Link href={`/reports/${source.reportId}`} prefetch={false} className="link">
                {source.title} {source.version}
              </Link>
              <span className={source.fresh < 1 ? "text-unproven" : "text-ink-2"}>
                <Time at={source.observedAt} zone={zone} now={now} />
              </span>
            </div>
            <div className="flex items-center justify-between gap-4 text-12 text-ink-3">
              <span>
                {plural(source.reports, "report")}, expected every {plural(source.periodDays, "day")}
              </span>
              <svg
                width="80"
                height="4"
                aria-label={`${Math.round(source.fresh * 100)} % still counts`}
                role="img"
              >
                <rect width="80" height="4" fill="var(--line)" />
                <rect width={80 * source.fresh} height="4" fill="var(--ink-3)" />
              </svg>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
