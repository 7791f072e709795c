/**
 * `npm start`: brings a clone to a served page. Installs what is missing or changed, generates the database client,
 * builds if the build is stale, and serves. It needs nothing but Node: it must run before anything is installed.
 */
import process from "node:process";
import { checkNode, checkPort, readAddress } from "./start/checks.mjs";
import { prepare } from "./start/prepare.mjs";

const HELP = `npm start                 serve on http://127.0.0.1:3000
npm start -- --demo       serve a throw-away data folder with the sample fleet

Settings are environment variables; the README lists them.`;

async function main() {
  const args = process.argv.slice(2);
  if (args.includes("--help")) {
    console.log(HELP);
    return;
  }
  const unknown = args.find((arg) => arg !== "--demo");
  if (unknown) throw new Error(`There is no option ${unknown}. See npm start -- --help.`);
  checkNode(process.versions.node);
  const { host, port } = readAddress(process.env);
  await checkPort(host, port);
  await prepare({ build: true });
  const { serve } = await import("./start/serve.mjs");
  await serve({ host, port, demo: args.includes("--demo") });
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
