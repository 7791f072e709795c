/** The table of hosts as it is taken away: what the page shows, in its order and its words. */
import type { Viewer } from "@/lib/auth/rights";
import type { Table } from "@/lib/exports/table";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { TOWER_NAMES } from "@/lib/fortress/words";
import { overdueByHost } from "./due";
import { type ColumnOf, tableOf } from "./export-columns";
import { type HostFilter, type HostItem, hostIdsInOrder, readHosts } from "./hosts";
import { inOrder } from "./in-order";

interface Line extends HostItem {
  /** Findings beyond their due date. */
  overdue: number;
}

const NUMBER = { type: "number", optional: true } as const;

const ofTower = (tower: Tower): ColumnOf<Line>[] => [
  { key: tower, title: TOWER_NAMES[tower], ...NUMBER, of: ({ towers }) => towers[tower].proven },
  {
    ...{ key: `${tower}HeldAt`, title: `${TOWER_NAMES[tower]} held at`, ...NUMBER },
    of: ({ towers }) => towers[tower].cap?.at ?? null,
  },
];

/** The drawings of the page are the figures of the towers. */
export const HOST_COLUMNS: readonly ColumnOf<Line>[] = [
  { key: "name", title: "Host", type: "text", of: ({ name }) => name },
  { key: "os", title: "System", type: "text", optional: true, of: ({ os }) => os },
  { key: "proven", title: "Proven", ...NUMBER, of: ({ score }) => score?.proven ?? null },
  { key: "managed", title: "Managed", ...NUMBER, of: ({ score }) => score?.managed ?? null },
  { key: "possible", title: "Possible", ...NUMBER, of: ({ score }) => score?.possible ?? null },
  { key: "grade", title: "Grade", type: "text", optional: true, of: ({ score }) => score?.grade ?? null },
  ...TOWERS.flatMap(ofTower),
  { key: "findings", title: "Findings", type: "integer", of: ({ findings }) => findings.open },
  { key: "overdue", title: "Overdue", type: "integer", of: ({ overdue }) => overdue },
  {
    ...{ key: "lastEvidenceAt", title: "Evidence", type: "time", optional: true },
    of: ({ lastEvidenceAt }) => lastEvidenceAt,
  },
  { key: "silent", title: "Silent", type: "flag", of: ({ silent }) => silent },
];

export async function exportHosts(viewer: Viewer, query: HostFilter, at = Date.now()): Promise<Table> {
  const ids = await hostIdsInOrder(viewer, query);
  const items = inOrder(ids, async (some) => {
    const [hosts, overdue] = await Promise.all([readHosts(viewer, query, some), overdueByHost(viewer, some)]);
    return hosts.map((host) => ({ ...host, overdue: overdue.get(host.id) ?? 0 }));
  });
  return tableOf({ name: "hosts", title: "Fortresses", columns: HOST_COLUMNS, at, items });
}
