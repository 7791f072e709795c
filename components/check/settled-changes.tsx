import Link from "next/link";
import type { ReactNode } from "react";
import { Sign } from "@/components/fortress/sign";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import type { SettledRow } from "@/lib/queries/towers";
import { Details } from "./details";

interface SettledChangesProps {
  changes: readonly SettledRow[];
  zone: string;
  now: number;
  /** What takes an approval back, where the reader may. */
  withdraw?: (change: SettledRow) => ReactNode;
}

/** Changed files that count nothing, with what settles each: the update of its package, or a person's word. */
export function SettledChanges({ changes, zone, now, withdraw }: SettledChangesProps) {
  const of = (settled: SettledRow["settled"]) => changes.filter((one) => one.settled === settled);
  const explained = of("explained");
  const approved = of("approved");
  return (
    <div className="grid gap-3">
      {explained.length > 0 && (
        <details>
          <summary className="link text-13 text-ink-2">
            {plural(explained.length, "change")} that{" "}
            {explained.length === 1 ? "an update of its" : "updates of their"}{" "}
            {explained.length === 1 ? "package explains" : "packages explain"}
          </summary>
          <Rows changes={explained} zone={zone} now={now} />
        </details>
      )}
      {approved.length > 0 && (
        <details open>
          <summary className="link text-13 text-ink-2">
            {plural(approved.length, "change")} approved as the new baseline
          </summary>
          <Rows changes={approved} zone={zone} now={now} {...(withdraw && { withdraw })} />
        </details>
      )}
    </div>
  );
}

function Rows({ changes, zone, now, withdraw }: SettledChangesProps) {
  return (
    <Table caption="Changes that count nothing">
      <thead>
        <tr>
          <Head>What</Head>
          <Head className="hidden sm:table-cell">Because</Head>
          <Head className="hidden sm:table-cell">Seen by</Head>
          <Head number>Since</Head>
          {withdraw && (
            <Head className="relative">
              <span className="sr-only">Withdraw</span>
            </Head>
          )}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.key} id={change.key} className="target:bg-accent-soft">
            <Cell>
              <span className="flex items-start gap-2">
                <span className="mt-1 shrink-0">
                  <Sign name="proven" />
                </span>
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {change.title}
                  <span className="block text-12 text-ink-2 sm:hidden">{change.because}</span>
                  {change.witnesses.some(({ details }) => details.length > 0) && (
                    <details>
                      <summary className="link text-12 text-ink-3">what was seen</summary>
                      {change.witnesses.map(({ source, title, details }) => (
                        <Details key={source} details={details} of={title} />
                      ))}
                    </details>
                  )}
                </span>
              </span>
            </Cell>
            <Cell className="hidden min-w-40 [overflow-wrap:anywhere] sm:table-cell">{change.because}</Cell>
            <Cell className="hidden sm:table-cell">
              {change.witnesses.map(({ source, title, reportId }) => (
                <Link key={source} href={`/reports/${reportId}`} prefetch={false} className="link block">
                  {title}
                </Link>
              ))}
            </Cell>
            <Cell number>
              <Time at={change.at} zone={zone} now={now} />
            </Cell>
            {withdraw && <Cell number>{withdraw(change)}</Cell>}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
