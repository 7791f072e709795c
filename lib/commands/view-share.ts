/** Lets readers of a share link in, and writes down coarsely that they came. */
import { v7 as uuid } from "uuid";
import { countSharePassword, forgetSharePasswords } from "@/lib/auth/attempts";
import { checkPassword } from "@/lib/auth/passwords";
import { networkOf } from "@/lib/auth/share-door";
import { db } from "@/lib/db";
import type { OpenShare } from "@/lib/queries/shares";

export interface Reader {
  address: string;
  agent: string;
}

type Kind = "shown" | "password-wrong" | "file" | "badge";

/** The same reader within so many seconds is one reading; with none, each counts, also those of one moment. */
const AGAIN: Record<Kind, number> = { shown: 60, "password-wrong": 0, file: 60, badge: 3600 };
const AGENT = 120;

/** @param now milliseconds */
export async function noteView(
  share: OpenShare,
  reader: Reader,
  kind: Kind,
  now = Date.now(),
): Promise<void> {
  const [network, agent] = [networkOf(reader.address), reader.agent.slice(0, AGENT)];
  const since = new Date(now - AGAIN[kind] * 1000);
  await db().$executeRaw`
    insert into share_view (id, share_id, at, kind, network, agent)
    select ${uuid()}::uuid, ${share.id}::uuid, ${new Date(now)}, ${kind}, ${network}, ${agent}
     where ${AGAIN[kind] === 0} or not exists (
       select 1 from share_view v where v.share_id = ${share.id}::uuid and v.at > ${since} and v.kind = ${kind}
          and v.network = ${network} and v.agent = ${agent})`;
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
