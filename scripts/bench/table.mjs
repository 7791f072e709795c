/** The figures of one run: said as they come, and at the end as a table and as JSON. */
import os from "node:os";
import process from "node:process";

/** @type {{ figure: string, value: string, floor: string, ratio: string, aim: string }[]} */
const table = [];
/** @type {Record<string, unknown>} */
const json = {
  date: new Date().toISOString(),
  node: process.version,
  cpus: os.cpus().length,
  /** Others at work on the machine: above the number of cores the times are longer than they would be. */
  load: os.loadavg(),
  engine: process.env.DATABASE_URL ? "postgresql" : "embedded",
};

export const ms = (/** @type {number} */ value) =>
  value < 1 ? `${(value * 1000).toFixed(0)} µs` : `${value.toFixed(1)} ms`;
export const times = (/** @type {number} */ value) => `${value.toFixed(2)} ×`;
export const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/**
 * @param {string} figure
 * @param {string} aim empty: the figure stands beside another and has none
 * @param {{ value: string, floor?: string, ratio?: string }} shown
 * @param {unknown} raw
 */
export function row(figure, aim, { value, floor = "", ratio = "" }, raw) {
  table.push({ figure, value, floor, ratio, aim });
  json[figure] = raw;
  console.log(
    `· ${figure}: ${value}${floor ? `, floor ${floor}` : ""}${ratio ? `, ${ratio}` : ""}${aim ? ` (aim ${aim})` : ""}`,
  );
}

export function show() {
  console.log();
  console.table(table);
  console.log(JSON.stringify(json, null, 2));
}
