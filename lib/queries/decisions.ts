/** Reads decisions about risks: the register, one of them, and what was decided about a thing. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma, type Tx } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { lastDayOf } from "@/lib/fortress/decision-rules";
import { TREATMENTS, type Treatment } from "@/lib/fortress/posture";
import { SEVERITIES, type Severity } from "@/lib/fortress/types";
import { carriedOut } from "./decision-proof";
import { visible } from "./hosts";
import { type IdList, idsInOrder } from "./in-order";
import { type Page, pageSchema, toPage } from "./paging";

export const DECISION_STATES = ["proposed", "approved", "refused", "withdrawn", "ended"] as const;
type DecisionState = (typeof DECISION_STATES)[number];

export const decisionQuerySchema = pageSchema.extend({
  q: z.string().max(200).optional().describe("Part of the title, the key or the reason"),
  state: z
    .enum([...DECISION_STATES, "current", "all"])
    .default("current")
    .describe("`current`: proposals that wait, and what holds now"),
  treatment: z.enum(TREATMENTS).optional(),
  severity: z.enum(SEVERITIES).optional(),
  key: z.string().max(800).optional().describe("A check, `<kind>:<key>` of an exposure, or `measure:<id>`"),
  host: z.uuid().optional().describe("About this host"),
  group: z.uuid().optional().describe("About a host of this group"),
  owner: z.uuid().optional(),
  ending: z.coerce.number().int().min(1).max(3650).optional().describe("Within so many days"),
  endsOn: z.iso.date().optional().describe("With this last day"),
  reviewOn: z.iso.date().optional().describe("To be reviewed on this day"),
  sort: z.enum(["end", "-end", "severity", "proposed", "-proposed", "title"]).default("end"),
});
export type DecisionQuery = z.infer<typeof decisionQuerySchema>;
/** What is asked for, without a place in it. */
export type DecisionFilter = Omit<DecisionQuery, "cursor" | "limit">;

type Reference = { id: string; name: string };

export interface DecisionItem {
  id: string;
  key: string;
  title: string;
  severity: Severity;
  treatment: Treatment;
  /** `ended` from its end on, whether the clock has been there yet or not. */
  state: DecisionState;
  reason: string;
  scope: "hosts" | "group" | "fleet";
  /** Null with scope `group`: the group is gone. */
  group: Reference | null;
  /** Of a decision about single hosts: the first few of those that the viewer may see. */
  hosts: Reference[];
  /** How many of the hosts that the viewer may see it is about. */
  hostCount: number;
  owner: Reference | null;
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  /** What was said with the approval or the refusal. */
  answer: string | null;
  /** It holds from here. */
  fromAt: string | null;
  /** Its end, and the last day through which it holds, UTC. */
  untilAt: string;
  lastDay: string;
  reviewDay: string | null;
  thirdParty: string | null;
  reference: string | null;
  control: string | null;
  /** The control is shown by evidence: it earns half. */
  compensated: boolean;
  proof: string | null;
  endedAt: string | null;
  endedBy: string | null;
  /** Of an avoidance: whether reports show it. Null for anything else. */
  carriedOut: boolean | null;
}

interface DecisionRow
  extends Omit<
    DecisionItem,
    "group" | "owner" | "lastDay" | "reviewDay" | "carriedOut" | "hosts" | `${string}At`
  > {
  groupId: string | null;
  groupName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  hosts: Reference[] | null;
  proposedAt: Date;
  decidedAt: Date | null;
  fromAt: Date | null;
  untilAt: Date;
  reviewAt: Date | null;
  endedAt: Date | null;
}

/** Hosts that a list names. */
const NAMED = 3;

const stateSql = (now: number): Prisma.Sql => Prisma.sql`
  case when d.state in ('proposed', 'approved') and d.until_at <= to_timestamp(${now} / 1000.0) then 'ended' else d.state end`;

const columns = (viewer: Viewer, now: number): Prisma.Sql => Prisma.sql`
  d.id, d.key, d.title, d.severity, d.treatment, ${stateSql(now)} as state, d.reason, d.scope,
  g.id as "groupId", g.name as "groupName", u.id as "ownerId", u.name as "ownerName", d.actor as "proposedBy",
  d.proposed_at as "proposedAt", d.decided_by as "decidedBy", d.decided_at as "decidedAt", d.answer, d.from_at as "fromAt",
  d.until_at as "untilAt", d.review_at as "reviewAt", d.third_party as "thirdParty", d.reference, d.control,
  d.compensated, d.proof, coalesce(d.ended_at, case when ${stateSql(now)} = 'ended' then d.until_at end) as "endedAt",
  d.ended_by as "endedBy",
  (select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name))
     from (select h.id, h.name from decision_host y join host h on h.id = y.host_id
            where y.decision_id = d.id and ${visible(viewer)} order by lower(h.name), h.id limit ${NAMED}) x) as hosts,
  case d.scope
    when 'fleet' then (select count(*)::int from host h where ${visible(viewer)})
    when 'group' then (select count(*)::int from host_group y join host h on h.id = y.host_id
                        where y.group_id = d.group_id and ${visible(viewer)})
    else (select count(*)::int from decision_host y join host h on h.id = y.host_id
           where y.decision_id = d.id and ${visible(viewer)}) end as "hostCount"`;

const TABLES = Prisma.sql`decision d left join "group" g on g.id = d.group_id left join "user" u on u.id = d.owner_id`;

/** Those that are about a host which the viewer may see. */
export const ofSeen = (viewer: Viewer): Prisma.Sql =>
  viewer.hosts === null
    ? Prisma.sql`true`
    : Prisma.sql`exists (select 1 from host h where ${visible(viewer)} and ${covers("decision", Prisma.sql`h.id`)})`;

const RANK = Prisma.sql`array_position(array['critical','high','medium','low','info'], d.severity)`;
const ORDERS = {
  end: Prisma.sql`d.until_at asc`,
  "-end": Prisma.sql`d.until_at desc`,
  severity: Prisma.sql`${RANK} asc, d.until_at asc`,
  proposed: Prisma.sql`d.proposed_at asc`,
  "-proposed": Prisma.sql`d.proposed_at desc`,
  title: Prisma.sql`lower(d.title) asc`,
};

const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

function stateIs(state: DecisionQuery["state"], now: number): Prisma.Sql {
  if (state === "all") return Prisma.sql`true`;
  if (state === "current") return Prisma.sql`${stateSql(now)} in ('proposed', 'approved')`;
  return Prisma.sql`${stateSql(now)} = ${state}`;
}

function matching(viewer: Viewer, query: DecisionFilter, now: number): Prisma.Sql {
  const { q, treatment, severity, key, host, group, owner, ending, endsOn, reviewOn } = query;
  const only = (asked: unknown, condition: Prisma.Sql): Prisma.Sql =>
    asked === undefined || asked === "" ? Prisma.empty : Prisma.sql`and ${condition}`;
  const text = like(q ?? "");
  return Prisma.sql`${ofSeen(viewer)} and ${stateIs(query.state, now)}
    ${only(q, Prisma.sql`(d.title ilike ${text} or d.key ilike ${text} or d.reason ilike ${text})`)}
    ${only(treatment, Prisma.sql`d.treatment = ${treatment}`)} ${only(severity, Prisma.sql`d.severity = ${severity}`)}
    ${only(key, Prisma.sql`d.key = ${key}`)} ${only(owner, Prisma.sql`d.owner_id = ${owner}::uuid`)}
    ${only(host, covers("decision", Prisma.sql`${host}::uuid`))}
    ${only(
      group,
      Prisma.sql`exists (select 1 from host_group m where m.group_id = ${group}::uuid
                            and ${covers("decision", Prisma.sql`m.host_id`)})`,
    )}
    ${only(ending, Prisma.sql`d.until_at <= to_timestamp(${now + (ending ?? 0) * 86_400_000} / 1000.0)`)}
    ${only(
      endsOn,
      Prisma.sql`(d.until_at - interval '1 millisecond') at time zone 'UTC' >= ${endsOn}::date
                              and (d.until_at - interval '1 millisecond') at time zone 'UTC' < ${endsOn}::date + 1`,
    )}
    ${only(reviewOn, Prisma.sql`(d.review_at at time zone 'UTC')::date = ${reviewOn}::date`)}`;
}

const NONE = { items: [], nextCursor: null, total: 0 };

/** What is about a host that is not theirs is not there for them. */
const mayAsk = (viewer: Viewer, { host }: DecisionFilter): boolean =>
  can(viewer, "decision.read", host ? { hostId: host } : {});

/** All that match, in the order of the register. */
export async function decisionIdsInOrder(
  viewer: Viewer,
  query: DecisionFilter,
  now = Date.now(),
): Promise<IdList> {
  const seen = mayAsk(viewer, query) ? matching(viewer, query, now) : Prisma.sql`false`;
  return idsInOrder(Prisma.sql`d.id`, Prisma.sql`decision d where ${seen}`, ORDERS[query.sort]);
}

/** Those of them that still match, in any order. */
export async function readDecisions(
  viewer: Viewer,
  query: DecisionFilter,
  ids: string[],
  now = Date.now(),
): Promise<DecisionItem[]> {
  const rows = await db().$queryRaw<DecisionRow[]>`
    select ${columns(viewer, now)} from ${TABLES}
     where d.id = any(${ids}::uuid[]) and ${matching(viewer, query, now)}`;
  return items(viewer, rows);
}

/** A decision about more hosts than a viewer may see is shown as far as it is about theirs. */
export async function listDecisions(
  viewer: Viewer,
  query: DecisionQuery,
  now = Date.now(),
): Promise<Page<DecisionItem>> {
  if (!mayAsk(viewer, query)) return NONE;
  const where = matching(viewer, query, now);
  const [rows, counted] = await Promise.all([
    db().$queryRaw<DecisionRow[]>`
      select ${columns(viewer, now)} from ${TABLES} where ${where}
       order by ${ORDERS[query.sort]}, d.id limit ${query.limit} offset ${query.cursor}`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from decision d where ${where}`,
  ]);
  return toPage(await items(viewer, rows), counted[0]?.total ?? 0, query);
}

/** Null where there is none that this viewer may see. */
export async function findDecision(
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<DecisionItem | null> {
  if (!z.uuid().safeParse(id).success || !can(viewer, "decision.read")) return null;
  const rows = await db().$queryRaw<DecisionRow[]>`
    select ${columns(viewer, now)} from ${TABLES} where d.id = ${id}::uuid and ${ofSeen(viewer)}`;
  return (await items(viewer, rows))[0] ?? null;
}

export async function mayReadDecision(
  from: Pick<Tx, "$queryRaw">,
  viewer: Viewer,
  id: string,
): Promise<boolean> {
  const rows = await from.$queryRaw<unknown[]>`
    select 1 from decision d where d.id = ${id}::uuid and ${ofSeen(viewer)}`;
  return rows.length > 0;
}

/** Proposals that this viewer may answer as a role, and decisions that end within so many days. */
export async function countDecisions(
  viewer: Viewer,
  days: number,
  now = Date.now(),
): Promise<{ waiting: number; ending: number }> {
  if (!can(viewer, "decision.read")) return { waiting: 0, ending: 0 };
  const [row] = await db().$queryRaw<{ waiting: number; ending: number }[]>`
    select count(*) filter (where d.state = 'proposed')::int as waiting,
           count(*) filter (where d.state = 'approved'
             and d.until_at <= to_timestamp(${now + days * 86_400_000} / 1000.0))::int as ending
      from decision d
     where d.state in ('proposed', 'approved') and d.until_at > to_timestamp(${now} / 1000.0) and ${ofSeen(viewer)}`;
  return { waiting: can(viewer, "decision.approve") ? (row?.waiting ?? 0) : 0, ending: row?.ending ?? 0 };
}

/** What is decided or proposed about a thing now, whatever holds first: of a host, of a key, or of a key on a host. */
export async function decisionsAbout(
  viewer: Viewer,
  thing: { host?: string; key?: string },
  now = Date.now(),
): Promise<DecisionItem[]> {
  const query = decisionQuerySchema.parse({ ...thing, limit: 200 });
  const { items: found } = await listDecisions(viewer, query, now);
  return found.sort((a, b) => Number(b.state === "approved") - Number(a.state === "approved"));
}

async function items(viewer: Viewer, rows: readonly DecisionRow[]): Promise<DecisionItem[]> {
  const avoided = rows.filter(({ treatment }) => treatment === "avoid");
  const proved = await carriedOut(viewer, avoided);
  return rows.map(({ groupId, groupName, ownerId, ownerName, reviewAt, hosts, ...row }) => ({
    ...row,
    group: groupId === null ? null : { id: groupId, name: groupName ?? "" },
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
    hosts: hosts ?? [],
    proposedAt: row.proposedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    fromAt: row.fromAt?.toISOString() ?? null,
    untilAt: row.untilAt.toISOString(),
    lastDay: lastDayOf(row.untilAt.getTime()),
    reviewDay: reviewAt?.toISOString().slice(0, 10) ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    carriedOut: row.treatment === "avoid" ? proved.has(row.id) : null,
  }));
}
