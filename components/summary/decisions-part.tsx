import type { Summary } from "@/lib/exports/summary";
import * as say from "@/lib/exports/summary-words";
import { day, whole } from "@/lib/format";
import { Part } from "./part";
import { PlainTable } from "./plain-table";

/** What people have decided about risks, and attested where no tool can look. */
export function DecisionsPart({ summary }: { summary: Summary }) {
  const { decisions, attestations } = summary;
  return (
    <Part title="Decisions and attestations">
      <p>{say.decidedWords(summary)}</p>
      {decisions.length > 0 && (
        <PlainTable
          caption="Decisions that hold"
          rows={decisions}
          columns={[
            {
              title: "Risk",
              of: (row) => (
                <>
                  {say.decisionWords(row)}
                  <span className="sm-note">{row.reason}</span>
                </>
              ),
            },
            { title: "Severity", of: ({ severity }) => severity },
            { title: "Fortresses", number: true, roomy: true, of: ({ hosts }) => whole(hosts) },
            {
              title: "Who answers for it",
              of: (row) => [row.owner ?? row.approver, say.carriedOutWords(row)].filter(Boolean).join(", "),
            },
          ]}
        />
      )}
      {attestations.length > 0 && (
        <PlainTable
          caption="Attestations that hold"
          rows={attestations}
          columns={[
            { title: "Attested", of: ({ measure }) => measure },
            { title: "By", of: ({ byWhom }) => byWhom },
            { title: "Fortresses", number: true, roomy: true, of: ({ hosts }) => whole(hosts) },
            { title: "Valid until", short: true, of: ({ validUntil }) => day(validUntil, "UTC") },
          ]}
        />
      )}
    </Part>
  );
}
