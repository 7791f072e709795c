/** The table of hosts as it is taken away: what the page shows, in its order and its words. */
import type { Viewer } from "@/lib/auth/rights";
import { type ColumnOf, tableOf } from "@/lib/exports/columns";
import type { OnPaper, Table } from "@/lib/exports/table";
import { score as figure } from "@/lib/format";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { TOWER_NAMES } from "@/lib/fortress/words";
import { overdueByHost } from "./due";
import { type HostFilter, type HostItem, hostIdsInOrder, readHosts } from "./hosts";
import { inOrder } from "./in-order";

interface Line extends HostItem {
  /** Findings beyond their due date. */
  overdue: number;
}

const NUMBER = { type: "number", optional: true } as const;
const STRONG = { wide: 1.6, strong: true } as const;

/** What the page shows small below a figure. */
const below = (words: OnPaper["words"]): OnPaper => ({ below: true, words });

const ofTower = (tower: Tower): ColumnOf<Line>[] => [
  { key: tower, title: TOWER_NAMES[tower], ...NUMBER, of: ({ towers }) => towers[tower].proven },
  {
    ...{ key: `${tower}HeldAt`, title: `${TOWER_NAMES[tower]} held at`, ...NUMBER },
    paper: below((at) => (at === null ? "" : `held at ${at}`)),
    of: ({ towers }) => towers[tower].cap?.at ?? null,
  },
];

/** The drawings of the page are the figures of the towers. */
export const HOST_COLUMNS: readonly ColumnOf<Line>[] = [
  { key: "name", title: "Host", type: "text", paper: { wide: 4, strong: true }, of: ({ name }) => name },
  {
    ...{ key: "os", title: "System", type: "text", optional: true },
    paper: { below: true, none: "system not known" },
    of: ({ os }) => os,
  },
  { key: "proven", title: "Proven", ...NUMBER, paper: STRONG, of: ({ score }) => score?.proven ?? null },
  {
    ...{ key: "managed", title: "Managed", ...NUMBER },
    paper: below((managed, proven) =>
      managed === null || managed === proven ? "" : `managed ${figure(Number(managed))}`,
    ),
    of: ({ score }) => score?.managed ?? null,
  },
  { key: "possible", title: "Possible", ...NUMBER, of: ({ score }) => score?.possible ?? null },
  {
    ...{ key: "grade", title: "Grade", type: "text", optional: true, paper: { wide: 0.8, strong: true } },
    of: ({ score }) => score?.grade ?? null,
  },
  ...TOWERS.flatMap(ofTower),
  { key: "findings", title: "Findings", type: "integer", of: ({ findings }) => findings.open },
  {
    ...{ key: "overdue", title: "Overdue", type: "integer" },
    paper: below((count) => (count === 0 ? "" : `${count} overdue`)),
    of: ({ overdue }) => overdue,
  },
  {
    ...{ key: "lastEvidenceAt", title: "Evidence", type: "time", optional: true, paper: { none: "none" } },
    of: ({ lastEvidenceAt }) => lastEvidenceAt,
  },
  {
    ...{ key: "silent", title: "Silent", type: "flag", paper: below((silent) => (silent ? "silent" : "")) },
    of: ({ silent }) => silent,
  },
];

export async function exportHosts(viewer: Viewer, query: HostFilter, at = Date.now()): Promise<Table> {
  const ids = await hostIdsInOrder(viewer, query);
  const items = inOrder(ids, async (some) => {
    const [hosts, overdue] = await Promise.all([readHosts(viewer, query, some), overdueByHost(viewer, some)]);
    return hosts.map((host) => ({ ...host, overdue: overdue.get(host.id) ?? 0 }));
  });
  return tableOf({ name: "hosts", title: "Fortresses", columns: HOST_COLUMNS, at, total: ids.length, items });
}
