/** The engines for database tests: started once per run. */
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../lib/db/open";

declare module "vitest" {
  interface ProvidedContext {
    /** A data folder with a new, migrated cluster, to be copied. */
    template: string;
    /** A PostgreSQL server where databases may be made; empty: there is none here. */
    server: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-test-"));
  fs.chmodSync(folder, 0o711);
  const template = path.join(folder, "template");
  await (await openDatabase({ data: template, databaseUrl: null })).close();
  project.provide("template", template);
  const server = process.env.RAMPART_TEST_DATABASE_URL
    ? { url: process.env.RAMPART_TEST_DATABASE_URL, stop: async () => {} }
    : await startPostgres(folder);
  project.provide("server", server?.url ?? "");
  return async () => {
    await server?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

/** The folder with `initdb`, in Debian's place or on the path. */
function postgresBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...versions.map((version) => path.join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(":"),
  ];
  return places.find((place) => fs.existsSync(path.join(place, "initdb"))) ?? null;
}

/** PostgreSQL refuses to run as root: there it runs as `nobody`. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function startPostgres(folder: string): Promise<{ url: string; stop: () => Promise<void> } | null> {
  const bin = postgresBinaries();
  if (!bin) return null;
  const as = unprivileged();
  const home = path.join(folder, "postgres");
  fs.mkdirSync(home);
  if (as.uid !== undefined && as.gid !== undefined) fs.chownSync(home, as.uid, as.gid);
  const data = path.join(home, "data");
  const options = { ...as, cwd: home, env: { ...process.env, LC_ALL: "C.UTF-8" } };
  execFileSync(path.join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], {
    ...options,
    stdio: "ignore",
  });
  const child = spawn(
    path.join(bin, "postgres"),
    ["-D", data, "-k", home, "-c", "listen_addresses=", "-c", "max_connections=60"],
    { ...options, stdio: "ignore" },
  );
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(home)}`;
  await answers(url);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGINT");
      }),
  };
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
