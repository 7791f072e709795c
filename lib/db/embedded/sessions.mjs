/**
 * Whose turn it is. The engine has one session for all connections, so a connection keeps it from its first message
 * until the engine is idle again: through a transaction, and through the parts of one query (Parse, Bind, Execute, Sync),
 * between which another connection's query would take the place of the unnamed statement.
 *
 * It stands in for the queue of `PGLiteSocketServer`, which lets queries that are longer than one packet interleave.
 */

/** @typedef {import("@electric-sql/pglite").PGlite} PGlite */
/**
 * @typedef {object} Turn
 * @property {unknown} owner
 * @property {boolean} ends the session may go to somebody else after it, unless a transaction is open
 * @property {() => Promise<void>} run
 * @property {(error: Error) => void} drop
 */

/** After these messages the engine says that it is ready: Query, Sync, FunctionCall, Terminate, and the first one. */
const ENDS = new Set([..."QSFX\0"].map((letter) => letter.charCodeAt(0)));

export class Sessions {
  /** @type {PGlite} */
  #database;
  /** @type {(error: unknown) => void} */
  #stop;
  /** @type {Turn[]} */
  #waiting = [];
  /** @type {unknown} */
  #owner = null;
  #running = false;

  /**
   * @param {PGlite} database
   * @param {(error: unknown) => void} stop ends the process; called when the engine itself fails
   */
  constructor(database, stop) {
    this.#database = database;
    this.#stop = stop;
  }

  /**
   * @param {number} owner
   * @param {Uint8Array} message one of the protocol
   * @param {(data: Uint8Array) => void} hear told the engine's answer, piece by piece
   * @returns {Promise<number>} the answer's length
   */
  enqueue(owner, message, hear) {
    return new Promise((resolve, reject) => {
      const run = async () => {
        try {
          resolve(await this.#send(message, hear));
        } catch (error) {
          // A first message that the engine cannot read is the fault of that client alone.
          if (message[0] !== 0) this.#stop(error);
          reject(error);
        }
      };
      this.#add({ owner, ends: ENDS.has(message[0] ?? 0), run, drop: reject });
    });
  }

  /**
   * Does something while nobody's query or transaction is under way.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  between(task) {
    return new Promise((resolve, reject) => {
      const run = () => task().then(resolve, reject);
      this.#add({ owner: Symbol("between"), ends: true, run, drop: reject });
    });
  }

  /**
   * Asks the engine directly; only within `between`.
   * @param {string} sql
   * @returns {Promise<(string | null)[][]>}
   */
  async ask(sql) {
    const text = Buffer.from(`${sql}\0`);
    const head = Buffer.from([0x51, 0, 0, 0, 0]);
    head.writeInt32BE(text.length + 4, 1);
    /** @type {Buffer[]} */
    const pieces = [];
    await this.#send(Buffer.concat([head, text]), (data) => pieces.push(Buffer.from(data)));
    return rowsOf(Buffer.concat(pieces));
  }

  getQueueLength() {
    return this.#waiting.length;
  }

  /**
   * A connection has ended: what it still asks is nobody's.
   * @param {number} owner
   */
  clearQueueForHandler(owner) {
    const theirs = this.#waiting.filter((turn) => turn.owner === owner);
    this.#waiting = this.#waiting.filter((turn) => turn.owner !== owner);
    for (const { drop } of theirs) drop(new Error("The connection has ended."));
  }

  /**
   * A connection has ended in the middle of something: that is rolled back, and the session is free.
   * @param {number} owner
   * @returns {Promise<void>}
   */
  clearTransactionIfNeeded(owner) {
    if (this.#owner !== owner) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const run = async () => {
        // A statement that does not exist fails whatever was begun without a Sync, so that the Sync commits nothing.
        await this.#send(Buffer.from([0x42, 0, 0, 0, 13, 0, 0x3f, 0, 0, 0, 0, 0, 0, 0]), () => {});
        await this.#send(Buffer.from([0x53, 0, 0, 0, 4]), () => {});
        if (this.#database.isInTransaction()) await this.ask("rollback");
        resolve();
      };
      this.#add({ owner, ends: true, run, drop: reject });
    });
  }

  /** @param {Turn} turn */
  #add(turn) {
    this.#waiting.push(turn);
    if (!this.#running) this.#work();
  }

  async #work() {
    this.#running = true;
    for (;;) {
      const at = this.#owner === null ? 0 : this.#waiting.findIndex(({ owner }) => owner === this.#owner);
      const turn = at === -1 ? undefined : this.#waiting.splice(at, 1)[0];
      if (!turn) break;
      this.#owner = turn.owner;
      await turn.run();
      if (turn.ends && !this.#database.isInTransaction()) this.#owner = null;
    }
    this.#running = false;
  }

  /**
   * @param {Uint8Array} message
   * @param {(data: Uint8Array) => void} hear
   */
  async #send(message, hear) {
    let length = 0;
    await this.#database.execProtocolRawStream(message, {
      onRawData: (data) => {
        length += data.length;
        hear(data);
      },
    });
    return length;
  }
}

/**
 * The rows of an answer, as text.
 * @param {Buffer} answer
 */
function rowsOf(answer) {
  /** @type {(string | null)[][]} */
  const rows = [];
  for (let at = 0; at < answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    const type = String.fromCharCode(answer[at] ?? 0);
    if (type === "E") throw new Error(answer.toString("utf8", at + 5, at + 1 + answer.readInt32BE(at + 1)));
    if (type !== "D") continue;
    let from = at + 7;
    rows.push(
      Array.from({ length: answer.readInt16BE(at + 5) }, () => {
        const length = answer.readInt32BE(from);
        from += 4;
        if (length < 0) return null;
        from += length;
        return answer.toString("utf8", from - length, from);
      }),
    );
  }
  return rows;
}
