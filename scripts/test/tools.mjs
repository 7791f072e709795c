/** Programs that some tests call: those that are installed, or that can be installed as root on Debian. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";

const FOLDERS = [
  ...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean),
  "/usr/sbin",
  "/usr/local/sbin",
];

/**
 * The paths of programs, by their names.
 * @param {readonly string[]} names
 * @param {readonly string[]} [packages] that bring them, where these have other names
 * @returns {Record<string, string> | null} null where one of them cannot be had: what needs it is then not tested, as
 *   with PostgreSQL, and this says so
 */
export function findTools(names, packages) {
  const missing = names.filter((name) => !find(name));
  if (missing.length > 0 && process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    console.log(`Installing ${(packages ?? missing).join(", ")} …`);
    apt(["update", "-qq"]);
    apt(["install", "-y", "-qq", "--no-install-recommends", ...(packages ?? missing)]);
  }
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of names) {
    const file = find(name);
    if (!file) {
      console.log(`Not tested here, because it is not installed: what needs ${name}.`);
      return null;
    }
    found[name] = file;
  }
  return found;
}

/** @param {string} name */
const find = (name) => FOLDERS.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));

/**
 * One at a time: test files run beside each other, and apt refuses a second one of itself.
 * @param {string[]} args
 */
const apt = (args) =>
  spawnSync("flock", [path.join(os.tmpdir(), "rampart-apt.lock"), "apt-get", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
