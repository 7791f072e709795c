/** Applies migrations in a thread that ends: what the schema engine takes, a process does not give back while it runs. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type pg from "pg";
import { StartError } from "@/lib/errors";
import { applyMigrations } from "./migrate";

export interface Pending {
  connection: pg.PoolConfig;
  /** Of the migrations. */
  folder: string;
}

/** Why it failed; null: it did not. */
export type Answer = string | null;

/**
 * As `applyMigrations`: call it with the migration lock held.
 * @throws StartError when the database refuses one
 */
export async function migrateApart(pending: Pending): Promise<void> {
  // Only the bundled server has the thread's code; programs and tests migrate where they stand.
  if (process.env.NEXT_RUNTIME !== "nodejs") {
    await applyMigrations(pending.connection, pending.folder);
    return;
  }
  // The bundler knows the thread's code by this very expression.
  const worker = new Worker(new URL("./migrate-thread.ts", import.meta.url), { workerData: pending });
  const ended = once(worker, "exit").then(() => {
    throw new StartError("The database could not be brought up to date: its thread ended.");
  });
  const [fault] = (await Promise.race([once(worker, "message"), ended])) as [Answer];
  await worker.terminate();
  if (fault !== null) throw new StartError(fault);
}
