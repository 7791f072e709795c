import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { FolderLocked, lockFolder } from "./lock.mjs";

const ROUNDS = 150;
const racers: ChildProcess[] = [];
let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-lock-"));
  return () => fs.rmSync(folder, { recursive: true, force: true });
});
afterAll(() => {
  for (const racer of racers) racer.kill("SIGKILL");
});

/** The PID of a process that has ended. */
const gone = spawnSync(process.execPath, ["-e", ""]).pid;
const space = fs.readlinkSync("/proc/self/ns/pid");
const started = (pid: number): string | undefined => {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
};
const lockFile = (): string => path.join(folder, "database.lock.1");
function leave(holder: object): void {
  const nobody = { pid: gone, start: "1", owner: gone, ownerStart: "1", space, socket: "" };
  fs.writeFileSync(lockFile(), JSON.stringify({ ...nobody, ...holder }));
}
const refused = (): Promise<unknown> =>
  lockFolder(folder).then(
    () => null,
    (error: unknown) => error,
  );

function racer(): ChildProcess {
  const child = fork("scripts/test/racing.mjs", { execArgv: [] });
  racers.push(child);
  return child;
}

const answer = (child: ChildProcess, message: object | string): Promise<{ won?: boolean; pid?: number }> =>
  new Promise((resolve) => {
    child.once("message", (heard: { won?: boolean; pid?: number }) => resolve(heard));
    child.send(message);
  });

describe("the lock of a data folder", () => {
  it("goes to one process at a time and comes back", async () => {
    const other = racer();
    expect(await answer(other, { folder })).toEqual({ won: true });
    const error = await refused();
    expect(error).toBeInstanceOf(FolderLocked);
    // The server is what a person would stop, not its database.
    expect(error).toMatchObject({ pid: process.pid, passing: false });
    await answer(other, "release");
    (await lockFolder(folder))();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("is its owner's to read alone", async () => {
    const unlock = await lockFolder(folder);
    expect(fs.statSync(lockFile()).mode & 0o777).toBe(0o600);
    unlock();
  });

  it.each([
    ["a process that is gone", {}],
    ["a process whose number was used again", { pid: process.pid, start: "1" }],
    ["another container that does not answer", { space: "pid:[1]", socket: "/nowhere" }],
  ])("is taken over from %s", async (_name, holder) => {
    leave(holder);
    const before = new Date(Date.now() - 120_000);
    fs.utimesSync(lockFile(), before, before);
    const unlock = await lockFolder(folder);
    expect(fs.readdirSync(folder)).toEqual(["database.lock.2"]);
    unlock();
  });

  it("is taken over when a power cut left half of it", async () => {
    fs.writeFileSync(lockFile(), '{"pid":');
    (await lockFolder(folder))();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("is taken over from a process that has ended and that nobody asked for", async () => {
    const parent = spawn(process.execPath, [
      "-e",
      `const { pid } = require("node:child_process").spawn("/bin/true");
       console.log(pid);
       const until = Date.now() + 60000; while (Date.now() < until);`,
    ]);
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
    const start = started(pid);
    while (!fs.readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    leave({ pid, start });
    (await lockFolder(folder))();
    parent.kill("SIGKILL");
  });

  it("is worth waiting for when the server of a database is gone, for that is about to close", async () => {
    leave({ pid: process.pid, start: started(process.pid) });
    expect(await refused()).toMatchObject({ pid: process.pid, passing: true });
  });

  it("is held in another container while that answers, and while it may still be opening", async () => {
    const socket = path.join(folder, "socket");
    const server = net.createServer((connection) => connection.end());
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    leave({ space: "pid:[1]", owner: 17, socket });
    expect(await refused()).toMatchObject({ pid: 17, passing: false });
    await new Promise((resolve) => server.close(resolve));
    expect(await refused()).toMatchObject({ pid: 17, passing: true });
  });

  it(`goes to exactly one of four that race for a stale one, ${ROUNDS} times`, async () => {
    const four = [racer(), racer(), racer(), racer()];
    for (let round = 0; round < ROUNDS; round++) {
      leave({});
      const answers = await Promise.all(four.map((one) => answer(one, { folder })));
      expect(answers.filter(({ won }) => won)).toHaveLength(1);
      expect(answers.filter(({ won }) => !won)).toEqual(Array(3).fill({ won: false, pid: process.pid }));
      await Promise.all(four.map((one) => answer(one, "release")));
      expect(fs.readdirSync(folder)).toEqual([]);
    }
  }, 60_000);
});
