/** Starts the embedded database as a child process and keeps it running. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { PoolConfig } from "pg";
import { StartError } from "@/lib/errors";

/** Unix socket paths hold 107 bytes and a terminating zero. */
const SOCKET_BYTES = 107;
const RESTARTS_PER_MINUTE = 3;
/**
 * One helper thread, as for the page server (decision 0026), and one pool of memory for the compiler of WebAssembly: what it
 * takes while it optimises the engine it hardly gives back, and each thread would keep a share of its own.
 */
const LEAN_FLAGS = ["--v8-pool-size=1", "--wasm-num-compilation-tasks=1", "--max-semi-space-size=2"];
/** And what it took beyond this size, in bytes, goes back to the system at once: the compiler's memory comes in such pieces. */
const LARGE = "16384";
const LEAN_ENVIRONMENT = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: LARGE,
  MALLOC_TRIM_THRESHOLD_: LARGE,
};
/** How long closing may take, in milliseconds. What was acknowledged is safe without it. */
const CLOSING = 60_000;

type Message =
  | { type: "creating" }
  | { type: "waiting"; pid: number }
  | { type: "ready"; address: string }
  | { type: "done"; id: number; reason?: string }
  | { type: "locked"; pid: number }
  | { type: "failed"; reason: string };

export interface EmbeddedDatabase {
  connection: PoolConfig;
  /**
   * Copies the cluster aside before its schema changes; two copies are kept. Until `settle` the change counts as
   * unfinished: a start that finds it so goes back to the copy.
   * @throws StartError when it cannot be copied
   */
  copy(label: string): Promise<void>;
  /** The schema stands. A new cluster is unfinished too until then. */
  settle(): Promise<void>;
  /** Starts the engine anew: the memory that a change of the schema took, it gives back in no other way. */
  renew(): Promise<void>;
  /** Has the engine's process give back what it does not use. */
  rest(): void;
  /** Closes cleanly and gives the folder free. */
  close(): Promise<void>;
}

/** A 0700 folder for the socket: below the data folder, or below the temporary folder where that path is too long. */
function socketFolder(folder: string): string {
  const near = path.join(folder, "run");
  const fits = Buffer.byteLength(path.join(near, ".s.PGSQL.5432")) <= SOCKET_BYTES;
  if (!fits) return fs.mkdtempSync(path.join(os.tmpdir(), "rampart-"));
  fs.mkdirSync(near, { recursive: true, mode: 0o700 });
  fs.chmodSync(near, 0o700);
  return near;
}

/**
 * Opens the database in a data folder, making it where there is none.
 * @param folder absolute path; made with mode 0700 where it is missing
 * @param progress told what takes a while
 * @throws StartError when another process holds the folder or the database cannot be opened
 */
export async function openEmbedded(
  folder: string,
  progress: (line: string) => void,
): Promise<EmbeddedDatabase> {
  const unix = process.platform !== "win32";
  let sockets = "";
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (unix) sockets = socketFolder(folder);
  } catch (error) {
    throw new StartError(`The data folder ${folder} cannot be used: ${messageOf(error)}`);
  }
  let place = unix ? path.join(sockets, ".s.PGSQL.5432") : "tcp:0";
  let child: ChildProcess;
  let closing = false;
  let requests = 0;
  const restarts: number[] = [];

  const launch = async (): Promise<void> => {
    const script = path.join(process.cwd(), "lib", "db", "embedded", "server.mjs");
    child = spawn(process.execPath, [...LEAN_FLAGS, script, folder, place], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...process.env, NODE_OPTIONS: "", ...LEAN_ENVIRONMENT },
    });
    const address = await started(child, folder, progress);
    if (!unix) place = `tcp:${address.slice(address.lastIndexOf(":") + 1)}`;
    child.once("exit", restart);
  };

  const restart = (): void => {
    if (closing) return;
    const now = Date.now();
    restarts.push(now);
    if (restarts.filter((at) => now - at < 60_000).length > RESTARTS_PER_MINUTE) {
      console.error(
        "The embedded database ends again and again. Rampart stops; nothing acknowledged is lost.",
      );
      process.exit(1);
    }
    console.error("The embedded database ended and is started again.");
    launch().catch((error: unknown) => {
      if (closing) return;
      console.error(messageOf(error));
      process.exit(1);
    });
  };

  /** Asks the child for something; fails if it ends before it has answered. */
  const request = (message: { type: "copy"; label: string } | { type: "settle" }): Promise<void> => {
    const id = requests++;
    const asked = child;
    return new Promise<void>((resolve, reject) => {
      const ended = (): void => reject(new Error("the database ended"));
      const heard = (answer: Message): void => {
        if (answer.type !== "done" || answer.id !== id) return;
        asked.off("message", heard);
        asked.off("exit", ended);
        if (answer.reason === undefined) resolve();
        else reject(new Error(answer.reason));
      };
      asked.on("message", heard);
      asked.once("exit", ended);
      asked.send({ ...message, id }, (error) => error && reject(error));
    }).catch((error: unknown) => {
      throw new StartError(
        `The database in ${folder} could not be ${message.type === "copy" ? "copied before its schema changes" : "finished"}: ${messageOf(error)}.`,
      );
    });
  };

  await launch();
  return {
    connection: {
      ...(unix ? { host: sockets, port: 5432 } : { host: "127.0.0.1", port: Number(place.slice(4)) }),
      user: "postgres",
      database: "postgres",
    },
    copy: (label) => request({ type: "copy", label }),
    settle: () => request({ type: "settle" }),
    renew: async () => {
      // One that has ended is being started again already.
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.off("exit", restart);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.send({ type: "close" }, () => {});
      await gone;
      if (!closing) await launch();
    },
    rest: () => {
      child.send({ type: "rest" }, () => {});
    },
    close: () =>
      new Promise((resolve) => {
        closing = true;
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        const late = setTimeout(() => child.kill("SIGKILL"), CLOSING);
        child.once("exit", () => {
          clearTimeout(late);
          if (sockets && path.dirname(sockets) !== folder)
            fs.rmSync(sockets, { recursive: true, force: true });
          resolve();
        });
        child.send({ type: "close" }, () => {});
      }),
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Waits until the child says that it is ready, and turns everything else into one sentence. */
function started(child: ChildProcess, folder: string, progress: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string): void => reject(new StartError(sentence));
    const ended = (code: number | null): void =>
      fail(
        `The embedded database ended while it was starting (${code === null ? "killed" : `exit code ${code}`}).`,
      );
    child.once("error", (error) => fail(`The embedded database did not start: ${error.message}`));
    child.once("exit", ended);
    child.on("message", (message: Message) => {
      if (message.type === "creating") progress("Making a new database (this takes some seconds, once) …");
      if (message.type === "waiting") progress(`Waiting for process ${message.pid} to close the database …`);
      if (message.type === "ready") {
        child.off("exit", ended);
        resolve(message.address);
      }
      if (message.type === "locked") {
        fail(
          `The data folder ${folder} is in use by process ${message.pid}. Stop that one, or set RAMPART_DATA to another folder.`,
        );
      }
      if (message.type === "failed") fail(`The database in ${folder} cannot be opened: ${message.reason}.`);
    });
  });
}
