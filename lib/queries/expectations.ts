/** Reads the baseline of a host: what people approved and expect; and what a pattern would approve now. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { faultOfPattern, pathMatches } from "@/lib/fortress/patterns";
import { expectedBy } from "@/lib/fortress/settle";
import { type Failure, fail, type Result } from "@/lib/result";
import { changedFiles } from "./changed-files";
import { findHost } from "./hosts";
import { type Page, pageSchema, toPage } from "./paging";

/** A pattern is given to so many hosts at once. */
const MOST_HOSTS = 100;
/** Files that are named. */
const NAMED = 20;

export type Target = { hosts: readonly string[] } | { group: string };

export interface TargetHost {
  id: string;
  name: string;
}

const NO_HOST = fail("not-found", "There is no such fortress.");
const NO_GROUP = fail("not-found", "There is no such group.");

/**
 * The hosts that are meant, by their ids: those named, or those in the group now.
 * Errors (returned): `not-found`, `forbidden`, `not-possible` where they are too many.
 */
export async function targetHosts(
  viewer: Viewer,
  target: Target,
  tx: Pick<Tx, "host"> = db(),
): Promise<{ ok: true; hosts: TargetHost[] } | Failure> {
  if ("group" in target && viewer.hosts !== null) {
    return fail("forbidden", "You may say what you expect of your own fortresses only, one by one.");
  }
  if ("group" in target && !z.uuid().safeParse(target.group).success) return NO_GROUP;
  const ids = "group" in target ? null : [...new Set(target.hosts.map((id) => id.toLowerCase()))];
  if (ids?.some((hostId) => !can(viewer, "host.read", { hostId }))) return NO_HOST;
  const where =
    "group" in target ? { groups: { some: { groupId: target.group } } } : { id: { in: ids ?? [] } };
  const hosts = await tx.host.findMany({
    where,
    orderBy: { id: "asc" },
    take: MOST_HOSTS + 1,
    select: { id: true, name: true },
  });
  if (hosts.length === 0 || (ids !== null && hosts.length < ids.length)) {
    return ids === null ? NO_GROUP : NO_HOST;
  }
  if (hosts.length > MOST_HOSTS) {
    return fail("not-possible", `A pattern is given to ${MOST_HOSTS} fortresses at once at most.`);
  }
  return { ok: true, hosts };
}

export interface Preview {
  /** Changed files that it would approve now, in sum, and the first of them. */
  files: number;
  first: { host: TargetHost; path: string }[];
  /** Those that match and count all the same: no pattern approves a changed system binary. */
  binaries: number;
  hosts: number;
}

/** What a pattern would approve now. Errors (returned): `form`, `forbidden` and those of `targetHosts`. */
export async function previewExpectation(
  viewer: Viewer,
  { pattern, ...target }: Target & { pattern: string },
): Promise<Result<Preview>> {
  if (!can(viewer, "change.approve")) return fail("forbidden", "You may not approve changes.");
  const fault = faultOfPattern(pattern);
  if (fault) return fail("form", fault);
  const meant = await targetHosts(viewer, target as Target);
  if (!meant.ok) return meant;
  const preview: Preview = { files: 0, first: [], binaries: 0, hosts: meant.hosts.length };
  const expectation = { id: "", pattern, at: 0, until: Number.POSITIVE_INFINITY, by: "", reason: "" };
  for (const host of meant.hosts) {
    for (const { witnesses } of changedFiles(await loadHostState(db(), host.id))) {
      const path = witnesses[0]?.key ?? "";
      if (!pathMatches(pattern, path)) continue;
      if (!expectedBy(witnesses, [expectation])) preview.binaries++;
      else if (++preview.files <= NAMED) preview.first.push({ host, path });
    }
  }
  return { ok: true, ...preview };
}

export const BASELINE_KINDS = ["approval", "expectation"] as const;
export const BASELINE_STATES = ["holds", "ended", "replaced", "withdrawn"] as const;

export const baselineQuerySchema = pageSchema.extend({
  kind: z.enum(BASELINE_KINDS).optional(),
  state: z
    .enum(BASELINE_STATES)
    .optional()
    .describe(
      "`holds`: nobody took it back; `ended`: a pattern past its last day, of which what it approved stays so; `replaced`: an approval of a file that was approved again",
    ),
});
export type BaselineQuery = z.infer<typeof baselineQuerySchema>;

/** An approval of one file, or a pattern. */
export interface BaselineItem {
  id: string;
  kind: (typeof BASELINE_KINDS)[number];
  state: (typeof BASELINE_STATES)[number];
  /** The key of the finding; null: it is a pattern. */
  key: string | null;
  pattern: string | null;
  reason: string;
  at: string;
  until: string | null;
  actor: string;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
}

interface Row extends Omit<BaselineItem, "at" | "until" | "withdrawnAt"> {
  at: Date;
  until: Date | null;
  withdrawnAt: Date | null;
}

const entries = (hostId: string, now: number): Prisma.Sql => Prisma.sql`(
  select a.id, 'approval' as kind, a.key, null as pattern, a.reason, a.at, null::timestamptz as until, a.actor,
         a.withdrawn_at, a.withdrawn_by,
         case when a.withdrawn_at is not null then 'withdrawn'
              when exists (select 1 from approval n where n.host_id = a.host_id and n.key = a.key
                              and n.withdrawn_at is null and (n.at, n.id) > (a.at, a.id)) then 'replaced'
              else 'holds' end as state
    from approval a where a.host_id = ${hostId}::uuid
  union all
  select e.id, 'expectation', null, e.pattern, e.reason, e.at, e.until_at, e.actor, e.withdrawn_at, e.withdrawn_by,
         case when e.withdrawn_at is not null then 'withdrawn'
              when e.until_at <= to_timestamp(${now} / 1000.0) then 'ended' else 'holds' end
    from expectation e where e.host_id = ${hostId}::uuid) b`;

const columns = Prisma.sql`
  b.id, b.kind, b.state, b.key, b.pattern, b.reason, b.at, b.until, b.actor, b.withdrawn_at as "withdrawnAt",
  b.withdrawn_by as "withdrawnBy"`;

/** The latest first; null where there is no such host for this viewer. */
export async function listBaseline(
  viewer: Viewer,
  hostId: string,
  query: BaselineQuery,
  now = Date.now(),
): Promise<Page<BaselineItem> | null> {
  if (!(await findHost(viewer, hostId))) return null;
  const where = Prisma.sql`true
    ${query.kind ? Prisma.sql`and b.kind = ${query.kind}` : Prisma.empty}
    ${query.state ? Prisma.sql`and b.state = ${query.state}` : Prisma.empty}`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<Row[]>`
      select ${columns} from ${entries(hostId, now)} where ${where}
       order by b.at desc, b.id limit ${query.limit} offset ${query.cursor}`,
    db().$queryRaw<{ total: number }[]>`
      select count(*)::int as total from ${entries(hostId, now)} where ${where}`,
  ]);
  return toPage(rows.map(itemOf), counted[0]?.total ?? 0, query);
}

/** One approval or pattern of a host. */
export async function findBaseline(
  viewer: Viewer,
  hostId: string,
  id: string,
  now = Date.now(),
): Promise<BaselineItem | null> {
  if (!(await findHost(viewer, hostId))) return null;
  const [row] = await db().$queryRaw<Row[]>`
    select ${columns} from ${entries(hostId, now)} where b.id = ${id}::uuid`;
  return row ? itemOf(row) : null;
}

const itemOf = ({ at, until, withdrawnAt, ...row }: Row): BaselineItem => ({
  ...row,
  at: at.toISOString(),
  until: until?.toISOString() ?? null,
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});
