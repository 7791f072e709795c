/** A database for one test file, on each engine that is here. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { setDatabase } from "../../lib/db";
import { type Database, openDatabase } from "../../lib/db/open";

/** Runs the same tests against the embedded engine and, where there is one, a PostgreSQL server. */
export function onEachEngine(name: string, tests: (database: () => Database) => void): void {
  const engines = inject("server") === "" ? ["embedded"] : ["embedded", "postgresql"];
  describe.each(engines)(`${name} on %s`, (engine) => {
    let open: { database: Database; close: () => Promise<void> } | undefined;
    beforeAll(async () => {
      open = engine === "embedded" ? await embedded() : await postgresql();
      setDatabase(open.database);
    });
    afterAll(async () => open?.close());
    tests(() => {
      if (!open) throw new Error("The database is not open yet.");
      return open.database;
    });
  });
}

/** A fresh cluster in a data folder of its own. */
export function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-db-"));
  fs.cpSync(inject("template"), folder, { recursive: true });
  return folder;
}

async function embedded() {
  const data = freshFolder();
  const database = await openDatabase({ data, databaseUrl: null });
  return {
    database,
    close: async () => {
      await database.close();
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

let made = 0;

async function postgresql() {
  const server = inject("server");
  const name = `rampart_test_${process.pid}_${Date.now()}_${made++}`;
  await ask(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase({ data: "", databaseUrl: url.toString() });
  return {
    database,
    close: async () => {
      await database.close();
      await ask(server, `drop database ${name} with (force)`);
    },
  };
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}
