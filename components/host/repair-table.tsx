import { TOWER_NAMES } from "@/components/fortress/types";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { gain } from "@/lib/format";
import type { Repair } from "@/lib/queries/fortress";

interface RepairTableProps {
  title: string;
  note: string;
  repairs: readonly Repair[];
  hostId: string;
  empty: string;
}

export function RepairTable({ title, note, repairs, hostId, empty }: RepairTableProps) {
  return (
    <Section title={title} note={note} className="not-first:mt-8">
      {repairs.length === 0 ? (
        <p className="text-ink-2">{empty}</p>
      ) : (
        <Table caption={title}>
          <thead>
            <tr>
              <Head>Repair</Head>
              <Head>Tower</Head>
              <Head number>Worth</Head>
            </tr>
          </thead>
          <tbody>
            {repairs.map((repair) => (
              <tr key={repair.key}>
                <Cell>
                  <Link href={hrefOf(repair, hostId)} className="link">
                    {repair.title}
                  </Link>
                  <code className="block text-ink-3 [overflow-wrap:anywhere]">{repair.reference}</code>
                </Cell>
                <Cell>{TOWER_NAMES[repair.tower]}</Cell>
                <Cell number>
                  {repair.kind === "proof" ? (
                    <span className="text-unproven">
                      up to <strong className="font-bold">{gain(repair.gain)}</strong>
                    </span>
                  ) : (
                    <strong className="font-bold">{gain(repair.gain)}</strong>
                  )}
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

/** A repair is explained where its check stands. */
function hrefOf({ key, kind, tower }: Repair, hostId: string): string {
  const page = `/hosts/${hostId}/${tower}`;
  if (key.startsWith("measure:")) return `${page}#${key.slice("measure:".length)}`;
  if (kind === "exposures") return `${page}#exposures`;
  if (key.startsWith("source:")) return "/upload";
  return `${page}#${encodeURIComponent(key)}`;
}
