/**
 * `npm run bench`: the figures that Rampart promises, as a table and as JSON. Ratios within one run, medians of several
 * interleaved rounds; nothing is asserted, because machines are noisy.
 */
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { startBare } from "./bench/bare.mjs";
import { connect, durableTransaction, fillHosts, reportOf, upload } from "./bench/fleet.mjs";
import { firstByte, scriptBytes } from "./bench/http.mjs";
import { databaseOf, memoryOf } from "./bench/processes.mjs";
import { interleaved, median, quantile } from "./bench/statistics.mjs";
import { startRampart } from "./browser/server.mjs";
import { prepare } from "./start/prepare.mjs";

const TOKEN = "rmp_bench_0123456789abcdef0123456789abcdef";
const HOSTS = Number(process.env.BENCH_HOSTS || 1000);
const ROUNDS = Number(process.env.BENCH_ROUNDS || 9);
const databaseUrl = process.env.DATABASE_URL ?? "";
const loopFile = path.join(os.tmpdir(), `rampart-loop-${process.pid}.json`);

/** @type {{ figure: string, value: string, floor: string, ratio: string, aim: string }[]} */
const table = [];
/** @type {Record<string, unknown>} */
const json = {
  date: new Date().toISOString(),
  node: process.version,
  cpus: os.cpus().length,
  engine: databaseUrl ? "postgresql" : "embedded",
};

const ms = (/** @type {number} */ value) =>
  value < 1 ? `${(value * 1000).toFixed(0)} µs` : `${value.toFixed(1)} ms`;
const times = (/** @type {number} */ value) => `${value.toFixed(2)} ×`;

/**
 * @param {string} figure
 * @param {string} aim
 * @param {{ value: string, floor?: string, ratio?: string }} shown
 * @param {unknown} raw
 */
function row(figure, aim, { value, floor = "", ratio = "" }, raw) {
  table.push({ figure, value, floor, ratio, aim });
  json[figure] = raw;
  console.log(
    `· ${figure}: ${value}${floor ? `, floor ${floor}` : ""}${ratio ? `, ${ratio}` : ""} (aim ${aim})`,
  );
}

await prepare({ build: true });
pure();
await start();
const server = await startRampart({
  env: {
    RAMPART_ADMIN_TOKEN: TOKEN,
    DATABASE_URL: databaseUrl,
    RAMPART_BENCH_LOOP: loopFile,
    NODE_OPTIONS: "--import ./scripts/bench/loop-delay.mjs",
  },
});
const bare = await startBare();
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
try {
  await memory();
  const client = await connect(server.data, databaseUrl);
  await client.query("create table if not exists bench_floor (n int, text text)");
  await imports(client);
  const session = await signIn();
  await pages(client, session);
  await scripts(session);
  await client.query("drop table bench_floor");
  await client.end();
} finally {
  bare.stop();
  agent.destroy();
  await server.stop();
  fs.rmSync(loopFile, { force: true });
}
console.log();
console.table(table);
console.log(JSON.stringify(json, null, 2));
process.exit(0);

function pure() {
  const tsx = path.join("node_modules", "tsx", "dist", "cli.mjs");
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsx, "scripts/bench/pure.ts"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const figures = JSON.parse(stdout);
  row(
    "Lynis report, 47 KB",
    "≤ 10 × split into lines",
    { value: ms(figures.read47), floor: ms(figures.split47), ratio: times(figures.read47 / figures.split47) },
    figures,
  );
  row(
    "Lynis report, 150 KB",
    "≤ 10 × split into lines",
    {
      value: ms(figures.read150),
      floor: ms(figures.split150),
      ratio: times(figures.read150 / figures.split150),
    },
    figures,
  );
  row("Score of a host with 500 checks", "≤ 2 ms", { value: ms(figures.score) }, figures.score);
  row("All its gains", "≤ 20 ms", { value: ms(figures.gains) }, figures.gains);
}

/** How long a second `npm start` takes until it is ready. */
async function start() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-start-"));
  await (await startRampart({ data })).stop();
  const taken = [];
  for (let round = 0; round < 3; round++) {
    const from = performance.now();
    const again = await startRampart({ data });
    taken.push(performance.now() - from);
    await again.stop();
  }
  fs.rmSync(data, { recursive: true, force: true });
  row("Ready after a second start", "≤ 5 s", { value: ms(median(taken)) }, taken);
}

async function memory() {
  await firstByte(`${server.url}/sign-in`, {}, agent);
  await firstByte(bare.url, {}, agent);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const ours = memoryOf(server.pid);
  const floor = memoryOf(bare.pid);
  const aim = databaseUrl ? "≤ 2 × bare Next" : "≤ 4 × bare Next";
  row(
    "Memory at rest, all processes (PSS)",
    aim,
    { value: `${ours.toFixed(0)} MB`, floor: `${floor.toFixed(0)} MB`, ratio: times(ours / floor) },
    { ours, floor },
  );
}

/** @param {import("pg").Client} client */
async function imports(client) {
  let minute = 0;
  for (let host = 0; host < 5; host++) await upload(server.url, TOKEN, reportOf(host, minute++));
  const results = await interleaved(ROUNDS * 6, {
    upload: () => upload(server.url, TOKEN, reportOf(0, minute++)),
    floor: () => durableTransaction(client),
  });
  const taken = median(results.upload ?? []);
  const floor = median(results.floor ?? []);
  row(
    "Upload → committed and scored, p50",
    "≥ 0.3 × the rate of a durable 60-row transaction",
    { value: ms(taken), floor: ms(floor), ratio: times(floor / taken) },
    results,
  );
  if (!databaseUrl) await fsyncs();
  console.log(`  importing ${HOSTS} hosts …`);
  await loopDelay();
  for (let host = 5; host < HOSTS; host++) await upload(server.url, TOKEN, reportOf(host, minute++));
  const during = await loopDelay();
  row(
    "Longest stop of the page server during imports",
    "≤ 20 ms",
    { value: ms(during.max), floor: `p99 ${ms(during.p99)}` },
    during,
  );
}

/** fsync calls of the embedded database for each acknowledged import. */
async function fsyncs() {
  if (spawnSync("strace", ["-V"]).status !== 0)
    return row("fsync per acknowledged import", "≥ 1", { value: "strace is not installed" }, null);
  const file = path.join(os.tmpdir(), `rampart-strace-${process.pid}`);
  const trace = spawn(
    "strace",
    ["-f", "-e", "trace=fsync", "-o", file, "-p", String(databaseOf(server.pid))],
    { stdio: "ignore" },
  );
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const count = 10;
  for (let i = 0; i < count; i++) await upload(server.url, TOKEN, reportOf(1, 50_000 + i));
  trace.kill("SIGINT");
  await new Promise((resolve) => trace.once("exit", resolve));
  const calls = (fs.readFileSync(file, "utf8").match(/fsync\(\d+\)\s+= 0/g) ?? []).length;
  fs.rmSync(file, { force: true });
  row(
    "fsync per acknowledged import",
    "≥ 1",
    { value: (calls / count).toFixed(1) },
    { calls, imports: count },
  );
}

/** Longest stop since the last call, milliseconds. */
async function loopDelay() {
  fs.rmSync(loopFile, { force: true });
  process.kill(server.pid, "SIGUSR2");
  while (!fs.existsSync(loopFile)) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return JSON.parse(fs.readFileSync(loopFile, "utf8"));
}

/** A session of a first user, made through the set-up link as a person would. */
async function signIn() {
  const { chromium } = await import("@playwright/test");
  const { CHROMIUM_FLAGS, findChromium } = await import("./browser/chromium.mjs");
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(server.setUp);
  await page.getByLabel("Your name").fill("Bench");
  await page.getByLabel("E-mail address").fill("bench@example.org");
  await page.getByLabel("Password").fill("a long password for the bench");
  await page.getByRole("button", { name: "Make the first user" }).click();
  await page.waitForURL(`${server.url}/`);
  const cookies = await page.context().cookies();
  await browser.close();
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

/**
 * @param {import("pg").Client} client
 * @param {Record<string, string>} session
 */
async function pages(client, session) {
  const measures = {
    bare: () => firstByte(`${server.url}/sign-in`, {}, agent),
    overview: () => firstByte(`${server.url}/`, session, agent),
    hosts: () => firstByte(`${server.url}/hosts`, session, agent),
  };
  for (const measure of Object.values(measures)) for (let i = 0; i < 5; i++) await measure();
  await loopDelay();
  const results = await interleaved(ROUNDS * 12, measures);
  const delay = await loopDelay();
  for (const name of /** @type {const} */ (["overview", "hosts"])) {
    for (const [label, share, aim] of /** @type {const} */ ([
      ["p50", 0.5, "≤ 2 ×"],
      ["p99", 0.99, "≤ 4 ×"],
    ])) {
      const ours = quantile(results[name] ?? [], share);
      const floor = quantile(results.bare ?? [], share);
      row(
        `First byte of ${name}, ${HOSTS} hosts, ${label}`,
        `${aim} the barest page of the same server`,
        { value: ms(ours), floor: ms(floor), ratio: times(ours / floor) },
        { ours, floor },
      );
    }
  }
  row(
    "Longest stop of the page server during fleet pages",
    "≤ 20 ms",
    { value: ms(delay.max), floor: `p99 ${ms(delay.p99)}` },
    delay,
  );
  const few = await manyRows(client, session, 100);
  const many = await manyRows(client, session, 10_000);
  row(
    "Hosts table with 10,000 hosts",
    "≤ 1.2 × with 100",
    { value: ms(many), floor: ms(few), ratio: times(many / few) },
    { few, many },
  );
}

/**
 * First byte of the hosts table with so many hosts. Fewer than there are: all others are put aside for a while.
 * @param {import("pg").Client} client
 * @param {Record<string, string>} session
 * @param {number} count
 */
async function manyRows(client, session, count) {
  await client.query("create schema aside");
  await client.query(
    "create table aside.host as select * from host order by id offset $1".replace("$1", String(count)),
  );
  await client.query("set session_replication_role = replica");
  await client.query("delete from host where id in (select id from aside.host)");
  await fillHosts(client, count);
  const measure = () => firstByte(`${server.url}/hosts`, session, agent);
  for (let i = 0; i < 5; i++) await measure();
  const results = [];
  for (let i = 0; i < ROUNDS * 6; i++) results.push(await measure());
  await client.query("insert into host select * from aside.host");
  await client.query("set session_replication_role = origin");
  await client.query("drop schema aside cascade");
  return median(results);
}

/** @param {Record<string, string>} session */
async function scripts(session) {
  const floor = await scriptBytes(bare.url, {});
  const hosts = await (
    await fetch(`${server.url}/api/v1/hosts?limit=1`, { headers: { authorization: `Bearer ${TOKEN}` } })
  ).json();
  const host = `/hosts/${hosts.items[0].id}`;
  for (const page of [
    "/sign-in",
    "/",
    "/hosts",
    host,
    `${host}/hardening`,
    "/findings",
    "/reports",
    "/upload",
  ]) {
    const bytes = await scriptBytes(`${server.url}${page}`, page === "/sign-in" ? {} : session);
    const name = page.startsWith("/hosts/") ? page.replace(host, "/hosts/…") : page;
    row(
      `Script of ${name}, gzip`,
      "≤ 1.5 × the bare page",
      {
        value: `${(bytes / 1024).toFixed(0)} KB`,
        floor: `${(floor / 1024).toFixed(0)} KB`,
        ratio: times(bytes / floor),
      },
      { bytes, floor },
    );
  }
}
