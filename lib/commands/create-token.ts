/** Makes an API token, or the licence key of a Lynis client. It is shown once; only its hash is kept. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { ACTIONS, can, type Role, SCOPES, type Scope, TOKEN_KINDS, type Viewer } from "@/lib/auth/rights";
import { hashToken, randomLynisKey, randomToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/result";

const LIFETIMES = ["30", "90", "365", "never"] as const;
const DAY = 86_400_000;
const PREFIX = "rmp_";
/** `rmp_` and four more, or the first four of a key: enough to tell them apart, too few to guess the rest. */
const SHOWN = { api: 8, lynis: 4 } as const;
const MOST_HOSTS = 200;

const form = z.object({
  kind: z.enum(TOKEN_KINDS).default("api"),
  name: z.string().trim().min(1, "Say what it is for.").max(80, "A name has at most 80 characters."),
  scopes: z.array(z.enum(SCOPES)).min(1, "Choose what the token may do."),
  hosts: z.array(z.uuid()).max(MOST_HOSTS, `It can be bound to ${MOST_HOSTS} hosts at most.`).default([]),
  days: z.enum(LIFETIMES, "Choose how long it works."),
});

/** The scopes that a token of this role could use for anything: others would wait, unseen, for a promotion. */
export const scopesOf = (role: Role): Scope[] => SCOPES.filter((scope) => usable(role, scope));

const usable = (role: Role, scope: Scope): boolean => {
  const token: Viewer = {
    kind: "token",
    userId: null,
    role,
    actor: "",
    name: "",
    id: "",
    scopes: [scope],
    hosts: null,
  };
  return ACTIONS.some((action) => can(token, action));
};

/**
 * @param given `kind` (none: `api`), `name`, `scopes`, `hosts` (none: all), `days`
 * @returns the token itself, never to be had again
 */
export async function createToken(
  viewer: Viewer,
  given: unknown,
): Promise<Result<{ token: string; id: string; name: string; scopes: Scope[] }>> {
  const { userId } = viewer;
  if (!can(viewer, "token.own") || userId === null) return fail("forbidden", "You may not make API tokens.");
  const parsed = form.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.path[0] === "hosts" && issue.path.length > 1) return noSuchHost;
    return fail("form", issue?.message ?? "The form is not complete.");
  }
  const { kind, name, days } = parsed.data;
  const scopes = SCOPES.filter((scope) => parsed.data.scopes.includes(scope));
  if (kind === "lynis" && scopes.join() !== "upload")
    return fail("form", "A licence key only brings reports.");
  const beyond = scopes.find((scope) => !usable(viewer.role, scope));
  if (beyond) return fail("forbidden", `Your role gives nothing that a token with "${beyond}" could do.`);
  const hosts = [...new Set(parsed.data.hosts)];
  if (hosts.some((hostId) => !can(viewer, "host.read", { hostId }))) return noSuchHost;
  const known = await db().host.count({ where: { id: { in: hosts } } });
  // Never fewer than asked for: a list that shrank to nothing would mean all hosts.
  if (known < hosts.length) return noSuchHost;
  const token = kind === "lynis" ? randomLynisKey() : randomToken(PREFIX);
  const id = uuid();
  await db().$transaction(async (tx) => {
    await tx.apiToken.create({
      data: {
        id,
        kind,
        name,
        hash: hashToken(token),
        prefix: token.slice(0, SHOWN[kind]),
        userId,
        scopes,
        hostIds: hosts,
        expiresAt: days === "never" ? null : new Date(Date.now() + Number(days) * DAY),
      },
    });
    await audit(
      viewer,
      {
        action: "token.created",
        target: name,
        data: { kind, scopes: scopes.join(" "), hosts: hosts.length, days },
      },
      tx,
    );
  });
  return { ok: true, token, id, name, scopes };
}

const noSuchHost = fail("not-found", "One of these hosts does not exist.");
