import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { gain } from "@/lib/format";
import type { FleetRepair } from "@/lib/queries/fleet";

interface RepairsProps {
  repairs: readonly FleetRepair[];
  hosts: number;
}

export function RepairsEverywhere({ repairs, hosts }: RepairsProps) {
  if (repairs.length === 0)
    return <p className="text-ink-2">No single repair moves the fleet by a tenth of a point.</p>;
  return (
    <Table caption="Best repairs for the whole fleet">
      <thead>
        <tr>
          <Head>Repair</Head>
          <Head number>Fortresses</Head>
          <Head number>Worth</Head>
        </tr>
      </thead>
      <tbody>
        {repairs.map((one) => (
          <tr key={one.key}>
            <Cell>
              <Link href={one.href} className="link">
                {one.title}
              </Link>
              <code className="block text-ink-3 [overflow-wrap:anywhere]">{one.reference}</code>
            </Cell>
            <Cell number>
              {one.hosts} of {hosts}
            </Cell>
            <Cell number className="font-bold">
              {gain(one.gain)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
