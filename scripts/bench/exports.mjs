/** Tables to take away: all of 100,000 findings in each format, and what the page server holds meanwhile. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { connect, onServer, reportOf, upload } from "./fleet.mjs";
import { fillFindings } from "./many-findings.mjs";
import { watchPeak } from "./processes.mjs";
import { DATABASE_URL, TOKEN } from "./settings.mjs";
import { median } from "./statistics.mjs";
import { megabytes, ms, row } from "./table.mjs";

const FORMATS = ["csv", "xlsx", "json"];
const ROUNDS = 3;

export async function exports() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-exports-"));
  try {
    await onServer(data, async ({ url }) => {
      await upload(url, TOKEN, reportOf(0, 0));
      const client = await connect(data, DATABASE_URL);
      await fillFindings(client);
      await client.end();
    });
    // A new server for each: what a process has once held it does not give back.
    for (const format of FORMATS) await onServer(data, (server) => measure(server, format));
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/** @typedef {import("./fleet.mjs").Server} Server */

/**
 * @param {Server} server
 * @param {string} format
 */
async function measure({ url, pid }, format) {
  const taken = [];
  const peaks = [];
  let before = 0;
  let size = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const memory = watchPeak(pid);
    if (round === 0) before = memory.before;
    const from = performance.now();
    const response = await fetch(`${url}/api/v1/exports/findings.${format}?state=all&sort=severity`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    if (response.status !== 200 || !response.body) throw new Error(`${format}: ${response.status}`);
    size = 0;
    for await (const piece of response.body) size += piece.length;
    taken.push(performance.now() - from);
    peaks.push(memory.peak());
  }
  const what = `All of 100,000 findings as ${format.toUpperCase()}, ${megabytes(size)}`;
  row(what, "≤ 20 s", { value: ms(median(taken)), floor: `longest ${ms(Math.max(...taken))}` }, taken);
  row(
    `${what}: memory that the page server takes for it at most`,
    "≤ 300 MB",
    { value: megabytes(Math.max(...peaks) - before), floor: `${megabytes(before)} before` },
    { before, peaks },
  );
}
