import fs from "node:fs";
import { afterAll, expect, it } from "vitest";
import { freshFolder } from "@/scripts/test/database";
import type { Inventory } from "@/scripts/test/inventory";
import { databaseOf, startWorker, type Worker } from "@/scripts/test/worker";

const ROUNDS = 20;
/** A start after a crash takes a second or two. On a machine that does other things it may take longer. */
const FAR_TOO_LONG = 30_000;

const folder = freshFolder();
const running = new Set<Worker>();
afterAll(async () => {
  for (const worker of running) await worker.killAll();
  fs.rmSync(folder, { recursive: true, force: true });
});

function importing(): Worker {
  const worker = startWorker(["--import", "tsx", "scripts/test/importing.ts", folder]);
  running.add(worker);
  return worker;
}

const acknowledged = ({ lines }: Worker): string[] =>
  lines.filter((line) => line.startsWith("acknowledged ")).map((line) => line.slice(13));
const held = async (worker: Worker): Promise<Inventory> => JSON.parse((await worker.line("held ")).slice(5));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until so many imports were acknowledged in all. */
async function until(worker: Worker, count: number): Promise<void> {
  for (let from = 0; acknowledged(worker).length < count; from = worker.lines.length) {
    await worker.line("acknowledged ", from);
  }
}

it(`loses nothing acknowledged in ${ROUNDS} kills in the middle of imports, and starts again unattended`, async () => {
  const safe = new Set<string>();
  const took: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const worker = importing();
    took.push(Number((await worker.line("open ")).slice(5)));
    const { reports, torn } = await held(worker);
    expect(torn).toEqual({});
    expect(reports).toEqual(expect.arrayContaining([...safe]));
    // What was under way when the process was killed may be there or not; more than that cannot be.
    expect(reports.length).toBeLessThanOrEqual(safe.size + round);
    await until(worker, 1 + Math.floor(Math.random() * 4));
    await pause(Math.random() * 120);
    await worker.killAll();
    running.delete(worker);
    for (const hash of acknowledged(worker)) safe.add(hash);
    expect(worker.lines.filter((line) => /^(failed|refused)/.test(line))).toEqual([]);
  }
  expect(safe.size).toBeGreaterThanOrEqual(ROUNDS);
  const sorted = took.slice(1).sort((a, b) => a - b);
  console.log(`Start after a crash: median ${sorted[ROUNDS >> 1]} ms, longest ${sorted.at(-1)} ms`);
  expect(sorted.at(-1)).toBeLessThan(FAR_TOO_LONG);
}, 600_000);

it("starts its database again when that alone is killed, and goes on importing", async () => {
  const worker = importing();
  await until(worker, 2);
  const database = databaseOf(worker.child.pid ?? 0);
  if (database === null) throw new Error("There is no database process.");
  process.kill(database, "SIGKILL");
  await worker.line("The embedded database ended and is started again.");
  const before = acknowledged(worker);
  await until(worker, before.length + 3);
  expect(databaseOf(worker.child.pid ?? 0)).not.toBe(database);
  await worker.killAll();
  const again = importing();
  const { reports, torn } = await held(again);
  expect(torn).toEqual({});
  expect(reports).toEqual(expect.arrayContaining(acknowledged(worker)));
  await again.killAll();
}, 180_000);
