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

/** The rows of a question as one JSON list, in its order; null where there is none. */
const listOf = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`(select json_agg(r) from (${rows}) r)`;

/**
 * The SQL that gathers everything known of one host as one JSON value. Plain JSON, of rows as they are: to build it as
 * `jsonb`, field by field, takes twice as long.
 */
const hostStateSql = (hostId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  json_build_object(
    'sources', ${listOf(Prisma.sql`
      select source, report_id as "reportId", ${ms("observed_at")} as "observedAt", tool_name as "toolName",
        tool_version as "toolVersion", ${ms("full_at")} as "fullAt", full_version as "fullVersion",
        full_report_id as "fullReportId", ${ms("previous_full_at")} as "previousFullAt", reports,
        case when native_name is not null
             then json_build_object('name', native_name, 'value', native_value, 'max', native_max) end as native, facts
      from host_source where host_id = ${hostId} order by source`)},
    'checks', ${listOf(Prisma.sql`
      select "check", source, outcome, ratio, message, details, ${ms("observed_at")} as "observedAt",
        ${ms("since_at")} as "sinceAt", report_id as "reportId", privileged, vanished, defined
      from observation where host_id = ${hostId} order by "check"`)},
    'exposures', ${listOf(Prisma.sql`
      select source, kind, key, tower, severity, title, details, exploited as "exploitedWithFix",
        system_binary as "systemBinary", ${ms("first_seen_at")} as "firstSeenAt", ${ms("observed_at")} as "observedAt",
        report_id as "reportId", ${ms("changed_at")} as "changedAt", change
      from exposure where host_id = ${hostId} order by source, kind, key`)},
    'findings', ${listOf(Prisma.sql`
      select key, source, kind, tower, severity, title, state, ${ms("opened_at")} as "openedAt", opened_by as "openedBy",
        ${ms("since_at")} as "sinceAt", ${ms("due_from")} as "dueFrom", ${ms("closed_at")} as "closedAt",
        closed_by as "closedBy", reopened
      from finding where host_id = ${hostId} and state <> 'gone' order by key`)},
    'approvals', ${listOf(Prisma.sql`
      select a.id, a.key, a.forms, ${ms("a.at")} as at, a.actor as by, a.reason
      from approval a where a.host_id = ${hostId} and a.withdrawn_at is null order by a.key, a.at`)},
    'expectations', ${listOf(Prisma.sql`
      select e.id, e.pattern, ${ms("e.at")} as at, ${ms("e.until_at")} as until, e.actor as by, e.reason
      from expectation e where e.host_id = ${hostId} and e.withdrawn_at is null order by e.at, e.id`)},
    'decisions', ${listOf(Prisma.sql`
      select d.key, d.treatment, ${hourOf("d.from_at")} as "from", ${hourOf("least(d.until_at, d.ended_at)")} as until,
        d.compensated
      from decision d where d.from_at is not null and ${covers("decision", hostId)} order by d.from_at, d.id`)},
    'attestations', ${listOf(Prisma.sql`
      select d.measure, d.by_whom as by, ${hourOf("greatest(d.at, d.created_at)")} as at,
        ${hourOf("least(d.valid_until, d.withdrawn_at)")} as "validUntil"
      from attestation d where ${covers("attestation", hostId)} order by d.created_at, d.id`)})`;

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
