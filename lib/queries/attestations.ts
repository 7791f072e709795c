/** Reads attestations: what people said of measures, about which hosts, and until when it is valid. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { measureOf, UNTESTABLE, WARNING_DAYS } from "@/lib/fortress/attesting";
import { lastDayOf } from "@/lib/fortress/decision-rules";
import type { Tower } from "@/lib/fortress/types";
import { type Failure, fail } from "@/lib/result";
import { visible } from "./hosts";
import { type Page, pageSchema, toPage } from "./paging";

export const ATTESTATION_STATES = ["holds", "ending", "ended", "withdrawn"] as const;
export type AttestationState = (typeof ATTESTATION_STATES)[number];

export const attestationQuerySchema = pageSchema.extend({
  measure: z.string().max(100).optional(),
  host: z.uuid().optional().describe("Only what is about this host"),
  state: z
    .enum([...ATTESTATION_STATES, "all"])
    .default("holds")
    .describe(`\`holds\`: those that end within ${WARNING_DAYS} days too, which are \`ending\``),
});
export type AttestationQuery = z.infer<typeof attestationQuerySchema>;

export interface AttestationItem {
  id: string;
  measure: { id: string; title: string; tower: Tower | null };
  scope: "hosts" | "group" | "fleet";
  group: { id: string; name: string | null } | null;
  /** Those that the viewer may see: how many, and the first by name. */
  hosts: { total: number; first: { id: string; name: string }[] };
  statement: string;
  /** Whose word it is. */
  by: string;
  /** Of when it is. */
  at: string;
  validUntil: string;
  /** In UTC. */
  lastDay: string;
  state: AttestationState;
  /** Who entered it, and when. */
  actor: string;
  createdAt: string;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
  /** Evidence files. */
  files: number;
  /** It is about nothing but hosts that the viewer may see. */
  within: boolean;
}

interface Row
  extends Omit<
    AttestationItem,
    "measure" | "group" | "hosts" | "lastDay" | "at" | "validUntil" | "createdAt" | "withdrawnAt"
  > {
  measure: string;
  groupId: string | null;
  groupName: string | null;
  total: number;
  first: { id: string; name: string }[] | null;
  at: Date;
  validUntil: Date;
  createdAt: Date;
  withdrawnAt: Date | null;
}

/** So many hosts are named. */
const NAMED = 3;

const about = covers("attestation", Prisma.sql`h.id`);
const time = (at: number): Prisma.Sql => Prisma.sql`to_timestamp(${at} / 1000.0)`;

const stateSql = (now: number): Prisma.Sql => Prisma.sql`case
  when d.withdrawn_at is not null then 'withdrawn'
  when d.valid_until <= ${time(now)} then 'ended'
  when d.valid_until <= ${time(now)} + make_interval(days => ${WARNING_DAYS}) then 'ending'
  else 'holds' end`;

/** A viewer who is bound to hosts sees what is about one of them. */
const shown = (viewer: Viewer): Prisma.Sql =>
  viewer.hosts === null
    ? Prisma.sql`true`
    : Prisma.sql`exists (select 1 from host h where ${visible(viewer)} and ${about})`;

function columns(viewer: Viewer, named: number, now: number): Prisma.Sql {
  const bound = viewer.hosts;
  const within =
    bound === null
      ? Prisma.sql`true`
      : Prisma.sql`(d.scope = 'hosts' and not exists (
          select 1 from attestation_host x where x.attestation_id = d.id and x.host_id <> all(${[...bound]}::uuid[])))`;
  return Prisma.sql`
    d.id, d.measure, d.scope, d.group_id as "groupId", g.name as "groupName", d.statement, d.by_whom as by, d.at,
    d.valid_until as "validUntil", d.actor, d.created_at as "createdAt", d.withdrawn_at as "withdrawnAt",
    d.withdrawn_by as "withdrawnBy", ${stateSql(now)} as state, ${within} as within,
    (select count(*)::int from attachment a where a.attestation_id = d.id and a.removed_at is null) as files,
    (select count(*)::int from host h where ${visible(viewer)} and ${about}) as total,
    (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name)) from (
       select h.id, h.name from host h where ${visible(viewer)} and ${about} order by lower(h.name), h.id limit ${named}) o) as first`;
}

function matching(viewer: Viewer, { measure, host, state }: AttestationQuery, now: number): Prisma.Sql {
  const stands = Prisma.sql`d.withdrawn_at is null and d.valid_until > ${time(now)}`;
  return Prisma.sql`${shown(viewer)}
    ${measure === undefined ? Prisma.empty : Prisma.sql`and d.measure = ${measure}`}
    ${host === undefined ? Prisma.empty : Prisma.sql`and ${covers("attestation", Prisma.sql`${host}::uuid`)}`}
    ${state === "all" ? Prisma.empty : state === "holds" ? Prisma.sql`and ${stands}` : Prisma.sql`and ${stateSql(now)} = ${state}`}`;
}

/** What ends first comes first; of what is over, the latest. */
export async function listAttestations(
  viewer: Viewer,
  query: AttestationQuery,
  now = Date.now(),
): Promise<Page<AttestationItem>> {
  const hidden = query.host !== undefined && !can(viewer, "host.read", { hostId: query.host });
  if (!can(viewer, "attestation.read") || hidden) return { items: [], nextCursor: null, total: 0 };
  const where = matching(viewer, query, now);
  const over = query.state === "ended" || query.state === "withdrawn" || query.state === "all";
  const order = over ? Prisma.sql`d.valid_until desc` : Prisma.sql`d.valid_until`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<Row[]>`
      select ${columns(viewer, NAMED, now)} from attestation d left join "group" g on g.id = d.group_id
       where ${where} order by ${order}, d.id limit ${query.limit} offset ${query.cursor}`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from attestation d where ${where}`,
  ]);
  return toPage(rows.map(itemOf), counted[0]?.total ?? 0, query);
}

/** One, with the first 200 hosts by name; null where there is none that this viewer may see. */
export async function findAttestation(
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<AttestationItem | null> {
  if (!z.uuid().safeParse(id).success || !can(viewer, "attestation.read")) return null;
  const [row] = await db().$queryRaw<Row[]>`
    select ${columns(viewer, 200, now)} from attestation d left join "group" g on g.id = d.group_id
     where d.id = ${id}::uuid and ${shown(viewer)}`;
  return row ? itemOf(row) : null;
}

function itemOf({ measure, groupId, groupName, total, first, ...row }: Row): AttestationItem {
  const { at, validUntil, createdAt, withdrawnAt } = row;
  const known = measureOf(measure);
  return {
    ...row,
    measure: { id: measure, title: known?.title ?? measure, tower: known?.tower ?? null },
    group: groupId === null ? null : { id: groupId, name: groupName },
    hosts: { total, first: first ?? [] },
    at: at.toISOString(),
    validUntil: validUntil.toISOString(),
    lastDay: lastDayOf(validUntil.getTime()),
    createdAt: createdAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  };
}

/** Why a viewer may not withdraw an attestation; null: they may, if it still holds. */
export function whyNotWithdraw(viewer: Viewer, { within }: Pick<AttestationItem, "within">): Failure | null {
  if (!can(viewer, "attestation.make")) return fail("forbidden", "You may not withdraw attestations.");
  return within ? null : fail("forbidden", "This attestation is about more fortresses than yours.");
}

/** The word that counts for a measure on one host now. */
export interface Word {
  id: string;
  measure: string;
  by: string;
  at: string;
  lastDay: string;
}

/** By measure: of several, the one that the reckoning takes, the latest said. */
export async function wordsOnHost(
  viewer: Viewer,
  hostId: string,
  now = Date.now(),
): Promise<Map<string, Word>> {
  if (!can(viewer, "attestation.read", { hostId })) return new Map();
  const rows = await db().$queryRaw<
    { id: string; measure: string; by: string; at: Date; validUntil: Date }[]
  >`
    select d.id, d.measure, d.by_whom as by, d.at, d.valid_until as "validUntil" from attestation d
     where d.withdrawn_at is null and d.valid_until > ${time(now)}
       and ${covers("attestation", Prisma.sql`${hostId}::uuid`)}
     order by greatest(d.at, d.created_at), d.by_whom desc`;
  return new Map(
    rows.map(({ at, validUntil, ...row }) => [
      row.measure,
      { ...row, at: at.toISOString(), lastDay: lastDayOf(validUntil.getTime()) },
    ]),
  );
}

/** A measure that no tool can test, with the hosts on which nobody attests it. */
export interface Unattested {
  id: string;
  title: string;
  tower: Tower;
  hosts: number;
  /** All hosts that the viewer may see. */
  of: number;
}

export async function unattestedMeasures(viewer: Viewer, now = Date.now()): Promise<Unattested[]> {
  if (!can(viewer, "attestation.read")) return [];
  const ids = UNTESTABLE.map(({ id }) => id);
  const rows = await db().$queryRaw<{ id: string; hosts: number; of: number }[]>`
    select m.id, count(*)::int as of, (count(*) filter (where not exists (
             select 1 from attestation d
              where d.measure = m.id and d.withdrawn_at is null and d.valid_until > ${time(now)} and ${about})))::int as hosts
      from host h cross join unnest(${ids}::text[]) as m(id) where ${visible(viewer)} group by m.id`;
  return UNTESTABLE.flatMap(({ id, title, tower }) => {
    const row = rows.find((one) => one.id === id);
    return row && row.hosts > 0 ? { id, title, tower, hosts: row.hosts, of: row.of } : [];
  });
}
