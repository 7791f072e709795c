/** Sessions: a signed and encrypted cookie by next-auth, and a row that can end it at once. */
import { decode, encode } from "next-auth/jwt";
import { v7 as uuid } from "uuid";
import { db } from "@/lib/db";
import { snapshotNow } from "@/lib/db/snapshot";
import { readEnvironment } from "@/lib/env";
import { putNewest } from "@/lib/newest";
import { secrets } from "./data-folder";
import { ROLES, type Role, SCOPES, type TokenKind, type Viewer } from "./rights";
import { hashToken, looksLikeLynisKey } from "./secrets";

const DAYS = 7;
export const SESSION_SECONDS = DAYS * 24 * 3600;
/** Seen times are written at most this often, in milliseconds. */
const SEEN_EVERY = 60_000;

export const isSecure = (): boolean => readEnvironment().publicUrl?.startsWith("https:") ?? false;
export const sessionCookie = (): string => (isSecure() ? "__Host-rampart-session" : "rampart-session");

export interface Visitor {
  agent: string;
  address: string;
}

/** Opens a session and returns what goes into the cookie. */
export async function openSession(userId: string, visitor: Visitor): Promise<string> {
  const id = uuid();
  await db().session.create({
    data: {
      id,
      userId,
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
      agent: visitor.agent.slice(0, 200),
      address: visitor.address.slice(0, 64),
    },
  });
  return encode({ token: { sub: userId, sid: id }, secret: secrets().session, maxAge: SESSION_SECONDS });
}

/** Ends a session at once, wherever its cookie is. */
export async function revokeSession(id: string): Promise<void> {
  await db().session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
}

/** The session in a cookie, whether it still holds or not. */
export async function sessionIdOf(cookie: string | undefined): Promise<string | null> {
  if (!cookie || cookie.length > 4096) return null;
  try {
    const token = await decode({ token: cookie, secret: secrets().session });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}

interface SessionRow {
  id: string;
  userId: string;
  email: string;
  name: string;
  role: string;
  seenAt: Date;
  expiresAt: Date;
}

/** What was read of sessions that hold, by their ids: true while the database shows the same. The oldest go first. */
const held = new Map<string, { snapshot: string; row: SessionRow }>();
const MOST_HELD = 256;

async function readSession(id: string): Promise<SessionRow | null> {
  const snapshot = await snapshotNow();
  const known = held.get(id);
  if (known?.snapshot === snapshot) return known.row;
  const [row] = await db().$queryRaw<SessionRow[]>`
    select s.id, u.id as "userId", u.email, u.name, u.role, s.seen_at as "seenAt", s.expires_at as "expiresAt"
      from session s join "user" u on u.id = s.user_id
     where s.id = ${id}::uuid and s.revoked_at is null and u.disabled_at is null`;
  if (row) putNewest(held, id, { snapshot, row }, MOST_HELD);
  else held.delete(id);
  return row ?? null;
}

/** Who holds this cookie; null where it is not ours, has ended or was revoked, or its user is disabled. */
export async function viewerOfCookie(cookie: string | undefined): Promise<Viewer | null> {
  const id = await sessionIdOf(cookie);
  if (id === null) return null;
  const row = await readSession(id);
  if (!row || row.expiresAt.getTime() <= Date.now()) return null;
  if (Date.now() - row.seenAt.getTime() > SEEN_EVERY) {
    await db().$executeRaw`update session set seen_at = now() where id = ${id}::uuid`;
  }
  const { userId, email, name } = row;
  return {
    kind: "user",
    userId,
    role: roleOf(row.role),
    actor: email,
    name,
    id,
    scopes: SCOPES,
    hosts: null,
  };
}

interface TokenRow {
  id: string;
  name: string;
  userId: string | null;
  email: string | null;
  role: string | null;
  scopes: string[];
  hostIds: string[];
  lastUsedAt: Date | null;
}

/**
 * Who holds this API token; null where it is unknown, has ended or was revoked, or its owner is disabled. Its rights are
 * those its owner has now, within its scopes and hosts.
 */
export async function viewerOfToken(token: string): Promise<Viewer | null> {
  return token.length < 20 || token.length > 200 ? null : holderOf(token, "api");
}

/** Who holds this Lynis licence key: the same rules, and a key is no API token, nor the other way round. */
export async function viewerOfLynisKey(key: string): Promise<Viewer | null> {
  return looksLikeLynisKey(key) ? holderOf(key, "lynis") : null;
}

async function holderOf(secret: string, kind: TokenKind): Promise<Viewer | null> {
  const [row] = await db().$queryRaw<TokenRow[]>`
    select t.id, t.name, t.user_id as "userId", u.email, u.role, t.scopes, coalesce(t.host_ids, '{}') as "hostIds",
           t.last_used_at as "lastUsedAt"
      from api_token t left join "user" u on u.id = t.user_id
     where t.hash = ${hashToken(secret)} and t.kind = ${kind} and t.revoked_at is null
       and (t.expires_at is null or t.expires_at > now()) and u.disabled_at is null`;
  if (!row) return null;
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > SEEN_EVERY) {
    await db().$executeRaw`update api_token set last_used_at = now() where id = ${row.id}::uuid`;
  }
  return {
    kind: "token",
    userId: row.userId,
    role: row.userId === null ? "administrator" : roleOf(row.role ?? ""),
    actor: row.email ? `${row.name} (${row.email})` : row.name,
    name: row.name,
    id: row.id,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    hosts: row.hostIds.length > 0 ? row.hostIds : null,
  };
}

/** A role that this program does not know gives the least. */
const roleOf = (text: string): Role => ROLES.find((role) => role === text) ?? "viewer";
