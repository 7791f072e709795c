/** The details of a summary, section by section. Without script, for screen, paper and share. */
import type { ReactNode } from "react";
import type { Summary, SummarySection } from "@/lib/exports/summary";
import * as say from "@/lib/exports/summary-words";
import { day, gain, plural, score, whole } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import { TOWER_NAMES } from "@/lib/fortress/words";
import { DecisionsPart } from "./decisions-part";
import { Part } from "./part";
import { type Column, PlainTable } from "./plain-table";

interface SummarySectionsProps {
  summary: Summary;
  sections: readonly SummarySection[];
}

type Drawn = (props: { summary: Summary }) => ReactNode;
type HostRow = Summary["table"][number];

const dayOf = (at: string): string => day(at, "UTC");

const DRAWN: Record<SummarySection, Drawn> = {
  towers: Hosts,
  findings: Findings,
  plans: Plans,
  decisions: DecisionsPart,
  evidence: Evidence,
  method: Method,
};

export function SummarySections({ summary, sections }: SummarySectionsProps) {
  return (
    <div className="sm">
      {sections.map((section) => {
        const Section = DRAWN[section];
        return <Section key={section} summary={summary} />;
      })}
    </div>
  );
}

const HOSTS: readonly Column<HostRow>[] = [
  {
    title: "Fortress",
    of: ({ name, href }) =>
      href === null ? (
        name
      ) : (
        <a href={href} className="link">
          {name}
        </a>
      ),
  },
  { title: "Grade", of: ({ grade }) => grade ?? "none" },
  { title: "Proven", number: true, of: ({ proven }) => score(proven) },
  { title: "Possible", number: true, of: ({ possible }) => score(possible) },
  ...TOWERS.map(
    (tower): Column<HostRow> => ({
      ...{ title: TOWER_NAMES[tower], number: true, roomy: true },
      of: ({ towers }) => score(towers[tower]),
    }),
  ),
  { title: "Open", number: true, of: ({ open }) => whole(open) },
  {
    ...{ title: "Last evidence", roomy: true, short: true },
    of: ({ lastEvidenceAt }) => (lastEvidenceAt ? dayOf(lastEvidenceAt) : "none yet"),
  },
];

function Hosts({ summary: { table, hosts, scope } }: { summary: Summary }) {
  if (scope === "host" || table.length === 0) return null;
  return (
    <Part title="The fortresses">
      <PlainTable caption="The fortresses, lowest first" rows={table} columns={HOSTS} />
      {hosts > table.length && (
        <p className="sm-sub">
          The lowest {whole(table.length)} of {whole(hosts)}.
        </p>
      )}
    </Part>
  );
}

function Findings({ summary }: { summary: Summary }) {
  const { findings, repaired } = summary;
  return (
    <Part title="Findings">
      <p>{say.openWords(summary)}</p>
      {findings.top.length > 0 && (
        <PlainTable
          caption="The costliest weaknesses"
          rows={findings.top}
          columns={[
            {
              title: "Costliest weaknesses",
              of: ({ title, repair }) => (
                <>
                  {title}
                  {repair && <span className="sm-note">{repair}</span>}
                </>
              ),
            },
            { title: "Severity", of: ({ severity }) => severity },
            { title: "Tower", roomy: true, of: ({ tower }) => TOWER_NAMES[tower] },
            { title: "Fortresses", number: true, of: ({ hosts }) => whole(hosts) },
            { title: "Worth", number: true, of: (row) => gain(row.gain) },
          ]}
        />
      )}
      {repaired.first.length > 0 && (
        <PlainTable
          caption="Proved repairs"
          rows={repaired.first}
          columns={[
            { title: "Proved repairs", of: ({ title }) => title },
            { title: "Fortresses", number: true, of: ({ hosts }) => whole(hosts) },
            { title: "Proved", short: true, of: ({ lastAt }) => dayOf(lastAt) },
          ]}
        />
      )}
    </Part>
  );
}

function Plans({ summary: { plans } }: { summary: Summary }) {
  return (
    <Part title="Plans">
      {plans.length === 0 ? (
        <p>No plan of repairs is running.</p>
      ) : (
        <ul className="sm-news">
          {plans.map((plan, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a still list, and titles may repeat
            <li key={index}>
              <strong>{plan.title}</strong>: {say.planWords(plan)}.
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Evidence({ summary }: { summary: Summary }) {
  const { evidence, scope } = summary;
  const reports = evidence.reduce((all, one) => all + one.reports, 0);
  const rests = `Every figure rests on ${plural(reports, "report")}.`;
  return (
    <Part title="Evidence">
      <p>
        {evidence.length === 0 ? "No report has come yet." : rests} {say.silentWords(summary)}
      </p>
      {evidence.length > 0 && (
        <PlainTable
          caption="What the figures rest on"
          rows={evidence}
          columns={[
            { title: "Source", of: ({ source }) => source },
            ...(scope === "host"
              ? []
              : [{ title: "Fortresses", number: true, of: (row: EvidenceRow) => whole(row.hosts) }]),
            { title: "Reports", number: true, roomy: true, of: (row) => whole(row.reports) },
            { title: "Newest", short: true, of: ({ newest }) => dayOf(newest) },
            { title: "Oldest", roomy: true, short: true, of: ({ oldest }) => dayOf(oldest) },
          ]}
        />
      )}
    </Part>
  );
}
type EvidenceRow = Summary["evidence"][number];

function Method() {
  return (
    <Part title="How it is scored">
      {say.METHOD.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Part>
  );
}
