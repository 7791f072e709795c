/** The thread that sets summaries: each is answered with its bytes, or with why there are none. */
import { parentPort } from "node:worker_threads";
import { renderSummary } from "@/lib/exports/summary-pdf";
import type { Answer, Asked } from "./summary-pdf";

parentPort?.on("message", async ({ summary, options }: Asked) => {
  const answer: Answer = await renderSummary(summary, options).then(
    (file) => ({ bytes: new Uint8Array(file) }),
    (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  parentPort?.postMessage(answer, "bytes" in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
});
