/** The engine, PGlite over a folder, with what it lacks under Node: a real fsync, and an end when it fails. */
import fs from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** PGlite's way of a `longjmp`: the one exception by which an ordinary error of SQL leaves its main loop. */
const LONG_JUMP = 100;

const SETTINGS = [
  // fdatasync is a no-op in the WebAssembly build; only fsync reaches the file system.
  "wal_sync_method=fsync",
  "shared_buffers=16MB",
  // There is one session, and room for a hundred would be kept all the same.
  "max_connections=10",
  "max_wal_senders=0",
];

/** What a person can do something about, for PostgreSQL tells it in a log that nobody sees. */
const TROUBLES = new Map([
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["EROFS", "the disk is read-only"],
  ["EACCES", "a file in it belongs to another user"],
  ["EPERM", "a file in it belongs to another user"],
  ["EIO", "the disk reports an error"],
  ["EMFILE", "too many files are open"],
  ["ENFILE", "too many files are open"],
]);

/**
 * What a fault was, in words: what the disk said last, or the fault's own.
 * @param {unknown} error
 * @param {string | null} said
 */
export function reasonOf(error, said = null) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return TROUBLES.get(code) ?? said ?? (error instanceof Error ? error.message : String(error));
}

class DurableNodeFS extends NodeFS {
  /**
   * What the disk said last of what can be mended.
   * @type {string | null}
   */
  trouble = null;
  /** @type {(path: string) => void} */
  #synced;
  /** @type {(error: unknown) => void} */
  #failed;

  /**
   * @param {string} directory
   * @param {{ synced: (path: string) => void, failed: (error: unknown) => void }} tell
   */
  constructor(directory, { synced, failed }) {
    super(directory);
    this.#synced = synced;
    this.#failed = failed;
  }

  /**
   * @override
   * @type {NodeFS["init"]}
   */
  async init(pg, options) {
    const made = await super.init(pg, options);
    const preRun = made.emscriptenOpts.preRun ?? [];
    made.emscriptenOpts.preRun = [...preRun, (module) => this.#mend(module.FS.filesystems.NODEFS)];
    return made;
  }

  /** Emscripten's NODEFS has no fsync, so PostgreSQL's own calls would go nowhere; and it overrules the umask. */
  #mend(/** @type {any} */ nodefs) {
    nodefs.stream_ops.fsync = (/** @type {{ nfd: number, path: string }} */ stream) => {
      try {
        fs.fsyncSync(stream.nfd);
      } catch (error) {
        // The kernel may have dropped what it could not write, and a second try would succeed without it.
        this.#failed(error);
        throw error;
      }
      this.#synced(stream.path);
      return 0;
    };
    const { setattr, tryFSOperation: attempt } = nodefs;
    nodefs.setattr = (
      /** @type {unknown} */ file,
      /** @type {unknown} */ node,
      /** @type {{ mode?: number }} */ change,
      /** @type {unknown[]} */ ...calls
    ) => {
      const mode = change.mode === undefined ? undefined : change.mode & ~0o077;
      setattr(file, node, { ...change, mode }, ...calls);
    };
    nodefs.tryFSOperation = (/** @type {() => unknown} */ run) =>
      attempt(() => {
        try {
          return run();
        } catch (error) {
          if (error instanceof Error && "code" in error) {
            this.trouble = TROUBLES.get(String(error.code)) ?? this.trouble;
          }
          throw error;
        }
      });
  }
}

/**
 * Opens the cluster in a directory, making it where there is none. Once it is open, a failure that is more than an
 * error of SQL ends the process: the engine's memory cannot be trusted after it, and the parent starts a new one.
 * @param {string} directory
 * @param {(path: string) => void} synced told of each file that reached the disk
 */
export async function openEngine(directory, synced = () => {}) {
  let open = false;
  const stop = (/** @type {unknown} */ error) => {
    console.error(`The embedded database stops: ${reasonOf(error, files.trouble)}.`);
    process.exit(70);
  };
  const files = new DurableNodeFS(directory, { synced, failed: (error) => open && stop(error) });
  const params = PGlite.defaultStartParams.filter((/** @type {string} */ param) => param !== "-F");
  /** @type {PGlite} */
  let database;
  try {
    database = await PGlite.create({
      fs: files,
      startParams: [...params, ...SETTINGS.flatMap((setting) => ["-c", setting])],
    });
  } catch (error) {
    throw new Error(reasonOf(error, files.trouble));
  }
  // PGlite goes on after any exception in its main loop, also after a PANIC.
  const module = database.Module;
  const once = module._PostgresMainLoopOnce;
  module._PostgresMainLoopOnce = () => {
    try {
      once();
    } catch (error) {
      if (statusOf(error) !== LONG_JUMP && open) stop(error);
      throw error;
    }
  };
  open = true;
  return {
    database,
    stop,
    /** Writes everything and lets the files go. */
    close: async () => {
      open = false;
      await database.close();
    },
  };
}

/** @param {unknown} error */
const statusOf = (error) =>
  typeof error === "object" && error !== null && "status" in error ? error.status : null;
