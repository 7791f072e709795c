/** Which tasks the collector runs, what they bring, and what goes wrong. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import {
  at,
  collect,
  command,
  dpkgHost,
  environment,
  filesOf,
  madeUpHost,
  member,
  tool,
} from "./collector.sample";

madeUpHost();

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
    expect(readdirSync(at.tmp)).toEqual([]);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing behind after %s", async (signal) => {
    dpkgHost();
    tool("debsums", `echo $$ >"${at.home}/pid"; sleep 60`);
    // A shell in the background of a shell ignores SIGINT, one that node starts does not.
    const [shell, script] = command();
    const run = spawn(shell, [script, "--only", "debsums"], { cwd: at.out, env: environment() });
    const ended = new Promise<number | null>((resolve) => run.on("exit", resolve));
    const started = (): string =>
      existsSync(join(at.home, "pid")) ? readFileSync(join(at.home, "pid"), "utf8") : "";
    await expect.poll(started, { timeout: 30_000 }).toMatch(/\d\n/);
    run.kill(signal);
    expect(await ended).toBe({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
    expect(readdirSync(at.out)).toEqual([]);
    expect(readdirSync(at.tmp)).toEqual([]);
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
    tool("apt", `touch "${at.home}/ran"`);
    const { status, stdout, archive } = collect(["--list", "--skip", "packages"]);
    expect(status).toBe(0);
    expect(stdout).toBe("apt-list\tapt list --upgradable\ndpkg-verify\tdpkg --verify\n");
    expect(archive).toBe(null);
    expect(existsSync(join(at.home, "ran"))).toBe(false);
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
