/** The thread that sets PDFs: each is answered with its bytes, or with why there are none. */
import { parentPort } from "node:worker_threads";
import { type Asked, renderPdf } from "./pdf-rendered";
import type { Answer } from "./pdf-setter";

parentPort?.on("message", async (asked: Asked) => {
  const answer: Answer = await renderPdf(asked).then(
    (file) => ({ bytes: new Uint8Array(file) }),
    (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  parentPort?.postMessage(answer, "bytes" in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
});
