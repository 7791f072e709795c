/** Makes PDFs away from the page server's event loop, one after the other. */
import { Worker } from "node:worker_threads";
import { threadOf } from "@/lib/thread";
import type { Asked } from "./pdf-rendered";

/** Far more than the largest one takes. */
const SECONDS = 120;
const MEGABYTES = 1_000;
const IDLE_SECONDS = 30;

/** Of the thread. */
export type Answer = { bytes: Uint8Array } | { error: string };

/**
 * @returns the bytes of the file
 * @throws where the thread ends, or takes longer than two minutes: a fault of the program
 */
export async function setPdf(asked: Asked): Promise<Uint8Array> {
  // Only the bundled server has the thread's code; programs and tests set where they stand.
  if (process.env.NEXT_RUNTIME !== "nodejs") {
    const { renderPdf } = await import("./pdf-rendered");
    return renderPdf(asked);
  }
  return setter()(asked);
}

type Setter = (asked: Asked) => Promise<Uint8Array>;

const shared = globalThis as typeof globalThis & { rampartSetting?: Setter };

/** One for the whole server, however often this module is bundled. */
function setter(): Setter {
  shared.rampartSetting ??= threadOf({ open: settingThread, idleSeconds: IDLE_SECONDS, ask: set });
  return shared.rampartSetting;
}

/** The bundler knows the thread's code by this very expression. */
const settingThread = (): Worker =>
  new Worker(new URL("./pdf-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  });

const set = (worker: Worker, asked: Asked, end: () => void): Promise<Uint8Array> =>
  answerOf(worker, asked).catch((error: unknown) => {
    end();
    throw error;
  });

function answerOf(worker: Worker, asked: Asked): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      worker.off("message", answered).off("error", failed).off("exit", ended);
      worker.unref();
    };
    const failed = (error: Error): void => {
      settle();
      reject(error);
    };
    const answered = (answer: Answer): void => {
      settle();
      if ("bytes" in answer) resolve(answer.bytes);
      else reject(new Error(`The PDF could not be made: ${answer.error}`));
    };
    const ended = (): void => failed(new Error("The thread that makes PDFs has ended."));
    const timer = setTimeout(
      () => failed(new Error(`A PDF takes longer than ${SECONDS} seconds.`)),
      SECONDS * 1000,
    );
    worker.on("message", answered).on("error", failed).on("exit", ended);
    worker.ref();
    worker.postMessage(asked);
  });
}
