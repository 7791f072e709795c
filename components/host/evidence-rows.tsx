import { Link } from "@/components/ui/link";
import { Cell } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { whole } from "@/lib/format";
import type { HostEvidence, SpokenEvidence } from "@/lib/queries/evidence";
import { EvidenceStrip } from "./evidence-strip";
import { dueWords, KIND_WORDS, periodWords } from "./evidence-words";

interface SpokenRowProps {
  source: SpokenEvidence;
  zone: string;
  now: number;
}

/** A source that has spoken of the host. */
export function SpokenRow({ source, zone, now }: SpokenRowProps) {
  const { tool, observedAt, fresh, periodDays } = source;
  const due = dueWords(observedAt, periodDays, now);
  return (
    <tr>
      <Cell className="min-w-44">
        <Link href={`/reports/${source.reportId}`} className="link [overflow-wrap:anywhere]">
          {source.title}
        </Link>
        <span className="block text-12 text-ink-3">{KIND_WORDS[source.kind]}</span>
      </Cell>
      <Cell>
        <Time at={observedAt} zone={zone} now={now} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <span className={due.late ? "text-unproven" : ""}>{due.text}</span>
        <span className="block text-12 text-ink-3">{periodWords(periodDays)}</span>
      </Cell>
      <Cell number>
        {fresh === null ? <span className="text-ink-3">no passes</span> : <Fresh share={fresh} />}
      </Cell>
      <Cell number>{whole(source.reports)}</Cell>
      <Cell>
        <EvidenceStrip recent={source.recent} lastAt={observedAt} zone={zone} />
      </Cell>
      <Cell className="min-w-28 text-ink-2 [overflow-wrap:anywhere]">
        {tool.name} {tool.version ?? <span className="text-ink-3">(no version told)</span>}
      </Cell>
    </tr>
  );
}

const BAR = 64;

/** How much still counts, rounded down: all of it only where nothing has faded. */
function Fresh({ share }: { share: number }) {
  return (
    <span className={share < 1 ? "text-unproven" : ""}>
      {Math.floor(share * 100)} %
      <svg width={BAR} height="4" aria-hidden="true" className="mt-2 ml-auto block">
        <rect width={BAR} height="4" fill="var(--line)" />
        <rect width={BAR * share} height="4" fill="var(--ink-3)" />
      </svg>
    </span>
  );
}

/** A kind of evidence that the policy expects and that never came. */
export function MissingRow({ missing }: { missing: HostEvidence["missing"][number] }) {
  return (
    <tr>
      <Cell className="min-w-44">
        {missing.title}
        <span className="block text-12 text-ink-3">{KIND_WORDS[missing.kind]}</span>
      </Cell>
      <Cell className="text-ink-3">–</Cell>
      <Cell className="whitespace-nowrap text-unproven">expected, never came</Cell>
      <Cell number className="text-ink-3">
        –
      </Cell>
      <Cell number>0</Cell>
      <Cell className="text-ink-3">–</Cell>
      <Cell className="text-ink-3">–</Cell>
    </tr>
  );
}
