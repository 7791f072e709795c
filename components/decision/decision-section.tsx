import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { dayOf } from "@/lib/fortress/decision-rules";
import type { DecisionItem } from "@/lib/queries/decisions";
import { DecisionTable } from "./decision-table";

interface DecisionSectionProps {
  /** Those that hold or wait for an answer. */
  decisions: readonly DecisionItem[];
  hostId: string;
  hostName: string;
  now: number;
}

/** What is decided about a host's risks; nothing where nothing is. */
export function DecisionSection({ decisions, hostId, hostName, now }: DecisionSectionProps) {
  if (decisions.length === 0) return null;
  return (
    <Section
      title="Decisions"
      id="decisions"
      note={
        <Link href={`/decisions?host=${hostId}&state=all`} className="link">
          past ones too
        </Link>
      }
    >
      <DecisionTable caption={`Decisions about ${hostName}`} decisions={decisions} today={dayOf(now)} />
    </Section>
  );
}
