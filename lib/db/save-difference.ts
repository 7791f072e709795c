/** Writes what a report, or its undo, changed of a host. */
import { v7 as uuid } from "uuid";
import { OPEN_STATES } from "@/lib/fortress/state";
import { Prisma } from "./generated/client";
import { levelOf, type StateDifference } from "./host-state";
import type { Tx } from "./index";

/**
 * Writes a difference in one statement, which names only what changed: to plan for the rest takes longer than a report
 * that changes nothing. Times in milliseconds; the host's lock must be held.
 */
export async function saveDifference(tx: Tx, hostId: string, change: StateDifference): Promise<void> {
  const parts = Object.entries(partsOf(Prisma.sql`${hostId}::uuid`)).flatMap(([name, { of, sql }]) =>
    change[of].length > 0 ? [Prisma.sql`${Prisma.raw(name)} as (${sql})`] : [],
  );
  if (parts.length === 0) return;
  const findings = change.findings.map((finding) => ({ ...finding, id: uuid() }));
  await tx.$executeRaw`
    with input as materialized (select ${JSON.stringify({ ...change, findings })}::jsonb as j),
    ${Prisma.join(parts)}
    select 1`;
}

interface Part {
  /** Where its rows stand in the difference. */
  of: keyof StateDifference;
  sql: Prisma.Sql;
}

const partsOf = (host: Prisma.Sql): Record<string, Part> => ({
  sources_gone: {
    of: "sourcesGone",
    sql: Prisma.sql`
      delete from host_source s using input, jsonb_array_elements_text(j->'sourcesGone') as r(source)
      where s.host_id = ${host} and s.source = r.source`,
  },
  sources: {
    of: "sources",
    sql: Prisma.sql`
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
        native_value = excluded.native_value, native_max = excluded.native_max, facts = excluded.facts`,
  },
  checks_gone: {
    of: "checksGone",
    sql: Prisma.sql`
      delete from observation o using input, jsonb_to_recordset(j->'checksGone') as r(source text, "check" text)
      where o.host_id = ${host} and o.source = r.source and o."check" = r."check"`,
  },
  checks: {
    of: "checks",
    sql: Prisma.sql`
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
        vanished = excluded.vanished, defined = excluded.defined`,
  },
  exposures_gone: {
    of: "exposuresGone",
    sql: Prisma.sql`
      delete from exposure e using input,
        jsonb_to_recordset(j->'exposuresGone') as r(source text, kind text, key text)
      where e.host_id = ${host} and e.source = r.source and e.kind = r.kind and e.key = r.key`,
  },
  exposures: {
    of: "exposures",
    sql: Prisma.sql`
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
        change = excluded.change`,
  },
  findings_gone: {
    of: "findingsGone",
    sql: Prisma.sql`
      delete from finding f using input, jsonb_array_elements_text(j->'findingsGone') as r(key)
      where f.host_id = ${host} and f.key = r.key and not f.touched`,
  },
  findings_kept: {
    of: "findingsGone",
    sql: Prisma.sql`
      update finding f set state = 'gone', since_at = now(), closed_at = now(), gain = 0
        from input, jsonb_array_elements_text(j->'findingsGone') as r(key)
      where f.host_id = ${host} and f.key = r.key and f.touched`,
  },
  findings: {
    of: "findings",
    sql: Prisma.sql`
      insert into finding (id, host_id, key, source, kind, tower, severity, title, state, opened_at, opened_by, since_at,
        closed_at, closed_by, reopened, due_from, due_at)
      select r.id, ${host}, r.key, r.source, r.kind, r.tower, r.severity, r.title, r.state, ${time("openedAt")},
        r."openedBy", ${time("sinceAt")}, ${time("closedAt")}, r."closedBy", r.reopened, ${time("dueFrom")},
        ${time("dueFrom")} + make_interval(days => (level.days->>r.severity)::int)
      from input, (select ${levelOf(host)} as days) as level, jsonb_to_recordset(j->'findings') as r(id uuid, key text, source text, kind text, tower text,
        severity text, title text, state text, "openedAt" float8, "openedBy" uuid, "sinceAt" float8, "dueFrom" float8, "closedAt" float8,
        "closedBy" uuid, reopened int)
      on conflict (host_id, key) do update set source = excluded.source, kind = excluded.kind, tower = excluded.tower,
        severity = excluded.severity, title = excluded.title, state = excluded.state, opened_at = excluded.opened_at,
        opened_by = excluded.opened_by, since_at = excluded.since_at, closed_at = excluded.closed_at,
        closed_by = excluded.closed_by, reopened = excluded.reopened,
        -- A day that a person set holds until the finding is closed.
        due_by_hand = finding.due_by_hand and finding.state = any(${openStates}), due_from = excluded.due_from,
        due_at = case when finding.due_by_hand and finding.state = any(${openStates}) then finding.due_at
                      else excluded.due_at end`,
  },
});

/** While it is in one of these, a day that a person set holds; also while its import is undone. */
const openStates: string[] = [...OPEN_STATES, "gone"];

/** Milliseconds of a record `r` as a timestamp. */
const time = (column: string): Prisma.Sql => Prisma.raw(`to_timestamp(r."${column}" / 1000.0)`);
