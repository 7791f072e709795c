import { Head, SortHead, Table } from "@/components/ui/table";
import type { FindingItem } from "@/lib/queries/findings";
import { FindingRow } from "./finding-row";

interface FindingTableProps {
  findings: readonly FindingItem[];
  /** The order now, and the address with another one. */
  sort: string;
  hrefOf: (sort: string) => string;
  /** Within a form: each can be chosen. */
  choose: boolean;
  zone: string;
  now: number;
}

/** Findings one by one: what, where, how bad, how far, whose, until when and what it is worth. */
export function FindingTable({ findings, sort, hrefOf, choose, ...at }: FindingTableProps) {
  // These sort one way only.
  const up = (next: string): string => hrefOf(next.replace("-", ""));
  return (
    <Table caption="Findings">
      <thead>
        <tr>
          <Head>Check that fails</Head>
          <SortHead name="host" sort={sort} hrefOf={up}>
            Host
          </SortHead>
          <Head className="hidden lg:table-cell">Tower</Head>
          <SortHead name="severity" sort={sort} hrefOf={up} className="hidden sm:table-cell">
            Severity
          </SortHead>
          <Head>State</Head>
          <SortHead name="assignee" sort={sort} hrefOf={up} className="hidden sm:table-cell">
            Whose
          </SortHead>
          <SortHead name="due" sort={sort} hrefOf={hrefOf}>
            Due
          </SortHead>
          <SortHead
            number
            name="opened"
            sort={sort}
            first="down"
            hrefOf={hrefOf}
            className="hidden sm:table-cell"
          >
            Since
          </SortHead>
          <SortHead number name="gain" sort={sort} first="down" hrefOf={hrefOf}>
            Worth
          </SortHead>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} choose={choose} {...at} />
        ))}
      </tbody>
    </Table>
  );
}
