/** Opens the database, embedded or a server, and brings it to the current schema. */
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { StartError } from "@/lib/errors";
import { type EmbeddedDatabase, openEmbedded } from "./embedded";
import { PrismaClient } from "./generated/client";
import { pendingMigrations } from "./migrate";
import { migrateApart } from "./migrate-apart";

const CONNECTIONS = 10;
/** Any number, the same in every instance: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_230_114_215n;

export interface Database {
  kind: "embedded" | "postgresql";
  prisma: PrismaClient;
  /** For tools that need the server itself, such as making migrations. */
  connection: pg.PoolConfig;
  /** Told when nobody has asked for a while. */
  rest(): void;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Absolute path of the data folder; used where there is no `databaseUrl`. */
  data: string;
  databaseUrl: string | null;
  progress?: (line: string) => void;
  /** Folder of the migrations; another one in tests. */
  migrations?: string;
}

/**
 * @throws StartError when the database cannot be reached, is held by another process or is newer than this program
 */
export async function openDatabase({
  data,
  databaseUrl,
  progress = () => {},
  migrations = path.join(process.cwd(), "prisma", "migrations"),
}: OpenOptions): Promise<Database> {
  const embedded = databaseUrl === null ? await openEmbedded(data, progress) : null;
  const connection: pg.PoolConfig = embedded?.connection ?? { connectionString: databaseUrl ?? "" };
  try {
    const changed = await migrate(connection, { progress, migrations, embedded });
    if (changed) await embedded?.renew();
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { ...connection, max: CONNECTIONS },
      { onPoolError: quiet, onConnectionError: quiet },
    ),
    transactionOptions: { timeout: 120_000, maxWait: 120_000 },
  });
  return {
    kind: embedded ? "embedded" : "postgresql",
    prisma,
    connection,
    rest: () => embedded?.rest(),
    close: async () => {
      await prisma.$disconnect();
      await embedded?.close();
    },
  };
}

/** A connection that ends while it is idle (the database restarts) is no fault: the pool opens another one. */
const quiet = (): void => {};

interface Migrating {
  progress: (line: string) => void;
  migrations: string;
  embedded: EmbeddedDatabase | null;
}

/** @returns whether the schema changed */
async function migrate(
  connection: pg.PoolConfig,
  { progress, migrations, embedded }: Migrating,
): Promise<boolean> {
  const client = new pg.Client(connection);
  // A connection that ends is noticed by the query that needs it.
  client.on("error", quiet);
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    const where = embedded ? "It is the embedded one." : "DATABASE_URL names it.";
    throw new StartError(`The database does not answer: ${reason}. ${where}`);
  }
  try {
    // The embedded engine's connections share one session and its folder has one owner: it needs no lock.
    if (!embedded) await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const pending = await pendingMigrations(client, migrations);
    if (pending.length === 0) return false;
    const filled = await client.query("select to_regclass('public.host') is not null as there");
    if (embedded && filled.rows[0]?.there) {
      progress("Copying the database before its schema changes …");
      await embedded.copy(pending[0] ?? "migration");
    }
    progress(
      `Bringing the database up to date (${pending.length} ${pending.length === 1 ? "step" : "steps"}) …`,
    );
    await migrateApart({ connection, folder: migrations });
    await embedded?.settle();
    return true;
  } finally {
    if (!embedded) await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(quiet);
    await client.end().catch(quiet);
  }
}
