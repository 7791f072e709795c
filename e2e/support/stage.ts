/**
 * One running Rampart for tests of rights: what is asked goes over HTTP, as from a browser. Who asks, and what it is about, is put
 * into its database by the commands themselves, in milliseconds.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { openSecrets } from "@/lib/auth/data-folder";
import { ROLES, type Role, type Viewer } from "@/lib/auth/rights";
import { revokeSession, sessionCookie } from "@/lib/auth/session";
import { db, setDatabase } from "@/lib/db";
import { openDatabase } from "@/lib/db/open";
import { JOBS } from "@/lib/jobs/declarations";
import { startRampart } from "../../scripts/browser/server.mjs";
import { makePerson, signedIn } from "../../scripts/test/people";
import { type Receiver, startReceiver } from "../../scripts/test/receiver";
import { Things } from "./things";

/** Somebody at the screen. */
export interface Person {
  viewer: Viewer;
  userId: string;
  headers: { cookie: string };
}

/** Somebody new of that role, signed in. */
export async function newcomer(role: Role): Promise<Person> {
  const { id } = await makePerson(role);
  const { viewer, cookie } = await signedIn(id);
  return { viewer, userId: id, headers: { cookie: `${sessionCookie()}=${cookie}` } };
}

export type People = Record<Role, Person>;

const TOKEN = "an-administrators-token-for-the-matrix";
const YESTERDAY = new Date(Date.now() - 86_400_000);

/** Who has no session, in every way: the headers that they send. */
async function makeOutsiders(): Promise<Record<string, Record<string, string>>> {
  const gone = async (end: (person: Person) => Promise<unknown>) => {
    const person = await newcomer("administrator");
    await end(person);
    return person.headers;
  };
  return {
    nobody: {},
    "a cookie of garbage": { cookie: `${sessionCookie()}=${"x".repeat(200)}` },
    "an endless cookie": { cookie: `${sessionCookie()}=${"x".repeat(5000)}` },
    "an API token": { authorization: `Bearer ${TOKEN}` },
    "a session that was revoked": await gone(({ viewer }) => revokeSession(viewer.id)),
    "a session that has expired": await gone(({ viewer }) =>
      db().session.update({ where: { id: viewer.id }, data: { expiresAt: YESTERDAY } }),
    ),
    "a disabled administrator": await gone(({ userId }) =>
      db().user.update({ where: { id: userId }, data: { disabledAt: YESTERDAY } }),
    ),
  };
}

export interface Stage {
  url: string;
  people: People;
  outsiders: Record<string, Record<string, string>>;
  things: Things;
}

/** What the background does at each start is done before anybody counts what changes. */
async function workAtStart(): Promise<void> {
  const done = async (): Promise<number> => {
    const [there] = await db().$queryRaw<
      { job: string | null }[]
    >`select to_regclass('pgboss.job')::text as job`;
    if (!there?.job) return 0;
    const [row] = await db().$queryRaw<{ n: number }[]>`
      select count(*)::int as n from pgboss.job where state = 'completed'`;
    return row?.n ?? 0;
  };
  await expect
    .poll(done, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(JOBS.filter(({ atStart }) => atStart).length);
}

async function start(receiver: Receiver): Promise<{ stage: Stage; stop: () => Promise<void> }> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-rights-"));
  // For the server, and for the commands that are called here.
  const env = { RAMPART_ADMIN_TOKEN: TOKEN, RAMPART_URL: "", RAMPART_HOOKS_TO_PRIVATE: "127.0.0.1" };
  Object.assign(process.env, env);
  const server = await startRampart({ data });
  const socket = encodeURIComponent(path.join(data, "run"));
  const database = await openDatabase({
    data,
    databaseUrl: `postgresql://postgres@localhost/postgres?host=${socket}`,
  });
  setDatabase(database);
  openSecrets(data);
  await workAtStart();
  const people = Object.fromEntries(
    await Promise.all(ROLES.map(async (role) => [role, await newcomer(role)])),
  ) as People;
  const things = await Things.begin({
    url: server.url,
    token: TOKEN,
    hookUrl: `http://127.0.0.1:${receiver.port}/`,
  });
  const stop = async () => {
    await database.close();
    await server.stop();
    fs.rmSync(data, { recursive: true, force: true });
  };
  return { stage: { url: server.url, people, outsiders: await makeOutsiders(), things }, stop };
}

export const test = base.extend<object, { stage: Stage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: no other fixture is wanted, and no browser is started.
    async ({}, use) => {
      const receiver = await startReceiver();
      const { stage, stop } = await start(receiver);
      await use(stage);
      await stop();
      await receiver.close();
    },
    // The first start builds.
    { scope: "worker", timeout: 600_000 },
  ],
});

export { expect };
