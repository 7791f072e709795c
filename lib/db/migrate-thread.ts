/** The thread of `migrate-apart.ts`: applies what is pending once, and says how it went. */
import { parentPort, workerData } from "node:worker_threads";
import { applyMigrations } from "./migrate";
import type { Answer, Pending } from "./migrate-apart";

const { connection, folder }: Pending = workerData;
const answer: Answer = await applyMigrations(connection, folder).then(
  () => null,
  (error: unknown) => (error instanceof Error ? error.message : String(error)),
);
parentPort?.postMessage(answer);
