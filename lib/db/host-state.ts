/**
 * What is known of a host, from its rows to the domain's form and back. A row that the source's last full run confirmed
 * stores no time and no report of its own, so that a report that changes nothing writes nothing here.
 */
import { isDeepStrictEqual } from "node:util";
import type { Attestation, Decision } from "@/lib/fortress/posture";
import type {
  Approval,
  CheckState,
  Expectation,
  ExposureState,
  FindingState,
  HostState,
  SourceState,
} from "@/lib/fortress/state";
import { witnessKey } from "@/lib/fortress/state";
import { Prisma } from "./generated/client";
import type { Tx } from "./index";

/** The domain's form with times in milliseconds; null: as of the source's last full run. */
type Stored<T> = Omit<T, "observedAt" | "reportId"> & { observedAt: number | null; reportId: string | null };

interface StoredState {
  sources: SourceState[] | null;
  checks: Stored<CheckState>[] | null;
  exposures: Stored<ExposureState>[] | null;
  findings: FindingState[] | null;
  approvals: Approval[] | null;
  expectations: Expectation[] | null;
  decisions: Decision[] | null;
  attestations: Attestation[] | null;
}

/** A timestamp column as milliseconds since 1970. */
const ms = (column: string): Prisma.Sql => Prisma.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

/** The full hour of a time: scores are those of full hours, and what a person says counts in the score of its hour. */
const hourOf = (time: string): Prisma.Sql =>
  Prisma.raw(`(floor(extract(epoch from ${time}) / 3600) * 3600000)::bigint`);

/**
 * Whether a decision or an attestation `d` is about a host.
 * @param hostId its id, or the column that holds it
 */
export const covers = (table: "decision" | "attestation", hostId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  d.scope = 'fleet'
  or (d.scope = 'group' and exists (select 1 from host_group g where g.group_id = d.group_id and g.host_id = ${hostId}))
  or (d.scope = 'hosts' and exists (
    select 1 from ${Prisma.raw(`${table}_host`)} x where x.${Prisma.raw(`${table}_id`)} = d.id and x.host_id = ${hostId})))`;

/** The SQL that gathers everything known of one host as one JSON value. */
const hostStateSql = (hostId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  jsonb_build_object(
    'sources', (select jsonb_agg(jsonb_build_object(
        'source', source, 'reportId', report_id, 'observedAt', ${ms("observed_at")}, 'toolName', tool_name,
        'toolVersion', tool_version, 'fullAt', ${ms("full_at")}, 'fullVersion', full_version,
        'fullReportId', full_report_id, 'previousFullAt', ${ms("previous_full_at")}, 'reports', reports,
        'native', case when native_name is null then null
                  else jsonb_build_object('name', native_name, 'value', native_value, 'max', native_max) end,
        'facts', facts) order by source)
      from host_source where host_id = ${hostId}),
    'checks', (select jsonb_agg(jsonb_build_object(
        'check', "check", 'source', source, 'outcome', outcome, 'ratio', ratio, 'message', message,
        'details', details, 'observedAt', ${ms("observed_at")}, 'sinceAt', ${ms("since_at")},
        'reportId', report_id, 'privileged', privileged, 'vanished', vanished, 'defined', defined) order by "check")
      from observation where host_id = ${hostId}),
    'exposures', (select jsonb_agg(jsonb_build_object(
        'source', source, 'kind', kind, 'key', key, 'tower', tower, 'severity', severity, 'title', title,
        'details', details, 'exploitedWithFix', exploited, 'systemBinary', system_binary,
        'firstSeenAt', ${ms("first_seen_at")}, 'observedAt', ${ms("observed_at")}, 'reportId', report_id,
        'changedAt', ${ms("changed_at")}, 'change', change)
        order by source, kind, key)
      from exposure where host_id = ${hostId}),
    'findings', (select jsonb_agg(jsonb_build_object(
        'key', key, 'source', source, 'kind', kind, 'tower', tower, 'severity', severity, 'title', title, 'state', state, 'openedAt', ${ms("opened_at")},
        'openedBy', opened_by, 'sinceAt', ${ms("since_at")}, 'dueFrom', ${ms("due_from")}, 'closedAt', ${ms("closed_at")}, 'closedBy', closed_by, 'reopened', reopened) order by key)
      from finding where host_id = ${hostId} and state <> 'gone'),
    'approvals', (select jsonb_agg(jsonb_build_object(
        'id', id, 'key', key, 'forms', forms, 'at', ${ms("at")}, 'by', actor, 'reason', reason) order by key, at)
      from approval where host_id = ${hostId} and withdrawn_at is null),
    'expectations', (select jsonb_agg(jsonb_build_object(
        'id', id, 'pattern', pattern, 'at', ${ms("at")}, 'until', ${ms("until_at")}, 'by', actor, 'reason', reason)
        order by at, id)
      from expectation where host_id = ${hostId} and withdrawn_at is null),
    'decisions', (select jsonb_agg(jsonb_build_object(
        'key', d.key, 'treatment', d.treatment, 'from', ${hourOf("d.from_at")}, 'until', ${hourOf("least(d.until_at, d.ended_at)")},
        'compensated', d.compensated) order by d.from_at, d.id)
      from decision d where d.from_at is not null and ${covers("decision", hostId)}),
    'attestations', (select jsonb_agg(jsonb_build_object(
        'measure', d.measure, 'by', d.by_whom, 'at', ${hourOf("greatest(d.at, d.created_at)")},
        'validUntil', ${hourOf("least(d.valid_until, d.withdrawn_at)")}) order by d.created_at, d.id)
      from attestation d where ${covers("attestation", hostId)}))`;

/** Everything known of one host. Take the host's lock first if it is going to change. */
export async function loadHostState(tx: Tx, hostId: string): Promise<HostState> {
  const [row] = await tx.$queryRaw<
    { state: StoredState }[]
  >`select ${hostStateSql(Prisma.sql`${hostId}::uuid`)} as state`;
  return fromStored(row?.state);
}

function fromStored(stored: StoredState | undefined): HostState {
  const sources = new Map((stored?.sources ?? []).map((source) => [source.source, source]));
  const dated = <T extends CheckState | ExposureState>(row: Stored<T>): T => {
    const source = sources.get(row.source);
    const observedAt = row.observedAt ?? source?.fullAt ?? 0;
    return { ...row, observedAt, reportId: row.reportId ?? source?.fullReportId ?? "" } as T;
  };
  return {
    sources,
    checks: new Map((stored?.checks ?? []).map((row) => [row.check, dated<CheckState>(row)])),
    exposures: new Map((stored?.exposures ?? []).map((row) => [witnessKey(row), dated<ExposureState>(row)])),
    findings: new Map((stored?.findings ?? []).map((finding) => [finding.key, finding])),
    approvals: new Map((stored?.approvals ?? []).map((approval) => [approval.key, approval])),
    expectations: new Map((stored?.expectations ?? []).map((one) => [one.id, one])),
    decisions: stored?.decisions ?? [],
    attestations: stored?.attestations ?? [],
  };
}

/** What has to be written to get from one state to the next. */
export interface StateDifference {
  sources: SourceState[];
  sourcesGone: string[];
  checks: Stored<CheckState>[];
  checksGone: { source: string; check: string }[];
  exposures: Stored<ExposureState>[];
  exposuresGone: { source: string; kind: string; key: string }[];
  findings: FindingState[];
  findingsGone: string[];
}

export function difference(before: HostState, after: HostState): StateDifference {
  const old = toStored(before);
  const now = toStored(after);
  return {
    sources: changed(old.sources, now.sources),
    sourcesGone: gone(before.sources, after.sources).map(({ source }) => source),
    checks: changed(old.checks, now.checks),
    checksGone: [...before.checks.values()]
      // Another source of the same family may speak of the check now.
      .filter(({ source, check }) => after.checks.get(check)?.source !== source)
      .map(({ source, check }) => ({ source, check })),
    exposures: changed(old.exposures, now.exposures),
    exposuresGone: gone(before.exposures, after.exposures).map(({ source, kind, key }) => ({
      source,
      kind,
      key,
    })),
    findings: changed(before.findings, after.findings),
    findingsGone: gone(before.findings, after.findings).map(({ key }) => key),
  };
}

interface StoredMaps {
  sources: Map<string, SourceState>;
  checks: Map<string, Stored<CheckState>>;
  exposures: Map<string, Stored<ExposureState>>;
}

function toStored(state: HostState): StoredMaps {
  const undated = <T extends CheckState | ExposureState>(row: T): Stored<T> => {
    const full = state.sources.get(row.source)?.fullReportId;
    return full && row.reportId === full ? { ...row, observedAt: null, reportId: null } : row;
  };
  const all = <T extends CheckState | ExposureState>(rows: Map<string, T>): Map<string, Stored<T>> =>
    new Map([...rows].map(([key, row]) => [key, undated(row)]));
  return { sources: state.sources, checks: all(state.checks), exposures: all(state.exposures) };
}

function changed<T>(before: Map<string, T>, after: Map<string, T>): T[] {
  const rows: T[] = [];
  for (const [key, row] of after) {
    const old = before.get(key);
    if (old === undefined || !isDeepStrictEqual(old, row)) rows.push(row);
  }
  return rows;
}

const gone = <T>(before: Map<string, T>, after: Map<string, T>): T[] =>
  [...before].filter(([key]) => !after.has(key)).map(([, row]) => row);

/** Days to repair where nobody has said otherwise. */
export const USUAL_LEVEL = { critical: 7, high: 30, medium: 90, low: 180 } as const;

/** The days to repair by severity for a host, as a JSON value: its groups' strictest, else the house's, else the usual ones. */
export const levelOf = (hostId: Prisma.Sql): Prisma.Sql => {
  const days = (severity: keyof typeof USUAL_LEVEL) => Prisma.sql`coalesce(
    min(${Prisma.raw(`l.${severity}`)}) filter (where l.group_id is not null),
    min(${Prisma.raw(`l.${severity}`)}) filter (where l.group_id is null), ${USUAL_LEVEL[severity]}::int)`;
  return Prisma.sql`(select jsonb_build_object('critical', ${days("critical")}, 'high', ${days("high")},
      'medium', ${days("medium")}, 'low', ${days("low")})
    from service_level l where l.group_id is null
      or l.group_id in (select hg.group_id from host_group hg where hg.host_id = ${hostId}))`;
};
