/** One thread beside the page server's event loop, which does one thing after the other and ends when it has nothing to do. */
import type { Worker } from "node:worker_threads";

interface Thread<Asked, Answer> {
  /** Starts a new one. */
  open: () => Worker;
  /** An idle thread costs memory; a new one takes a second to begin. */
  idleSeconds: number;
  /** Hands one thing over and waits for what comes back; `end` ends a thread that is of no more use. */
  ask: (worker: Worker, asked: Asked, end: () => void) => Promise<Answer>;
}

/** @returns asks the thread, once it is done with all that was asked before */
export function threadOf<Asked, Answer>({
  open,
  idleSeconds,
  ask,
}: Thread<Asked, Answer>): (asked: Asked) => Promise<Answer> {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  const end = (): void => {
    void worker?.terminate();
    worker = null;
  };
  /** What happens to it between two things is heard as well: an error that nobody hears ends the server. */
  const start = (): Worker => {
    const started = open();
    return started
      .on("error", () => {})
      .on("exit", () => {
        if (worker === started) worker = null;
      });
  };
  const one = async (asked: Asked): Promise<Answer> => {
    clearTimeout(idle);
    worker ??= start();
    try {
      return await ask(worker, asked, end);
    } finally {
      idle = setTimeout(end, idleSeconds * 1000).unref();
    }
  };
  return (asked) => {
    const turn = last.then(() => one(asked));
    last = turn.catch(() => undefined);
    return turn;
  };
}
