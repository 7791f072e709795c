/** Runs the real collector with tools made up for it: what it packs, what it says of it, and what it leaves behind. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findTools } from "@/scripts/test/tools.mjs";
import { readManifest } from "./manifest";

const SCRIPT = new URL("../../public/collect.sh", import.meta.url).pathname;
/** What the script itself needs; every other tool is made up. */
const NEEDED =
  "sh cat chmod cut date grep gzip head ls mkdir mktemp mv nice rm sed sleep tail tar timeout touch tr true wc";

const MANIFEST = "rampart-manifest.tsv";
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const TOKEN = "rampart_0123456789";

// Hundreds of small processes: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let home: string;
let bin: string;
let out: string;
let tmp: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "collector-"));
  [bin, out, tmp] = ["bin", "out", "tmp"].map((name) => join(home, name)) as [string, string, string];
  for (const folder of [bin, out, tmp]) mkdirSync(folder);
  for (const name of NEEDED.split(" ")) {
    const real = ["/usr/bin", "/bin"].map((folder) => join(folder, name)).find(existsSync);
    if (!real) throw new Error(`this machine has no ${name}`);
    symlinkSync(real, join(bin, name));
  }
  tool("id", "echo 0");
  tool("uname", 'case $1 in -n) echo web-01 ;; -s) echo Linux ;; -r) echo "6.1.0-18-amd64" ;; esac');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function tool(name: string, script: string): void {
  const place = join(bin, name);
  writeFileSync(place, `#!/bin/sh\n${script}\n`);
  chmodSync(place, 0o755);
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: bin, TMPDIR: tmp, NODE_ENV: "test" });

function collect(args: string[] = [], more: Record<string, string> = {}) {
  // Logs that tools may have left on the machine that runs this.
  const skip = existsSync(join(bin, "lynis")) ? "rkhunter" : "rkhunter,lynis";
  const run = spawnSync(join(bin, "sh"), [SCRIPT, "--skip", skip, ...args], {
    cwd: out,
    env: { ...environment(), ...more },
    encoding: "utf8",
    timeout: 30_000,
  });
  const [archive] = readdirSync(out);
  return { ...run, archive: archive === undefined ? null : join(out, archive) };
}

const listed = (archive: string | null): string[] =>
  execFileSync("tar", ["-tzf", archive ?? ""], { encoding: "utf8" })
    .trim()
    .split("\n");

const member = (archive: string | null, path: string): Buffer =>
  execFileSync("tar", ["-xzOf", archive ?? "", path]);

const manifestOf = (archive: string | null, host = "web-01") =>
  member(archive, `${host}/${MANIFEST}`).toString().split("\n");

/** The lines of the manifest for files, less their times. */
const filesOf = (archive: string | null): string[] =>
  manifestOf(archive)
    .filter((line) => line.startsWith("file\t"))
    .map((line) => {
      const [, name, code, end, command] = line.split("\t");
      expect(end).toMatch(TIME);
      return `${name} | ${code} | ${command}`;
    });

const dpkgHost = (): void => {
  tool("dpkg-query", 'printf "adduser\\t3.134\\tall\\tDebian\\t\\tii \\n"');
  tool("apt", 'echo "$LC_ALL"; echo "Listing..."; echo "a warning" >&2');
  tool("dpkg", 'test "$*" = --verify && echo "??5??????   /usr/bin/x"');
};

describe("what it packs", () => {
  it("is a folder of the host with a file for each task, and the manifest", () => {
    dpkgHost();
    const { status, archive, stdout } = collect(["--host", "web-01"]);
    expect(status).toBe(0);
    expect(archive).toMatch(/\/web-01-\d{8}T\d{6}Z\.tar\.gz$/);
    expect(stdout.trim()).toMatch(/^\.\/web-01-\d{8}T\d{6}Z\.tar\.gz$/);
    expect(listed(archive)).toEqual([
      "web-01/rampart-manifest.tsv",
      "web-01/packages.txt",
      "web-01/apt-list.txt",
      "web-01/dpkg-verify.txt",
    ]);
    expect(member(archive, "web-01/apt-list.txt").toString()).toBe("C\nListing...\n");
    expect(filesOf(archive)).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the format of dpkg-query
      "packages.txt | 0 | dpkg-query -W -f=${Package}\\t${Version}\\t${Architecture}\\t${Maintainer}\\t${Origin}\\t${db:Status-Abbrev}\\n",
      "apt-list.txt | 0 | apt list --upgradable",
      "dpkg-verify.txt | 0 | dpkg --verify",
    ]);
  });

  it("is for its owner alone, and nothing else is left", () => {
    dpkgHost();
    const { archive } = collect();
    expect(statSync(archive ?? "").mode & 0o777).toBe(0o600);
    expect(readdirSync(out)).toHaveLength(1);
    expect(readdirSync(tmp)).toEqual([]);
  });

  it("has a manifest that the reader understands", () => {
    dpkgHost();
    const { archive } = collect();
    const lines = manifestOf(archive);
    expect(lines.slice(0, 2)).toEqual(["rampart-collector\t1", "host\tweb-01"]);
    expect(lines.slice(2, 7).map((line) => line.split("\t")[0])).toEqual([
      "machine-id",
      "os-family",
      "os-name",
      "os-version",
      "kernel",
    ]);
    const manifest = readManifest(member(archive, `web-01/${MANIFEST}`));
    expect(manifest?.host).toMatchObject({
      name: "web-01",
      os: { family: "Linux", kernel: "6.1.0-18-amd64" },
    });
    expect(manifest?.files.get("dpkg-verify.txt")).toEqual({
      command: "dpkg --verify",
      exitCode: 0,
      endedAt: expect.stringMatching(/^\d{4}-/),
    });
  });

  it("keeps tabs and blanks of names within their column and the folder clean", () => {
    dpkgHost();
    tool("uname", 'case $1 in -n) echo unused ;; -s) echo Linux ;; -r) printf "6.1\\tx" ;; esac');
    const { archive } = collect(["--host", "../web\t01 ü"]);
    expect(archive).toMatch(/\/web_01-\d{8}T/);
    const lines = manifestOf(archive, "web_01");
    expect(lines[1]).toBe("host\t../web 01 ü");
    expect(lines).toContain("kernel\t6.1 x");
  });

  it("runs rpm's tools where the packages are rpm's, and keeps exit codes that are no errors", () => {
    tool("rpm", 'case $1 in -qa) echo row ;; -Va) echo "S.5....T.  c /etc/issue"; exit 1 ;; esac');
    tool(
      "dnf",
      'case "$*" in "-q check-update") echo "a.noarch 2 base"; exit 100 ;; repoinfo)' +
        ' echo "Repo-baseurl : https://me:pass/word@repo.example/x https://you:secret@b.example:80/y@1" ;;' +
        ' *extras) echo "Error: No matching Packages to list" >&2; exit 1 ;; esac',
    );
    const { archive } = collect(["--skip", "packages,dnf-updateinfo"]);
    expect(filesOf(archive)).toEqual([
      "dnf-check-update.txt | 100 | dnf -q check-update",
      "dnf-repolist.txt | 0 | dnf repoinfo",
      "dnf-extras.txt | 1 | dnf -q list --extras",
      "rpm-verify.txt | 1 | rpm -Va",
    ]);
    expect(member(archive, "web-01/dnf-extras.txt").toString()).toBe("Error: No matching Packages to list\n");
    expect(member(archive, "web-01/dnf-repolist.txt").toString()).toBe(
      "Repo-baseurl : https://***@repo.example/x https://***@b.example:80/y@1\n",
    );
  });

  it("asks systemd for JSON only where it knows it", () => {
    const asked = (version: number): string[] => {
      rmSync(out, { recursive: true });
      mkdirSync(out);
      tool("systemctl", `case "$*" in --version) echo "systemd ${version} (x)" ;; *) echo "[]" ;; esac`);
      tool("systemd-analyze", "echo UNIT");
      return filesOf(collect().archive);
    };
    expect(asked(245)).toEqual([
      "systemd-units.txt | 0 | systemctl list-units --failed --no-pager",
      "systemd-security.txt | 0 | systemd-analyze security --no-pager",
    ]);
    expect(asked(252)).toEqual([
      "systemd-units.txt | 0 | systemctl list-units --failed --output=json --no-pager",
      "systemd-security.txt | 0 | systemd-analyze security --no-pager --json=short",
    ]);
  });

  it("takes the files that tools write themselves, without the temporary folder in their command", () => {
    tool(
      "lynis",
      'while [ $# -gt 1 ]; do [ "$1" != --report-file ] || echo "report_version=1" >"$2"; shift; done',
    );
    const { archive } = collect();
    expect(member(archive, "web-01/lynis-report.dat").toString()).toBe("report_version=1\n");
    expect(filesOf(archive)).toEqual([
      "lynis-report.dat | 0 | lynis audit system --quick --no-colors --logfile lynis.log --report-file lynis-report.dat",
    ]);
  });
});

describe("what goes wrong", () => {
  it("stops a tool that hangs, and says so", () => {
    dpkgHost();
    tool("debsums", 'echo "/usr/bin/y"; echo "debsums: missing file /usr/bin/z" >&2; sleep 60');
    const { status, archive, stderr } = collect(["--only", "debsums", "--timeout", "1"]);
    expect(status).toBe(0);
    expect(filesOf(archive)).toEqual(["debsums.txt | 124 | debsums -ca 2>&1"]);
    expect(member(archive, "web-01/debsums.txt").toString()).toBe(
      "/usr/bin/y\ndebsums: missing file /usr/bin/z\n",
    );
    expect(stderr).toMatch(/stopped after \d+ s/);
  });

  it("keeps the exit code of a tool that fails, and what it complains of", () => {
    dpkgHost();
    tool("apt", 'echo "E: broken" >&2; exit 100');
    const { status, archive, stderr } = collect(["--only", "apt-list,dpkg-verify"]);
    expect(status).toBe(0);
    expect(filesOf(archive)[0]).toBe("apt-list.txt | 100 | apt list --upgradable");
    expect(stderr).toMatch(/ended with 100 after \d+ s: E: broken/);
  });

  it("makes no archive of nothing", () => {
    const { status, archive, stderr } = collect();
    expect([status, archive]).toEqual([1, null]);
    expect(stderr).toContain("nothing was collected");
    expect(readdirSync(tmp)).toEqual([]);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing behind after %s", async (signal) => {
    dpkgHost();
    tool("debsums", `echo $$ >"${home}/pid"; sleep 60`);
    // A shell in the background of a shell ignores SIGINT, one that node starts does not.
    const run = spawn(join(bin, "sh"), [SCRIPT, "--only", "debsums"], { cwd: out, env: environment() });
    const ended = new Promise<number | null>((resolve) => run.on("exit", resolve));
    const started = (): string =>
      existsSync(join(home, "pid")) ? readFileSync(join(home, "pid"), "utf8") : "";
    await expect.poll(started, { timeout: 30_000 }).toMatch(/\d\n/);
    run.kill(signal);
    expect(await ended).toBe({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
    expect(readdirSync(out)).toEqual([]);
    expect(readdirSync(tmp)).toEqual([]);
    expect(() => process.kill(Number(started()), 0)).toThrow();
  });

  it.each([
    [["--what"], "unknown option: --what"],
    [["--only", "apt-lits"], "unknown task: apt-lits"],
    [["--only"], "--only needs a value"],
    [["--timeout", "soon"], "--timeout is a number"],
    [["--out", "/nowhere"], "/nowhere is no folder"],
    [["--url", "https://rampart.example"], "no token"],
  ])("refuses %j", (args, sentence) => {
    const { status, stderr, archive } = collect(args);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(archive).toBe(null);
  });
});

describe("which tasks run", () => {
  beforeEach(dpkgHost);

  it("only those that are asked for", () => {
    const { archive } = collect(["--only", "dpkg-verify"]);
    expect(filesOf(archive)).toEqual(["dpkg-verify.txt | 0 | dpkg --verify"]);
  });

  it("all but those that are left out", () => {
    const { archive, stderr } = collect(["--skip", "dpkg-verify", "--skip", "packages"]);
    expect(filesOf(archive)).toEqual(["apt-list.txt | 0 | apt list --upgradable"]);
    expect(stderr).toContain("skip  dpkg-verify: --skip");
    expect(stderr).toMatch(/not installed:.* debsums/);
  });

  it("are listed without running any", () => {
    tool("apt", `touch "${home}/ran"`);
    const { status, stdout, archive } = collect(["--list", "--skip", "packages"]);
    expect(status).toBe(0);
    expect(stdout).toBe("apt-list\tapt list --upgradable\ndpkg-verify\tdpkg --verify\n");
    expect(archive).toBe(null);
    expect(existsSync(join(home, "ran"))).toBe(false);
  });

  it("leave what takes long to --full, or to being asked for by name", () => {
    tool("clamscan", "echo ok");
    const clamscan = "clamscan -r -i --exclude-dir=^/sys$ --exclude-dir=^/proc$ --exclude-dir=^/dev$ / 2>&1";
    expect(collect(["--list"]).stdout).not.toContain("clamscan");
    expect(collect(["--list", "--full"]).stdout).toContain(clamscan);
    expect(collect(["--list", "--only", "clamscan"]).stdout).toBe(`clamscan\t${clamscan}\n`);
  });

  it("leave out what only root sees", () => {
    tool("id", "echo 1000");
    tool("needrestart", "echo NEEDRESTART-VER: 3.6");
    const { stderr, stdout } = collect(["--list"]);
    expect(stderr).toContain("this is not root");
    expect(stderr).toContain("skip  needrestart: only root sees this");
    expect(stdout).toContain("dpkg --verify");
  });
});

describe("the upload", () => {
  const ANSWER =
    '{"imports":[{"id":"1","delivered":0,"filename":"web-01/apt-list.txt","status":"imported","host":null},' +
    '{"id":null,"delivered":0,"filename":"web-01/x.txt","status":"rejected","problem":{"code":"empty","detail":"This file is empty."}}]}';

  /** Records its arguments and its standard input, and answers. */
  const curl = (status: number): void =>
    tool(
      "curl",
      `printf '%s\\n' "$@" >"${home}/arguments"; cat >"${home}/input"; env >"${home}/environment"
while [ $# -gt 1 ]; do [ "$1" != --output ] || printf '%s' '${ANSWER}' >"$2"; shift; done
printf '%s' ${status}`,
    );
  const seen = (name: string): string => readFileSync(join(home, name), "utf8");

  beforeEach(() => {
    dpkgHost();
    symlinkSync("/usr/bin/env", join(bin, "env"));
  });

  it("hands the token over by standard input only, and says what became of each file", () => {
    curl(201);
    tool("apt", `env >"${home}/apt-environment"; echo Listing...`);
    const { status, stderr, archive } = collect(["--url", "https://rampart.example/"], {
      RAMPART_TOKEN: TOKEN,
    });
    expect(status).toBe(0);
    expect(seen("input")).toBe(`header = "Authorization: Bearer ${TOKEN}"\n`);
    for (const place of ["arguments", "environment", "apt-environment"])
      expect(seen(place)).not.toContain(TOKEN);
    expect(seen("arguments")).toMatch(
      /\nhttps:\/\/rampart\.example\/api\/v1\/reports\?filename=web-01-\d{8}T\d{6}Z\.tar\.gz\n$/,
    );
    expect(seen("arguments").startsWith("-q\n")).toBe(true);
    expect(stderr).toContain("answer 201");
    expect(stderr).toContain("imported: web-01/apt-list.txt");
    expect(stderr).toContain("rejected: web-01/x.txt\n    This file is empty.");
    expect(archive).toBe(null);
  });

  it("keeps the archive when it fails, and when it is told to", () => {
    curl(422);
    const failed = collect(["--url", "https://rampart.example"], { RAMPART_TOKEN: TOKEN });
    expect(failed.status).toBe(3);
    expect(failed.stderr).toContain("the archive is kept");
    expect(failed.archive).not.toBe(null);
    rmSync(failed.archive ?? "");
    curl(200);
    const kept = collect(["--url", "https://rampart.example", "--keep"], { RAMPART_TOKEN: TOKEN });
    expect(kept.status).toBe(0);
    expect(listed(kept.archive)).toContain("web-01/apt-list.txt");
  });

  it("takes the token from a file, and warns of one that others can read", () => {
    curl(201);
    const file = join(home, "token");
    writeFileSync(file, `${TOKEN}\n`, { mode: 0o644 });
    const { stderr } = collect(["--url", "https://rampart.example", "--token-file", file]);
    expect(stderr).toContain(`others can read ${file}`);
    expect(seen("input")).toContain(`Bearer ${TOKEN}"`);
  });

  it("has wget read the token from a private file where there is no curl", () => {
    tool(
      "wget",
      `case "$*" in --version) echo "GNU Wget 1.21"; exit ;; esac
printf '%s\\n' "$@" >"${home}/arguments"
for one; do case $one in --config=*) cat "\${one#*=}" >"${home}/input"; ls -l "\${one#*=}" >"${home}/mode" ;; esac; done
echo "  HTTP/1.1 201 Created" >&2`,
    );
    const { status, stderr } = collect(["--url", "https://rampart.example"], { RAMPART_TOKEN: TOKEN });
    expect(status).toBe(0);
    expect(seen("input")).toBe(`header = Authorization: Bearer ${TOKEN}\n`);
    expect(seen("mode")).toMatch(/^-rw-------/);
    expect(seen("arguments")).not.toContain(TOKEN);
    expect(stderr).toContain("answer 201");
  });

  it.each([
    ["http://rampart.example", 2],
    ["http://localhost.evil.example", 2],
    ["http://127.0.0.1.evil.example", 2],
    ["http://localhost@evil.example", 2],
    ["https://rampart.example/$(id)", 2],
    ["ftp://rampart.example", 2],
    ["http://localhost:3000", 0],
    ["http://127.0.0.1:3000", 0],
    ["http://[::1]:3000", 0],
    ["https://[2001:db8::1]", 0],
  ])("%s", (url, code) => {
    curl(201);
    expect(collect(["--list", "--url", url], { RAMPART_TOKEN: TOKEN }).status).toBe(code);
  });

  it("sends the token over http to another host only when told so", () => {
    curl(201);
    const args = ["--list", "--url", "http://rampart.example", "--insecure-http"];
    expect(collect(args, { RAMPART_TOKEN: TOKEN }).status).toBe(0);
  });

  it("refuses a token that could add to the settings of curl", () => {
    curl(201);
    const token = 'x"\nurl = "https://evil.example';
    expect(collect(["--url", "https://rampart.example"], { RAMPART_TOKEN: token }).status).toBe(2);
    expect(existsSync(join(home, "input"))).toBe(false);
  });
});

const shellcheck = findTools(["shellcheck"])?.shellcheck;

describe("the script", () => {
  // Left out, and said so, where it can neither be found nor installed.
  if (shellcheck) {
    it("is clean for shellcheck", () => {
      const { stdout, status } = spawnSync(shellcheck, ["-s", "sh", SCRIPT], { encoding: "utf8" });
      expect(stdout).toBe("");
      expect(status).toBe(0);
    });
  }

  it("knows every task by the name that --only takes", () => {
    const text = readFileSync(SCRIPT, "utf8");
    const named = /^TASKS="([^"]*)"/m.exec(text)?.[1]?.split(/\s+/).sort();
    const used = new Set([...text.matchAll(/\bwant ([a-z-]+) [$a-z]/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(named);
  });
});
