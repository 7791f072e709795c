/** The tables of findings as they are taken away: what the page shows, in its columns, its order and its words. */
import type { Viewer } from "@/lib/auth/rights";
import type { Table } from "@/lib/exports/table";
import { isOpen } from "@/lib/fortress/state";
import { stateWords, towerWords } from "@/lib/fortress/words";
import { type ColumnOf, tableOf } from "./export-columns";
import { type FindingFilter, type FindingItem, type Weakness, worstWeaknesses } from "./findings";
import { findingIdsInOrder, readFindings, weaknessKeys } from "./findings-in-order";
import { byKeys, inOrder } from "./in-order";

export const FINDING_COLUMNS: readonly ColumnOf<FindingItem>[] = [
  { key: "title", title: "Check that fails", type: "text", of: ({ title }) => title },
  { key: "check", title: "Check", type: "text", of: ({ check }) => check },
  { key: "labels", title: "Labels", type: "text", of: ({ labels }) => labels.join(", ") },
  { key: "host", title: "Host", type: "text", of: ({ host }) => host.name },
  { key: "tower", title: "Tower", type: "text", of: ({ tower }) => towerWords(tower) },
  { key: "severity", title: "Severity", type: "text", of: ({ severity }) => severity },
  { key: "state", title: "State", type: "text", of: ({ state, unheard }) => stateWords(state, unheard) },
  {
    ...{ key: "assignee", title: "Whose", type: "text", optional: true },
    of: ({ assignee }) => assignee?.name ?? null,
  },
  {
    ...{ key: "dueAt", title: "Due", type: "time", optional: true },
    of: (finding) => (isOpen(finding) ? finding.dueAt : null),
  },
  { key: "openedAt", title: "Since", type: "time", of: ({ openedAt }) => openedAt },
  { key: "gain", title: "Worth", type: "number", of: ({ gain }) => gain },
];

/** One by one. */
export async function exportFindings(viewer: Viewer, query: FindingFilter, at = Date.now()): Promise<Table> {
  const named = { name: "findings", title: "Findings", columns: FINDING_COLUMNS, at };
  const ids = await findingIdsInOrder(viewer, query);
  return tableOf({ ...named, items: inOrder(ids, (some) => readFindings(viewer, query, some)) });
}

/** A thousandth of a point is less than any page shows. */
const exact = (points: number): number => Math.round(points * 1000) / 1000;

export const WEAKNESS_COLUMNS: readonly ColumnOf<Weakness>[] = [
  { key: "title", title: "Check that fails", type: "text", of: ({ title }) => title },
  { key: "check", title: "Check", type: "text", of: ({ key }) => key },
  { key: "tower", title: "Tower", type: "text", of: ({ tower }) => towerWords(tower) },
  { key: "severity", title: "Severity", type: "text", of: ({ severity }) => severity },
  { key: "hosts", title: "Fortresses", type: "integer", of: ({ hosts }) => hosts },
  { key: "gain", title: "Worth to the fleet", type: "number", of: ({ gain }) => exact(gain) },
];

/** Each weakness once, whatever number of hosts it stands on. */
export async function exportWeaknesses(
  viewer: Viewer,
  query: FindingFilter,
  at = Date.now(),
): Promise<Table> {
  const named = { name: "weaknesses", title: "Weaknesses", columns: WEAKNESS_COLUMNS, at };
  const all = await weaknessKeys(viewer, query);
  const read = (keys: string[]) => worstWeaknesses(viewer, { ...query, cursor: 0, limit: keys.length }, keys);
  return tableOf({ ...named, items: byKeys(all, read) });
}
