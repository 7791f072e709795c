/** A made-up host for the tests of the collector: the real script, with tools and a /var of the test's own. */
// biome-ignore lint/style/noRestrictedImports: it helps tests, and is no importer
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  // biome-ignore lint/style/noRestrictedImports: it helps tests, and is no importer
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, vi } from "vitest";

export const SCRIPT = new URL("../../public/collect.sh", import.meta.url).pathname;
export const MANIFEST = "rampart-manifest.tsv";

/** What the script itself needs; every other tool is made up. */
const NEEDED =
  "sh awk cat chmod cut date find grep gzip head ls mkdir mktemp mv nice rm sed sleep sort tail tar timeout touch tr true wc";
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The folders of the host: all of it, its tools, where archives go, and its temporary files. */
export const at = { home: "", bin: "", out: "", tmp: "" };

/** Makes the host before each test of this file, and takes it away afterwards. */
export function madeUpHost(): void {
  // Hundreds of small processes: slow on a busy machine.
  vi.setConfig({ testTimeout: 60_000 });
  beforeEach(() => {
    at.home = mkdtempSync(join(tmpdir(), "collector-"));
    for (const name of ["bin", "out", "tmp"] as const) {
      at[name] = join(at.home, name);
      mkdirSync(at[name]);
    }
    for (const name of NEEDED.split(" ")) {
      const real = ["/usr/bin", "/bin"].map((folder) => join(folder, name)).find(existsSync);
      if (!real) throw new Error(`this machine has no ${name}`);
      symlinkSync(real, join(at.bin, name));
    }
    // Logs that tools have left on the machine that runs this are not of the host.
    place("collect.sh", readFileSync(SCRIPT, "utf8").replaceAll("/var/", `${at.home}/var/`));
    tool("id", "echo 0");
    tool("uname", 'case $1 in -n) echo web-01 ;; -s) echo Linux ;; -r) echo "6.1.0-18-amd64" ;; esac');
  });
  afterEach(() => rmSync(at.home, { recursive: true, force: true }));
}

/** @param path within the host: `var/log/dpkg.log` */
export function place(path: string, content: string): void {
  const file = join(at.home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

export function tool(name: string, script: string): void {
  const file = join(at.bin, name);
  rmSync(file, { force: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

export const environment = (): NodeJS.ProcessEnv => ({ PATH: at.bin, TMPDIR: at.tmp, NODE_ENV: "test" });

/** How to run the script: the shell, and where it lies. */
export const command = (): [string, string] => [join(at.bin, "sh"), join(at.home, "collect.sh")];

/** Runs the script to its end. `archive` is the path of what it packed, or null. */
export function collect(args: string[] = [], more: Record<string, string> = {}) {
  const [shell, script] = command();
  const run = spawnSync(shell, [script, ...args], {
    cwd: at.out,
    env: { ...environment(), ...more },
    encoding: "utf8",
    timeout: 30_000,
  });
  const [archive] = readdirSync(at.out);
  return { ...run, archive: archive === undefined ? null : join(at.out, archive) };
}

export const listed = (archive: string | null): string[] =>
  execFileSync("tar", ["-tzf", archive ?? ""], { encoding: "utf8" })
    .trim()
    .split("\n");

export const member = (archive: string | null, path: string): Buffer =>
  execFileSync("tar", ["-xzOf", archive ?? "", path]);

export const manifestOf = (archive: string | null, host = "web-01") =>
  member(archive, `${host}/${MANIFEST}`).toString().split("\n");

/** The lines of the manifest for files, less their times and the folder of the test. */
export const filesOf = (archive: string | null): string[] =>
  manifestOf(archive)
    .filter((line) => line.startsWith("file\t"))
    .map((line) => {
      const [, name, code, end, command = ""] = line.split("\t");
      expect(end).toMatch(TIME);
      return `${name} | ${code} | ${command.replaceAll(at.home, "")}`;
    });

export const dpkgHost = (): void => {
  tool("dpkg-query", 'printf "adduser\\t3.134\\tall\\tDebian\\t\\tii \\n"');
  tool("apt", 'echo "$LC_ALL"; echo "Listing..."; echo "a warning" >&2');
  tool("dpkg", 'test "$*" = --verify && echo "??5??????   /usr/bin/x"');
};
