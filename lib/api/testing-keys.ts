/** For tests: who asks the routes of the Lynis client, and what each of them gets. Written by hand. */
import { randomLynisKey } from "@/lib/auth/secrets";
import { makeLynisKey, makeSession, makeToken } from "./testing";
import { type Scene, YESTERDAY } from "./testing-actors";

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
