/**
 * The embedded database: PGlite behind a socket, in a process of its own, so that the page server's event loop never
 * waits for it. Plain JavaScript, because it is run by Node as it stands. Started by `./index.ts`:
 * `node server.mjs <data folder> <socket path | "tcp:<port>">`, talks to its parent over IPC and ends with it.
 */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { copy, create, recover, settle } from "./copies.mjs";
import { openEngine, reasonOf } from "./engine.mjs";
import { giveBack } from "./give-back.mjs";
import { FolderLocked, lockFolder } from "./lock.mjs";
import { Sessions } from "./sessions.mjs";
import { Upkeep } from "./upkeep.mjs";

const CONNECTIONS = 32;
/** How long to wait for a database that is about to close, in milliseconds. */
const PATIENCE = 90_000;

/** @param {object} message */
const tell = (message) => process.send?.(message);

/** @type {() => void | Promise<void>} */
let end = () => process.exit(0);
// The parent is gone. Before the database is open there is nothing to close.
process.on("disconnect", () => end());
// Ctrl-C and service managers tell the whole group; the parent decides when the database may go.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});

/**
 * @param {string} folder
 * @param {string} socket
 */
async function lock(folder, socket) {
  const until = Date.now() + PATIENCE;
  for (let said = false; ; said = true) {
    try {
      return await lockFolder(folder, socket);
    } catch (error) {
      if (!(error instanceof FolderLocked && error.passing) || Date.now() > until) throw error;
      if (!said) tell({ type: "waiting", pid: error.pid });
      await sleep(100);
    }
  }
}

async function main() {
  const [folder = "", place = ""] = process.argv.slice(2);
  const port = place.startsWith("tcp:") ? Number(place.slice(4)) : null;
  const socket = port === null ? place : "";
  process.umask(0o077);
  const unlock = await lock(folder, socket);
  end = () => {
    unlock();
    process.exit(0);
  };
  const directory = path.join(folder, "database");
  await recover(folder);
  if (!fs.existsSync(directory)) {
    tell({ type: "creating" });
    await create(folder);
  }
  /** @type {Upkeep | undefined} */
  let upkeep;
  const engine = await openEngine(directory, (file) => upkeep?.synced(file));
  const sessions = new Sessions(engine.database, engine.stop);
  upkeep = new Upkeep(sessions, engine.stop);
  upkeep.begin();
  if (socket) fs.rmSync(socket, { force: true });
  const server = new PGLiteSocketServer({
    db: engine.database,
    maxConnections: CONNECTIONS,
    ...(port === null ? { path: socket } : { host: "127.0.0.1", port }),
  });
  Reflect.set(server, "queryQueue", sessions);
  await server.start();

  const close = async () => {
    end = () => {};
    upkeep.end();
    await server.stop();
    await engine.close();
    unlock();
    process.exit(0);
  };
  end = close;
  /** @type {Record<string, (label: string) => Promise<void>>} */
  const requests = {
    settle: () => settle(folder),
    copy: async (label) => {
      await sessions.ask("checkpoint");
      await copy(folder, label);
    },
  };
  process.on("message", (/** @type {{ type: string, id: number, label?: string }} */ message) => {
    const { type, id, label = "" } = message;
    if (type === "close") return end();
    if (type === "rest") return giveBack();
    const work = requests[type];
    if (!work) return;
    sessions
      .between(() => work(label))
      .then(() => tell({ type: "done", id }))
      .catch((error) => tell({ type: "done", id, reason: reasonOf(error) }));
  });
  if (!process.connected) await end();
  tell({ type: "ready", address: server.getServerConn() });
}

main().catch((error) => {
  if (error instanceof FolderLocked) tell({ type: "locked", pid: error.pid });
  else tell({ type: "failed", reason: reasonOf(error) });
  // Let the message leave before the process does.
  setImmediate(() => process.exit(1));
});
