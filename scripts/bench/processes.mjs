/** What the processes of a server cost. Linux only, where /proc tells. */
import fs from "node:fs";

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
