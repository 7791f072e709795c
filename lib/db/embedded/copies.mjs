/**
 * A cluster as files: made, copied aside before its schema changes, and put back. While a schema changes, a mark beside
 * the cluster names what to go back to; a start that finds it knows that the change did not come to its end.
 */
import fs from "node:fs";
import path from "node:path";
import { openEngine } from "./engine.mjs";

const COPIES_KEPT = 2;
const MARK = "database.unfinished";
const FRESH = "database.new-";
const COPY = "database.before-";
/** Files that are brought to the disk at the same time. */
const TOGETHER = 64;

/**
 * Makes a new cluster under a name of its own and moves it into place when it is whole: a start that is killed
 * half-way leaves nothing that the next one would mistake for a database.
 * @param {string} folder
 */
export async function create(folder) {
  const fresh = path.join(folder, `${FRESH}${process.pid}`);
  const engine = await openEngine(fresh);
  await engine.close();
  await reachDisk(fresh);
  // Until its schema stands, it is not worth keeping.
  await mark(folder, "");
  fs.renameSync(fresh, path.join(folder, "database"));
  await syncFile(folder);
}

/**
 * Goes back to before a change of the schema that did not come to its end, and clears what was half made.
 * @param {string} folder
 */
export async function recover(folder) {
  for (const name of fs.readdirSync(folder)) {
    // A mark that was half written says nothing; the one in its place does.
    if (name.startsWith(FRESH) || name.startsWith(`${MARK}.`))
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  const file = path.join(folder, MARK);
  if (!fs.existsSync(file)) return;
  const copy = fs.readFileSync(file, "utf8").trim();
  const directory = path.join(folder, "database");
  if (copy === "") {
    fs.rmSync(directory, { recursive: true, force: true });
  } else if (fs.existsSync(path.join(folder, copy))) {
    const fresh = path.join(folder, `${FRESH}${process.pid}`);
    fs.cpSync(path.join(folder, copy), fresh, { recursive: true });
    await reachDisk(fresh);
    fs.rmSync(directory, { recursive: true, force: true });
    fs.renameSync(fresh, directory);
  }
  await syncFile(folder);
  await settle(folder);
}

/**
 * Copies a cluster that nobody writes to, marks that its schema changes from here, and keeps the last two copies.
 * @param {string} folder
 * @param {string} label
 */
export async function copy(folder, label) {
  const name = `${COPY}${label.replace(/[^A-Za-z0-9_-]/g, "")}`;
  const target = path.join(folder, name);
  const fresh = path.join(folder, `${FRESH}${process.pid}`);
  try {
    fs.cpSync(path.join(folder, "database"), fresh, { recursive: true });
    await reachDisk(fresh);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(fresh, target);
  await mark(folder, name);
  const copies = fs
    .readdirSync(folder)
    .filter((one) => one.startsWith(COPY))
    .map((one) => ({ one, made: fs.statSync(path.join(folder, one)).mtimeMs }))
    .sort((a, b) => b.made - a.made);
  for (const { one } of copies.slice(COPIES_KEPT)) {
    fs.rmSync(path.join(folder, one), { recursive: true, force: true });
  }
}

/**
 * The schema stands: there is nothing to go back to.
 * @param {string} folder
 */
export async function settle(folder) {
  fs.rmSync(path.join(folder, MARK));
  await syncFile(folder);
}

/**
 * @param {string} folder
 * @param {string} copy
 */
async function mark(folder, copy) {
  const fresh = path.join(folder, `${MARK}.${process.pid}`);
  fs.writeFileSync(fresh, `${copy}\n`, { mode: 0o600 });
  await syncFile(fresh);
  fs.renameSync(fresh, path.join(folder, MARK));
  await syncFile(folder);
}

/**
 * Brings everything below a directory to the disk.
 * @param {string} directory
 */
async function reachDisk(directory) {
  const names = fs.readdirSync(directory, { recursive: true, encoding: "utf8" });
  const files = [directory, ...names.map((name) => path.join(directory, name))];
  for (let from = 0; from < files.length; from += TOGETHER) {
    await Promise.all(files.slice(from, from + TOGETHER).map(syncFile));
  }
}

/**
 * Brings a file or a folder's entries to the disk.
 * @param {string} file
 */
async function syncFile(file) {
  const folder = fs.statSync(file).isDirectory();
  // Windows syncs no folders, and files only through a handle that may write.
  if (folder && process.platform === "win32") return;
  const handle = await fs.promises.open(file, folder ? "r" : "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
