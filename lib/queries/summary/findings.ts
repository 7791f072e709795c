/** What a summary says of findings, aggregated in SQL: open ones, the costliest, and what the period did to them. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import type { Summary } from "@/lib/exports/summary";
import type { Severity, Tower } from "@/lib/fortress/types";
import { guidanceFor } from "@/lib/guidance";
import { isOpenSql, ofVisible } from "../findings";
import { visible } from "../hosts";
import { round } from "../score";

interface Period {
  since: Date;
  now: Date;
}

type BySeverity = Partial<Record<Severity, number>>;

export async function readOpen(
  within: Viewer,
  { now }: Pick<Period, "now">,
): Promise<Pick<Summary["findings"], "open" | "overdue" | "bySeverity">> {
  const rows = await db().$queryRaw<{ severity: Severity; open: number; overdue: number }[]>`
    select f.severity, count(*)::int as open, (count(*) filter (where f.due_at < ${now}))::int as overdue
      from finding f where ${isOpenSql} and ${ofVisible(within)} group by f.severity`;
  return {
    open: sum(rows.map(({ open }) => open)),
    overdue: sum(rows.map(({ overdue }) => overdue)),
    bySeverity: Object.fromEntries(rows.map(({ severity, open }) => [severity, open])) as BySeverity,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const TOP = 20;
/** Points of the mean: less is not shown as anything. */
const WORTH = 0.05;

interface TopRow {
  key: string;
  title: string;
  tower: Tower;
  severity: Severity;
  hosts: number;
  gain: number;
  inTower: number;
  overall: number;
}

/** The costliest weaknesses, and the costliest of each tower as a sentence, from one look at the open findings. */
export async function readTop(
  within: Viewer,
  scope: Summary["scope"],
): Promise<{ top: Summary["findings"]["top"]; because: Partial<Record<Tower, string>> }> {
  const rows = await db().$queryRaw<TopRow[]>`
    with w as (
      select f.key, min(f.title) as title, f.tower, min(f.severity) as severity, count(*)::int as hosts,
             sum(f.gain) / greatest(1, (select count(*) from host h where h.proven is not null and ${visible(within)})) as gain
        from finding f where ${isOpenSql} and ${ofVisible(within)} group by f.key, f.tower),
    ranked as (
      select w.*, (row_number() over (partition by w.tower order by w.gain desc, w.hosts desc, w.key))::int as "inTower",
             (row_number() over (order by w.gain desc, w.hosts desc, w.key))::int as overall from w)
    select * from ranked where overall <= ${TOP} or "inTower" = 1 order by overall`;
  const named = rows.map(({ gain, ...row }) => ({
    ...row,
    gain: round(gain),
    worth: gain >= WORTH,
    repair: guidanceFor(row.key)?.repair ?? null,
  }));
  const because = named.flatMap(({ inTower, worth, tower, title, repair, hosts }) => {
    const where = scope === "host" ? "" : `, on ${hosts === 1 ? "one fortress" : `${hosts} fortresses`}`;
    return inTower === 1 && worth ? [[tower, `Worth most: ${repair ?? title}${where}`]] : [];
  });
  return {
    top: named
      .filter(({ overall }) => overall <= TOP)
      .map(({ inTower: _inTower, overall: _overall, worth: _worth, ...row }) => row),
    because: Object.fromEntries(because),
  };
}

/** Events of reports in the period; each finding counts once. */
const told = (within: Viewer, { since, now }: Period) => {
  const { hosts } = within;
  return { hosts: hosts === null ? null : [...hosts], since, now };
};

/** How many findings were opened, and how many came back. */
export async function readMoves(
  within: Viewer,
  period: Period,
): Promise<Pick<Summary, "opened" | "reopened">> {
  const { hosts, since, now } = told(within, period);
  const rows = await db().$queryRaw<{ kind: string; count: number }[]>`
    select e.kind, (count(distinct (e.host_id, e.key)))::int as count from event e
     where e.at > ${since} and e.at <= ${now} and e.kind in ('opened', 'reopened') and e.report_id is not null
       and (${hosts}::uuid[] is null or e.host_id = any(${hosts}::uuid[]))
     group by e.kind`;
  const of = (kind: string): number => rows.find((row) => row.kind === kind)?.count ?? 0;
  return { opened: of("opened"), reopened: of("reopened") };
}

/** Repairs that a report of the period has proved, and that still hold. */
export async function readRepaired(within: Viewer, period: Period): Promise<Summary["repaired"]> {
  const { hosts, since, now } = told(within, period);
  const rows = await db().$queryRaw<
    { severity: Severity; total: number; key: string; title: string; hosts: number; lastAt: Date }[]
  >`
    with e as (
      select e.host_id, e.key, max(e.at) as at from event e
       where e.at > ${since} and e.at <= ${now} and e.kind = 'closed' and e.data->>'state' = 'verified'
         and e.report_id is not null and (${hosts}::uuid[] is null or e.host_id = any(${hosts}::uuid[]))
       group by e.host_id, e.key),
    r as (
      select f.key, f.severity, min(f.title) as title, count(*)::int as hosts, max(e.at) as "lastAt"
        from e join finding f on f.host_id = e.host_id and f.key = e.key and f.state = 'verified'
       group by f.key, f.severity),
    ranked as (
      select r.*, (sum(r.hosts) over (partition by r.severity))::int as total,
             row_number() over (order by array_position(array['critical','high','medium','low','info'], r.severity), r.hosts desc, r.key) as place,
             row_number() over (partition by r.severity order by r.key) as "inSeverity"
        from r)
    select severity, total, key, title, hosts, "lastAt" from ranked where place <= 10 or "inSeverity" = 1 order by place`;
  const bySeverity = Object.fromEntries(rows.map(({ severity, total }) => [severity, total])) as BySeverity;
  return {
    total: sum(Object.values(bySeverity)),
    bySeverity,
    first: rows
      .slice(0, 10)
      .map(({ title, hosts: count, lastAt }) => ({ title, hosts: count, lastAt: lastAt.toISOString() })),
  };
}
