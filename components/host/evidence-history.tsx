import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viaWord, whole } from "@/lib/format";
import type { EvidenceReport } from "@/lib/queries/evidence-history";
import { scopeWords } from "./evidence-words";

interface EvidenceHistoryProps {
  reports: readonly EvidenceReport[];
  host: string;
  zone: string;
  now: number;
}

/** Reports one by one, as they are given. */
export function EvidenceHistory({ reports, host, zone, now }: EvidenceHistoryProps) {
  return (
    <Table caption={`Reports of ${host}`}>
      <thead>
        <tr>
          <Head>Report</Head>
          <Head>Observed</Head>
          <Head>Received</Head>
          <Head>Run</Head>
          <Head number>Opened</Head>
          <Head number>Closed</Head>
          <Head number>Came back</Head>
          <Head>By</Head>
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => (
          <tr key={report.id} className="hover:bg-sunken">
            <Cell className="min-w-44">
              <Link href={`/reports/${report.id}`} className="link [overflow-wrap:anywhere]">
                {report.title}
              </Link>
              <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
                {report.tool.name} {report.tool.version}
              </span>
            </Cell>
            <Cell>
              <Time at={report.observedAt} zone={zone} now={now} as="moment" />
              {report.zone === "assumed-utc" && (
                <span className="block text-12 text-ink-3">no zone told: read as UTC</span>
              )}
            </Cell>
            <Cell>
              <Time at={report.receivedAt} zone={zone} now={now} as="moment" />
            </Cell>
            <Cell className="whitespace-nowrap">
              <Run scope={report.scope} complete={report.complete} />
            </Cell>
            <Cell number>{whole(report.changes.opened)}</Cell>
            <Cell number>{whole(report.changes.closed)}</Cell>
            <Cell number>{whole(report.changes.reopened)}</Cell>
            <Cell className="min-w-36 text-12 text-ink-3 [overflow-wrap:anywhere]">
              {report.brought ? (
                <>
                  {report.brought.actor}
                  <span className="block">{viaWord(report.brought.via)}</span>
                </>
              ) : (
                "–"
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Run({ scope, complete }: { scope: string; complete: boolean }) {
  return (
    <>
      <span className={scope === "full" ? "" : "text-unproven"}>{scopeWords(scope)}</span>
      <span className={complete ? "block text-12 text-ink-3" : "block text-12 text-failed"}>
        {complete ? "complete" : "stops early, closes nothing"}
      </span>
    </>
  );
}
