/** Reads a file away from the page server's event loop, within a bound of time and memory. */
import { Worker } from "node:worker_threads";
import { readAs, readReport } from "@/lib/importers";
import { refuse } from "@/lib/importers/report";
import type { FileInput, ImportResult } from "@/lib/importers/types";

/** Up to here reading takes a few milliseconds, less than the way to another thread. */
const SMALL = 128 * 1024;
/** Far more than the largest file takes. */
const SECONDS = 120;
const MEGABYTES = 1_500;
/** An idle thread costs memory. */
const IDLE_SECONDS = 30;

/**
 * As `readReport`. Errors (returned) beside its own: `too-slow`, `too-much-memory`.
 * @param format where it is known already: it is then not asked for again
 */
export function readFile(file: FileInput, format: string | null = null): Promise<ImportResult> {
  // Only the bundled server has the thread's code; programs and tests read where they stand.
  const apart = process.env.NEXT_RUNTIME === "nodejs" && file.bytes.length > SMALL;
  return apart ? threads().read({ file, format }) : Promise.resolve(readNow({ file, format }));
}

/** What the thread is asked. */
export interface Reading {
  file: FileInput;
  format: string | null;
}

export const readNow = ({ file, format }: Reading): ImportResult =>
  format === null ? readReport(file) : readAs(format, file);

interface Threads {
  read(reading: Reading): Promise<ImportResult>;
}

const shared = globalThis as typeof globalThis & { rampartReading?: Threads };

/** One for the whole server, however often this module is bundled. */
function threads(): Threads {
  shared.rampartReading ??= openThreads();
  return shared.rampartReading;
}

/** One thread, one file after the other: reading is bound by the processor, and the other one serves pages. */
function openThreads(): Threads {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  const end = (): void => {
    void worker?.terminate();
    worker = null;
  };
  const one = async (reading: Reading): Promise<ImportResult> => {
    clearTimeout(idle);
    worker ??= new Worker(new URL("./reading-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    const result = await answerOf(worker, reading);
    if (result === "ended") worker = null;
    else if (result === "late") end();
    idle = setTimeout(end, IDLE_SECONDS * 1000).unref();
    if (result === "ended") return refuse("too-much-memory", "This file takes too much memory to read.");
    if (result === "late")
      return refuse("too-slow", `This file takes longer than ${SECONDS} seconds to read.`);
    // What the importer kept as it came is not sent back.
    return result.ok && result.original === null
      ? { ...result, original: reading.file.bytes }
      : (result as ImportResult);
  };
  return {
    read: (reading) => {
      const turn = last.then(() => one(reading));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** What the thread sends: the result, with `original: null` where it is the file itself. */
export type ThreadAnswer =
  | Exclude<ImportResult, { ok: true }>
  | (Omit<Extract<ImportResult, { ok: true }>, "original"> & { original: Uint8Array | null });

function answerOf(worker: Worker, { file, format }: Reading): Promise<ThreadAnswer | "ended" | "late"> {
  return new Promise((resolve) => {
    const settle = (answer: ThreadAnswer | "ended" | "late"): void => {
      clearTimeout(timer);
      worker.off("message", settle).off("error", ended).off("exit", ended);
      worker.unref();
      resolve(answer);
    };
    const ended = (): void => settle("ended");
    const timer = setTimeout(() => settle("late"), SECONDS * 1000);
    worker.on("message", settle).on("error", ended).on("exit", ended);
    worker.ref();
    // A copy: `slice` of a Buffer would be a view, and the transfer would take the original away.
    const bytes = new Uint8Array(file.bytes);
    worker.postMessage({ file: { ...file, bytes }, format }, [bytes.buffer]);
  });
}
