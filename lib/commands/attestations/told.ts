/** Which hosts an attestation is about, and what their history tells of it. */
import { v7 as uuid } from "uuid";
import { Prisma, type Tx } from "@/lib/db";
import { covers } from "@/lib/db/host-state";

/** An attestation of a fleet tells at most so many hosts' histories. */
const MOST_EVENTS = 1_000;

/** By their ids. */
export async function coveredHosts(tx: Pick<Tx, "$queryRaw">, attestation: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select h.id from attestation d join host h on ${covers("attestation", Prisma.sql`h.id`)}
     where d.id = ${attestation}::uuid order by h.id`;
  return rows.map(({ id }) => id);
}

interface Told {
  kind: "attested" | "unattested";
  attestation: { id: string; measure: string; statement: string; byWhom: string };
  /** Null: it ended by itself. */
  who: { userId: string | null; actor: string } | null;
  at: number;
}

/** Writes it into the history of hosts; those that are just going are left out. */
export async function enterHistory(
  tx: Tx,
  hosts: readonly string[],
  { kind, attestation, who, at }: Told,
): Promise<void> {
  const events = hosts.slice(0, MOST_EVENTS).map((hostId) => ({ id: uuid(), hostId }));
  const { id, measure, statement, byWhom } = attestation;
  const reason = who === null ? "Its last day has passed." : statement.slice(0, 500);
  await tx.$executeRaw`
    with standing as materialized (
      select h.id from host h
       where h.id in (select r."hostId" from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r("hostId" uuid))
       order by h.id for key share)
    insert into event (id, host_id, at, kind, key, user_id, actor, data)
    select r.id, s.id, to_timestamp(${at} / 1000.0), ${kind}, ${`measure:${measure}`}, ${who?.userId ?? null}::uuid,
           ${who?.actor ?? null}, ${JSON.stringify({ reason, by: byWhom, attestation: id })}::jsonb
      from standing s
      join jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r(id uuid, "hostId" uuid) on r."hostId" = s.id`;
}
