/**
 * `npm test`: everything from a fresh clone, a browser included, ending with `N passed, N failed`.
 * `npm run check` is the same without the browser.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { checkNode } from "./start/checks.mjs";
import { prepare } from "./start/prepare.mjs";

const browser = !process.argv.includes("--without-browser");
const reports = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-reports-"));
let passed = 0;
let failed = 0;

try {
  checkNode(process.versions.node);
  await prepare({ build: browser });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exit(1);
}

step("Format, lint and import zones", "@biomejs/biome", "biome", ["ci", "."]);
// What development left behind knows only the pages that were opened there.
fs.rmSync(path.join(".next", "dev", "types"), { recursive: true, force: true });
step("Route types", "next", "next", ["typegen"]);
step("Types", "typescript", "tsc", ["--noEmit", "-p", "."]);
step("Dead code", "knip", "knip", []);
vitest();
if (browser) await playwright();

fs.rmSync(reports, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/**
 * @param {string} title
 * @param {string} name of the package
 * @param {string} command its binary
 * @param {string[]} args
 */
function step(title, name, command, args) {
  const ok = bin(name, command, args);
  count(title, ok ? 1 : 0, ok ? 0 : 1);
}

/**
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
function bin(name, command, args, env = {}) {
  const manifest = path.join("node_modules", name, "package.json");
  const { bin: entry } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  const script = path.join(path.dirname(manifest), typeof entry === "string" ? entry : entry[command]);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  return status === 0;
}

/**
 * @param {string} title
 * @param {number} good
 * @param {number} bad
 */
function count(title, good, bad) {
  passed += good;
  failed += bad;
  console.log(`— ${title}: ${good} passed, ${bad} failed\n`);
}

/** Unit, property and database tests. A run that ends without a report, or with no test, is a failure. */
function vitest() {
  const file = path.join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ok = bin("vitest", "vitest", args);
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
  const good = report?.numPassedTests ?? 0;
  const bad = (report?.numFailedTests ?? 0) + (report?.numPendingTests ?? 0);
  count("Unit, property and database tests", good, bad > 0 ? bad : ok && good > 0 ? 0 : 1);
}

/** Journeys in a real browser against the production build. */
async function playwright() {
  const { findChromium } = await import("./browser/chromium.mjs");
  let chromium;
  try {
    chromium = findChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return count("Browser tests", 0, 1);
  }
  const file = path.join(reports, "playwright.json");
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(chromium && { RAMPART_CHROMIUM: chromium }) };
  const ok = bin("@playwright/test", "playwright", ["test", "--reporter=list,json"], env);
  const stats = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).stats : null;
  const good = stats?.expected ?? 0;
  const bad = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0);
  count("Browser tests", good, bad > 0 ? bad : ok && good > 0 ? 0 : 1);
}
