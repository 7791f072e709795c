/** The register of decisions as it is taken away: what the page shows, in its order and its words. */
import type { Viewer } from "@/lib/auth/rights";
import type { Table } from "@/lib/exports/table";
import { STATE_WORDS, scopeWords, standingWords, TREATMENT_WORDS } from "./decision-words";
import { type DecisionFilter, type DecisionItem, decisionIdsInOrder, readDecisions } from "./decisions";
import { type ColumnOf, tableOf } from "./export-columns";
import { inOrder } from "./in-order";

/** It holds, or it waits: whether anybody still has to look at it. */
const stands = ({ state }: DecisionItem): boolean => state === "approved" || state === "proposed";

export const DECISION_COLUMNS: readonly ColumnOf<DecisionItem>[] = [
  { key: "title", title: "Risk", type: "text", of: ({ title }) => title },
  { key: "severity", title: "Severity", type: "text", of: ({ severity }) => severity },
  { key: "key", title: "Check", type: "text", of: ({ key }) => key },
  {
    key: "treatment",
    title: "Decision",
    type: "text",
    of: ({ treatment }) => TREATMENT_WORDS[treatment].verb,
  },
  { key: "state", title: "State", type: "text", of: ({ state }) => STATE_WORDS[state] },
  { key: "standing", title: "Carried out", type: "text", optional: true, of: standingWords },
  { key: "scope", title: "About", type: "text", of: scopeWords },
  { key: "owner", title: "Owner", type: "text", of: ({ owner, proposedBy }) => owner?.name ?? proposedBy },
  { key: "lastDay", title: "Last day", type: "day", of: ({ lastDay }) => lastDay },
  {
    ...{ key: "reviewDay", title: "Review", type: "day", optional: true },
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
  return tableOf({ name: "decisions", title: "Decisions", columns: DECISION_COLUMNS, at, items });
}
