/** Evidence packs: 3,000 originals in one, and what the page server holds meanwhile, and when its readers go away. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { connect, onServer, reportOf, upload } from "./fleet.mjs";
import { fillOriginals } from "./many-originals.mjs";
import { watchPeak } from "./processes.mjs";
import { DATABASE_URL, TOKEN } from "./settings.mjs";
import { median } from "./statistics.mjs";
import { megabytes, ms, row } from "./table.mjs";

const ORIGINALS = 3_000;
const ROUNDS = 3;
/** Readers that go away, and after how many bytes. */
const LEAVING = { readers: 10, after: 3 * 1024 * 1024 };
const ALL = "from=2026-01-01";
/** A pack of nothing but a summary: what a server loads for its first one is not about originals. */
const NONE = "from=2000-01-01&to=2000-01-02";

export async function pack() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-pack-"));
  try {
    const held = await onServer(data, async ({ url }) => {
      await upload(url, TOKEN, reportOf(0, 0));
      const client = await connect(data, DATABASE_URL);
      const filled = await fillOriginals(client, ORIGINALS);
      await client.end();
      return filled;
    });
    const what = `A pack of ${ORIGINALS} originals, ${megabytes(held.bytes)} as they came`;
    // A new server for each: what a process has once held it does not give back.
    await onServer(data, (server) => first(server, what));
    await onServer(data, (server) => more(server, what));
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/** @typedef {import("./fleet.mjs").Server} Server */

/**
 * @param {Server} server
 * @param {string} what
 */
async function first({ url, pid }, what) {
  const memory = watchPeak(pid);
  const { taken } = await read(url, ALL);
  const [before, peak] = [memory.before, memory.peak()];
  row(
    `${what}: memory for the first one of a server, with the thread that sets its PDF`,
    "",
    { value: megabytes(peak - before), floor: `${megabytes(before)} before` },
    { taken, before, peak },
  );
}

/**
 * @param {Server} server
 * @param {string} what
 */
async function more({ url, pid }, what) {
  await read(url, NONE);
  const { before } = watchPeak(pid);
  const taken = [];
  const peaks = [];
  let size = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const memory = watchPeak(pid);
    const done = await read(url, ALL);
    size = done.size;
    taken.push(done.taken);
    peaks.push(memory.peak());
  }
  row(`${what}, ${megabytes(size)} packed`, "≤ 30 s", { value: ms(median(taken)) }, taken);
  row(
    `${what}: memory beyond a pack without originals`,
    "≤ 150 MB",
    { value: megabytes(Math.max(...peaks) - before), floor: `${megabytes(before)} before` },
    { before, peaks },
  );
  const memory = watchPeak(pid);
  for (let reader = 0; reader < LEAVING.readers; reader++) await read(url, ALL, LEAVING.after);
  row(
    `${LEAVING.readers} readers of it that go away: memory`,
    "",
    { value: megabytes(memory.peak() - memory.before), floor: `${megabytes(memory.before)} before` },
    { before: memory.before, peak: memory.peak() },
  );
}

/**
 * @param {string} url
 * @param {string} days
 * @param {number} most bytes after which the reader goes away
 */
async function read(url, days, most = Number.POSITIVE_INFINITY) {
  const from = performance.now();
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/v1/exports/evidence.zip?${days}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
    signal: leaving.signal,
  });
  if (response.status !== 200 || !response.body) throw new Error(`pack: ${response.status}`);
  let size = 0;
  for await (const piece of response.body) {
    size += piece.length;
    if (size > most) break;
  }
  leaving.abort();
  return { size, taken: performance.now() - from };
}
