/**
 * What is known of a host, from its rows to the domain's form and back. A row that the source's last full run confirmed
 * stores no time and no report of its own, so that a report that changes nothing writes nothing here.
 */
import { isDeepStrictEqual } from "node:util";
import { v7 as uuid } from "uuid";
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
import { OPEN_STATES, witnessKey } from "@/lib/fortress/state";
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

/** Writes a difference in one statement. Times in milliseconds; the host's lock must be held. */
export async function saveDifference(tx: Tx, hostId: string, change: StateDifference): Promise<void> {
  const input = {
    ...change,
    findings: change.findings.map((finding) => ({ ...finding, id: uuid() })),
  };
  const host = Prisma.sql`${hostId}::uuid`;
  await tx.$executeRaw`
    with input as materialized (select ${JSON.stringify(input)}::jsonb as j),
    sources_gone as (
      delete from host_source s using input, jsonb_array_elements_text(j->'sourcesGone') as r(source)
      where s.host_id = ${host} and s.source = r.source),
    sources as (
      insert into host_source (host_id, source, report_id, observed_at, tool_name, tool_version, full_at, full_version,
        full_report_id, previous_full_at, reports, native_name, native_value, native_max, facts)
      select ${host}, r.source, r."reportId", ${time("observedAt")}, r."toolName", r."toolVersion", ${time("fullAt")},
        r."fullVersion", r."fullReportId", ${time("previousFullAt")}, r.reports, r.native->>'name',
        (r.native->>'value')::float8, (r.native->>'max')::float8, r.facts
      from input, jsonb_to_recordset(j->'sources') as r(source text, "reportId" uuid, "observedAt" float8,
        "toolName" text, "toolVersion" text, "fullAt" float8, "fullVersion" text, "fullReportId" uuid,
        "previousFullAt" float8, reports int, native jsonb, facts jsonb)
      on conflict (host_id, source) do update set report_id = excluded.report_id, observed_at = excluded.observed_at,
        tool_name = excluded.tool_name, tool_version = excluded.tool_version, full_at = excluded.full_at,
        full_version = excluded.full_version, full_report_id = excluded.full_report_id,
        previous_full_at = excluded.previous_full_at, reports = excluded.reports, native_name = excluded.native_name,
        native_value = excluded.native_value, native_max = excluded.native_max, facts = excluded.facts),
    checks_gone as (
      delete from observation o using input, jsonb_to_recordset(j->'checksGone') as r(source text, "check" text)
      where o.host_id = ${host} and o.source = r.source and o."check" = r."check"),
    checks as (
      insert into observation (host_id, source, "check", outcome, ratio, message, details, observed_at, since_at, report_id,
        privileged, vanished, defined)
      select ${host}, r.source, r."check", r.outcome, r.ratio, r.message, r.details, ${time("observedAt")},
        ${time("sinceAt")}, r."reportId", r.privileged, r.vanished, nullif(r.defined, 'null'::jsonb)
      from input, jsonb_to_recordset(j->'checks') as r(source text, "check" text, outcome text, ratio float8, message text,
        details jsonb, "observedAt" float8, "sinceAt" float8, "reportId" uuid, privileged boolean, vanished boolean,
        defined jsonb)
      on conflict (host_id, source, "check") do update set outcome = excluded.outcome, ratio = excluded.ratio,
        message = excluded.message, details = excluded.details, observed_at = excluded.observed_at,
        since_at = excluded.since_at, report_id = excluded.report_id, privileged = excluded.privileged,
        vanished = excluded.vanished, defined = excluded.defined),
    exposures_gone as (
      delete from exposure e using input,
        jsonb_to_recordset(j->'exposuresGone') as r(source text, kind text, key text)
      where e.host_id = ${host} and e.source = r.source and e.kind = r.kind and e.key = r.key),
    exposures as (
      insert into exposure (host_id, source, kind, key, tower, severity, title, details, exploited, system_binary,
        first_seen_at, observed_at, report_id, changed_at, change)
      select ${host}, r.source, r.kind, r.key, r.tower, r.severity, r.title, r.details, r."exploitedWithFix",
        r."systemBinary", ${time("firstSeenAt")}, ${time("observedAt")}, r."reportId", ${time("changedAt")},
        nullif(r.change, 'null'::jsonb)
      from input, jsonb_to_recordset(j->'exposures') as r(source text, kind text, key text, tower text, severity text,
        title text, details jsonb, "exploitedWithFix" boolean, "systemBinary" boolean, "firstSeenAt" float8,
        "observedAt" float8, "reportId" uuid, "changedAt" float8, change jsonb)
      on conflict (host_id, source, kind, key) do update set tower = excluded.tower, severity = excluded.severity,
        title = excluded.title, details = excluded.details, exploited = excluded.exploited,
        system_binary = excluded.system_binary, first_seen_at = excluded.first_seen_at,
        observed_at = excluded.observed_at, report_id = excluded.report_id, changed_at = excluded.changed_at,
        change = excluded.change),
    findings_gone as (
      delete from finding f using input, jsonb_array_elements_text(j->'findingsGone') as r(key)
      where f.host_id = ${host} and f.key = r.key and not f.touched),
    findings_kept as (
      update finding f set state = 'gone', since_at = now(), closed_at = now(), gain = 0
        from input, jsonb_array_elements_text(j->'findingsGone') as r(key)
      where f.host_id = ${host} and f.key = r.key and f.touched),
    level as materialized (select ${levelOf(host)} as days)
    insert into finding (id, host_id, key, source, kind, tower, severity, title, state, opened_at, opened_by, since_at,
      closed_at, closed_by, reopened, due_from, due_at)
    select r.id, ${host}, r.key, r.source, r.kind, r.tower, r.severity, r.title, r.state, ${time("openedAt")},
      r."openedBy", ${time("sinceAt")}, ${time("closedAt")}, r."closedBy", r.reopened, ${time("dueFrom")},
      ${time("dueFrom")} + make_interval(days => (level.days->>r.severity)::int)
    from input, level, jsonb_to_recordset(j->'findings') as r(id uuid, key text, source text, kind text, tower text,
      severity text, title text, state text, "openedAt" float8, "openedBy" uuid, "sinceAt" float8, "dueFrom" float8, "closedAt" float8,
      "closedBy" uuid, reopened int)
    on conflict (host_id, key) do update set source = excluded.source, kind = excluded.kind, tower = excluded.tower,
      severity = excluded.severity, title = excluded.title, state = excluded.state, opened_at = excluded.opened_at,
      opened_by = excluded.opened_by, since_at = excluded.since_at, closed_at = excluded.closed_at,
      closed_by = excluded.closed_by, reopened = excluded.reopened,
      -- A day that a person set holds until the finding is closed.
      due_by_hand = finding.due_by_hand and finding.state = any(${openStates}), due_from = excluded.due_from,
      due_at = case when finding.due_by_hand and finding.state = any(${openStates}) then finding.due_at
                    else excluded.due_at end`;
}

/** While it is in one of these, a day that a person set holds; also while its import is undone. */
const openStates: string[] = [...OPEN_STATES, "gone"];

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

/** Milliseconds of a record `r` as a timestamp. */
const time = (column: string): Prisma.Sql => Prisma.raw(`to_timestamp(r."${column}" / 1000.0)`);
