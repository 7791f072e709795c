/** A browser for tests and screenshots: one that is named, one that is installed, or one that can be installed. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** For closed machines: nothing asks the network, and root needs no sandbox of its own. */
export const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * @returns {string | undefined} the path of a browser; undefined: Playwright's own, which was just installed
 * @throws where none can be had, with what was tried
 */
export function findChromium() {
  const named = process.env.RAMPART_CHROMIUM;
  if (named) {
    if (!fs.existsSync(named)) throw new Error(`RAMPART_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const found = installed();
  if (found) return found;
  console.log("No Chromium or Chrome is installed. Installing one …");
  const cli = path.join("node_modules", "playwright", "cli.js");
  if (
    spawnSync(process.execPath, [cli, "install", "--with-deps", "chromium"], { stdio: "inherit" }).status ===
    0
  ) {
    return undefined;
  }
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    spawnSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
      {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      },
    );
    const fromApt = installed();
    if (fromApt) return fromApt;
  }
  throw new Error(
    "The browser tests need Chromium. Tried: RAMPART_CHROMIUM, the path, Playwright's download and apt. Install it, or set RAMPART_CHROMIUM to its path.",
  );
}

function installed() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
    ...PLACES,
  ];
  return candidates.find((file) => fs.existsSync(file));
}
