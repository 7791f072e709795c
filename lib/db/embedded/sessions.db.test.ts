import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshFolder } from "@/scripts/test/database";
import { type EmbeddedDatabase, openEmbedded } from "./index";

const folder = freshFolder();
let database: EmbeddedDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await openEmbedded(folder, () => {});
  pool = new pg.Pool({ ...database.connection, max: 10 });
  pool.on("error", () => {});
});
afterAll(async () => {
  await pool.end();
  await database.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function connected(): Promise<pg.Client> {
  const client = new pg.Client(database.connection);
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Drops the connection as a process that is killed does. */
const cut = (client: pg.Client): void =>
  void Reflect.get(Reflect.get(client, "connection"), "stream").destroy();

/** A message of PostgreSQL's protocol. */
function message(type: string, ...parts: (string | number)[]): Buffer {
  const body = parts.map((part) => {
    if (typeof part === "string") return Buffer.from(`${part}\0`);
    const number = Buffer.alloc(2);
    number.writeInt16BE(part);
    return number;
  });
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.concat(body).length);
  return Buffer.concat([Buffer.from(type), length, ...body]);
}

const START = message("", 3, 0, "user", "postgres", "database", "postgres", "");

/** A connection below `pg`, that may say anything. */
async function raw(first: Buffer): Promise<net.Socket> {
  const socket = net.connect(path.join(String(database.connection.host), ".s.PGSQL.5432"));
  socket.on("error", () => {});
  socket.write(first);
  await new Promise((resolve) => socket.once("data", resolve).once("close", resolve));
  return socket;
}

const works = async (): Promise<void> => {
  const answer = pool.query("select $1::int as n", [7]);
  expect((await answer).rows).toEqual([{ n: 7 }]);
};

describe("connections of the embedded database", () => {
  it("get their own answers, however long the questions of others are", async () => {
    const long = "x".repeat(300_000);
    const asked = Array.from({ length: 120 }, async (_, n) => {
      const { rows } =
        n % 2 === 0
          ? await pool.query("select length($1::text) as a, $2::int as b", [long, n])
          : await pool.query("select length($1::text) as a, $2::int as b, $3::int as c", ["short", n, n]);
      expect(rows).toEqual([n % 2 === 0 ? { a: long.length, b: n } : { a: 5, b: n, c: n }]);
    });
    await Promise.all(asked);
  });

  it("see whole transactions only", async () => {
    await pool.query("create table account (id int primary key, amount int)");
    await pool.query("insert into account select n, 100 from generate_series(0, 4) n");
    const move = async (n: number): Promise<void> => {
      const client = await pool.connect();
      await client.query("begin");
      await client.query("update account set amount = amount - $2 where id = $1", [n % 5, n]);
      await client.query("update account set amount = amount + $2 where id = $1", [(n + 3) % 5, n]);
      await client.query(n % 3 === 0 ? "rollback" : "commit");
      client.release();
    };
    const look = async (): Promise<void> => {
      const { rows } = await pool.query("select sum(amount)::int as sum from account where id >= $1", [0]);
      expect(rows).toEqual([{ sum: 500 }]);
    };
    await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? move(n) : look())));
  });

  it("do not wait for one that died within a transaction", async () => {
    await pool.query("create table half (n int)");
    const client = await connected();
    await client.query("begin");
    await client.query("insert into half values (1)");
    const waiting = pool.query("select count(*)::int as n from half");
    cut(client);
    expect((await waiting).rows).toEqual([{ n: 0 }]);
  });

  it("do not wait for one that died within a transaction that had failed", async () => {
    const client = await connected();
    await client.query("begin");
    await expect(client.query("select nothing from nowhere")).rejects.toThrow();
    cut(client);
    await works();
  });

  it("do not wait for one that died in the middle of a query, and nothing of it is kept", async () => {
    await pool.query("create table torn (n int)");
    const socket = await raw(START);
    const parts = [message("P", "", "insert into torn values (1)", 0), message("B", "", "", 0, 0, 0)];
    // Execute, and never a Sync.
    socket.write(Buffer.concat([...parts, message("E", "", 0, 0), message("H")]));
    await new Promise((resolve) => socket.once("data", resolve));
    const waiting = pool.query("select count(*)::int as n from torn");
    socket.destroy();
    expect((await waiting).rows).toEqual([{ n: 0 }]);
    await works();
  });

  it("do not wait for one whose query had failed and that died before it said so", async () => {
    const socket = await raw(START);
    socket.write(message("P", "", "select nothing from nowhere", 0));
    await new Promise((resolve) => socket.once("data", resolve));
    socket.destroy();
    await works();
  });

  it("are not disturbed by one that does not speak the protocol", async () => {
    await works();
    const socket = await raw(message("", 3, 0, "user", "postgres", "client_encoding", "no such one", ""));
    socket.destroy();
    await works();
  });

  it("are 32 at most, and one that ends makes room", async () => {
    const many = await Promise.all(Array.from({ length: 32 - pool.totalCount }, connected));
    await expect(connected()).rejects.toThrow();
    await many.pop()?.end();
    await expect
      .poll(() =>
        connected()
          .then((client) => many.push(client))
          .catch(() => 0),
      )
      .toBeGreaterThan(0);
    await Promise.all(many.map((client) => client.end()));
    await works();
  });

  it("fail while the database starts again, and work after that", async () => {
    const pid = fs
      .readdirSync(folder)
      .filter((name) => name.startsWith("database.lock."))
      .map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")).pid)[0];
    const slow = pool.query("select count(*) from generate_series(1, 3000000)");
    process.kill(pid, "SIGKILL");
    await expect(slow).rejects.toThrow();
    await expect
      .poll(
        () =>
          works().then(
            () => "works",
            () => "fails",
          ),
        { timeout: 60_000 },
      )
      .toBe("works");
  });
});
