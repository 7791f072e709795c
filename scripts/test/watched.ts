/** The embedded database's own process, run on a disk that is watched. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

export interface Fault {
  call: "fsync" | "write";
  /** As the system names it, such as ENOSPC. */
  code: string;
  /** Part of the path of the files that it concerns. */
  path: string;
}

export interface Watched {
  child: ChildProcess;
  connection: pg.PoolConfig;
  pool: pg.Pool;
  /** All that it printed. */
  output(): string;
  /** How often something was brought to the disk so far, and how often that was the log; sets what fails from here. */
  disk(fail?: Fault): Promise<{ synced: number; log: number }>;
  ended: Promise<number | string | null>;
  close(): Promise<void>;
}

type Message = { type: string; reason?: string; synced: number; log: number };

/** @throws with the reason when it cannot be opened */
export async function openWatched(folder: string, fail?: Fault): Promise<Watched> {
  const run = path.join(folder, "run");
  fs.mkdirSync(run, { recursive: true, mode: 0o700 });
  const script = path.join("lib", "db", "embedded", "server.mjs");
  const hook = path.resolve("scripts/test/disk.mjs");
  const child = spawn(process.execPath, ["--import", hook, script, folder, path.join(run, ".s.PGSQL.5432")], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, NODE_OPTIONS: "", TEST_DISK: JSON.stringify(fail ?? null) },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal)),
  );
  const hear = (...types: string[]): Promise<Message> =>
    new Promise((resolve) => {
      const heard = (message: Message): void => {
        if (!types.includes(message.type)) return;
        child.off("message", heard);
        resolve(message);
      };
      child.on("message", heard);
    });
  const first = await hear("ready", "failed");
  if (first.type === "failed") throw new Error(first.reason);
  const connection = { host: run, port: 5432, user: "postgres", database: "postgres" };
  const pool = new pg.Pool(connection);
  pool.on("error", () => {});
  return {
    child,
    connection,
    pool,
    output: () => text,
    disk: (fault) => {
      const answer = hear("disk");
      child.send({ type: "disk", fail: fault });
      return answer;
    },
    ended,
    close: async () => {
      await pool.end();
      if (child.connected) child.send({ type: "close" }, () => {});
      await ended;
    },
  };
}
