/** For tests: who may ask the routes, and of what. */
import { bearer, makeSession, makeToken, ORIGIN } from "./testing";

export const YESTERDAY = new Date(Date.now() - 86_400_000);

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

/** What stands in the database: two hosts, one of them with all that a route can name. */
export interface Scene {
  hostId: string;
  otherId: string;
  reportId: string;
  findingId: string;
}
