/**
 * A server's work for tests that kill it: opens the database in a data folder, says what it holds, begins the background
 * work, then imports new reports without end and prints a line for each one that was acknowledged.
 * `node --import tsx scripts/test/importing.ts <data folder>`
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { importReports } from "@/lib/commands/import-report";
import { db, setDatabase } from "@/lib/db";
import { openDatabase } from "@/lib/db/open";
import { startJobs } from "@/lib/jobs";
import { inventory } from "./inventory";
import { viewerWith } from "./viewers";

const HOSTS = 5;
const SAMPLES = [
  "web-01-after-upgrade.dat",
  "web-01-before-upgrade.dat",
  "db-02-hardened.dat",
  "build-07-plain.dat",
];
const folder = path.join("lib", "importers", "lynis", "samples");
const texts = SAMPLES.map((name) => fs.readFileSync(path.join(folder, name), "utf8"));
const analyst = viewerWith("analyst");

/** A report that nobody has sent yet: another host, another time, other findings than the one before. */
function fresh(turn: number): Buffer {
  const ended = new Date(Date.UTC(2026, 0, 1) + turn * 60_000).toISOString().slice(0, 19).replace("T", " ");
  const host = `host-${turn % HOSTS}`;
  const text = texts[turn % texts.length] ?? "";
  return Buffer.from(
    text
      .replace(/^hostname=.*$/m, `hostname=${host}`)
      .replace(/^hostid=.*$/m, `hostid=${createHash("sha1").update(host).digest("hex")}`)
      .replace(/^hostid2=.*$/m, `hostid2=${createHash("sha256").update(host).digest("hex")}`)
      .replace(/^report_datetime_(start|end)=.*$/gm, (_line, which) => `report_datetime_${which}=${ended}`),
  );
}

const began = Date.now();
const database = await openDatabase({
  data: process.argv[2] ?? "",
  databaseUrl: null,
  progress: (line) => console.log(`progress ${line}`),
});
setDatabase(database);
console.log(`open ${Date.now() - began}`);
console.log(`held ${JSON.stringify(await inventory())}`);
// As a server does: its background work is killed with it.
await startJobs();

for (let turn = await db().report.count(); ; turn++) {
  const bytes = fresh(turn);
  try {
    const [outcome] = await importReports(analyst, { files: [{ name: `${turn}.dat`, bytes }], via: "api" });
    const hash = createHash("sha256").update(bytes).digest("hex");
    console.log(`${outcome?.status === "imported" ? "acknowledged" : "refused"} ${hash}`);
  } catch (error) {
    // What a client would see as an answer 500; it sends the report again.
    console.log(`failed ${error instanceof Error ? error.message.replaceAll("\n", " ") : error}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    turn--;
  }
}
