/** Reads the work of one person: what is theirs, what waits for its proof, and what they watch. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { POLICY, titleOfSource } from "@/lib/fortress/policy";
import { type FindingItem, findingQuerySchema, listFindings, ofVisible, SOON_DAYS } from "./findings";

const MOST = 200;
const DAY = 86_400_000;

/** Findings of one person by when they are due; those that are said to be fixed stand elsewhere. */
export interface Assigned {
  overdue: FindingItem[];
  /** Within seven days. */
  week: FindingItem[];
  later: FindingItem[];
  undated: FindingItem[];
  /** Beyond those that are listed. */
  more: number;
}

/** @param now milliseconds */
export async function readAssigned(viewer: Viewer, now: number): Promise<Assigned> {
  const query = { assignee: "me", sort: "due", limit: MOST };
  const [open, fixed] = await Promise.all([
    listFindings(viewer, findingQuerySchema.parse({ ...query, state: "current" })),
    listFindings(viewer, findingQuerySchema.parse({ ...query, state: "fixed", limit: 1 })),
  ]);
  const items = open.items.filter(({ state }) => state !== "fixed");
  const assigned: Assigned = { overdue: [], week: [], later: [], undated: [], more: 0 };
  for (const item of items) assigned[whenDue(item.dueAt, now)].push(item);
  // A page that is full may hide fixed ones as well: then this is the most there can be.
  const hidden = open.total - open.items.length;
  return { ...assigned, more: hidden === 0 ? 0 : Math.max(0, open.total - fixed.total - items.length) };
}

function whenDue(dueAt: string | null, now: number): "overdue" | "week" | "later" | "undated" {
  if (dueAt === null) return "undated";
  const left = Date.parse(dueAt) - now;
  return left < 0 ? "overdue" : left < SOON_DAYS * DAY ? "week" : "later";
}

export interface Awaited {
  id: string;
  check: string;
  title: string;
  severity: string;
  host: { id: string; name: string };
  /** When it was said to be fixed. */
  sinceAt: string;
  /** Whose report would prove it, and when it last reported on this host; null: never, or its reports are gone. */
  source: string;
  reportedAt: string | null;
}

/** What the viewer said is fixed, or what is theirs and was said to be, the longest waiting first. */
export async function listAwaited(viewer: Viewer): Promise<{ items: Awaited[]; total: number }> {
  const { userId } = viewer;
  if (userId === null) return { items: [], total: 0 };
  type Row = Omit<Awaited, "host" | "sinceAt" | "reportedAt"> & {
    hostId: string;
    hostName: string;
    sinceAt: Date;
    reportedAt: Date | null;
    total: number;
  };
  const rows = await db().$queryRaw<Row[]>`
    select f.id, f.key as "check", f.title, f.severity, h.id as "hostId", h.name as "hostName", f.since_at as "sinceAt",
           f.source, s.observed_at as "reportedAt", (count(*) over ())::int as total
      from finding f join host h on h.id = f.host_id
      left join host_source s on s.host_id = f.host_id and s.source = f.source
     where f.state = 'fixed' and ${ofVisible(viewer)} and (f.assignee_id = ${userId}::uuid or ${userId}::uuid = (
             select e.user_id from event e where e.host_id = f.host_id and e.key = f.key and e.kind = 'fixed'
              order by e.at desc, e.id desc limit 1))
     order by f.since_at, f.id limit ${MOST}`;
  const items = rows.map(({ hostId, hostName, sinceAt, reportedAt, source, total: _total, ...row }) => ({
    ...row,
    host: { id: hostId, name: hostName },
    sinceAt: sinceAt.toISOString(),
    source: titleOfSource(POLICY, source),
    reportedAt: reportedAt?.toISOString() ?? null,
  }));
  return { items, total: rows[0]?.total ?? 0 };
}

export interface Watched {
  id: string;
  check: string;
  title: string;
  state: string;
  unheard: boolean;
  host: { id: string; name: string };
  dueAt: string | null;
  /** The last thing that happened to it: the kind of its event; `to`: a name, where it was given to somebody. */
  last: { at: string; kind: string; actor: string | null; state: string | null; to: string | null } | null;
}

/** What the viewer watches, the latest change first. */
export async function listWatched(viewer: Viewer): Promise<Watched[]> {
  const { userId } = viewer;
  if (userId === null) return [];
  type Row = Omit<Watched, "host" | "dueAt" | "last"> & {
    hostId: string;
    hostName: string;
    dueAt: Date | null;
    at: Date | null;
    kind: string;
    actor: string | null;
    said: string | null;
    to: string | null;
  };
  const rows = await db().$queryRaw<Row[]>`
    select f.id, f.key as "check", f.title, f.state, f.unheard, f.due_at as "dueAt", h.id as "hostId",
           h.name as "hostName", l.at, l.kind, l.actor, l.said, l.to
      from watch w join finding f on f.id = w.finding_id join host h on h.id = f.host_id
      left join lateral (
        select e.at, e.kind, e.actor, e.data->>'state' as said, e.data->>'name' as to
          from event e where e.host_id = f.host_id and e.key = f.key order by e.at desc, e.id desc limit 1) l on true
     where w.user_id = ${userId}::uuid and ${ofVisible(viewer)}
     order by l.at desc nulls last, f.id limit ${MOST}`;
  return rows.map(({ hostId, hostName, dueAt, at, kind, actor, said, to, ...row }) => ({
    ...row,
    host: { id: hostId, name: hostName },
    dueAt: dueAt?.toISOString() ?? null,
    last: at === null ? null : { at: at.toISOString(), kind, actor, state: said, to },
  }));
}
