/**
 * Loaded before the embedded database (`--import`): counts what reaches the disk, and lets the disk fail when told so.
 * Message `{ type: "disk", fail?: { call, code, path } }`, answer `{ type: "disk", synced, log }`.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** @typedef {{ call: "fsync" | "write", code: string, path: string }} Fault */
/** @type {Fault | null} */
let fault = JSON.parse(process.env.TEST_DISK ?? "null");
/** @type {string[]} */
const synced = [];

/** @param {number} descriptor */
const pathOf = (descriptor) => fs.readlinkSync(`/proc/self/fd/${descriptor}`);

/**
 * @param {Fault["call"]} call
 * @param {number} descriptor
 */
function perhapsFail(call, descriptor) {
  if (fault?.call !== call || !pathOf(descriptor).includes(fault.path)) return;
  throw Object.assign(new Error(`${fault.code}: the test said so`), { code: fault.code });
}

const { fsyncSync, writeSync } = fs;
fs.fsyncSync = (descriptor) => {
  perhapsFail("fsync", descriptor);
  fsyncSync(descriptor);
  synced.push(pathOf(descriptor));
};
Object.assign(fs, {
  writeSync: (/** @type {number} */ descriptor, /** @type {[Buffer]} */ ...rest) => {
    perhapsFail("write", descriptor);
    return writeSync(descriptor, ...rest);
  },
});
syncBuiltinESMExports();

process.on("message", (/** @type {{ type: string, fail?: Fault }} */ message) => {
  if (message.type !== "disk") return;
  fault = message.fail ?? null;
  const log = synced.filter((file) => file.includes("/pg_wal/")).length;
  process.send?.({ type: "disk", synced: synced.length, log });
});
