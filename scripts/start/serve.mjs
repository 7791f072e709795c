/** Serves the built application in this process. The database is opened by `instrumentation.ts`, as in development. */
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import v8 from "node:v8";
import next from "next";
import { giveBack } from "../../lib/db/embedded/give-back.mjs";
import { answering } from "./document.mjs";
import { restWhenQuiet } from "./rest.mjs";

/**
 * Next runs `instrumentation.ts`, and with it the opening of the database, at the first request: this is it.
 * @param {string} address
 */
async function awake(address) {
  const local = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  const answer = await fetch(`${local}/api/health`, { headers: { connection: "close" } });
  if (!answer.ok) throw new Error(`Rampart does not work: ${await answer.text()}`);
}

/** How long open requests may take when the server is told to stop, in milliseconds. */
const GRACE = 10_000;

/**
 * How much a function of WebAssembly must have run before V8 compiles it once more, with all its art: 28 times the usual.
 * Prisma's query compiler, of which each query is kept, is else optimised while the server starts; that takes 10 to 30 MB,
 * which the C library does not give back.
 */
const OPTIMISE_LATE = "--wasm-tiering-budget=50000000";

/** @param {{ host: string, port: number, demo: boolean }} options */
export async function serve({ host, port, demo }) {
  v8.setFlagsFromString(OPTIMISE_LATE);
  // Next reads its mode from here, and React would otherwise warn.
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: host,
    PORT: String(port),
  });
  // Whoever read the log may go away, as `| head` does. Said aloud, this would be one more line that nobody reads, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const throwAway = demo ? fs.mkdtempSync(path.join(os.tmpdir(), "rampart-demo-")) : null;
  if (throwAway) Object.assign(process.env, { RAMPART_DATA: throwAway, RAMPART_DEMO: "1", DATABASE_URL: "" });

  // The handler exists only when the database is open; until then the health check may already ask.
  const app = next({ dev: false, hostname: host, port, dir: process.cwd() });
  const server = http.createServer({ requestTimeout: 300_000 });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    if (!isReadable(request.url ?? "/")) {
      response.writeHead(400, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
      response.end("This address cannot be read.\n");
      return;
    }
    request.headers["x-rampart-address"] = addressOf(request);
    answering(request, () => handle(request, response)).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  await awake(address);
  console.log(`Rampart is ready: ${process.env.RAMPART_URL || address}`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    console.log("Stopping …");
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, GRACE).unref())]);
    server.closeAllConnections();
    await Reflect.get(globalThis, "rampartJobs")?.stop();
    await Reflect.get(globalThis, "rampartDatabase")?.close();
    if (throwAway) fs.rmSync(throwAway, { recursive: true, force: true });
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const rest = () => {
    giveBack();
    Reflect.get(globalThis, "rampartDatabase")?.rest();
  };
  rest();
  restWhenQuiet(server, rest);
}

/**
 * Whether the escapes of an address make letters: Next breaks on those that do not.
 * @param {string} address
 */
function isReadable(address) {
  try {
    decodeURIComponent(address.split("?")[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/**
 * Who is asking. A proxy on this machine says it for others, once a public address is set; nobody else is believed.
 * @param {http.IncomingMessage} request
 */
function addressOf(request) {
  const peer = request.socket.remoteAddress ?? "";
  const forwarded = request.headers["x-forwarded-for"];
  const near = peer === "127.0.0.1" || peer === "::1" || peer === "::ffff:127.0.0.1";
  if (!near || !process.env.RAMPART_URL || typeof forwarded !== "string") return peer;
  return forwarded.split(",").at(-1)?.trim() || peer;
}
