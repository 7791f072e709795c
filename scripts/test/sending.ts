/**
 * A server's work for tests that run several on one database: opens it, says so, and when it is sent SIGUSR2 takes up
 * what is due, week after week, as fast as it can. It ends with how many summaries it sent.
 * `node --import tsx scripts/test/sending.ts <database url> <first time, milliseconds> <weeks> <smtp url>`
 */
import { once } from "node:events";
import { sendSchedules } from "@/lib/commands/send-schedules";
import { setDatabase } from "@/lib/db";
import { openDatabase } from "@/lib/db/open";

const WEEK = 7 * 86_400_000;

const [, , databaseUrl = "", first = "", weeks = "", url = ""] = process.argv;
const settings = { url, from: "Rampart <r@example.org>", site: "https://rampart.example.org" };
const told = once(process, "SIGUSR2");
// To wait for a signal keeps no process alive.
const awake = setInterval(() => {}, 60_000);
const database = await openDatabase({ data: "", databaseUrl });
setDatabase(database);
console.log("open");
await told;
clearInterval(awake);
let sent = 0;
for (let week = 0; week < Number(weeks); week++) {
  sent += await sendSchedules(Number(first) + week * WEEK, settings);
}
console.log(`sent ${sent}`);
await database.close();
