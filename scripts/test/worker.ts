/** Programs that tests start, listen to and kill. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { createInterface } from "node:readline";

export interface Worker {
  child: ChildProcess;
  /** What it has printed so far, line by line. */
  lines: string[];
  /** The first line that begins so, now or later; fails when the program ends without it. */
  line(prefix: string, from?: number): Promise<string>;
  /** Ends it and all its children at once, as a power cut would; resolves when they are gone. */
  killAll(): Promise<void>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
}

/** Starts `node <args>` in a process group of its own. */
export function startWorker(args: string[], env: Record<string, string> = {}): Worker {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, NODE_OPTIONS: "", DATABASE_URL: "", ...env },
  });
  const lines: string[] = [];
  const heard = new Set<() => void>();
  const hear = (line: string): void => {
    lines.push(line);
    for (const one of heard) one();
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", hear);
  let gone = false;
  const ended = new Promise<number | string | null>((resolve) => {
    // "close" comes when everything it printed was read, also by its children.
    child.once("close", (code, signal) => {
      gone = true;
      for (const one of heard) one();
      resolve(code ?? signal);
    });
  });
  return {
    child,
    lines,
    ended,
    line: (prefix, from = 0) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.slice(from).find((line) => line.startsWith(prefix));
          if (found === undefined && !gone) return;
          heard.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`The program ended without "${prefix}":\n${lines.slice(-20).join("\n")}`));
        };
        heard.add(look);
        look();
      }),
    killAll: async () => {
      try {
        process.kill(-(child.pid ?? 0), "SIGKILL");
      } catch {
        // All are gone already.
      }
      await ended;
    },
  };
}

/** The processes that a process has started. Linux only, as the tests that ask. */
function childrenOf(pid: number): number[] {
  return fs.readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** The embedded database of a server. */
export function databaseOf(pid: number): number | null {
  const found = childrenOf(pid).find((child) =>
    fs.readFileSync(`/proc/${child}/cmdline`, "utf8").includes("embedded/server.mjs"),
  );
  return found ?? null;
}
