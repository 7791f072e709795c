/** For tests: share links in the database, what their routes need, and who gets what behind one. */
import { v7 as uuid } from "uuid";
import { SHARE_COOKIE } from "@/lib/auth/share-door";
import { makeShare } from "@/lib/commands/make-share";
import { db } from "@/lib/db";
import { viewerWith } from "@/scripts/test/viewers";
import { makeSession, makeToken } from "./testing";
import type { Scene } from "./testing-actors";

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

/** Null: the route is about something else. */
export async function shareNeeds(route: string, { hostId }: Scene): Promise<Needs | null> {
  if (route === "POST /api/v1/shares") {
    const body = JSON.stringify({ scope: "host", hostId });
    return { params: {}, body, headers: { "content-type": "application/json" } };
  }
  if (route !== "DELETE /api/v1/shares/[id]") return null;
  return { params: { id: (await shareOf({ scope: "host", hostId })).id } };
}

/** @returns a link that a manager made */
async function shareOf(given: object): Promise<{ id: string; token: string }> {
  const made = await makeShare(viewerWith("manager"), given);
  if (!made.ok) throw new Error(made.text);
  return made;
}

export const SHARE_PASSWORD = "a moat and a bridge";

type Sought = (scene: Scene) => Promise<{ token: string; headers?: Record<string, string> }>;

const ended = async (hostId: string, end: object): Promise<string> => {
  const { id, token } = await shareOf({ scope: "host", hostId, badge: true, pdf: "A4" });
  await db().share.update({ where: { id }, data: end });
  return token;
};
const YESTERDAY = new Date(Date.now() - 86_400_000);

/** Who stands before a share link: nothing but its token counts. */
export const SEEKERS = {
  "a link": async ({ hostId }) => shareOf({ scope: "host", hostId }),
  "a link with a badge": async ({ hostId }) => shareOf({ scope: "host", hostId, badge: true }),
  "a link with a password": async ({ hostId }) =>
    shareOf({ scope: "host", hostId, badge: true, password: SHARE_PASSWORD }),
  "a link with a file": async ({ hostId }) => shareOf({ scope: "host", hostId, pdf: "A4" }),
  "a link with a file and a password": async ({ hostId }) =>
    shareOf({ scope: "host", hostId, pdf: "A4", password: SHARE_PASSWORD }),
  "a link with a password and a cookie of nobody": async ({ hostId }) => ({
    ...(await shareOf({ scope: "host", hostId, password: SHARE_PASSWORD })),
    headers: { cookie: `${SHARE_COOKIE}=${Date.now() + 60_000}.${"A".repeat(43)}` },
  }),
  "an administrator's session without a link": async () => ({
    token: `rms_${"x".repeat(43)}`,
    headers: await makeSession("administrator"),
  }),
  "an administrator's token without a link": async () => ({
    token: `rms_${"x".repeat(43)}`,
    headers: await makeToken(),
  }),
  "an expired link": async ({ hostId }) => ({ token: await ended(hostId, { expiresAt: YESTERDAY }) }),
  "a revoked link": async ({ hostId }) => ({ token: await ended(hostId, { revokedAt: YESTERDAY }) }),
  "the id of a link": async ({ hostId }) => ({ token: (await shareOf({ scope: "host", hostId })).id }),
  "an id of nothing": async () => ({ token: uuid() }),
  "an API token for a link": async () => ({
    token: (await makeToken()).authorization.slice("Bearer ".length),
  }),
  "no word": async () => ({ token: "" }),
  "an endless word": async () => ({ token: "x".repeat(5000) }),
} as const satisfies Record<string, Sought>;
type Seeker = keyof typeof SEEKERS;

const nothing = {
  "an administrator's session without a link": 404,
  "an administrator's token without a link": 404,
  "an expired link": 404,
  "a revoked link": 404,
  "the id of a link": 404,
  "an id of nothing": 404,
  "an API token for a link": 404,
  "no word": 404,
  "an endless word": 404,
} as const;

export const SHARE_TABLE: Record<string, Record<Seeker, number>> = {
  "GET /s/[token]": {
    ...nothing,
    "a link": 200,
    "a link with a badge": 200,
    "a link with a file": 200,
    // The door.
    "a link with a password": 200,
    "a link with a file and a password": 200,
    "a link with a password and a cookie of nobody": 200,
  },
  // The right password is sent to each of them.
  "POST /s/[token]": {
    ...nothing,
    "a link": 303,
    "a link with a badge": 303,
    "a link with a file": 303,
    "a link with a password": 303,
    "a link with a file and a password": 303,
    "a link with a password and a cookie of nobody": 303,
  },
  "GET /s/[token]/badge.svg": {
    ...nothing,
    "a link": 404,
    "a link with a badge": 200,
    "a link with a file": 404,
    "a link with a password": 200,
    "a link with a file and a password": 404,
    "a link with a password and a cookie of nobody": 404,
  },
  "GET /s/[token]/summary.pdf": {
    ...nothing,
    "a link": 404,
    "a link with a badge": 404,
    "a link with a file": 200,
    // To the door, whether there is a file behind it or not.
    "a link with a password": 303,
    "a link with a file and a password": 303,
    "a link with a password and a cookie of nobody": 303,
  },
  "GET /s/[token]/[...rest]": {
    ...nothing,
    "a link": 404,
    "a link with a badge": 404,
    "a link with a file": 404,
    "a link with a password": 404,
    "a link with a file and a password": 404,
    "a link with a password and a cookie of nobody": 404,
  },
};
