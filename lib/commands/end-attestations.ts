/** Attestations end by themselves: tells people before and at the end, and scores the hosts that they proved. */
import { db, Prisma, type Tx } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { measureOf, WARNING_DAYS } from "@/lib/fortress/attesting";
import { DAY } from "@/lib/fortress/days";
import { lastDayOf } from "@/lib/fortress/decision-rules";
import { scoringTime } from "@/lib/fortress/reckoning";
import { coveredHosts, enterHistory } from "./attestations/told";
import { tell } from "./notices/tell";
import { rescoreHosts } from "./rescore-hosts";

/** What ended longer ago is no news. */
const NEWS_DAYS = 30;

interface Row {
  id: string;
  measure: string;
  statement: string;
  byWhom: string;
  userId: string | null;
  validUntil: Date;
  hostId: string | null;
}

/**
 * May be called at any time and by several instances at once: everything is told once.
 * @param now milliseconds
 */
export async function endAttestations(
  now = Date.now(),
): Promise<{ ending: number; ended: number; rescored: number }> {
  const [ending, ended] = await db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-attestations', 6))`;
    return [await tellOfEnding(tx, now), await tellOfEnd(tx, now)];
  });
  const due = await db().$queryRaw<{ id: string }[]>`
    select distinct h.id from attestation d join host h on ${covers("attestation", Prisma.sql`h.id`)}
     where d.withdrawn_at is null and d.valid_until <= to_timestamp(${scoringTime(now)} / 1000.0)
       and d.valid_until > h.scored_at`;
  if (due.length > 0) {
    await rescoreHosts(
      due.map(({ id }) => id),
      now,
    );
  }
  return { ending, ended, rescored: due.length };
}

/** With the only host that it is about, where there is only one. */
const columns = Prisma.sql`
  d.id, d.measure, d.statement, d.by_whom as "byWhom", d.user_id as "userId", d.valid_until as "validUntil",
  (select case when count(*) = 1 then min(x.host_id::text) end from attestation_host x where x.attestation_id = d.id) as "hostId"`;

/** A later attestation says the same of at least as much. */
const renewed = Prisma.sql`exists (
  select 1 from attestation n
   where n.measure = d.measure and n.withdrawn_at is null and n.valid_until > d.valid_until and (
     n.scope = 'fleet'
     or (n.scope = 'group' and d.scope = 'group' and n.group_id = d.group_id)
     or (n.scope = 'hosts' and d.scope = 'hosts' and not exists (
       select 1 from attestation_host x where x.attestation_id = d.id and not exists (
         select 1 from attestation_host y where y.attestation_id = n.id and y.host_id = x.host_id)))))`;

async function tellOfEnding(tx: Tx, now: number): Promise<number> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} from attestation d
     where d.withdrawn_at is null and d.valid_until > to_timestamp(${now} / 1000.0)
       and d.valid_until <= to_timestamp(${now + WARNING_DAYS * DAY} / 1000.0)
       -- Whoever made it for a few days knows.
       and d.valid_until > d.created_at + make_interval(days => ${WARNING_DAYS}) and not ${renewed}`;
  for (const row of rows) await tellPeople(tx, row, "attestation-ending", now);
  return rows.length;
}

async function tellOfEnd(tx: Tx, now: number): Promise<number> {
  const rows = await tx.$queryRaw<(Row & { renewed: boolean })[]>`
    select ${columns}, ${renewed} as renewed from attestation d
     where d.withdrawn_at is null and d.valid_until <= to_timestamp(${now} / 1000.0)
       and d.valid_until > to_timestamp(${now - NEWS_DAYS * DAY} / 1000.0)
       and not exists (
         select 1 from event e where e.at = d.valid_until and e.kind = 'unattested'
            and e.data->>'attestation' = d.id::text)`;
  for (const row of rows) {
    const told = { kind: "unattested", attestation: row, who: null, at: row.validUntil.getTime() } as const;
    await enterHistory(tx, await coveredHosts(tx, row.id), told);
    if (!row.renewed) await tellPeople(tx, row, "attestation-ended", now);
  }
  return rows.length;
}

/** Who made it; where that is nobody who can be told, those who may make another. */
async function tellPeople(
  tx: Tx,
  { id, measure, byWhom, userId, validUntil, hostId }: Row,
  kind: "attestation-ending" | "attestation-ended",
  at: number,
): Promise<void> {
  const maker = userId && (await tx.user.findFirst({ where: { id: userId, disabledAt: null } }));
  const people = maker
    ? [maker]
    : await tx.user.findMany({
        where: { role: { in: ["manager", "administrator"] }, disabledAt: null },
        select: { id: true },
      });
  const title = measureOf(measure)?.title ?? measure;
  const last = lastDayOf(validUntil.getTime());
  const text =
    kind === "attestation-ending"
      ? `The word of ${byWhom} on “${title}” is valid until ${last}: attest it again, or it is unproven.`
      : `The word of ${byWhom} on “${title}” was valid until ${last}: nothing proves it any more.`;
  const userIds = people.map((person) => person.id);
  await tell(tx, [{ kind, userIds, hostId, text, href: `/attestations/${id}`, once: `${kind}:${id}`, at }]);
}
