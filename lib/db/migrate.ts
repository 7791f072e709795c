/**
 * Applies the migrations in `prisma/migrations` with Prisma's own schema engine as WebAssembly. It needs no download,
 * fills `_prisma_migrations` as `prisma migrate deploy` does, and is loaded only when something is to be applied.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { StartError } from "@/lib/errors";

const NO_FILTERS = { externalTables: [], externalEnums: [] };

interface Migration {
  name: string;
  sql: string;
}

/** The migrations on disk, in their order. */
function readMigrations(folder: string): Migration[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The form in which the engine takes them. */
function migrationList(folder: string): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

const CHAR = 18;
const CHAR_ARRAY = 1002;

/**
 * PostgreSQL's catalogues hold columns of the one-byte type "char". The schema engine wants them as characters, but
 * Prisma's adapter knows only the array of that type: named as such on the way in, corrected on the way out.
 */
class CatalogueAdapter extends PrismaPg {
  constructor(pool: pg.Pool) {
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
    const named = async (...args: unknown[]): Promise<pg.QueryArrayResult> => {
      const result = await query(...args);
      for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY;
      return result;
    };
    super(Object.assign(pool, { query: named }));
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  }
}

type EngineModule = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");
let loading: Promise<EngineModule> | undefined;

/** The engine's code, once per process: its glue keeps views of one memory only. */
function loadEngine(): Promise<EngineModule> {
  loading ??= (async () => {
    const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
    const require = createRequire(path.join(process.cwd(), "package.json"));
    const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
    const module = await WebAssembly.compile(fs.readFileSync(path.join(folder, "schema_engine_bg.wasm")));
    const instance = await WebAssembly.instantiate(module, {
      "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
    });
    engine.__wbg_set_wasm(instance.exports);
    if (typeof instance.exports.__wbindgen_start === "function") instance.exports.__wbindgen_start();
    return engine;
  })();
  return loading;
}

/** `datamodels` as `[path, text]`, needed for comparing schemas only. */
async function schemaEngine(adapter: PrismaPg, datamodels?: [string, string][]): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadEngine();
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
}

/**
 * Names the migrations that the database lacks.
 * @throws StartError when an applied one was changed, is unknown here (a newer Rampart wrote it) or failed half-way
 */
export async function pendingMigrations(client: pg.Client, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  const table = await client.query("select to_regclass('public._prisma_migrations') is not null as there");
  if (!table.rows[0]?.there) return migrations.map(({ name }) => name);
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
  );
  const known = new Map(
    migrations.map(({ name, sql }) => [name, createHash("sha256").update(sql).digest("hex")]),
  );
  for (const { name, checksum, finished } of rows) {
    if (!known.has(name)) {
      throw new StartError(`The database was written by a newer Rampart (it knows the migration ${name}).`);
    }
    if (!finished)
      throw new StartError(
        `The migration ${name} stopped half-way. Restore the database as it was before it.`,
      );
    if (known.get(name) !== checksum)
      throw new StartError(`The migration ${name} was changed after it was applied.`);
  }
  const applied = new Set(rows.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

/** Sends a migration as one: the adapter would cut it at every semicolon, also within strings, and stop half-way. */
class WholeScripts extends PrismaPg {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.#pool.query(script);
    };
    return adapter;
  }
}

/**
 * Applies what is pending. Call it with the migration lock held.
 * @throws StartError when the database refuses one
 */
export async function applyMigrations(connection: pg.PoolConfig, folder: string): Promise<string[]> {
  const pool = new pg.Pool(connection);
  // The query that needs a connection says when it has ended.
  pool.on("error", () => {});
  try {
    const engine = await schemaEngine(new WholeScripts(pool));
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(folder),
      filters: NO_FILTERS,
    });
    return appliedMigrationNames;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database could not be brought up to date: ${reason}`);
  } finally {
    await pool.end();
  }
}

/**
 * SQL that takes the migrated schema to the given datamodel; empty when they agree (no drift).
 * @param connection of a database that is fully migrated
 */
export async function schemaDifference(connection: pg.PoolConfig, schema: string): Promise<string> {
  const file = path.join(process.cwd(), "prisma", "schema.prisma");
  const files = [{ path: file, content: schema }];
  const pool = new pg.Pool(connection);
  const engine = await schemaEngine(new CatalogueAdapter(pool), [[file, schema]]);
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: process.cwd() },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  });
  await pool.end();
  const text = stdout ?? "";
  return /^-- This is an empty migration\.\s*$/.test(text) ? "" : text;
}
