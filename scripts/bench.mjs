/**
 * `npm run bench`: the figures that Rampart promises, as a table and as JSON. Ratios within one run, medians of several
 * interleaved rounds; nothing is asserted, because machines are noisy. `npm run bench -- xccdf files` measures some parts.
 */
import process from "node:process";
import { core } from "./bench/core.mjs";
import { exports } from "./bench/exports.mjs";
import { mixedFiles } from "./bench/mixed-files.mjs";
import { pack } from "./bench/pack.mjs";
import { pdf } from "./bench/pdf.mjs";
import { reimport } from "./bench/reimport.mjs";
import { server } from "./bench/server.mjs";
import { show } from "./bench/table.mjs";
import { work } from "./bench/work.mjs";
import { xccdf } from "./bench/xccdf/figures.mjs";
import { prepare } from "./start/prepare.mjs";

/** @type {Record<string, { run: () => unknown, build: boolean }>} */
const PARTS = {
  core: { run: core, build: false },
  xccdf: { run: xccdf, build: false },
  server: { run: server, build: true },
  files: { run: mixedFiles, build: true },
  work: { run: work, build: true },
  exports: { run: exports, build: true },
  pdf: { run: pdf, build: true },
  pack: { run: pack, build: true },
  reimport: { run: reimport, build: true },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(1);
}
const parts = Object.entries(PARTS).flatMap(([name, part]) =>
  named.length === 0 || named.includes(name) ? [part] : [],
);
await prepare({ build: parts.some(({ build }) => build) });
for (const { run } of parts) await run();
show();
process.exit(0);
