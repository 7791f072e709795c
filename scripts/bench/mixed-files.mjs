/** A thousand files of all formats through HTTP into a new database: how fast, and how large it becomes. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startRampart } from "../browser/server.mjs";
import { connect, durableTransaction } from "./fleet.mjs";
import { runTypeScript } from "./processes.mjs";
import { DATABASE_URL, TOKEN } from "./settings.mjs";
import { median } from "./statistics.mjs";
import { megabytes, ms, row, times } from "./table.mjs";

const COUNT = 1000;
const PER_UPLOAD = 100;

/** @typedef {{ files: string[], samples: number, formats: number, bytes: number }} Made */

export async function mixedFiles() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-mixed-"));
  const made = /** @type {Made} */ (runTypeScript("scripts/bench/samples.ts", [folder, String(COUNT)]));
  const server = await startRampart({ env: { RAMPART_ADMIN_TOKEN: TOKEN, DATABASE_URL } });
  try {
    const client = await connect(server.data, DATABASE_URL);
    await client.query("create table if not exists bench_floor (n int, text text)");
    const before = await sizeOf(client);
    /** @type {number[]} */
    const taken = [];
    /** @type {number[]} */
    const floor = [];
    /** @type {Record<string, number>} */
    const statuses = {};
    for (let from = 0; from < COUNT; from += PER_UPLOAD) {
      const { milliseconds, imports } = await send(
        server.url,
        folder,
        made.files.slice(from, from + PER_UPLOAD),
      );
      taken.push(milliseconds);
      for (const { status } of imports) statuses[status] = (statuses[status] ?? 0) + 1;
      for (let i = 0; i < 5; i++) floor.push(await durableTransaction(client));
    }
    await client.query("drop table bench_floor");
    await client.query("checkpoint");
    const after = await sizeOf(client);
    await client.end();
    const disk = DATABASE_URL ? null : folderSize(server.data);
    const seconds = taken.reduce((sum, one) => sum + one, 0) / 1000;
    const each = (seconds * 1000) / COUNT;
    row(
      `${COUNT} files of ${made.formats} formats (${megabytes(made.bytes)}) through HTTP, ${PER_UPLOAD} per upload`,
      "",
      {
        value: `${(COUNT / seconds).toFixed(1)} files/s, ${ms(each)} a file`,
        floor: `durable 60-row transaction ${ms(median(floor))}`,
        ratio: times(each / median(floor)),
      },
      { taken, floor, statuses, samples: made.samples },
    );
    row(
      `Database with these ${COUNT} files`,
      "",
      {
        value: `${megabytes(after)}${disk === null ? "" : `, data folder ${megabytes(disk)}`}`,
        floor: `empty ${megabytes(before)}`,
      },
      { before, after, disk },
    );
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} url
 * @param {string} folder
 * @param {string[]} names
 * @returns {Promise<{ milliseconds: number, imports: { status: string }[] }>}
 */
async function send(url, folder, names) {
  const form = new FormData();
  for (const name of names) form.append("file", new Blob([fs.readFileSync(path.join(folder, name))]), name);
  const from = performance.now();
  const response = await fetch(`${url}/api/v1/reports`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}` },
    body: form,
  });
  const answer = await response.json();
  const milliseconds = performance.now() - from;
  if (response.status !== 201)
    throw new Error(`upload: ${response.status} ${JSON.stringify(answer).slice(0, 500)}`);
  return { milliseconds, imports: answer.imports };
}

/** @param {import("pg").Client} client */
async function sizeOf(client) {
  const { rows } = await client.query("select pg_database_size(current_database())::float8 as bytes");
  return /** @type {number} */ (rows[0].bytes);
}

/** @param {string} folder */
function folderSize(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
