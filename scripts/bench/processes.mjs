/** Processes of the bench and what they cost. Linux only, where /proc tells. */
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

const TSX = path.join("node_modules", "tsx", "dist", "cli.mjs");

/**
 * Runs a script of the bench in a process of its own.
 * @param {string} script
 * @param {string[]} args
 * @returns {unknown} what it prints, read as JSON
 */
export function runTypeScript(script, args = []) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [TSX, script, ...args], {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: "--expose-gc" },
  });
  if (status !== 0) throw new Error(`${script} ${args.join(" ")}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Runs a program of somebody else.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, stdout: string, taken: number, peak: number }>} milliseconds from start to
 *   end, and the most memory that it held, in bytes
 */
export function runProgram(command, args) {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
    /** @type {Buffer[]} */
    const parts = [];
    let peak = 0;
    const look = setInterval(() => {
      try {
        const status = fs.readFileSync(`/proc/${child.pid}/status`, "utf8");
        peak = Math.max(peak, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
      } catch {
        // It ended meanwhile.
      }
    }, 10);
    child.stdout.on("data", (part) => parts.push(part));
    child.once("error", (error) => {
      clearInterval(look);
      reject(error);
    });
    child.once("close", (status) => {
      clearInterval(look);
      const taken = performance.now() - from;
      resolve({ status, stdout: Buffer.concat(parts).toString("utf8"), taken, peak });
    });
  });
}

/**
 * Longest stop of the page server since the last call, milliseconds.
 * @param {import("./settings.mjs").Running} running
 * @returns {Promise<{ max: number, p99: number }>}
 */
export async function loopDelay({ server, loop }) {
  fs.rmSync(loop, { force: true });
  process.kill(server.pid, "SIGUSR2");
  while (!fs.existsSync(loop)) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return JSON.parse(fs.readFileSync(loop, "utf8"));
}

/**
 * A process and all below it.
 * @param {number} pid
 * @returns {number[]}
 */
function family(pid) {
  const parents = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/**
 * Proportional set size of a process and all below it, in megabytes.
 * @param {number} pid
 */
export function memoryOf(pid) {
  let kilobytes = 0;
  for (const one of family(pid)) {
    try {
      const rollup = fs.readFileSync(`/proc/${one}/smaps_rollup`, "utf8");
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch {
      // It ended meanwhile.
    }
  }
  return kilobytes / 1024;
}

/**
 * The embedded database's process below a server.
 * @param {number} pid
 */
export function databaseOf(pid) {
  return (
    family(pid).find((one) =>
      fs.readFileSync(`/proc/${one}/cmdline`, "utf8").includes("embedded/server.mjs"),
    ) ?? 0
  );
}

/**
 * From now on, the most memory that a process holds; what it held before is forgotten.
 * @param {number} pid
 * @returns {{ before: number, peak: () => number }} resident, in bytes
 */
export function watchPeak(pid) {
  const kilobytes = (/** @type {string} */ name) => {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) * 1024;
  };
  fs.writeFileSync(`/proc/${pid}/clear_refs`, "5");
  return { before: kilobytes("VmRSS"), peak: () => kilobytes("VmHWM") };
}
