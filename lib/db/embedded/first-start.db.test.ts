import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { startWorker } from "@/scripts/test/worker";

const MIGRATIONS = fs
  .readdirSync(path.join("prisma", "migrations"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).length;

const start = (folder: string) => startWorker(["--import", "tsx", "scripts/test/opening.ts", folder]);

/** How many files a new cluster has so far, under the name it is made under or in its place. */
function filesOf(folder: string): { fresh: number; inPlace: boolean } {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const fresh = names.find((name) => name.startsWith("database.new-"));
  let count = 0;
  try {
    if (fresh) count = fs.readdirSync(path.join(folder, fresh), { recursive: true }).length;
  } catch {
    // It was moved into place meanwhile.
  }
  return { fresh: count, inPlace: names.includes("database") };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The moments at which a first start is killed: each stage of it, and some chance. */
const MOMENTS: { name: string; reached: (folder: string, lines: string[]) => boolean; jitter: number }[] = [
  { name: "before anything", reached: () => true, jitter: 300 },
  { name: "with the folder made", reached: (folder) => fs.existsSync(folder), jitter: 500 },
  {
    name: "with the lock taken",
    reached: (_, lines) => lines.some((line) => /Making/.test(line)),
    jitter: 1500,
  },
  { name: "with a few files", reached: (folder) => filesOf(folder).fresh > 3, jitter: 50 },
  { name: "with half the files", reached: (folder) => filesOf(folder).fresh > 400, jitter: 100 },
  { name: "with all files", reached: (folder) => filesOf(folder).fresh > 900, jitter: 600 },
  { name: "moved into place", reached: (folder) => filesOf(folder).inPlace, jitter: 50 },
  { name: "opened anew", reached: (folder) => filesOf(folder).inPlace, jitter: 1200 },
  {
    name: "with its schema begun",
    reached: (_, lines) => lines.some((line) => /up to date/.test(line)),
    jitter: 50,
  },
  {
    name: "with its schema half made",
    reached: (_, lines) => lines.some((line) => /up to date/.test(line)),
    jitter: 900,
  },
];

// Two at a time: most of it is computing, and this machine is not alone.
it.concurrent.each([MOMENTS.slice(0, 5), MOMENTS.slice(5)])(
  "works at the next start wherever the very first one was killed",
  async (...moments) => {
    for (const { name, reached, jitter } of moments) {
      const home = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-first-"));
      const folder = path.join(home, "data");
      const first = start(folder);
      while (!reached(folder, first.lines) && first.child.exitCode === null) await pause(2);
      await pause(Math.random() * jitter);
      await first.killAll();
      const second = start(folder);
      expect(await second.line("open "), name).toBe(`open ${MIGRATIONS}`);
      second.child.kill("SIGTERM");
      expect(await second.ended, name).toBe(0);
      expect(fs.readdirSync(folder).sort(), name).toEqual(["database", "run"]);
      fs.rmSync(home, { recursive: true, force: true });
    }
  },
  600_000,
);
