/** After the first page: the chosen sections, each under its heading. */
import { Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { age, change, day, gain, score, whole } from "@/lib/format";
import { TOWER_NAMES } from "@/lib/fortress/words";
import { SUMMARY_SECTIONS, type Summary, type SummarySection } from "../summary";
import {
  carriedOutWords,
  decidedWords,
  fortresses,
  METHOD,
  openWords,
  planWords,
  repairedWords,
  TREATED,
  towerBecause,
} from "../summary-words";
import { HostTable } from "./hosts";
import { Heading, Items, Paragraph, Table } from "./parts";
import { STYLE } from "./style";
import { tagged } from "./tag";
import { Trend } from "./trend";

const dayOf = (at: string): string => day(at, "UTC");

interface DetailsProps {
  summary: Summary;
  sections: readonly SummarySection[];
}

export const Details = ({ summary, sections }: DetailsProps) => (
  <View break>
    {SUMMARY_SECTIONS.filter((section) => sections.includes(section)).map((section) => (
      <View key={section} {...tagged("Sect")}>
        {PARTS[section](summary)}
      </View>
    ))}
  </View>
);

const PARTS: Readonly<Record<SummarySection, (summary: Summary) => ReactNode>> = {
  towers: (summary) => <Towers summary={summary} />,
  findings: (summary) => <Findings summary={summary} />,
  plans: (summary) => <Plans summary={summary} />,
  decisions: (summary) => <Decisions summary={summary} />,
  evidence: (summary) => <Evidence summary={summary} />,
  method: () => (
    <>
      <Heading>How it is scored</Heading>
      {METHOD.map((paragraph) => (
        <Paragraph key={paragraph}>{paragraph}</Paragraph>
      ))}
    </>
  ),
};

function Towers({ summary }: { summary: Summary }) {
  const { grades, towers, trend, table, scope } = summary;
  const graded = grades.filter(({ hosts }) => hosts > 0);
  return (
    <>
      <Heading>The four towers</Heading>
      <Table
        rows={towers}
        columns={[
          { title: "Tower", wide: 2, strong: true, text: ({ tower }) => TOWER_NAMES[tower] },
          { title: "Proven", wide: 1.1, right: true, text: ({ figures }) => score(figures?.proven) },
          { title: "Possible", wide: 1.1, right: true, text: ({ figures }) => score(figures?.possible) },
          {
            title: "Change",
            wide: 1.1,
            right: true,
            text: ({ figures, before }) => (figures && before ? change(figures.proven - before.proven) : "–"),
          },
          {
            title: "What holds it back",
            wide: 7,
            text: (tower) => towerBecause(tower, summary) || (tower.figures ? "" : "No evidence."),
          },
        ]}
      />
      {trend.length > 1 && (
        <View wrap={false} style={{ marginTop: 12 }}>
          <Text style={STYLE.small}>Proven (line) and possible (dashes) over time</Text>
          <Trend trend={trend} />
        </View>
      )}
      {scope !== "host" && table.length > 0 && (
        <>
          <Heading>The fortresses</Heading>
          <Paragraph>
            {graded.map(({ grade, hosts }) => `Grade ${grade}: ${fortresses(hosts)}`).join(" · ")}
          </Paragraph>
          <HostTable summary={summary} />
        </>
      )}
    </>
  );
}

function Findings({ summary }: { summary: Summary }) {
  const { findings, repaired } = summary;
  return (
    <>
      <Heading>Findings</Heading>
      <Paragraph>{openWords(summary)}</Paragraph>
      {findings.top.length > 0 && (
        <Table
          rows={findings.top}
          columns={[
            { title: "What costs most", wide: 6, text: ({ title, repair }) => [title, repair ?? ""] },
            { title: "Severity", wide: 1.4, text: ({ severity }) => severity },
            { title: "Tower", wide: 1.6, text: ({ tower }) => TOWER_NAMES[tower] },
            { title: "Fortresses", wide: 1.5, right: true, text: ({ hosts }) => whole(hosts) },
            { title: "Worth", wide: 1, right: true, strong: true, text: (one) => gain(one.gain) },
          ]}
        />
      )}
      <Heading>Repaired</Heading>
      <Paragraph>{repairedWords(summary)}</Paragraph>
      {repaired.first.length > 0 && (
        <Table
          rows={repaired.first}
          columns={[
            { title: "What", wide: 7, text: ({ title }) => title },
            { title: "Fortresses", wide: 1.5, right: true, text: ({ hosts }) => whole(hosts) },
            { title: "Proved on", wide: 2, right: true, text: ({ lastAt }) => dayOf(lastAt) },
          ]}
        />
      )}
    </>
  );
}

const Plans = ({ summary: { plans } }: { summary: Summary }) => (
  <>
    <Heading>Plans</Heading>
    {plans.length === 0 ? (
      <Paragraph>No plan is running.</Paragraph>
    ) : (
      <Items items={plans.map((plan) => `${plan.title}: ${planWords(plan)}.`)} />
    )}
  </>
);

const Decisions = ({ summary }: { summary: Summary }) => (
  <>
    <Heading>Decisions about risks</Heading>
    <Paragraph>{decidedWords(summary)}</Paragraph>
    {summary.decisions.length > 0 && (
      <Table
        rows={summary.decisions}
        columns={[
          { title: "Risk", wide: 5.5, text: ({ title, reason }) => [title, reason] },
          {
            title: "Decided",
            wide: 2,
            text: (one) => [TREATED[one.treatment], carriedOutWords(one)],
          },
          { title: "Severity", wide: 1.4, text: ({ severity }) => severity },
          { title: "Fortresses", wide: 1.6, right: true, text: ({ hosts }) => whole(hosts) },
          {
            title: "By",
            wide: 2.4,
            text: ({ approver, owner }) => [approver ?? "–", owner ? `answers for it: ${owner}` : ""],
          },
          { title: "Until", wide: 1.7, right: true, text: ({ until }) => dayOf(until) },
        ]}
      />
    )}
  </>
);

function Evidence({ summary }: { summary: Summary }) {
  const { evidence, attestations, at } = summary;
  const old = (time: string): string => age(time, Date.parse(at)).replace(/^(?!now$).+$/, "$& old");
  return (
    <>
      <Heading>Evidence</Heading>
      {evidence.length === 0 ? (
        <Paragraph>No report has come yet.</Paragraph>
      ) : (
        <Table
          rows={evidence}
          columns={[
            { title: "Source", wide: 4, strong: true, text: ({ source }) => source },
            { title: "Fortresses", wide: 1.6, right: true, text: ({ hosts }) => whole(hosts) },
            { title: "Reports", wide: 1.6, right: true, text: ({ reports }) => whole(reports) },
            { title: "Newest", wide: 2, right: true, text: ({ newest }) => old(newest) },
            {
              title: "Oldest of a fortress",
              wide: 2.2,
              right: true,
              text: ({ oldest }) => old(oldest),
            },
          ]}
        />
      )}
      {attestations.length > 0 && (
        <>
          <Heading>Statements by people</Heading>
          <Table
            rows={attestations}
            columns={[
              { title: "Measure", wide: 4, strong: true, text: ({ measure }) => measure },
              { title: "By", wide: 3, text: ({ byWhom }) => byWhom },
              { title: "Fortresses", wide: 1.6, right: true, text: ({ hosts }) => whole(hosts) },
              { title: "Made on", wide: 1.8, right: true, text: (one) => dayOf(one.at) },
              { title: "Valid until", wide: 1.8, right: true, text: ({ validUntil }) => dayOf(validUntil) },
            ]}
          />
        </>
      )}
    </>
  );
}
