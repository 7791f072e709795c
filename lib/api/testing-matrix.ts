/** For tests: what everybody who may ask gets from every route. Written by hand, never computed from the rules. */
import { ACTORS, type Actor } from "./testing-actors";

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

/** Writes by managers. */
const manage = { ...work, "analyst's token": 403 } as const;
const manageCreated = { ...created, "analyst's token": 403 } as const;

/** New ones of what managers share. */
const sharesCreated = {
  ...shares,
  ...foreign,
  "manager's token": 201,
  "administrator's token": 201,
  "token with scopes read and write": 201,
  "token bound to this host": 201,
  "token bound to another host": 404,
  "manager's session": 201,
  "session with its own origin": 201,
} as const;
/** Sent as a test where there is no mail server. */
const sharesTested = {
  ...shares,
  ...foreign,
  "manager's token": 409,
  "administrator's token": 409,
  "token with scopes read and write": 409,
  "token bound to this host": 409,
  "token bound to another host": 404,
  "manager's session": 409,
  "session with its own origin": 409,
} as const;
const sharesChanged = { ...shares, ...foreign, "token bound to another host": 404 } as const;

/** What `unknown` and `malformed` ids give an administrator; null: the path holds none. */
interface Row {
  who: Record<Actor, number>;
  unknown: number | null;
  malformed: number | null;
}

/** A path that names one thing. */
const one = (who: Row["who"]): Row => ({ who, unknown: 404, malformed: 404 });
/** A path that names none. */
const all = (who: Row["who"]): Row => ({ who, unknown: null, malformed: null });

export const TABLE: Record<string, Row> = {
  "GET /api/health": all(everybody),
  "GET /api/v1/openapi.json": all(everybody),
  "GET /api/v1/hosts": all(list),
  "GET /api/v1/hosts/[id]": one(read),
  "GET /api/v1/hosts/[id]/towers/[tower]": one(read),
  "GET /api/v1/hosts/[id]/history": one(read),
  "GET /api/v1/findings": all(list),
  "GET /api/v1/findings/[id]": one(read),
  "PATCH /api/v1/findings": all(work),
  "PATCH /api/v1/findings/[id]": one(work),
  // An analyst takes back their own acts only.
  "POST /api/v1/bulk-changes/[id]/undo": one({ ...work, "analyst's token": 404 }),
  "POST /api/v1/findings/[id]/comments": one(created),
  "PATCH /api/v1/comments/[id]": one(somebodyElses),
  "DELETE /api/v1/comments/[id]": one(somebodyElses),
  "POST /api/v1/findings/[id]/files": one(created),
  "POST /api/v1/decisions/[id]/files": one(created),
  "POST /api/v1/attestations/[id]/files": one(manageCreated),
  "GET /api/v1/attachments/[id]": one(read),
  // Those of others are for managers to remove.
  "DELETE /api/v1/attachments/[id]": one(manage),
  "GET /api/v1/attestations": all(list),
  "POST /api/v1/attestations": all(manageCreated),
  "GET /api/v1/attestations/[id]": one(read),
  "PATCH /api/v1/attestations/[id]": one(manage),
  "GET /api/v1/hosts/[id]/baseline": one(read),
  "POST /api/v1/hosts/[id]/baseline": one(manageCreated),
  "DELETE /api/v1/hosts/[id]/baseline/[entry]": one(manage),
  "GET /api/v1/reports": all(list),
  "GET /api/v1/reports/[id]": one(read),
  "GET /api/v1/reports/[id]/original": one({ ...read, "viewer's token": 403, "viewer's session": 403 }),
  "POST /api/v1/reports": all({
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
  }),
  "GET /api/v1/exports/[file]": all(list),
  "GET /api/v1/exports/summary.pdf": all(list),
  "GET /api/v1/exports/summary.xlsx": all(list),
  "GET /api/v1/exports/summary.csv": all(list),
  "GET /api/v1/exports/summary.json": all(list),
  "GET /api/v1/exports/evidence.zip": all({
    ...list,
    "viewer's token": 403,
    "analyst's token": 403,
    "viewer's session": 403,
  }),
  "GET /api/v1/evidence-key": all(everybody),
  "GET /api/v1/decisions": all(list),
  "GET /api/v1/decisions/[id]": one(read),
  "POST /api/v1/decisions": all(created),
  "PATCH /api/v1/decisions/[id]": one(manage),
  "DELETE /api/v1/imports/[id]": one(manage),
  "GET /api/v1/notices": all(list),
  "PATCH /api/v1/notices": all({ ...list, ...foreign, "token with scope read": 403 }),
  "GET /api/v1/hooks": all(hooks),
  "POST /api/v1/hooks": all({
    ...hooks,
    ...foreign,
    "administrator's token": 201,
    "token with scopes read and write": 201,
    "token bound to this host": 403,
    "token bound to another host": 403,
    "session with its own origin": 201,
  }),
  "DELETE /api/v1/hooks/[id]": one({
    ...hooks,
    ...foreign,
    "token bound to this host": 404,
    "token bound to another host": 404,
  }),
  "GET /api/v1/shares": all(shares),
  "POST /api/v1/shares": all(sharesCreated),
  "GET /api/v1/schedules": all(shares),
  "POST /api/v1/schedules": all(sharesCreated),
  "GET /api/v1/schedules/[id]": one({ ...shares, "token bound to another host": 404 }),
  "PATCH /api/v1/schedules/[id]": one(sharesChanged),
  "POST /api/v1/schedules/[id]/test": one(sharesTested),
  "DELETE /api/v1/schedules/[id]": one(sharesChanged),
  "DELETE /api/v1/shares/[id]": one(sharesChanged),
  "GET /api/v1/plans": all(list),
  "POST /api/v1/plans": all(created),
  "GET /api/v1/plans/[id]": one(read),
  "PATCH /api/v1/plans/[id]": one(work),
  "GET /api/v1/plans/[id]/playbook": one(read),
  "GET /api/v1/policy": all(list),
  "PATCH /api/v1/policy": all({
    ...manage,
    "token bound to this host": 403,
    "token bound to another host": 403,
  }),
  "GET /api/v1/views": all(personal),
  "POST /api/v1/views": all({
    ...personal,
    ...foreign,
    "viewer's session": 201,
    "manager's session": 201,
    "session with its own origin": 201,
  }),
  // Somebody else's, shared: for administrators to tidy up.
  "DELETE /api/v1/views/[id]": {
    who: { ...personal, ...foreign, "viewer's session": 404, "manager's session": 404 },
    unknown: 403,
    malformed: 403,
  },
};
