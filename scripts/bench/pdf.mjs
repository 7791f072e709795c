/** The summary for a board: how long it takes through the running server, what the server holds meanwhile, and its size. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onServer, reportOf, upload } from "./fleet.mjs";
import { watchPeak } from "./processes.mjs";
import { TOKEN } from "./settings.mjs";
import { median } from "./statistics.mjs";
import { megabytes, ms, row } from "./table.mjs";

const FEW = 50;
const MANY = 200;
const ROUNDS = 5;

/** @typedef {import("./fleet.mjs").Server} Server */

export async function pdf() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-pdf-"));
  try {
    await onServer(data, async ({ url }) => {
      for (let host = 0; host < FEW; host++) await upload(url, TOKEN, reportOf(host, host));
      const { length } = await summaryOf(url);
      row(`PDF of ${FEW} fortresses`, "< 1 MB", { value: megabytes(length) }, length);
      for (let host = FEW; host < MANY; host++) await upload(url, TOKEN, reportOf(host, host));
    });
    // A new server: what a process has once held it does not give back.
    await onServer(data, measure);
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/** @param {string} url */
async function summaryOf(url) {
  const response = await fetch(`${url}/api/v1/exports/summary.pdf`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const file = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200 || !file.subarray(0, 5).equals(Buffer.from("%PDF-")))
    throw new Error(`summary.pdf: ${response.status} ${file.subarray(0, 300)}`);
  return file;
}

/** @param {Server} server */
async function measure({ url, pid }) {
  const taken = [];
  const memory = watchPeak(pid);
  let size = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    size = (await summaryOf(url)).length;
    taken.push(performance.now() - from);
  }
  const what = `PDF of ${MANY} fortresses, ${megabytes(size)}`;
  const peak = memory.peak();
  row(what, "≤ 10 s", { value: ms(median(taken)), floor: `longest ${ms(Math.max(...taken))}` }, taken);
  row(
    `${what}: memory of the page server meanwhile at most, its threads included`,
    "≤ 512 MB",
    { value: megabytes(peak), floor: `${megabytes(memory.before)} before` },
    { before: memory.before, peak },
  );
}
