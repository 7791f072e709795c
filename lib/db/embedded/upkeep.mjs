/**
 * What PostgreSQL does by itself in the background, and cannot as a single process: checkpoints, which keep the log and
 * with it the time of a start after a crash short, and the work of autovacuum.
 */

/** @typedef {import("./sessions.mjs").Sessions} Sessions */

/** Files of the log, 16 MB each, that may be written before a checkpoint. */
const LOG_FILES = 4;
const MINUTE = 60_000;

/** The table that needs it most, by autovacuum's own thresholds. */
const NEEDY = `
  select format('%I.%I', schemaname, relname), n_dead_tup > 50 + 0.2 * n_live_tup
    from pg_stat_user_tables
   where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
   order by n_dead_tup + n_mod_since_analyze desc limit 1`;

export class Upkeep {
  /** @type {Sessions} */
  #sessions;
  /** @type {(error: unknown) => void} */
  #stop;
  /** Files of the log since the last checkpoint. */
  #log = new Set();
  #due = false;
  #used = true;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /**
   * @param {Sessions} sessions
   * @param {(error: unknown) => void} stop called when a checkpoint fails
   */
  constructor(sessions, stop) {
    this.#sessions = sessions;
    this.#stop = stop;
  }

  begin() {
    this.#timer = setInterval(() => this.tidy(), MINUTE).unref();
  }

  end() {
    clearInterval(this.#timer);
  }

  /**
   * Something was written to the disk.
   * @param {string} file
   */
  synced(file) {
    this.#used = true;
    if (!file.includes("/pg_wal/")) return;
    this.#log.add(file);
    if (this.#due || this.#log.size <= LOG_FILES) return;
    this.#due = true;
    this.#sessions.between(() => this.#checkpoint()).catch(this.#stop);
  }

  async #checkpoint() {
    await this.#sessions.ask("checkpoint");
    this.#log.clear();
    this.#due = false;
  }

  /**
   * Takes care of one table, if one needs it and something was written since the last time.
   * @returns {Promise<string | null>} what was done
   */
  async tidy() {
    if (!this.#used) return null;
    try {
      return await this.#sessions.between(async () => {
        const [table] = await this.#sessions.ask(NEEDY);
        this.#used = table !== undefined;
        if (!table) return null;
        const work = `${table[1] === "t" ? "vacuum (analyze)" : "analyze"} ${table[0]}`;
        await this.#sessions.ask(work);
        return work;
      });
    } catch (error) {
      console.error("A table of the embedded database could not be tidied:", error);
      return null;
    }
  }
}
