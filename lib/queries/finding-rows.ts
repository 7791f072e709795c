/** One finding, as rows hold it and as it leaves: its columns, its orders and its form. */
import { Prisma } from "@/lib/db";
import { round } from "./score";

export interface FindingItem {
  id: string;
  check: string;
  kind: string;
  title: string;
  tower: string;
  severity: string;
  state: string;
  host: { id: string; name: string };
  gain: number;
  openedAt: string;
  /** When it came to be in this state. */
  sinceAt: string;
  closedAt: string | null;
  reopened: number;
  /** Open, and nobody speaks of it any more. */
  unheard: boolean;
  assignee: { id: string; name: string } | null;
  dueAt: string | null;
  dueByHand: boolean;
  labels: string[];
}

export interface FindingRow
  extends Omit<FindingItem, "host" | "openedAt" | "sinceAt" | "closedAt" | "assignee" | "dueAt"> {
  hostId: string;
  hostName: string;
  openedAt: Date;
  sinceAt: Date;
  closedAt: Date | null;
  dueAt: Date | null;
  assigneeId: string | null;
  assigneeName: string | null;
}

export const findingColumns = Prisma.sql`
  f.id, f.key as "check", f.kind, f.title, f.tower, f.severity, f.state, f.gain, f.opened_at as "openedAt",
  f.since_at as "sinceAt", f.closed_at as "closedAt", f.reopened, f.unheard, f.due_at as "dueAt",
  f.due_by_hand as "dueByHand", coalesce(f.labels, '{}') as labels, h.id as "hostId", h.name as "hostName",
  u.id as "assigneeId", u.name as "assigneeName"`;
export const findingTables = Prisma.sql`(finding f join host h on h.id = f.host_id left join "user" u on u.id = f.assignee_id)`;

const severityRank = Prisma.sql`array_position(array['critical','high','medium','low','info'], f.severity)`;
export const FINDING_ORDERS = {
  gain: Prisma.sql`f.gain asc`,
  "-gain": Prisma.sql`f.gain desc`,
  severity: Prisma.sql`${severityRank} asc, f.gain desc`,
  opened: Prisma.sql`f.opened_at asc`,
  "-opened": Prisma.sql`f.opened_at desc`,
  host: Prisma.sql`lower(h.name) asc, f.gain desc`,
  due: Prisma.sql`f.due_at asc nulls last, f.gain desc`,
  "-due": Prisma.sql`f.due_at desc nulls last, f.gain desc`,
  assignee: Prisma.sql`lower(u.name) asc nulls last, f.gain desc`,
};

/** What an order needs beside the finding. */
export const ORDERED_BY: Partial<Record<keyof typeof FINDING_ORDERS, Prisma.Sql>> = {
  host: Prisma.sql`join host h on h.id = f.host_id`,
  assignee: Prisma.sql`left join "user" u on u.id = f.assignee_id`,
};

/** Field by field: to copy the rest of a row takes ten times the memory, and exports do it 100,000 times. */
export const findingItem = (row: FindingRow): FindingItem => ({
  id: row.id,
  check: row.check,
  kind: row.kind,
  title: row.title,
  tower: row.tower,
  severity: row.severity,
  state: row.state,
  host: { id: row.hostId, name: row.hostName },
  gain: round(row.gain),
  openedAt: row.openedAt.toISOString(),
  sinceAt: row.sinceAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
  reopened: row.reopened,
  unheard: row.unheard,
  assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "" },
  dueAt: row.dueAt?.toISOString() ?? null,
  dueByHand: row.dueByHand,
  labels: row.labels,
});
