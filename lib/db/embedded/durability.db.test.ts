import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { freshFolder } from "@/scripts/test/database";
import { type Fault, openWatched, type Watched } from "@/scripts/test/watched";

let folder = "";
let watched: Watched | undefined;
async function open(fail?: Fault): Promise<Watched> {
  folder ||= freshFolder();
  watched = await openWatched(folder, fail);
  return watched;
}
afterEach(async () => {
  await watched?.close();
  fs.rmSync(folder, { recursive: true, force: true });
  folder = "";
});

const count = async ({ pool }: Watched): Promise<number> =>
  Number((await pool.query("select count(*) from kept")).rows[0].count);

describe("the embedded database", () => {
  it("brings every commit to the disk before it says so, and syncs nothing for reads", async () => {
    const database = await open();
    await database.pool.query("create table kept (n int)");
    for (let n = 0; n < 30; n++) {
      const before = await database.disk();
      await database.pool.query("insert into kept values ($1)", [n]);
      expect((await database.disk()).log).toBeGreaterThanOrEqual(before.log + 1);
    }
    const before = await database.disk();
    for (let n = 0; n < 30; n++) await database.pool.query("select * from kept where n = $1", [n]);
    expect((await database.disk()).synced).toBe(before.synced);
  });

  it("leaves nothing that others may read, also in a folder that they may", async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-modes-"));
    fs.chmodSync(folder, 0o755);
    const database = await open();
    await database.pool.query("create table kept (n int)");
    await database.pool.query("checkpoint");
    const modes = fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => ({ name, stat: fs.statSync(path.join(folder, name)) }))
      .filter(({ stat }) => !stat.isSocket())
      .map(({ name, stat }) => ({
        name,
        mode: stat.mode & 0o777,
        right: stat.isDirectory() ? 0o700 : 0o600,
      }));
    expect(modes.length).toBeGreaterThan(900);
    expect(modes.filter(({ mode, right }) => mode !== right)).toEqual([]);
  });

  it.each<[string, Fault, string]>([
    ["a full disk", { call: "write", code: "ENOSPC", path: "/pg_wal/" }, "the disk is full"],
    [
      "a log that does not reach it",
      { call: "fsync", code: "EIO", path: "/pg_wal/" },
      "the disk reports an error",
    ],
  ])("ends at once at %s, in one sentence, and keeps what it acknowledged", async (_name, fault, reason) => {
    const failing = await open();
    await failing.pool.query("create table kept (n int)");
    await failing.pool.query("insert into kept values (1), (2), (3)");
    await failing.disk(fault);
    await expect(
      failing.pool.query("insert into kept select * from generate_series(4, 100000)"),
    ).rejects.toThrow();
    expect(await failing.ended).toBe(70);
    await expect.poll(failing.output).toContain(`The embedded database stops: ${reason}.\n`);
    await failing.close();
    const { rows } = await (await open()).pool.query("select n from kept where n <= 3 order by n");
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it("refuses only the statement that finds no room for its rows", async () => {
    const database = await open();
    await database.pool.query("create table kept (n int)");
    await database.disk({ call: "write", code: "ENOSPC", path: "/base/" });
    await expect(
      database.pool.query("insert into kept select * from generate_series(1, 10000)"),
    ).rejects.toThrow(/No space left on device/);
    await database.disk();
    await database.pool.query("insert into kept values (1)");
    expect(await count(database)).toBe(1);
  });

  it("says so when there is no room for a new one, and makes it when there is", async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-full-"));
    await expect(open({ call: "write", code: "ENOSPC", path: "/database.new-" })).rejects.toThrow(
      /^the disk is full$/,
    );
    await (await open()).pool.query("select 1");
  });

  it("closes and gives the folder free when its server is gone", async () => {
    const database = await open();
    await database.pool.query("create table kept (n int)");
    database.child.disconnect();
    expect(await database.ended).toBe(0);
    expect(fs.readdirSync(folder).sort()).toEqual(["database", "run"]);
  });

  it("leaves closing to its server when the whole group is told to stop", async () => {
    const database = await open();
    for (const signal of ["SIGTERM", "SIGINT"] as const) database.child.kill(signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await database.pool.query("create table kept (n int)");
    expect(database.child.exitCode).toBeNull();
  });
});
