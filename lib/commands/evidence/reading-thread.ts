/** The thread of `reading.ts`: reads one file after the other. */
import { parentPort } from "node:worker_threads";
import { type Reading, readNow, type ThreadAnswer } from "./reading";

parentPort?.on("message", (reading: Reading) => {
  const result = readNow(reading);
  const answer: ThreadAnswer =
    result.ok && result.original === reading.file.bytes ? { ...result, original: null } : result;
  parentPort?.postMessage(answer);
});
