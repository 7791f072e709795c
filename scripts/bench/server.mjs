/** The server as it is run: ready, at rest, importing Lynis reports, and serving pages of a fleet. */
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { startRampart } from "../browser/server.mjs";
import { QUIET } from "../start/rest.mjs";
import { startBare } from "./bare.mjs";
import { connect, durableTransaction, reportOf, upload } from "./fleet.mjs";
import { firstByte } from "./http.mjs";
import { pages } from "./pages.mjs";
import { databaseOf, loopDelay, memoryOf } from "./processes.mjs";
import { DATABASE_URL, HOSTS, ROUNDS, TOKEN } from "./settings.mjs";
import { interleaved, median } from "./statistics.mjs";
import { ms, row, times } from "./table.mjs";

/** @typedef {import("./settings.mjs").Running} Running */

export async function server() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const floor = await bareMemory(agent);
  await start(floor, agent);
  const loop = path.join(os.tmpdir(), `rampart-loop-${process.pid}.json`);
  const rampart = await startRampart({
    env: {
      RAMPART_ADMIN_TOKEN: TOKEN,
      DATABASE_URL,
      RAMPART_BENCH_LOOP: loop,
      NODE_OPTIONS: "--import ./scripts/bench/loop-delay.mjs",
    },
  });
  await memory("after the first start", rampart, floor, agent);
  const bare = await startBare();
  const running = { server: rampart, bare, agent, loop };
  /** @type {import("pg").Client | undefined} */
  let client;
  try {
    client = await connect(rampart.data, DATABASE_URL);
    await client.query("create table if not exists bench_floor (n int, text text)");
    await imports(running, client);
    await pages(running, client);
    await client.query("drop table bench_floor");
  } finally {
    // Before the server: a connection that ends under its client would hide what went wrong.
    await client?.end();
    bare.stop();
    agent.destroy();
    await rampart.stop();
    fs.rmSync(loop, { force: true });
  }
}

/**
 * How long a second `npm start` takes until it is ready, and what it holds then.
 * @param {number} floor megabytes of bare Next
 * @param {http.Agent} agent
 */
async function start(floor, agent) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-start-"));
  const env = { DATABASE_URL };
  await (await startRampart({ data, env })).stop();
  const taken = [];
  for (let round = 0; round < 3; round++) {
    const from = performance.now();
    const again = await startRampart({ data, env });
    taken.push(performance.now() - from);
    if (round === 2) await memory("after a later start", again, floor, agent);
    await again.stop();
  }
  fs.rmSync(data, { recursive: true, force: true });
  row("Ready after a second start", "≤ 5 s", { value: ms(median(taken)) }, taken);
}

/**
 * What bare Next holds by itself, in megabytes. Processes share the program that they run, and each is given its part of
 * it: measured beside others it would seem smaller than it is alone.
 * @param {http.Agent} agent
 */
async function bareMemory(agent) {
  const bare = await startBare();
  const held = await atRest(bare.url, bare.pid, agent);
  bare.stop();
  return held;
}

/**
 * Megabytes of a server, and of all that it has started, once it has answered and nobody has asked for a while.
 * @param {string} url
 * @param {number} pid
 * @param {http.Agent} agent
 */
async function atRest(url, pid, agent) {
  await firstByte(url, {}, agent);
  await new Promise((resolve) => setTimeout(resolve, QUIET + 5_000));
  return memoryOf(pid);
}

/**
 * @param {string} when
 * @param {Running["server"]} server
 * @param {number} floor megabytes of bare Next
 * @param {http.Agent} agent
 */
async function memory(when, server, floor, agent) {
  const ours = await atRest(`${server.url}/sign-in`, server.pid, agent);
  const aim = DATABASE_URL ? "≤ 2 × bare Next" : "≤ 4 × bare Next";
  row(
    `Memory at rest, all processes (PSS), ${when}`,
    aim,
    { value: `${ours.toFixed(0)} MB`, floor: `${floor.toFixed(0)} MB`, ratio: times(ours / floor) },
    { ours, floor },
  );
}

/**
 * @param {Running} running
 * @param {import("pg").Client} client
 */
async function imports(running, client) {
  const { server } = running;
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
  if (!DATABASE_URL) await fsyncs(running);
  console.log(`  importing ${HOSTS} hosts …`);
  await loopDelay(running);
  for (let host = 5; host < HOSTS; host++) await upload(server.url, TOKEN, reportOf(host, minute++));
  const during = await loopDelay(running);
  row(
    "Longest stop of the page server during imports",
    "≤ 20 ms",
    { value: ms(during.max), floor: `p99 ${ms(during.p99)}` },
    during,
  );
}

/**
 * fsync calls of the embedded database for each acknowledged import.
 * @param {Running} running
 */
async function fsyncs({ server }) {
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
