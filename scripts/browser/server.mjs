/** Starts the built application for tests, screenshots and the bench, on a free port and a folder of its own. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import process from "node:process";

/**
 * What `npm start` runs, behind `node`.
 * @type {string[]}
 */
export const START = JSON.parse(fs.readFileSync("package.json", "utf8")).scripts.start.split(" ").slice(1);

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * @param {{ demo?: boolean, env?: Record<string, string>, data?: string, port?: number }} options
 * @returns {Promise<{ url: string, email: string, password: string, setUp: string, data: string, pid: number, output: () => string, stop: () => Promise<void> }>}
 */
export async function startRampart({ demo = false, env = {}, data, port: wanted } = {}) {
  const port = wanted ?? (await freePort());
  const own = data === undefined;
  const folder = data ?? fs.mkdtempSync(path.join(os.tmpdir(), "rampart-run-"));
  const child = spawn(process.execPath, [...START, ...(demo ? ["--demo"] : [])], {
    env: {
      ...process.env,
      RAMPART_DATA: folder,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: "",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  const ready = new Promise((resolve, reject) => {
    const hear = (/** @type {Buffer} */ chunk) => {
      text += chunk;
      if (text.includes("Rampart is ready")) resolve(undefined);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) =>
      reject(new Error(`Rampart ended with ${code} before it was ready:\n${text}`)),
    );
  });
  await ready;
  const find = (/** @type {RegExp} */ pattern) => pattern.exec(text)?.[1] ?? "";
  return {
    url: `http://127.0.0.1:${port}`,
    email: find(/Sign in as (\S+) /),
    password: find(/with the password (\S+)/),
    setUp: find(/(http:\S+\/set-up\/\S+)/),
    data: folder,
    pid: child.pid ?? 0,
    output: () => text,
    stop: () =>
      new Promise((resolve) => {
        const done = () => {
          if (own) fs.rmSync(folder, { recursive: true, force: true });
          resolve(undefined);
        };
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", done);
        child.kill("SIGTERM");
      }),
  };
}
