/** For tests: who may ask, and what each of them gets from every route. Written by hand, never computed from the rules. */
import { randomLynisKey } from "@/lib/auth/secrets";
import { bearer, makeLynisKey, makeSession, makeToken, ORIGIN } from "./testing";

const YESTERDAY = new Date(Date.now() - 86_400_000);

/** Who asks. Tokens without a word on scopes have all of them; those without a word on the role are an administrator's. */
export const ACTORS = {
  nobody: async () => ({}),
  "garbage token": async () => bearer(`rmp_${"x".repeat(43)}`),
  "empty token": async () => bearer(""),
  "endless token": async () => bearer("x".repeat(4000)),
  "revoked token": () => makeToken({ revokedAt: YESTERDAY }),
  "expired token": () => makeToken({ expiresAt: YESTERDAY }),
  "token of a disabled user": () => makeToken({ disabled: true }),
  "bad token with a good session": async () => ({
    ...(await makeSession("administrator")),
    ...bearer("x".repeat(43)),
  }),
  "viewer's token": () => makeToken({ role: "viewer" }),
  "analyst's token": () => makeToken({ role: "analyst" }),
  "manager's token": () => makeToken({ role: "manager" }),
  "administrator's token": () => makeToken(),
  "token with scope read": () => makeToken({ scopes: ["read"] }),
  "token with scope upload": () => makeToken({ scopes: ["upload"] }),
  "token with scopes read and write": () => makeToken({ scopes: ["read", "write"] }),
  "token without scopes": () => makeToken({ scopes: [] }),
  "token bound to this host": ({ hostId }: Scene) => makeToken({ hosts: [hostId] }),
  "token bound to another host": ({ otherId }: Scene) => makeToken({ hosts: [otherId] }),
  "viewer's session": () => makeSession("viewer"),
  "manager's session": () => makeSession("manager"),
  "session of a foreign page": async () => ({
    ...(await makeSession("administrator")),
    ...site("cross-site"),
  }),
  "session of a neighbouring page": async () => ({
    ...(await makeSession("administrator")),
    ...site("same-site"),
  }),
  "session with a foreign origin": async () =>
    aged(await makeSession("administrator"), "https://evil.example"),
  "session with the null origin": async () => aged(await makeSession("administrator"), "null"),
  "session without an origin": async () => aged(await makeSession("administrator")),
  "session with its own origin": async () => aged(await makeSession("administrator"), ORIGIN),
};
export type Actor = keyof typeof ACTORS;

const site = (value: string) => ({ "sec-fetch-site": value });
/** A browser too old to say where a request comes from, but for `Origin`. */
const aged = ({ cookie }: { cookie: string }, origin?: string) => ({
  ...{ cookie, host: new URL(ORIGIN).host },
  ...(origin !== undefined && { origin }),
});

const refusedAlways = {
  nobody: 401,
  "garbage token": 401,
  "empty token": 401,
  "endless token": 401,
  "revoked token": 401,
  "expired token": 401,
  "token of a disabled user": 401,
  "bad token with a good session": 401,
  "token without scopes": 403,
} as const;

/** Reads of one thing that every role may see. */
const read = {
  ...refusedAlways,
  "viewer's token": 200,
  "analyst's token": 200,
  "manager's token": 200,
  "administrator's token": 200,
  "token with scope read": 200,
  "token with scope upload": 403,
  "token with scopes read and write": 200,
  "token bound to this host": 200,
  "token bound to another host": 404,
  "viewer's session": 200,
  "manager's session": 200,
  "session of a foreign page": 200,
  "session of a neighbouring page": 200,
  "session with a foreign origin": 200,
  "session with the null origin": 200,
  "session without an origin": 200,
  "session with its own origin": 200,
} as const satisfies Record<Actor, number>;

/** Lists: whoever may read gets one, of what they may see. */
const list = { ...read, "token bound to another host": 200 } as const;

const foreign = {
  "session of a foreign page": 403,
  "session of a neighbouring page": 403,
  "session with a foreign origin": 403,
  "session with the null origin": 403,
  "session without an origin": 403,
} as const;

/** Writes on one thing by those who work on findings. */
const work = {
  ...refusedAlways,
  ...foreign,
  "viewer's token": 403,
  "analyst's token": 200,
  "manager's token": 200,
  "administrator's token": 200,
  "token with scope read": 403,
  "token with scope upload": 403,
  "token with scopes read and write": 200,
  "token bound to this host": 200,
  "token bound to another host": 404,
  "viewer's session": 403,
  "manager's session": 200,
  "session with its own origin": 200,
} as const satisfies Record<Actor, number>;

const created = {
  ...work,
  "analyst's token": 201,
  "manager's token": 201,
  "administrator's token": 201,
  "token with scopes read and write": 201,
  "token bound to this host": 201,
  "manager's session": 201,
  "session with its own origin": 201,
} as const;

/** What its writer alone may do, whatever the role of others. */
const somebodyElses = {
  ...work,
  "analyst's token": 403,
  "manager's token": 403,
  "administrator's token": 403,
  "token with scopes read and write": 403,
  "token bound to this host": 403,
  "manager's session": 403,
  "session with its own origin": 403,
} as const;

const everybody = Object.fromEntries(Object.keys(ACTORS).map((actor) => [actor, 200])) as Record<
  Actor,
  number
>;

/** What belongs to a person at the screen: no token has it. */
const personal = {
  ...read,
  "viewer's token": 403,
  "analyst's token": 403,
  "manager's token": 403,
  "administrator's token": 403,
  "token with scope read": 403,
  "token with scopes read and write": 403,
  "token bound to this host": 403,
  "token bound to another host": 403,
} as const;

/** Web hooks: of administrators, with the right to write. */
const hooks = {
  ...list,
  "viewer's token": 403,
  "analyst's token": 403,
  "manager's token": 403,
  "token with scope read": 403,
  "viewer's session": 403,
  "manager's session": 403,
} as const;

/** Share links: of managers, with the right to write. Those bound to a host share this host alone. */
const shares = {
  ...list,
  "viewer's token": 403,
  "analyst's token": 403,
  "token with scope read": 403,
  "viewer's session": 403,
} as const;

/** What `unknown` and `malformed` ids give an administrator; null: the path holds none. */
interface Row {
  who: Record<Actor, number>;
  unknown: number | null;
  malformed: number | null;
}

export const TABLE: Record<string, Row> = {
  "GET /api/health": { who: everybody, unknown: null, malformed: null },
  "GET /api/v1/openapi.json": { who: everybody, unknown: null, malformed: null },
  "GET /api/v1/hosts": { who: list, unknown: null, malformed: null },
  "GET /api/v1/hosts/[id]": { who: read, unknown: 404, malformed: 404 },
  "GET /api/v1/hosts/[id]/towers/[tower]": { who: read, unknown: 404, malformed: 404 },
  "GET /api/v1/hosts/[id]/history": { who: read, unknown: 404, malformed: 404 },
  "GET /api/v1/findings": { who: list, unknown: null, malformed: null },
  "GET /api/v1/findings/[id]": { who: read, unknown: 404, malformed: 404 },
  "PATCH /api/v1/findings": {
    who: { ...work, "token bound to another host": 404 },
    unknown: null,
    malformed: null,
  },
  "PATCH /api/v1/findings/[id]": { who: work, unknown: 404, malformed: 404 },
  // An analyst takes back their own acts only.
  "POST /api/v1/bulk-changes/[id]/undo": {
    who: { ...work, "analyst's token": 404 },
    unknown: 404,
    malformed: 404,
  },
  "POST /api/v1/findings/[id]/comments": { who: created, unknown: 404, malformed: 404 },
  "PATCH /api/v1/comments/[id]": { who: somebodyElses, unknown: 404, malformed: 404 },
  "DELETE /api/v1/comments/[id]": { who: somebodyElses, unknown: 404, malformed: 404 },
  "POST /api/v1/findings/[id]/files": { who: created, unknown: 404, malformed: 404 },
  "POST /api/v1/decisions/[id]/files": { who: created, unknown: 404, malformed: 404 },
  "POST /api/v1/attestations/[id]/files": {
    who: { ...created, "analyst's token": 403 },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/attachments/[id]": { who: read, unknown: 404, malformed: 404 },
  // Those of others are for managers to remove.
  "DELETE /api/v1/attachments/[id]": {
    who: { ...work, "analyst's token": 403 },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/attestations": { who: list, unknown: null, malformed: null },
  "POST /api/v1/attestations": {
    who: { ...created, "analyst's token": 403 },
    unknown: null,
    malformed: null,
  },
  "GET /api/v1/attestations/[id]": { who: read, unknown: 404, malformed: 404 },
  "PATCH /api/v1/attestations/[id]": {
    who: { ...work, "analyst's token": 403 },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/hosts/[id]/baseline": { who: read, unknown: 404, malformed: 404 },
  "POST /api/v1/hosts/[id]/baseline": {
    who: { ...created, "analyst's token": 403 },
    unknown: 404,
    malformed: 404,
  },
  "DELETE /api/v1/hosts/[id]/baseline/[entry]": {
    who: { ...work, "analyst's token": 403 },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/reports": { who: list, unknown: null, malformed: null },
  "GET /api/v1/reports/[id]": { who: read, unknown: 404, malformed: 404 },
  "GET /api/v1/reports/[id]/original": {
    who: { ...read, "viewer's token": 403, "viewer's session": 403 },
    unknown: 404,
    malformed: 404,
  },
  "POST /api/v1/reports": {
    who: {
      ...refusedAlways,
      ...foreign,
      "viewer's token": 403,
      "analyst's token": 201,
      "manager's token": 201,
      "administrator's token": 201,
      "token with scope read": 403,
      "token with scope upload": 201,
      "token with scopes read and write": 403,
      "token bound to this host": 201,
      "token bound to another host": 403,
      "viewer's session": 403,
      "manager's session": 201,
      "session with its own origin": 201,
    },
    unknown: null,
    malformed: null,
  },
  "GET /api/v1/exports/[file]": { who: list, unknown: null, malformed: null },
  "GET /api/v1/exports/summary.pdf": { who: list, unknown: null, malformed: null },
  "GET /api/v1/exports/summary.json": { who: list, unknown: null, malformed: null },
  "GET /api/v1/exports/evidence.zip": {
    who: { ...list, "viewer's token": 403, "analyst's token": 403, "viewer's session": 403 },
    unknown: null,
    malformed: null,
  },
  "GET /api/v1/evidence-key": { who: everybody, unknown: null, malformed: null },
  "GET /api/v1/decisions": { who: list, unknown: null, malformed: null },
  "GET /api/v1/decisions/[id]": { who: read, unknown: 404, malformed: 404 },
  "POST /api/v1/decisions": {
    who: {
      ...refusedAlways,
      ...foreign,
      "viewer's token": 403,
      "analyst's token": 201,
      "manager's token": 201,
      "administrator's token": 201,
      "token with scope read": 403,
      "token with scope upload": 403,
      "token with scopes read and write": 201,
      "token bound to this host": 201,
      "token bound to another host": 404,
      "viewer's session": 403,
      "manager's session": 201,
      "session with its own origin": 201,
    },
    unknown: null,
    malformed: null,
  },
  "PATCH /api/v1/decisions/[id]": {
    who: {
      ...refusedAlways,
      ...foreign,
      "viewer's token": 403,
      "analyst's token": 403,
      "manager's token": 200,
      "administrator's token": 200,
      "token with scope read": 403,
      "token with scope upload": 403,
      "token with scopes read and write": 200,
      "token bound to this host": 200,
      "token bound to another host": 404,
      "viewer's session": 403,
      "manager's session": 200,
      "session with its own origin": 200,
    },
    unknown: 404,
    malformed: 404,
  },
  "DELETE /api/v1/imports/[id]": {
    who: {
      ...refusedAlways,
      ...foreign,
      "viewer's token": 403,
      "analyst's token": 403,
      "manager's token": 200,
      "administrator's token": 200,
      "token with scope read": 403,
      "token with scope upload": 403,
      "token with scopes read and write": 200,
      "token bound to this host": 200,
      "token bound to another host": 404,
      "viewer's session": 403,
      "manager's session": 200,
      "session with its own origin": 200,
    },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/notices": { who: list, unknown: null, malformed: null },
  "PATCH /api/v1/notices": {
    who: { ...list, ...foreign, "token with scope read": 403 },
    unknown: null,
    malformed: null,
  },
  "GET /api/v1/hooks": { who: hooks, unknown: null, malformed: null },
  "POST /api/v1/hooks": {
    who: {
      ...hooks,
      ...foreign,
      "administrator's token": 201,
      "token with scopes read and write": 201,
      "token bound to this host": 403,
      "token bound to another host": 403,
      "session with its own origin": 201,
    },
    unknown: null,
    malformed: null,
  },
  "DELETE /api/v1/hooks/[id]": {
    who: {
      ...hooks,
      ...foreign,
      "token bound to this host": 404,
      "token bound to another host": 404,
    },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/shares": { who: shares, unknown: null, malformed: null },
  "POST /api/v1/shares": {
    who: {
      ...shares,
      ...foreign,
      "manager's token": 201,
      "administrator's token": 201,
      "token with scopes read and write": 201,
      "token bound to this host": 201,
      "token bound to another host": 404,
      "manager's session": 201,
      "session with its own origin": 201,
    },
    unknown: null,
    malformed: null,
  },
  "GET /api/v1/schedules": { who: shares, unknown: null, malformed: null },
  "POST /api/v1/schedules": {
    who: {
      ...shares,
      ...foreign,
      "manager's token": 201,
      "administrator's token": 201,
      "token with scopes read and write": 201,
      "token bound to this host": 201,
      "token bound to another host": 404,
      "manager's session": 201,
      "session with its own origin": 201,
    },
    unknown: null,
    malformed: null,
  },
  "PATCH /api/v1/schedules/[id]": {
    who: { ...shares, ...foreign, "token bound to another host": 404 },
    unknown: 404,
    malformed: 404,
  },
  "DELETE /api/v1/schedules/[id]": {
    who: { ...shares, ...foreign, "token bound to another host": 404 },
    unknown: 404,
    malformed: 404,
  },
  "DELETE /api/v1/shares/[id]": {
    who: { ...shares, ...foreign, "token bound to another host": 404 },
    unknown: 404,
    malformed: 404,
  },
  "GET /api/v1/plans": { who: list, unknown: null, malformed: null },
  "POST /api/v1/plans": { who: created, unknown: null, malformed: null },
  "GET /api/v1/plans/[id]": { who: read, unknown: 404, malformed: 404 },
  "PATCH /api/v1/plans/[id]": { who: work, unknown: 404, malformed: 404 },
  "GET /api/v1/plans/[id]/playbook": { who: read, unknown: 404, malformed: 404 },
  "GET /api/v1/policy": { who: list, unknown: null, malformed: null },
  "PATCH /api/v1/policy": {
    who: {
      ...refusedAlways,
      ...foreign,
      "viewer's token": 403,
      "analyst's token": 403,
      "manager's token": 200,
      "administrator's token": 200,
      "token with scope read": 403,
      "token with scope upload": 403,
      "token with scopes read and write": 200,
      "token bound to this host": 403,
      "token bound to another host": 403,
      "viewer's session": 403,
      "manager's session": 200,
      "session with its own origin": 200,
    },
    unknown: null,
    malformed: null,
  },
  "GET /api/v1/views": { who: personal, unknown: null, malformed: null },
  "POST /api/v1/views": {
    who: {
      ...personal,
      ...foreign,
      "viewer's session": 201,
      "manager's session": 201,
      "session with its own origin": 201,
    },
    unknown: null,
    malformed: null,
  },
  // Somebody else's, shared: for administrators to tidy up.
  "DELETE /api/v1/views/[id]": {
    who: { ...personal, ...foreign, "viewer's session": 404, "manager's session": 404 },
    unknown: 403,
    malformed: 403,
  },
};

/** What the client of Lynis sends beside the report. */
export interface Sent {
  /** Null: the form has no such field. */
  key: string | null;
  headers?: Record<string, string>;
}

/** Who asks the routes of the Lynis client: their key stands in the form, and nothing else counts. */
export const KEYS = {
  "no key": async () => ({ key: null }),
  "administrator's session without a key": async () => ({
    key: null,
    headers: await makeSession("administrator"),
  }),
  "administrator's token without a key": async () => ({ key: null, headers: await makeToken() }),
  "empty key": async () => ({ key: "" }),
  "wrong key": async () => ({ key: randomLynisKey() }),
  "wrong key with a good session": async () => ({
    key: randomLynisKey(),
    headers: await makeSession("administrator"),
  }),
  "API token for a key": async () => ({
    key: (await makeToken()).authorization.slice("Bearer ".length),
  }),
  "revoked key": async () => ({ key: await makeLynisKey({ revokedAt: YESTERDAY }) }),
  "expired key": async () => ({ key: await makeLynisKey({ expiresAt: YESTERDAY }) }),
  "key of a disabled user": async () => ({ key: await makeLynisKey({ disabled: true }) }),
  "viewer's key": async () => ({ key: await makeLynisKey({ role: "viewer" }) }),
  "analyst's key": async () => ({ key: await makeLynisKey({ role: "analyst" }) }),
  "manager's key": async () => ({ key: await makeLynisKey({ role: "manager" }) }),
  "administrator's key": async () => ({ key: await makeLynisKey() }),
  "key bound to this host": async ({ hostId }) => ({ key: await makeLynisKey({ hosts: [hostId] }) }),
  "key bound to another host": async ({ otherId }) => ({ key: await makeLynisKey({ hosts: [otherId] }) }),
} as const satisfies Record<string, (scene: Scene) => Promise<Sent>>;
export type KeyHolder = keyof typeof KEYS;

/** The status, and the number in the answer that the client reads: 100 is yes, anything else is no. */
export const KEY_TABLE: Record<string, Record<KeyHolder, string>> = {
  "POST /lynis/license": {
    "no key": "400 Response 500",
    "administrator's session without a key": "400 Response 500",
    "administrator's token without a key": "400 Response 500",
    "empty key": "200 Response 500",
    "wrong key": "200 Response 500",
    "wrong key with a good session": "200 Response 500",
    "API token for a key": "200 Response 500",
    "revoked key": "200 Response 500",
    "expired key": "200 Response 500",
    "key of a disabled user": "200 Response 500",
    "viewer's key": "200 Response 500",
    "analyst's key": "200 Response 100",
    "manager's key": "200 Response 100",
    "administrator's key": "200 Response 100",
    "key bound to this host": "200 Response 100",
    "key bound to another host": "200 Response 100",
  },
  "POST /lynis/upload": {
    "no key": "400 Response 500",
    "administrator's session without a key": "400 Response 500",
    "administrator's token without a key": "400 Response 500",
    "empty key": "401 Response 500",
    "wrong key": "401 Response 500",
    "wrong key with a good session": "401 Response 500",
    "API token for a key": "401 Response 500",
    "revoked key": "401 Response 500",
    "expired key": "401 Response 500",
    "key of a disabled user": "401 Response 500",
    "viewer's key": "403 Response 500",
    "analyst's key": "200 Response 100",
    "manager's key": "200 Response 100",
    "administrator's key": "200 Response 100",
    "key bound to this host": "200 Response 100",
    "key bound to another host": "403 Response 500",
  },
};

/** What stands in the database: two hosts, one of them with all that a route can name. */
export interface Scene {
  hostId: string;
  otherId: string;
  reportId: string;
  findingId: string;
}
