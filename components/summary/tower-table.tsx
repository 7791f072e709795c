import type { Summary } from "@/lib/exports/summary";
import { towerBecause, towerName } from "@/lib/exports/summary-words";
import { change, score } from "@/lib/format";
import { PlainTable } from "./plain-table";

/** The four towers in figures, with what moved them and what holds each back. */
export function TowerTable({ summary }: { summary: Summary }) {
  return (
    <PlainTable
      caption="The four towers"
      rows={summary.towers}
      columns={[
        {
          title: "Tower",
          of: (row) => (
            <>
              {towerName(row)}
              <span className="sm-under">{towerBecause(row, summary)}</span>
            </>
          ),
        },
        {
          ...{ title: "Proven", number: true },
          of: ({ figures }) => (figures ? score(figures.proven) : "no evidence"),
        },
        { title: "Possible", number: true, of: ({ figures }) => figures && score(figures.possible) },
        {
          ...{ title: "Change", number: true },
          of: ({ figures, before }) => (figures && before ? change(figures.proven - before.proven) : "–"),
        },
        { title: "What holds it back", roomy: true, of: (row) => towerBecause(row, summary) },
      ]}
    />
  );
}
