/** The bounds of `reading.ts` with real threads, whose code is small and bad. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import type { FileInput } from "@/lib/importers/types";
import { type Bounds, openThreads } from "./reading";

const WIDE: Bounds = { seconds: 60, megabytes: 64, idleSeconds: 60 };

/** Does what the first letter of a file says, and answers to every other file as the thread of `reading.ts` does. */
const CODE = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ file, format }) => {
    const word = String.fromCharCode(file.bytes[0]);
    if (word === "T") throw new Error("nobody asked");
    if (word === "E") for (;;);
    const held = [];
    if (word === "G") for (;;) held.push({ text: "x" + held.length });
    file.bytes.fill(0);
    if (word === "R") parentPort.postMessage({ ok: false, refusal: { code: "none", text: String(format) } });
    else parentPort.postMessage({ ok: true, reports: [], original: word === "O" ? new Uint8Array([1, 2]) : null });
  });
`;

const ENDLESS = "Endless";
const GROWING = "Growing";
const REFUSED = "Refused";
const OTHER_ORIGINAL = "Other original";

/** Threads, and every worker that they started. */
function threadsWith(bounds: Partial<Bounds>) {
  const started: Worker[] = [];
  const threads = openThreads(
    (megabytes) => {
      const worker = new Worker(CODE, {
        eval: true,
        resourceLimits: { maxOldGenerationSizeMb: megabytes },
      });
      started.push(worker);
      return worker;
    },
    { ...WIDE, ...bounds },
  );
  const read = (file: FileInput) => threads.read({ file, format: null });
  return { started, read };
}

/** 200 KB, as what is read in a thread. */
function fileOf(word: string): FileInput {
  const bytes = new Uint8Array(200 * 1024).fill(120);
  bytes.set(new TextEncoder().encode(word));
  return { name: null, bytes };
}

/** That a file is what it was before it was read. */
function expectWhole({ bytes }: FileInput, word: string): void {
  expect([bytes.length, bytes.at(-1)]).toEqual([200 * 1024, 120]);
  expect(new TextDecoder().decode(bytes.subarray(0, word.length))).toBe(word);
}

describe("a thread that reads", () => {
  it("is stopped when it never ends, and the next file is read by another", { timeout: 60_000 }, async () => {
    const { started, read } = threadsWith({ seconds: 3 });
    const [endless, good] = [fileOf(ENDLESS), fileOf("good")];
    const before = performance.now();
    const first = read(endless);
    const second = read(good);
    const ended = first.then(() => started[0] && once(started[0], "exit"));
    expect(await first).toEqual({
      ok: false,
      refusal: { code: "too-slow", text: "This file takes longer than 3 seconds to read." },
    });
    expect(performance.now() - before).toBeGreaterThanOrEqual(2_900);
    expect(await ended).toEqual([1]);
    expect(await second).toMatchObject({ ok: true });
    expect(started).toHaveLength(2);
    expectWhole(endless, ENDLESS);
  });

  it("is ended when it grows without end, and the process lives", { timeout: 60_000 }, async () => {
    const { started, read } = threadsWith({ megabytes: 32 });
    const growing = fileOf(GROWING);
    expect(await read(growing)).toEqual({
      ok: false,
      refusal: { code: "too-much-memory", text: "This file takes too much memory to read." },
    });
    expectWhole(growing, GROWING);
    expect(await read(fileOf("good"))).toMatchObject({ ok: true });
    expect(started).toHaveLength(2);
  });

  it("leaves the bytes to whoever brought them, and gives them back as the original", async () => {
    const { started, read } = threadsWith({});
    const good = fileOf("good");
    const answer = await read(good);
    expect(answer.ok && answer.original === good.bytes).toBe(true);
    expectWhole(good, "good");
    // A Buffer, and one that is a view into a larger one.
    const whole = Buffer.from(fileOf("good").bytes);
    for (const bytes of [whole, whole.subarray(100)]) {
      const said = await read({ name: null, bytes });
      expect(said.ok && said.original === bytes).toBe(true);
    }
    expectWhole({ name: null, bytes: whole }, "good");
    expect(started).toHaveLength(1);
  });

  it("may keep another original, and may refuse", async () => {
    const { read } = threadsWith({});
    expect(await read(fileOf(OTHER_ORIGINAL))).toEqual({
      ok: true,
      reports: [],
      original: new Uint8Array([1, 2]),
    });
    expect(await read(fileOf(REFUSED))).toEqual({ ok: false, refusal: { code: "none", text: "null" } });
  });

  it("may fail between two files: nothing comes of it, and the next file is read by another", async () => {
    const { started, read } = threadsWith({});
    await read(fileOf("good"));
    const [thread] = started;
    const gone = new Promise((resolve) => thread?.once("exit", resolve));
    thread?.postMessage({ file: fileOf("Throw") });
    await gone;
    expect(await read(fileOf("good"))).toMatchObject({ ok: true });
    expect(started).toHaveLength(2);
  });

  it("ends when nothing more is brought", { timeout: 60_000 }, async () => {
    const { started, read } = threadsWith({ idleSeconds: 0.1 });
    await read(fileOf("good"));
    expect(started[0] && (await once(started[0], "exit"))).toEqual([1]);
    expect(await read(fileOf("good"))).toMatchObject({ ok: true });
    expect(started).toHaveLength(2);
  });
});
