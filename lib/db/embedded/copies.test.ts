import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { recover } from "./copies.mjs";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-copies-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const put = (name: string, text = ""): void => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};
const names = (): string[] => fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

it("what a killed start half made is cleared, and the database stays", async () => {
  put("database/PG_VERSION", "18");
  put("database.new-4711/PG_VERSION", "18");
  put("database.unfinished.4711", "");
  await recover(folder);
  expect(names()).toEqual(["database", "database/PG_VERSION"]);
});

it("a database whose schema never stood goes, and one whose change broke off is what it was", async () => {
  put("database/PG_VERSION", "18");
  put("database.unfinished", "\n");
  await recover(folder);
  expect(names()).toEqual([]);
  put("database/PG_VERSION", "half changed");
  put("database.before-1/PG_VERSION", "18");
  put("database.unfinished", "database.before-1\n");
  await recover(folder);
  expect(names()).toEqual([
    "database",
    "database.before-1",
    "database.before-1/PG_VERSION",
    "database/PG_VERSION",
  ]);
  expect(fs.readFileSync(path.join(folder, "database/PG_VERSION"), "utf8")).toBe("18");
});
