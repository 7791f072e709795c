/** Tells that a decision holds or holds no longer: to the history of the hosts, and to people. */
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import { lastDayOf } from "@/lib/fortress/decision-rules";
import type { NoticeKind } from "@/lib/notices";
import { overseers } from "@/lib/queries/audience";
import { tell } from "../notices/tell";

/** A decision over a fleet tells at most so many hosts' histories. */
const MOST_EVENTS = 1_000;

/** As much of a decision as is told. */
export interface Told {
  id: string;
  key: string;
  title: string;
  treatment: string;
  userId: string | null;
  ownerId: string | null;
  decidedById: string | null;
  untilAt: Date;
}

type Actor = Pick<Viewer, "userId" | "actor">;

/**
 * Writes it into the history of hosts. What a decision was about stays known, whatever becomes of the reports.
 * @param hosts by their ids
 */
export async function enterHistory(
  tx: Tx,
  { id, key, treatment }: Pick<Told, "id" | "key" | "treatment">,
  hosts: readonly string[],
  { kind, by, reason, at }: { kind: "decided" | "undecided"; by: Actor; reason: string; at: number },
): Promise<void> {
  // Hosts that are just going are left out; those that stay do so until this is written.
  const standing = await tx.$queryRaw<{ id: string }[]>`
    select id from host where id = any(${hosts.slice(0, MOST_EVENTS)}::uuid[]) order by id for key share`;
  await tx.event.createMany({
    data: standing.map((host) => ({
      id: uuid(),
      hostId: host.id,
      at: new Date(at),
      kind,
      key,
      userId: by.userId,
      actor: by.actor,
      data: { treatment, reason, decision: id },
    })),
  });
  if (kind === "undecided") return;
  await tx.$executeRaw`
    with own as materialized (
      select id from finding where host_id = any(${[...hosts]}::uuid[]) and key = ${key} and not touched
       order by id for update)
    update finding f set touched = true from own where f.id = own.id`;
}

/** Who is told of a decision: its owner, its proposer and its approver, but for the one whose doing it is. */
export const concerned = ({ ownerId, userId, decidedById }: Told, but: string | null): string[] =>
  [ownerId, userId, decidedById].flatMap((id) => (id !== null && id !== but ? id : []));

interface Word {
  kind: NoticeKind;
  to: readonly string[];
  text: string;
  once: string;
  at: number;
}

export async function tellPeople(tx: Tx, { id }: Pick<Told, "id">, word: Word): Promise<void> {
  const hosts = await tx.decisionHost.findMany({ where: { decisionId: id }, take: 2 });
  const { to, ...news } = word;
  const hostId = hosts.length === 1 ? (hosts[0]?.hostId ?? null) : null;
  await tell(tx, [{ ...news, userIds: to, hostId, href: `/decisions/${id}` }]);
}

/** `accept “SSH: root may sign in”, until 2026-11-30` */
export const inWords = ({ treatment, title, untilAt }: Told): string =>
  `${treatment} “${title}”, until ${lastDayOf(untilAt.getTime())}`;

/** Everybody who may approve, but the proposer. */
export const approvers = async (tx: Tx, but: string | null): Promise<string[]> =>
  (await overseers(tx)).filter((id) => id !== but);
