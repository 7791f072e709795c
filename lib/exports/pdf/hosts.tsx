/** Each fortress in a line. */
import { age, score, whole } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import { TOWER_NAMES } from "@/lib/fortress/words";
import type { Summary } from "../summary";
import { type Column, Paragraph, Table } from "./parts";

type Row = Summary["table"][number];

export function HostTable({ summary: { table, hosts, at } }: { summary: Summary }) {
  const towers = TOWERS.map(
    (tower): Column<Row> => ({
      title: TOWER_NAMES[tower],
      wide: 1.5,
      right: true,
      text: (row) => score(row.towers[tower]),
    }),
  );
  const more = hosts - table.length;
  return (
    <>
      <Table
        rows={table}
        columns={[
          { title: "Fortress", wide: 4.2, strong: true, text: ({ name }) => name },
          { title: "Grade", wide: 0.9, text: ({ grade }) => grade ?? "–" },
          { title: "Proven", wide: 1.2, right: true, strong: true, text: ({ proven }) => score(proven) },
          { title: "Possible", wide: 1.3, right: true, text: ({ possible }) => score(possible) },
          ...towers,
          { title: "Open", wide: 0.9, right: true, text: ({ open }) => whole(open) },
          {
            title: "Evidence",
            wide: 1.3,
            right: true,
            text: ({ lastEvidenceAt }) => (lastEvidenceAt ? age(lastEvidenceAt, Date.parse(at)) : "none"),
          },
        ]}
      />
      {more > 0 && <Paragraph soft>{`Lowest first; ${whole(more)} more are not listed here.`}</Paragraph>}
    </>
  );
}
