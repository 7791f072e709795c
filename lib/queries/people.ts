/** Reads people, their sessions, tokens and the audit log. */
import { z } from "zod";
import { can, ROLES, type Role, TOKEN_KINDS, type TokenKind, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { type Page, pageSchema, toPage } from "./paging";

export interface PersonItem {
  id: string;
  name: string;
  email: string;
  role: Role;
  createdAt: string;
  passwordChangedAt: string;
  disabledAt: string | null;
  /** The latest sign of them in any session, open or ended. */
  lastSeenAt: string | null;
  openSessions: number;
  /** API tokens that work, or would if the person were enabled. */
  tokens: number;
}

interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: string;
  createdAt: Date;
  passwordChangedAt: Date;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
  openSessions: number;
  tokens: number;
}

const personSql = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select u.id, u.name, u.email, u.role, u.created_at as "createdAt", u.password_changed_at as "passwordChangedAt",
         u.disabled_at as "disabledAt",
         (select max(seen_at) from session where user_id = u.id) as "lastSeenAt",
         (select count(*)::int from session where user_id = u.id and revoked_at is null and expires_at > now()) as "openSessions",
         (select count(*)::int from api_token where user_id = u.id and revoked_at is null
             and (expires_at is null or expires_at > now())) as tokens
    from "user" u where ${where} order by u.disabled_at is not null, lower(u.name), u.id`;

const person = ({
  createdAt,
  passwordChangedAt,
  disabledAt,
  lastSeenAt,
  role,
  ...row
}: PersonRow): PersonItem => ({
  ...row,
  role: ROLES.find((known) => known === role) ?? "viewer",
  createdAt: createdAt.toISOString(),
  passwordChangedAt: passwordChangedAt.toISOString(),
  disabledAt: disabledAt?.toISOString() ?? null,
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
});

/** Everybody, the disabled ones last; nobody for those who do not manage people. */
export async function listPeople(viewer: Viewer): Promise<PersonItem[]> {
  if (!can(viewer, "people.manage")) return [];
  const rows = await db().$queryRaw<PersonRow[]>(personSql(Prisma.sql`true`));
  return rows.map(person);
}

export async function findPerson(viewer: Viewer, id: string): Promise<PersonItem | null> {
  if (!can(viewer, "people.manage") || !z.uuid().safeParse(id).success) return null;
  const [row] = await db().$queryRaw<PersonRow[]>(personSql(Prisma.sql`u.id = ${id}::uuid`));
  return row ? person(row) : null;
}

/** Invitations and new-password links that still work, the latest first. */
export async function listInvitations(viewer: Viewer) {
  if (!can(viewer, "people.manage")) return [];
  const links = await db().oneTimeLink.findMany({
    where: { kind: { in: ["invitation", "password"] }, usedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { id: true, kind: true, email: true, role: true, createdAt: true, expiresAt: true },
  });
  return links.map(({ createdAt, expiresAt, ...link }) => ({
    ...link,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** The viewer's own open sessions, the latest first. */
export async function listSessions(viewer: Viewer) {
  if (viewer.kind !== "user" || viewer.userId === null) return [];
  const sessions = await db().session.findMany({
    where: { userId: viewer.userId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { seenAt: "desc" },
    select: { id: true, createdAt: true, seenAt: true, agent: true, address: true },
  });
  return sessions.map(({ createdAt, seenAt, ...session }) => ({
    ...session,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
  }));
}

export interface TokenItem {
  id: string;
  kind: TokenKind;
  name: string;
  prefix: string;
  scopes: string[];
  /** The only hosts that it speaks for; empty: all. The name is null where the host is gone. */
  hosts: { id: string; name: string | null }[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** Null: planted by the environment. */
  owner: { id: string; name: string; email: string; disabled: boolean } | null;
  state: "works" | "revoked" | "expired" | "owner-disabled";
}

const MOST_TOKENS = 500;

/** The viewer's own tokens; all of them for those who manage them. Ended ones stay visible, after those that work. */
export async function listTokens(viewer: Viewer): Promise<TokenItem[]> {
  const all = can(viewer, "token.all");
  if (!can(viewer, "token.own") && !all) return [];
  if (viewer.userId === null) return [];
  const tokens = await db().apiToken.findMany({
    where: all ? {} : { userId: viewer.userId },
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
    take: MOST_TOKENS,
    include: { user: { select: { id: true, name: true, email: true, disabledAt: true } } },
    omit: { hash: true },
  });
  const bound = [...new Set(tokens.flatMap(({ hostIds }) => hostIds))];
  const hosts = await db().host.findMany({
    where: { id: { in: bound } },
    select: { id: true, name: true },
  });
  const names = new Map(hosts.map(({ id, name }) => [id, name]));
  const now = Date.now();
  const items = tokens.map(({ user, hostIds, ...token }): TokenItem => {
    const state = token.revokedAt
      ? "revoked"
      : token.expiresAt && token.expiresAt.getTime() <= now
        ? "expired"
        : user?.disabledAt
          ? "owner-disabled"
          : "works";
    return {
      id: token.id,
      kind: TOKEN_KINDS.find((known) => known === token.kind) ?? "api",
      name: token.name,
      prefix: token.prefix,
      scopes: token.scopes,
      hosts: hostIds.map((id) => ({ id, name: names.get(id) ?? null })),
      createdAt: token.createdAt.toISOString(),
      expiresAt: token.expiresAt?.toISOString() ?? null,
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
      revokedAt: token.revokedAt?.toISOString() ?? null,
      owner: user && { id: user.id, name: user.name, email: user.email, disabled: user.disabledAt !== null },
      state,
    };
  });
  return [
    ...items.filter(({ state }) => state === "works"),
    ...items.filter(({ state }) => state !== "works"),
  ];
}

export const auditQuerySchema = pageSchema.extend({
  action: z
    .string()
    .regex(/^[a-z]+([.-][a-z]+)*$/)
    .max(60)
    .optional(),
  /** Whose doing: theirs, or their tokens'. */
  person: z.uuid().optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export interface AuditItem {
  id: string;
  at: string;
  userId: string | null;
  actor: string;
  action: string;
  target: string | null;
  data: [name: string, value: string][];
  address: string;
}

/** The log, the latest first; nothing for those who may not read it. */
export async function listAudit(viewer: Viewer, query: AuditQuery): Promise<Page<AuditItem>> {
  if (!can(viewer, "audit.read")) return { items: [], nextCursor: null, total: 0 };
  const where = {
    ...(query.action && { action: query.action }),
    ...(query.person && { userId: query.person }),
  };
  const [events, total] = await Promise.all([
    db().auditEvent.findMany({
      where,
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: query.limit,
      skip: query.cursor,
    }),
    db().auditEvent.count({ where }),
  ]);
  const items = events.map(({ at, data, ...event }) => ({
    ...event,
    at: at.toISOString(),
    data: Object.entries(typeof data === "object" && data !== null ? data : {}).map(
      ([name, value]): [string, string] => [name, String(value)],
    ),
  }));
  return toPage(items, total, query);
}

const RECENT = 10_000;

/** What the log can be narrowed to: the actions among its latest events, and everybody who has an account. */
export async function listAuditChoices(
  viewer: Viewer,
): Promise<{ actions: string[]; people: { id: string; name: string; email: string }[] }> {
  if (!can(viewer, "audit.read")) return { actions: [], people: [] };
  const [actions, people] = await Promise.all([
    db().$queryRaw<{ action: string }[]>`
      select distinct action from (select action from audit_event order by at desc limit ${RECENT}) latest order by action`,
    db().user.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true, email: true } }),
  ]);
  return { actions: actions.map(({ action }) => action), people };
}
