/** Reads the history of a host: its scores report by report, and its events. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { CATALOGUE } from "@/lib/fortress/definitions";
import type { TrendPoint } from "./fleet";

export interface HistoryPoint extends TrendPoint {
  reportId: string;
  tool: string;
  modelVersion: string;
  policyVersion: string;
  grade: string | null;
  changes: { opened: number; closed: number; reopened: number };
}

/** The latest first reversed: oldest to newest, at most `most`. */
export async function hostHistory(viewer: Viewer, hostId: string, most = 200): Promise<HistoryPoint[]> {
  if (!can(viewer, "host.read", { hostId })) return [];
  interface Row {
    reportId: string;
    at: Date;
    proven: number | null;
    possible: number | null;
    grade: string | null;
    tool: string;
    modelVersion: string;
    policyVersion: string;
    opened: number;
    closed: number;
    reopened: number;
  }
  const rows = await db().$queryRaw<Row[]>`
    select s.report_id as "reportId", s.at, s.proven, s.possible, s.grade, s.model_version as "modelVersion",
           s.policy_version as "policyVersion", concat_ws(' ', r.tool_name, r.tool_version) as tool,
           (count(e.id) filter (where e.kind = 'opened'))::int as opened,
           (count(e.id) filter (where e.kind = 'closed'))::int as closed,
           (count(e.id) filter (where e.kind = 'reopened'))::int as reopened
      from score s join report r on r.id = s.report_id left join event e on e.report_id = s.report_id
     where s.host_id = ${hostId}::uuid
     group by s.report_id, r.tool_name, r.tool_version order by s.at desc limit ${most}`;
  return rows.reverse().map(({ at, opened, closed, reopened, ...row }) => ({
    ...row,
    at: at.toISOString(),
    changes: { opened, closed, reopened },
  }));
}

export interface EventItem {
  id: string;
  at: string;
  kind: string;
  key: string | null;
  title: string | null;
  hostId: string;
  /** The finding on this host that it is about; null where there is none. */
  findingId: string | null;
  reportId: string | null;
  /** Who did it, and why; null where a report did. */
  actor: string | null;
  reason: string | null;
  state: string | null;
  /** The decision that it tells of, and what was decided. */
  decision: { id: string; treatment: string } | null;
  /** The attestation that it tells of. */
  attestation: string | null;
  /** What a person made of it: whose it became, until when, its labels, the name of a file. */
  detail: string | null;
}

/** What happened, the latest first. `key` narrows it to one finding. */
export async function hostEvents(
  viewer: Viewer,
  hostId: string,
  { key, reportId, limit = 100 }: { key?: string; reportId?: string; limit?: number } = {},
): Promise<EventItem[]> {
  if (!can(viewer, "host.read", { hostId })) return [];
  const rows = await db().event.findMany({
    where: { hostId, ...(key && { key }), ...(reportId && { reportId }) },
    orderBy: [{ at: "desc" }, { kind: "asc" }, { key: "asc" }],
    take: limit,
  });
  const findings = await findingsOf(
    hostId,
    rows.flatMap((row) => row.key ?? []),
  );
  return rows.map(({ id, at, kind, key: subject, reportId: report, actor, data }) => ({
    id,
    at: at.toISOString(),
    kind,
    key: subject,
    // What a person expects of files is called by its pattern.
    title:
      subject === null
        ? textIn(data, "pattern")
        : (findings.get(subject)?.title ?? measureTitle(subject) ?? subject),
    hostId,
    findingId: subject === null ? null : (findings.get(subject)?.id ?? null),
    reportId: report,
    actor,
    reason: textIn(data, "reason"),
    state: textIn(data, "state"),
    decision: decisionIn(data),
    attestation: textIn(data, "attestation"),
    detail: detailIn(kind, data),
  }));
}

const measureTitle = (key: string): string | undefined =>
  CATALOGUE.measures.find(({ id }) => `measure:${id}` === key)?.title;

function decisionIn(data: unknown): EventItem["decision"] {
  const [id, treatment] = [textIn(data, "decision"), textIn(data, "treatment")];
  return id !== null && treatment !== null ? { id, treatment } : null;
}

const textIn = (data: unknown, name: string): string | null => {
  const value = typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
  return typeof value === "string" ? value : null;
};

function detailIn(kind: string, data: unknown): string | null {
  if (kind === "assigned") return `to ${textIn(data, "name") ?? "nobody"}`;
  if (kind === "due") return textIn(data, "due")?.slice(0, 10) ?? "none";
  if (kind === "attached" || kind === "file-removed") return textIn(data, "filename");
  if (kind !== "labelled") return null;
  const labels: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "labels") : null;
  return Array.isArray(labels) && labels.length > 0 ? labels.join(", ") : "none";
}

/** How findings are called and where they stand, by their key. */
async function findingsOf(
  hostId: string,
  keys: readonly string[],
): Promise<Map<string, { id: string; title: string }>> {
  const rows = await db().finding.findMany({
    where: { hostId, key: { in: [...new Set(keys)] } },
    select: { id: true, key: true, title: true },
  });
  return new Map(rows.map(({ key, ...finding }) => [key, finding]));
}
