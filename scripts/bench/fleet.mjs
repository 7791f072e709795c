/** A fleet for the bench: real reports of many hosts through the API, and rows copied in SQL where only a table counts. */
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { startRampart } from "../browser/server.mjs";
import { DATABASE_URL, TOKEN } from "./settings.mjs";

const SAMPLES = ["db-02-hardened.dat", "web-01-after-upgrade.dat", "build-07-plain.dat"];
const texts = SAMPLES.map((name) =>
  fs.readFileSync(path.join("lib", "importers", "lynis", "samples", name), "utf8"),
);

/**
 * A report of another host, or of the same one at another time.
 * @param {number} host
 * @param {number} minute of the run
 */
export function reportOf(host, minute) {
  const text = texts[host % texts.length] ?? "";
  const at = new Date(Date.UTC(2026, 9, 1) + minute * 60_000).toISOString().slice(0, 19).replace("T", " ");
  return text
    .replace(/^hostname=.*$/m, `hostname=host-${host}`)
    .replace(/^hostid=.*$/m, `hostid=${(host + 1).toString(16).padStart(40, "a")}`)
    .replace(/^hostid2=.*$/m, `hostid2=${(host + 1).toString(16).padStart(64, "b")}`)
    .replace(/^report_datetime_(start|end)=.*$/gm, `report_datetime_$1=${at}`);
}

/**
 * @param {string} url
 * @param {string} token
 * @param {string} text
 * @returns {Promise<number>} milliseconds until it was committed, scored and answered
 */
export async function upload(url, token, text) {
  const from = performance.now();
  const response = await fetch(`${url}/api/v1/reports?filename=lynis-report.dat`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
    body: text,
  });
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`upload: ${response.status} ${answer.slice(0, 300)}`);
  return performance.now() - from;
}

/**
 * Connects to the server's own database, embedded or named.
 * @param {string} data
 * @param {string} databaseUrl empty: embedded
 */
export async function connect(data, databaseUrl) {
  const client = databaseUrl
    ? new pg.Client(databaseUrl)
    : new pg.Client({ host: path.join(data, "run"), port: 5432, user: "postgres", database: "postgres" });
  await client.connect();
  return client;
}

/**
 * Copies the rows of hosts until there are so many, for pages that read nothing else.
 * @param {pg.Client} client
 * @param {number} wanted
 */
export async function fillHosts(client, wanted) {
  const { rows } = await client.query("select count(*)::int as n from host");
  const missing = wanted - rows[0].n;
  if (missing <= 0) return;
  const columns = await client.query(
    "select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns where table_schema = 'public' and table_name = 'host' and column_name not in ('id', 'name', 'proven')",
  );
  await client.query(
    `insert into host (id, name, proven, ${columns.rows[0].names})
     select gen_random_uuid(), 'copy-' || n, h.proven * (0.5 + 0.5 * (n % 97) / 97.0), ${columns.rows[0].names}
       from generate_series(1, $1::int) n
       join lateral (select * from host order by id offset (n % 3) limit 1) h on true`,
    [missing],
  );
  await client.query("analyze host");
}

/**
 * Milliseconds of a durable transaction of 60 rows on the same engine.
 * @param {pg.Client} client
 */
export async function durableTransaction(client) {
  const from = performance.now();
  await client.query("begin");
  for (let row = 0; row < 60; row++)
    await client.query("insert into bench_floor (n, text) values ($1, $2)", [row, "x".repeat(100)]);
  await client.query("commit");
  return performance.now() - from;
}

/** @typedef {{ url: string, pid: number }} Server */

/**
 * Works on a server over a data folder, which is stopped afterwards.
 * @template T
 * @param {string} data
 * @param {(server: Server) => Promise<T>} work
 */
export async function onServer(data, work) {
  const server = await startRampart({ env: { RAMPART_ADMIN_TOKEN: TOKEN, DATABASE_URL }, data });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
