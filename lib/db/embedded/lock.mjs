/** One process per data folder: PGlite itself does not notice a second one, and both would lose writes. */
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const NAME = /^database\.lock\.(\d+)$/;
/** How long a database may take until its socket answers, in milliseconds. */
const OPENING = 60_000;

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string | null} start
 * @property {number} owner the server that this database belongs to
 * @property {string | null} ownerStart
 * @property {string} space of PIDs; two containers have two
 * @property {string} socket where the holder answers; empty: not on a Unix socket
 */

/** The data folder is held by a living process. */
export class FolderLocked extends Error {
  /**
   * @param {string} folder
   * @param {number} pid of the server, which is what a person would stop
   * @param {boolean} passing waiting for a moment may help
   */
  constructor(folder, pid, passing) {
    super(`The data folder ${folder} is in use by process ${pid}.`);
    this.pid = pid;
    this.passing = passing;
  }
}

/**
 * Takes the lock of a folder or says who holds it. A lock of a process that is gone is stale and is taken over.
 *
 * Each holder has a file of its own, with a number above all others, which only it removes while it lives. A starter
 * looks at the others again after it made its own; of two at once at least one sees the other and steps back.
 * @param {string} folder an existing folder
 * @param {string} socket where this process is going to answer
 * @returns {Promise<() => void>} gives the lock back
 * @throws {FolderLocked}
 */
export async function lockFolder(folder, socket = "") {
  const { pid, ppid } = process;
  /** @type {Holder} */
  const me = { pid, start: startOf(pid), owner: ppid, ownerStart: startOf(ppid), space: space(), socket };
  for (;;) {
    const before = locksIn(folder);
    await refuseIfHeld(folder, before);
    const number = 1 + Math.max(0, ...before.map((lock) => lock.number));
    const mine = path.join(folder, `database.lock.${number}`);
    if (!place(mine, `${JSON.stringify(me)}\n`)) continue;
    try {
      const others = locksIn(folder).filter(({ file }) => file !== mine);
      await refuseIfHeld(folder, others);
      for (const { file } of others) fs.rmSync(file, { force: true });
      return () => fs.rmSync(mine, { force: true });
    } catch (error) {
      fs.rmSync(mine, { force: true });
      if (!(error instanceof FolderLocked)) throw error;
      // Perhaps the other one steps back as well.
      await sleep(5 + Math.random() * 50);
    }
  }
}

/** @typedef {{ file: string, number: number, holder: Holder | null }} Lock */

/**
 * @param {string} folder
 * @returns {Lock[]}
 */
function locksIn(folder) {
  return fs.readdirSync(folder).flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    const file = path.join(folder, name);
    return number ? [{ file, number: Number(number), holder: holderOf(file) }] : [];
  });
}

/**
 * @param {string} file
 * @returns {Holder | null} null: gone meanwhile, or torn by a power cut
 */
function holderOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * Puts a whole file in place, unless there is one.
 * @param {string} file
 * @param {string} text
 */
function place(file, text) {
  const fresh = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(fresh, text, { mode: 0o600 });
    fs.linkSync(fresh, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(fresh, { force: true });
  }
}

/**
 * @param {string} folder
 * @param {Lock[]} locks
 */
async function refuseIfHeld(folder, locks) {
  for (const { file, holder } of locks) {
    if (!holder) continue;
    const { pid, start, owner, ownerStart } = holder;
    if (holder.space !== space()) {
      // Its processes cannot be seen from here; whether its socket answers can.
      if (await answers(holder.socket)) throw new FolderLocked(folder, owner, false);
      if (ageOf(file) < OPENING) throw new FolderLocked(folder, owner, true);
    } else if (lives(pid, start)) {
      // A database whose server is gone is about to close.
      throw lives(owner, ownerStart)
        ? new FolderLocked(folder, owner, false)
        : new FolderLocked(folder, pid, true);
    }
  }
}

/** @param {string} file */
function ageOf(file) {
  try {
    return Date.now() - fs.statSync(file).mtimeMs;
  } catch {
    return OPENING;
  }
}

/**
 * @param {string} socket
 * @returns {Promise<boolean>}
 */
function answers(socket) {
  return new Promise((resolve) => {
    if (socket === "") return resolve(false);
    const connection = net.connect(socket);
    const end = (/** @type {boolean} */ answer) => {
      connection.destroy();
      resolve(answer);
    };
    connection.once("connect", () => end(true));
    connection.once("error", () => end(false));
  });
}

/**
 * When a process began, in clock ticks since boot; null where /proc does not tell. Together with the PID it names a
 * process for good: PIDs are used again.
 * @param {number} pid
 */
const startOf = (pid) => statOf(pid)[19] ?? null;

/**
 * The fields of /proc after the program's name: the state first.
 * @param {number} pid
 */
function statOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

function space() {
  try {
    return fs.readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/**
 * @param {number} pid
 * @param {string | null} start
 */
function lives(pid, start) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  // A process that has ended stays in the list until its parent asks for it.
  if (statOf(pid)[0] === "Z") return false;
  const now = startOf(pid);
  return now === null || start === null || now === start;
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && "code" in error ? error.code : null);
