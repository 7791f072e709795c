/** A server goes on when whoever read its log is gone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort, START } from "../../scripts/browser/server.mjs";

/** What a process has used of a processor so far, in hundredths of a second. Linux only. */
function ticksOf(pid: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

test("a log that nobody reads any more stops nothing, and costs nothing", async () => {
  test.skip(process.platform !== "linux", "The load of a process stands in /proc.");
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-log-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    RAMPART_DATA: data,
    PORT: new URL(url).port,
    RAMPART_URL: "",
    DATABASE_URL: "",
  };
  const server = spawn(process.execPath, START, { env, stdio: ["ignore", "pipe", "pipe"] });
  try {
    for await (const piece of server.stdout) if (String(piece).includes("Rampart is ready")) break;
    server.stdout.destroy();
    server.stderr.destroy();
    // An action that there is not: a line in the log.
    for (let n = 0; n < 3; n++) {
      await fetch(`${url}/sign-in`, {
        method: "POST",
        headers: { "next-action": "0".repeat(42) },
        body: "[]",
      });
    }
    let before = Number.POSITIVE_INFINITY;
    const used = (): number => {
      const now = ticksOf(server.pid ?? 0);
      const since = now - before;
      before = now;
      return Math.abs(since);
    };
    await expect.poll(used, { intervals: [1_000], timeout: 15_000 }).toBeLessThan(30);
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
    server.kill("SIGTERM");
    await once(server, "exit");
  } finally {
    // Where it is gone already, this is nothing.
    server.kill("SIGKILL");
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
});
