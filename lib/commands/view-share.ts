/** Lets readers of a share link in, and writes down coarsely that they came. */
import { v7 as uuid } from "uuid";
import { countSharePassword, forgetSharePasswords } from "@/lib/auth/attempts";
import { checkPassword } from "@/lib/auth/passwords";
import { networkOf } from "@/lib/auth/share-door";
import { db, type Tx } from "@/lib/db";
import type { OpenShare } from "@/lib/queries/open-share";

export interface Reader {
  address: string;
  agent: string;
}

type Kind = "shown" | "password-wrong" | "file" | "badge";

/** The same reader within so many seconds is one reading; with none, each counts, also those of one moment. */
const AGAIN: Record<Kind, number> = { shown: 60, "password-wrong": 0, file: 60, badge: 3600 };
const AGENT = 120;

/** Of a kind, network and minute: a browser may say anything about itself, and must not fill the log by that. */
const MOST = 30;
const MINUTE = 60_000;

/**
 * A reading that is written down already costs a question and nothing more.
 * @param now milliseconds
 */
export async function noteView(
  share: Pick<OpenShare, "id">,
  reader: Reader,
  kind: Kind,
  now = Date.now(),
): Promise<void> {
  const view = {
    shareId: share.id,
    kind,
    network: networkOf(reader.address),
    agent: reader.agent.slice(0, AGENT),
  };
  const since = new Date(now - AGAIN[kind] * 1000);
  const isNoted = async (tx: Tx): Promise<boolean> =>
    AGAIN[kind] > 0 && (await tx.shareView.findFirst({ where: { ...view, at: { gt: since } } })) !== null;
  if (await isNoted(db())) return;
  await db().$transaction(async (tx) => {
    // One after the other: those that come at once count as well.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${share.id}, 11))`;
    if (await isNoted(tx)) return;
    const { agent: _agent, ...anybody } = view;
    const lately = { ...anybody, at: { gt: new Date(now - MINUTE) } };
    if ((await tx.shareView.count({ where: lately })) >= MOST) return;
    await tx.shareView.create({ data: { ...view, id: uuid(), at: new Date(now) } });
  });
}

export type Knock = { open: true } | { open: false; minutes: number | null };

/**
 * Tries a password. Each try is counted before it is looked at, so that parallel ones cannot pass the limit.
 * @returns `minutes` to wait where there were too many; null: it is wrong
 */
export async function knock(share: OpenShare, reader: Reader, password: string): Promise<Knock> {
  const network = networkOf(reader.address);
  const minutes = await countSharePassword(share.id, network);
  if (minutes !== null) return { open: false, minutes };
  if (await checkPassword(share.passwordHash, password)) {
    await forgetSharePasswords(share.id, network);
    return { open: true };
  }
  await noteView(share, reader, "password-wrong");
  return { open: false, minutes: null };
}
