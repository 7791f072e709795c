/** The register of decisions as it is taken away: what the page shows, in its order and its words. */
import type { Viewer } from "@/lib/auth/rights";
import { type ColumnOf, tableOf } from "@/lib/exports/columns";
import type { Table } from "@/lib/exports/table";
import { dayWords, STATE_WORDS, scopeWords, standingWords, TREATMENT_WORDS } from "./decision-words";
import { type DecisionFilter, type DecisionItem, decisionIdsInOrder, readDecisions } from "./decisions";
import { inOrder } from "./in-order";

/** It holds, or it waits: whether anybody still has to look at it. */
const stands = ({ state }: DecisionItem): boolean => state === "approved" || state === "proposed";

/** What the page shows small. */
const BELOW = { below: true } as const;

export const DECISION_COLUMNS: readonly ColumnOf<DecisionItem>[] = [
  { key: "title", title: "Risk", type: "text", paper: { wide: 5 }, of: ({ title }) => title },
  { key: "severity", title: "Severity", type: "text", paper: BELOW, of: ({ severity }) => severity },
  { key: "key", title: "Check", type: "text", paper: BELOW, of: ({ key }) => key },
  {
    ...{ key: "treatment", title: "Decision", type: "text", paper: { wide: 3, strong: true } },
    of: ({ treatment }) => TREATMENT_WORDS[treatment].verb,
  },
  { key: "state", title: "State", type: "text", paper: BELOW, of: ({ state }) => STATE_WORDS[state] },
  {
    ...{ key: "standing", title: "Carried out", type: "text", optional: true, paper: BELOW },
    of: standingWords,
  },
  { key: "scope", title: "About", type: "text", paper: { wide: 3.5 }, of: scopeWords },
  { key: "owner", title: "Owner", type: "text", of: ({ owner, proposedBy }) => owner?.name ?? proposedBy },
  { key: "lastDay", title: "Last day", type: "day", paper: { wide: 3 }, of: ({ lastDay }) => lastDay },
  {
    ...{ key: "reviewDay", title: "Review", type: "day", optional: true },
    paper: { below: true, words: (day) => (day === null ? "" : `review ${dayWords(String(day))}`) },
    of: (decision) => (stands(decision) ? decision.reviewDay : null),
  },
];

export async function exportDecisions(
  viewer: Viewer,
  query: DecisionFilter,
  at = Date.now(),
): Promise<Table> {
  const ids = await decisionIdsInOrder(viewer, query, at);
  const items = inOrder(ids, (some) => readDecisions(viewer, query, some, at));
  const named = { name: "decisions", title: "Decisions", columns: DECISION_COLUMNS, at };
  return tableOf({ ...named, total: ids.length, items });
}
