/** The tables of findings as they are taken away: what the page shows, in its columns, its order and its words. */
import type { Viewer } from "@/lib/auth/rights";
import { type ColumnOf, tableOf } from "@/lib/exports/columns";
import type { Table, Value } from "@/lib/exports/table";
import { gain as gainWords } from "@/lib/format";
import { isOpen } from "@/lib/fortress/state";
import { stateWords, towerWords } from "@/lib/fortress/words";
import { type FindingFilter, type FindingItem, type Weakness, worstWeaknesses } from "./findings";
import { findingIdsInOrder, readFindings, weaknessKeys } from "./findings-in-order";
import { byKeys, inOrder } from "./in-order";

/** Points as lists show them. */
const worth = (value: Value): string => (Number(value) > 0 ? gainWords(Number(value)) : "·");
/** What a check is stands below what is wrong. */
const BELOW = { below: true } as const;

export const FINDING_COLUMNS: readonly ColumnOf<FindingItem>[] = [
  {
    ...{ key: "title", title: "Check that fails", type: "text", paper: { wide: 7 } },
    of: ({ title }) => title,
  },
  { key: "check", title: "Check", type: "text", paper: BELOW, of: ({ check }) => check },
  { key: "labels", title: "Labels", type: "text", paper: BELOW, of: ({ labels }) => labels.join(", ") },
  { key: "host", title: "Host", type: "text", paper: { wide: 3 }, of: ({ host }) => host.name },
  { key: "tower", title: "Tower", type: "text", paper: { wide: 1.5 }, of: ({ tower }) => towerWords(tower) },
  { key: "severity", title: "Severity", type: "text", paper: { wide: 1.2 }, of: ({ severity }) => severity },
  { key: "state", title: "State", type: "text", of: ({ state, unheard }) => stateWords(state, unheard) },
  {
    ...{ key: "assignee", title: "Whose", type: "text", optional: true },
    paper: { wide: 1.8, none: "nobody" },
    of: ({ assignee }) => assignee?.name ?? null,
  },
  {
    ...{ key: "dueAt", title: "Due", type: "time", optional: true, paper: { none: "·" } },
    of: (finding) => (isOpen(finding) ? finding.dueAt : null),
  },
  { key: "openedAt", title: "Since", type: "time", of: ({ openedAt }) => openedAt },
  {
    ...{ key: "gain", title: "Worth", type: "number", paper: { strong: true, words: worth } },
    of: ({ gain }) => gain,
  },
];

/** One by one. */
export async function exportFindings(viewer: Viewer, query: FindingFilter, at = Date.now()): Promise<Table> {
  const named = { name: "findings", title: "Findings", columns: FINDING_COLUMNS, at };
  const ids = await findingIdsInOrder(viewer, query);
  const items = inOrder(ids, (some) => readFindings(viewer, query, some));
  return tableOf({ ...named, total: ids.length, items });
}

/** A thousandth of a point is less than any page shows. */
const exact = (points: number): number => Math.round(points * 1000) / 1000;

export const WEAKNESS_COLUMNS: readonly ColumnOf<Weakness>[] = [
  {
    ...{ key: "title", title: "Check that fails", type: "text", paper: { wide: 7 } },
    of: ({ title }) => title,
  },
  { key: "check", title: "Check", type: "text", paper: BELOW, of: ({ key }) => key },
  { key: "tower", title: "Tower", type: "text", paper: { wide: 1.5 }, of: ({ tower }) => towerWords(tower) },
  { key: "severity", title: "Severity", type: "text", paper: { wide: 1.5 }, of: ({ severity }) => severity },
  { key: "hosts", title: "Fortresses", type: "integer", of: ({ hosts }) => hosts },
  {
    ...{ key: "gain", title: "Worth to the fleet", type: "number" },
    paper: { wide: 2, strong: true, words: worth },
    of: ({ gain }) => exact(gain),
  },
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
  return tableOf({ ...named, total: all.length, items: byKeys(all, read) });
}
