/** Installs, generates and builds, each only when what it depends on has changed since the last time. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { slimClient } from "./slim-client.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = ["app", "components", "content", "lib", "prisma", "public"];
const FILES = [
  "instrumentation.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "scripts/start/slim-client.mjs",
];

/** @param {{ build: boolean }} what */
export async function prepare({ build }) {
  step({
    mark: "node_modules/.rampart-installed",
    state: () => hash([path.join(ROOT, "package-lock.json")]),
    say: "Installing packages …",
    run: () => npm(["ci"]),
  });
  step({
    mark: "lib/db/generated/.rampart-generated",
    state: () =>
      hash(["prisma/schema.prisma", "package-lock.json", "scripts/start/slim-client.mjs"].map(inRoot)),
    say: "Generating the database client …",
    run: () => {
      // The client needs no engine binary, and a closed network could not fetch one.
      bin("prisma", ["generate"], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }, true);
      slimClient(inRoot("lib/db/generated"), ROOT);
    },
  });
  if (!build) return;
  step({
    mark: ".next/rampart-built",
    state: () =>
      hash([...SOURCES.flatMap((folder) => filesBelow(path.join(ROOT, folder))), ...FILES.map(inRoot)]),
    say: "Building (this takes about a minute, and again only when something changes) …",
    run: () => bin("next", ["build"], { NEXT_TELEMETRY_DISABLED: "1" }, true),
  });
}

/** @param {string} name */
const inRoot = (name) => path.join(ROOT, name);

/**
 * @param {{ mark: string, state: () => string, say: string, run: () => void }} step
 */
function step({ mark, state, say, run }) {
  const file = inRoot(mark);
  const wanted = state();
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === wanted) return;
  console.log(say);
  run();
  fs.writeFileSync(file, wanted);
}

/**
 * A digest of what the files hold.
 * @param {string[]} files
 */
function hash(files) {
  const digest = createHash("sha256");
  for (const file of files) {
    digest.update(path.relative(ROOT, file));
    digest.update(fs.readFileSync(file));
  }
  return digest.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]} every file that goes into the build, sorted
 */
function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/\.test\.tsx?$|[\\/]generated[\\/]|[\\/]samples/.test(file))
    .sort();
}

/** @param {string[]} args */
function npm(args) {
  const script = process.env.npm_execpath;
  const command = script ? process.execPath : "npm";
  run(command, script ? [script, ...args] : args, {}, false, !script && process.platform === "win32");
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {boolean} quiet
 */
function bin(name, args, env, quiet) {
  const manifest = path.join(ROOT, "node_modules", name, "package.json");
  const { bin: entry } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  const script = path.join(path.dirname(manifest), typeof entry === "string" ? entry : entry[name]);
  run(process.execPath, [script, ...args], env, quiet);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {boolean} quiet print the output only when it fails
 */
function run(command, args, env, quiet, shell = false) {
  const done = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    maxBuffer: 64 * 1024 * 1024,
    shell,
  });
  if (done.status === 0) return;
  if (quiet) console.error(`${done.stdout ?? ""}${done.stderr ?? ""}`);
  const full = /ENOSPC|no space left/i.test(`${done.stderr ?? ""}${done.error ?? ""}`);
  const step = `${path.basename(args[0] ?? command)} ${args.slice(1).join(" ")}`;
  throw new Error(
    full
      ? `The disk is full: ${step} could not write.`
      : `This step failed: ${step}. Its output stands above.`,
  );
}
