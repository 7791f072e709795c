/** What happens once, before the first request: configuration, secrets, database, first sign-in, background work. */
import { v7 as uuid } from "uuid";
import { openSecrets } from "./auth/data-folder";
import { makeLink } from "./auth/links";
import { SCOPES } from "./auth/rights";
import { hashToken } from "./auth/secrets";
import { loadDemo } from "./commands/load-demo";
import { refreshScores } from "./commands/refresh-scores";
import { db, isOpen, setDatabase } from "./db";
import { openDatabase } from "./db/open";
import { type Environment, readEnvironment } from "./env";
import { StartError } from "./errors";

const HOUR = 3_600_000;
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
    everyHour();
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
  const { email, password, imported } = await loadDemo();
  say(`Demonstration with ${imported} reports. Sign in as ${email} with the password ${password}`);
}

/** Where there is no user yet, a link that makes the first one. Only the last one printed works. */
async function offerSetUp(env: Environment): Promise<void> {
  if ((await db().user.count()) > 0) return;
  await db().oneTimeLink.deleteMany({ where: { kind: "set-up" } });
  const token = await makeLink({ kind: "set-up" });
  const base = env.publicUrl ?? `http://${env.host.includes(":") ? `[${env.host}]` : env.host}:${env.port}`;
  say(`There is no user yet. Make the first one here, within a day:\n  ${base}/set-up/${token}`);
}

/** Figures age with the clock; once an hour, and at the start, they are brought up to date. */
function everyHour(): void {
  const refresh = (): void => {
    refreshScores().catch((error: unknown) => console.error("Scores could not be refreshed:", error));
  };
  refresh();
  setInterval(refresh, HOUR).unref();
}
