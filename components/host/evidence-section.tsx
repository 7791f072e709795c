import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Head, Table } from "@/components/ui/table";
import { plural } from "@/lib/format";
import type { HostEvidence } from "@/lib/queries/evidence";
import { MissingRow, SpokenRow } from "./evidence-rows";

interface EvidenceSectionProps {
  evidence: HostEvidence;
  hostId: string;
  zone: string;
  now: number;
  /** What stands below the table. */
  children?: ReactNode;
}

const COLUMNS = 7;

/** Who has spoken of the host and when, what is due, and what the policy waits for. */
export function EvidenceSection({ evidence, hostId, zone, now, children }: EvidenceSectionProps) {
  const { spoken, missing, more } = evidence;
  const rows = (expected: boolean) =>
    spoken
      .filter((source) => source.expected === expected)
      .map((source) => <SpokenRow key={source.source} source={source} zone={zone} now={now} />);
  const [demanded, others] = [rows(true), rows(false)];
  const all = `/hosts/${hostId}/evidence`;
  return (
    <Section
      title="Evidence"
      id="evidence"
      note={
        spoken.length > 0 && (
          <Link href={all} className="link">
            all reports
          </Link>
        )
      }
    >
      <Table caption="Evidence by source">
        <thead>
          <tr>
            <Head>Source</Head>
            <Head className="sm:whitespace-nowrap">Last report</Head>
            <Head>Due</Head>
            <Head number>Still counts</Head>
            <Head number>Reports</Head>
            <Head>Last 90 days</Head>
            <Head>Tool</Head>
          </tr>
        </thead>
        {missing.length + demanded.length > 0 && (
          <tbody>
            <GroupHead
              title="Expected"
              words="every fortress owes evidence of this kind; without any its towers lack its weight"
            />
            {missing.map((one) => (
              <MissingRow key={one.kind} missing={one} />
            ))}
            {demanded}
          </tbody>
        )}
        {others.length > 0 && (
          <tbody>
            <GroupHead
              title="Not expected"
              words="it helps, and nobody waits for it; its passes fade all the same"
            />
            {others}
          </tbody>
        )}
      </Table>
      {more > 0 && (
        <p className="mt-3 text-12 text-ink-3">
          {plural(more, "more source")} spoke longer ago:{" "}
          <Link href={all} className="link">
            see their reports
          </Link>
          .
        </p>
      )}
      {children}
    </Section>
  );
}

function GroupHead({ title, words }: { title: string; words: string }) {
  return (
    <tr>
      <th
        scope="rowgroup"
        colSpan={COLUMNS}
        className="border-line border-b pt-5 pb-1 text-left font-normal text-12 text-ink-3"
      >
        <strong className="font-bold text-ink-2">{title}</strong>: {words}
      </th>
    </tr>
  );
}
