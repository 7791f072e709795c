/** Reads the evidence of one host: who has spoken and when, and what is expected and never came. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { freshnessOf } from "@/lib/fortress/freshness";
import { POLICY, type Policy, sourcePolicy, titleOfSource } from "@/lib/fortress/policy";

export type EvidenceKind = Policy["otherSource"]["kind"];

/** How far back the strips of reports look. */
const RECENT_DAYS = 90;
const DAY = 86_400_000;
const HALF_DAY = DAY / 2;
/** Hosts have a few dozen sources; more are made up, and stand in the history only. */
const MOST_SOURCES = 100;

/** A source that has spoken of the host. */
export interface SpokenEvidence {
  source: string;
  title: string;
  kind: EvidenceKind;
  /** The policy demands its kind of every host. */
  expected: boolean;
  reportId: string;
  observedAt: string;
  tool: { name: string; version: string | null };
  reports: number;
  periodDays: number;
  /** 0 to 1: the share of its passes that still counts, each by its own age; null: it has passed nothing. */
  fresh: number | null;
  recent: RecentReports;
}

/** The reports of the last `days` days. */
export interface RecentReports {
  days: number;
  reports: number;
  firstAt: string | null;
  /** How many half days before now a report was observed, each once, the latest first; 0: within the last twelve hours. */
  halfDays: number[];
}

export interface HostEvidence {
  /** Those that are expected first, then the latest. */
  spoken: SpokenEvidence[];
  /** Sources beyond the most that are listed. */
  more: number;
  /** Kinds of evidence that the policy expects and of which nothing has come. */
  missing: { kind: EvidenceKind; title: string }[];
}

interface SourceRow {
  source: string;
  reportId: string;
  observedAt: Date;
  toolName: string;
  toolVersion: string | null;
  reports: number;
  recent: number;
  firstAt: Date | null;
  halfDays: number[];
}

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/**
 * What has come of a host and what has not. Reports of undone imports are gone, refused files never were any.
 * @param now milliseconds
 * @returns null where this viewer may not see the host
 */
export async function hostEvidence(
  viewer: Viewer,
  hostId: string,
  now: number,
): Promise<HostEvidence | null> {
  if (!isUuid(hostId) || !can(viewer, "host.read", { hostId })) return null;
  const [rows, fresh] = await Promise.all([sourceRows(hostId, now), freshShares(hostId, now)]);
  const expected = new Set<EvidenceKind>(POLICY.expected.map(({ kind }) => kind));
  const kinds = new Set(rows.map(({ source }) => sourcePolicy(POLICY, source).kind));
  const spoken = rows
    .map((row) => spokenEvidence(row, expected, fresh.get(row.source) ?? null))
    .sort((a, b) => Number(b.expected) - Number(a.expected));
  return {
    spoken: spoken.slice(0, MOST_SOURCES),
    more: Math.max(0, spoken.length - MOST_SOURCES),
    missing: POLICY.expected.flatMap(({ kind, title }) => (kinds.has(kind) ? [] : [{ kind, title }])),
  };
}

/** From the reports themselves, so that one that is gone counts nowhere. The latest is the one that was folded last. */
const sourceRows = (hostId: string, now: number): Promise<SourceRow[]> => db().$queryRaw<SourceRow[]>`
  with last as (
    select distinct on (source) source, id, observed_at, tool_name, tool_version
      from report where host_id = ${hostId}::uuid
     order by source, observed_at desc, delivered_hash desc, part desc),
  counts as (select source, count(*)::int as reports from report where host_id = ${hostId}::uuid group by source),
  recent as (
    select source, count(*)::int as recent, min(observed_at) as first_at,
           array_agg(distinct greatest(0, floor(
             (${now} - extract(epoch from observed_at) * 1000)::float8 / ${HALF_DAY}))::int) as half_days
      from report
     where host_id = ${hostId}::uuid and observed_at > ${new Date(now - RECENT_DAYS * DAY)}
     group by source)
  select l.source, l.id as "reportId", l.observed_at as "observedAt", l.tool_name as "toolName",
         l.tool_version as "toolVersion", c.reports, coalesce(r.recent, 0) as recent, r.first_at as "firstAt",
         coalesce(r.half_days, '{}') as "halfDays"
    from last l join counts c on c.source = l.source left join recent r on r.source = l.source
   order by l.observed_at desc, l.source`;

function spokenEvidence(
  row: SourceRow,
  expected: ReadonlySet<EvidenceKind>,
  fresh: number | null,
): SpokenEvidence {
  const { source, reportId, reports } = row;
  const { kind, periodDays } = sourcePolicy(POLICY, source);
  return {
    source,
    title: titleOfSource(POLICY, source),
    kind,
    expected: expected.has(kind),
    reportId,
    observedAt: row.observedAt.toISOString(),
    tool: { name: row.toolName, version: row.toolVersion },
    reports,
    periodDays,
    fresh,
    recent: {
      days: RECENT_DAYS,
      reports: row.recent,
      firstAt: row.firstAt?.toISOString() ?? null,
      halfDays: row.halfDays,
    },
  };
}

/**
 * The share of each source's passes that still counts. After a partial run they are of different ages, and one that a
 * later full run did not mention counts nothing.
 */
async function freshShares(hostId: string, now: number): Promise<Map<string, number>> {
  const rows = await db().$queryRaw<{ source: string; at: number | null; passes: number }[]>`
    select source, at, sum(passed)::float8 as passes
      from (select o.source, case o.outcome when 'pass' then 1 else coalesce(o.ratio, 0) end as passed,
                   case when not o.vanished
                        then (extract(epoch from coalesce(o.observed_at, s.full_at)) * 1000)::float8 end as at
              from observation o join host_source s on s.host_id = o.host_id and s.source = o.source
             where o.host_id = ${hostId}::uuid and o.outcome in ('pass', 'part')) as said
     group by source, at having sum(passed) > 0`;
  const sums = new Map<string, { passes: number; fresh: number }>();
  for (const { source, at, passes } of rows) {
    const sum = sums.get(source) ?? { passes: 0, fresh: 0 };
    const part = at === null ? 0 : freshnessOf(source, at, { policy: POLICY, now });
    sums.set(source, { passes: sum.passes + passes, fresh: sum.fresh + passes * part });
  }
  return new Map([...sums].map(([source, { passes, fresh }]) => [source, fresh / passes]));
}
