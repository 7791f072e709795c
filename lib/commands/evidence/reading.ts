/** Reads a file away from the page server's event loop, within a bound of time and memory. */
import { Worker } from "node:worker_threads";
import { readAs, readReport } from "@/lib/importers";
import { refuse } from "@/lib/importers/report";
import type { FileInput, ImportResult } from "@/lib/importers/types";
import { threadOf } from "@/lib/thread";

/** Up to here reading takes a few milliseconds, less than the way to another thread. */
const SMALL = 128 * 1024;

/** What a thread may take for one file, and how long it waits for the next. */
export interface Bounds {
  seconds: number;
  /** Of its heap. */
  megabytes: number;
  idleSeconds: number;
}

/** Far more than the largest file takes; an idle thread costs memory. */
const BOUNDS: Bounds = { seconds: 120, megabytes: 1_500, idleSeconds: 30 };

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
  shared.rampartReading ??= openThreads(readingThread, BOUNDS);
  return shared.rampartReading;
}

/** The bundler knows the thread's code by this very expression. */
const readingThread = (megabytes: number): Worker =>
  new Worker(new URL("./reading-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });

/**
 * One thread, one file after the other: reading is bound by the processor, and the other one serves pages.
 * @param open starts a thread that answers each `Reading` with a `ThreadAnswer`, with a heap of so many megabytes
 */
export function openThreads(
  open: (megabytes: number) => Worker,
  { seconds, megabytes, idleSeconds }: Bounds,
): Threads {
  const ask = async (worker: Worker, reading: Reading, end: () => void): Promise<ImportResult> => {
    const result = await answerOf(worker, reading, seconds);
    if (result === "late") end();
    if (result === "ended") return refuse("too-much-memory", "This file takes too much memory to read.");
    if (result === "late")
      return refuse("too-slow", `This file takes longer than ${seconds} seconds to read.`);
    // What the importer kept as it came is not sent back.
    return result.ok && result.original === null
      ? { ...result, original: reading.file.bytes }
      : (result as ImportResult);
  };
  return { read: threadOf({ open: () => open(megabytes), idleSeconds, ask }) };
}

/** What the thread sends: the result, with `original: null` where it is the file itself. */
export type ThreadAnswer =
  | Exclude<ImportResult, { ok: true }>
  | (Omit<Extract<ImportResult, { ok: true }>, "original"> & { original: Uint8Array | null });

function answerOf(
  worker: Worker,
  { file, format }: Reading,
  seconds: number,
): Promise<ThreadAnswer | "ended" | "late"> {
  return new Promise((resolve) => {
    const settle = (answer: ThreadAnswer | "ended" | "late"): void => {
      clearTimeout(timer);
      worker.off("message", settle).off("error", ended).off("exit", ended);
      worker.unref();
      resolve(answer);
    };
    const ended = (): void => settle("ended");
    const timer = setTimeout(() => settle("late"), seconds * 1000);
    worker.on("message", settle).on("error", ended).on("exit", ended);
    worker.ref();
    // A copy: `slice` of a Buffer would be a view, and the transfer would take the original away.
    const bytes = new Uint8Array(file.bytes);
    worker.postMessage({ file: { ...file, bytes }, format }, [bytes.buffer]);
  });
}
