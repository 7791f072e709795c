import clsx from "clsx";
import { dayWords } from "@/components/decision/words";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import type { AttestationItem } from "@/lib/queries/attestations";
import { STATE_WORDS, scopeWords } from "./words";

interface AttestationTableProps {
  attestations: readonly AttestationItem[];
  zone: string;
  now: number;
}

/** Attestations, one a row: of what, for whom, whose word, how old and until when. */
export function AttestationTable({ attestations, zone, now }: AttestationTableProps) {
  return (
    <Table caption="Attestations">
      <thead>
        <tr>
          <Head>Measure</Head>
          <Head className="hidden md:table-cell">Fortresses</Head>
          <Head className="hidden sm:table-cell">Whose word</Head>
          <Head number>Age</Head>
          <Head number>Last day</Head>
        </tr>
      </thead>
      <tbody>
        {attestations.map((one) => (
          <tr key={one.id} className="hover:bg-sunken">
            <Cell>
              <Link href={`/attestations/${one.id}`} className="link">
                {one.measure.title}
              </Link>
              <span className="block text-12 text-ink-3">
                {one.measure.tower && TOWER_NAMES[one.measure.tower]}
                {one.files > 0 && ` · ${plural(one.files, "file")}`}
              </span>
              <span className="block text-12 text-ink-3 [overflow-wrap:anywhere] sm:hidden">by {one.by}</span>
              <span className="block text-12 text-ink-3 [overflow-wrap:anywhere] md:hidden">
                {scopeWords(one)}
              </span>
            </Cell>
            <Cell className="hidden [overflow-wrap:anywhere] md:table-cell">{scopeWords(one)}</Cell>
            <Cell className="hidden [overflow-wrap:anywhere] sm:table-cell">{one.by}</Cell>
            <Cell number>
              <Time at={one.at} zone={zone} now={now} />
            </Cell>
            <Cell number>
              {dayWords(one.lastDay)}
              {one.state !== "holds" && (
                <span
                  className={clsx("block text-12", one.state === "ending" ? "text-unproven" : "text-ink-3")}
                >
                  {STATE_WORDS[one.state]}
                </span>
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
