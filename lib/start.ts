/** What happens once, before the first request: configuration, secrets, database, first sign-in, background work. */
import { v7 as uuid } from "uuid";
import { openSecrets } from "./auth/data-folder";
import { makeLink } from "./auth/links";
import { SCOPES } from "./auth/rights";
import { hashToken } from "./auth/secrets";
import { db, isOpen, setDatabase } from "./db";
import { openDatabase } from "./db/open";
import { type Environment, readEnvironment, siteOf } from "./env";
import { StartError } from "./errors";

/** The first pages come before the background work does. */
const JOBS_AFTER = 5_000;
const JOBS_AGAIN = 60_000;
const say = (line: string): void => console.log(line);

/** Ends the process with one sentence where Rampart cannot start. */
export async function start(): Promise<void> {
  if (isOpen()) return;
  try {
    const env = readEnvironment();
    process.env.NEXTAUTH_URL ??= env.publicUrl ?? `http://${env.host}:${env.port}`;
    openSecrets(env.data);
    const database = await openDatabase({ data: env.data, databaseUrl: env.databaseUrl, progress: say });
    setDatabase(database);
    if (env.adminToken) await plantToken(env.adminToken);
    if (env.demo) await demonstrate();
    else await offerSetUp(env);
    workSoon(JOBS_AFTER);
  } catch (error) {
    if (error instanceof StartError) console.error(error.message);
    else console.error("Rampart could not start:", error);
    process.exit(1);
  }
}

/** The administrator's API token named in the environment; planted once, and revocable like any other. */
async function plantToken(token: string): Promise<void> {
  await db().apiToken.upsert({
    where: { hash: hashToken(token) },
    update: {},
    create: {
      id: uuid(),
      name: "RAMPART_ADMIN_TOKEN",
      hash: hashToken(token),
      prefix: "",
      scopes: [...SCOPES],
      hostIds: [],
    },
  });
}

async function demonstrate(): Promise<void> {
  say("Importing the sample fleet …");
  // With it comes all that reads reports, for which a server without a demonstration waits until one is brought.
  const { loadDemo } = await import("./commands/load-demo");
  const { email, password, imported } = await loadDemo();
  say(`Demonstration with ${imported} reports. Sign in as ${email} with the password ${password}`);
}

/** Where there is no user yet, a link that makes the first one. Only the last one printed works. */
async function offerSetUp(env: Environment): Promise<void> {
  if ((await db().user.count()) > 0) return;
  await db().oneTimeLink.deleteMany({ where: { kind: "set-up" } });
  const token = await makeLink({ kind: "set-up" });
  say(`There is no user yet. Make the first one here, within a day:\n  ${siteOf(env)}/set-up/${token}`);
}

/** Background work begins when the server stands, and no page waits for it. */
function workSoon(after: number): void {
  const begin = async (): Promise<void> => {
    const { startJobs } = await import("./jobs");
    const starting = startJobs();
    const stop = (): Promise<void> =>
      starting.then(
        (jobs) => jobs.stop(),
        () => {},
      );
    // `scripts/start/serve.mjs` ends it before it closes the database.
    Object.assign(globalThis, { rampartJobs: { stop } });
    await starting;
  };
  const later = (error: unknown): void => {
    console.error("Background work could not be started; it is tried again in a minute:", error);
    workSoon(JOBS_AGAIN);
  };
  setTimeout(() => begin().catch(later), after).unref();
}
