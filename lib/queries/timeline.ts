/** Reads the life of one finding: what reports, people and decisions made of it, in one line. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { covers } from "@/lib/db/host-state";

/** One change: who, when, what and why. What does not belong to its kind is null. */
export interface TimelineEntry {
  id: string;
  at: string;
  /**
   * By reports: `opened`, `closed`, `reopened`. By people: `started`, `fixed`, `returned`, `assigned`, `due`, `labelled`,
   * `approved`, `withdrawn`, `commented`, `attached`, `file-removed`, `planned`. Of decisions: `decision-proposed`,
   * `decision-approved`, `decision-refused`, `decision-withdrawn`, `decision-ended`.
   */
  kind: string;
  /** What it became. */
  state: string | null;
  /** Who did it; null where a report or the clock did. */
  actor: string | null;
  reason: string | null;
  /** It takes an act on many findings back. */
  undo: boolean;
  /** The report that says so. */
  report: { id: string; tool: string; observedAt: string } | null;
  /** Whose it became; the name is null where it is nobody's. */
  assignee: { name: string | null } | null;
  due: { at: string | null; byHand: boolean } | null;
  labels: string[] | null;
  /** The text is empty where it was taken back. */
  comment: { id: string; text: string } | null;
  file: { id: string; filename: string } | null;
  decision: { id: string; treatment: string } | null;
  plan: { id: string; title: string } | null;
}

const BLANK = {
  ...{ state: null, actor: null, reason: null, undo: false, report: null, assignee: null, due: null },
  ...{ labels: null, comment: null, file: null, decision: null, plan: null },
} as const;

/** As many changes of one finding as are read, the latest. */
export const MOST_ENTRIES = 500;

/**
 * The latest first.
 * @param finding one that the viewer may see
 */
export async function readTimeline(
  viewer: Viewer,
  finding: { id: string; hostId: string; key: string },
): Promise<TimelineEntry[]> {
  const [events, decisions, plans] = await Promise.all([
    eventsOf(finding),
    decisionsOf(viewer, finding),
    plansOf(viewer, finding),
  ]);
  const told = new Set(decisions.map(({ decision }) => decision?.id));
  const others = events.filter(({ decision }) => decision === null || !told.has(decision.id));
  return [...others, ...decisions, ...plans]
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
    .slice(0, MOST_ENTRIES);
}

interface EventRow {
  id: string;
  at: Date;
  kind: string;
  actor: string | null;
  data: Record<string, unknown>;
  reportId: string | null;
  tool: string | null;
  observedAt: Date | null;
  comment: string | null;
}

async function eventsOf({ hostId, key }: { hostId: string; key: string }): Promise<TimelineEntry[]> {
  const rows = await db().$queryRaw<EventRow[]>`
    select e.id, e.at, e.kind, e.actor, e.data, r.id as "reportId", concat_ws(' ', r.tool_name, r.tool_version) as tool,
           r.observed_at as "observedAt", c.text as comment
      from event e left join report r on r.id = e.report_id
      left join comment c on e.kind = 'commented' and c.id::text = e.data->>'comment'
     where e.host_id = ${hostId}::uuid and e.key = ${key}
     order by e.at desc, e.kind desc, e.id desc limit ${MOST_ENTRIES}`;
  return rows.map(eventEntry);
}

function eventEntry({ id, at, kind, actor, data, ...row }: EventRow): TimelineEntry {
  const { reportId, tool, observedAt } = row;
  const text = (name: string): string | null =>
    typeof data[name] === "string" ? (data[name] as string) : null;
  const [comment, file, decision, due] = [text("comment"), text("file"), text("decision"), text("due")];
  return {
    ...BLANK,
    ...{ id, kind, actor, at: at.toISOString(), state: text("state"), reason: text("reason") },
    undo: data.undo === true,
    report:
      reportId !== null && observedAt !== null
        ? { id: reportId, tool: tool ?? "", observedAt: observedAt.toISOString() }
        : null,
    assignee: kind === "assigned" ? { name: text("name") } : null,
    due: kind === "due" ? { at: due && new Date(due).toISOString(), byHand: data.byHand === true } : null,
    labels: kind === "labelled" ? strings(data.labels) : null,
    comment: comment === null ? null : { id: comment, text: row.comment ?? "" },
    file: file === null ? null : { id: file, filename: text("filename") ?? "" },
    decision: decision === null ? null : { id: decision, treatment: text("treatment") ?? "" },
  };
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

interface DecisionRow {
  id: string;
  treatment: string;
  state: string;
  reason: string;
  proposedAt: Date;
  actor: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  answer: string | null;
  fromAt: Date | null;
  untilAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
}

async function decisionsOf(
  viewer: Viewer,
  { hostId, key }: { hostId: string; key: string },
): Promise<TimelineEntry[]> {
  if (!can(viewer, "decision.read", { hostId })) return [];
  const rows = await db().$queryRaw<DecisionRow[]>`
    select d.id, d.treatment, d.state, d.reason, d.proposed_at as "proposedAt", d.actor, d.decided_at as "decidedAt",
           d.decided_by as "decidedBy", d.answer, d.from_at as "fromAt", d.until_at as "untilAt", d.ended_at as "endedAt",
           d.ended_by as "endedBy"
      from decision d where d.key = ${key} and ${covers("decision", Prisma.sql`${hostId}::uuid`)}
     order by d.proposed_at desc limit 100`;
  return rows.flatMap(decisionEntries);
}

function decisionEntries(row: DecisionRow): TimelineEntry[] {
  const { id, treatment } = row;
  const entry = (what: string, at: Date, actor: string | null, reason: string | null): TimelineEntry => ({
    ...BLANK,
    ...{ id, actor, reason, kind: `decision-${what}`, at: at.toISOString(), decision: { id, treatment } },
  });
  const entries = [entry("proposed", row.proposedAt, row.actor, row.reason)];
  if (row.decidedAt) {
    const answered = row.state === "refused" ? "refused" : "approved";
    entries.push(entry(answered, row.decidedAt, row.decidedBy, row.answer));
  }
  if (row.state === "withdrawn" && row.endedAt) {
    entries.push(entry("withdrawn", row.endedAt, row.endedBy, null));
  } else if (row.fromAt && (row.endedAt ?? row.untilAt) <= new Date()) {
    entries.push(entry("ended", row.endedAt ?? row.untilAt, row.endedBy, null));
  }
  return entries;
}

async function plansOf(
  viewer: Viewer,
  { id, hostId }: { id: string; hostId: string },
): Promise<TimelineEntry[]> {
  if (!can(viewer, "plan.read", { hostId })) return [];
  const rows = await db().planFinding.findMany({
    where: { findingId: id },
    select: { addedAt: true, plan: { select: { id: true, title: true } } },
  });
  return rows.map(({ addedAt, plan }) => ({
    ...BLANK,
    ...{ id: plan.id, kind: "planned", at: addedAt.toISOString(), plan },
  }));
}
