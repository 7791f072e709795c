import { TOWER_NAMES } from "@/components/fortress/types";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { gain } from "@/lib/format";
import type { Weakness } from "@/lib/queries/findings";
import { isTower } from "@/lib/queries/hosts";

/** Findings by weakness: each check once, whatever number of hosts it fails on. */
export function WeaknessTable({ weaknesses }: { weaknesses: readonly Weakness[] }) {
  return (
    <Table caption="Weaknesses of the fleet">
      <thead>
        <tr>
          <Head>Check that fails</Head>
          <Head className="hidden sm:table-cell">Tower</Head>
          <Head className="hidden sm:table-cell">Severity</Head>
          <Head number>Fortresses</Head>
          <Head number>Worth to the fleet</Head>
        </tr>
      </thead>
      <tbody>
        {weaknesses.map((weakness) => (
          <tr key={weakness.key} className="hover:bg-sunken">
            <Cell>
              <Link href={`/findings/${encodeURIComponent(weakness.key)}`} className="link">
                {weakness.title}
              </Link>
              <code className="block text-ink-3 [overflow-wrap:anywhere]">{weakness.key}</code>
            </Cell>
            <Cell className="hidden sm:table-cell">
              {isTower(weakness.tower) ? TOWER_NAMES[weakness.tower] : weakness.tower}
            </Cell>
            <Cell className="hidden sm:table-cell">{weakness.severity}</Cell>
            <Cell number>{weakness.hosts}</Cell>
            <Cell number className="font-bold">
              {weakness.gain > 0 ? gain(weakness.gain) : "·"}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
