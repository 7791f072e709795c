/** How the collector hands its archive and the token over. */
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { at, collect, dpkgHost, listed, madeUpHost, tool } from "./collector.sample";

const TOKEN = "rampart_0123456789";

madeUpHost();

describe("the upload", () => {
  const ANSWER =
    '{"imports":[{"id":"1","delivered":0,"filename":"web-01/apt-list.txt","status":"imported","host":null},' +
    '{"id":null,"delivered":0,"filename":"web-01/x.txt","status":"rejected","problem":{"code":"empty","detail":"This file is empty."}}]}';

  /** Records its arguments and its standard input, and answers. */
  const curl = (status: number): void =>
    tool(
      "curl",
      `printf '%s\\n' "$@" >"${at.home}/arguments"; cat >"${at.home}/input"; env >"${at.home}/environment"
while [ $# -gt 1 ]; do [ "$1" != --output ] || printf '%s' '${ANSWER}' >"$2"; shift; done
printf '%s' ${status}`,
    );
  const seen = (name: string): string => readFileSync(join(at.home, name), "utf8");

  beforeEach(() => {
    dpkgHost();
    symlinkSync("/usr/bin/env", join(at.bin, "env"));
  });

  it("hands the token over by standard input only, and says what became of each file", () => {
    curl(201);
    tool("apt", `env >"${at.home}/apt-environment"; echo Listing...`);
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
    const file = join(at.home, "token");
    writeFileSync(file, `${TOKEN}\n`, { mode: 0o644 });
    const { stderr } = collect(["--url", "https://rampart.example", "--token-file", file]);
    expect(stderr).toContain(`others can read ${file}`);
    expect(seen("input")).toContain(`Bearer ${TOKEN}"`);
  });

  it("has wget read the token from a private file where there is no curl", () => {
    tool(
      "wget",
      `case "$*" in --version) echo "GNU Wget 1.21"; exit ;; esac
printf '%s\\n' "$@" >"${at.home}/arguments"
for one; do case $one in --config=*) cat "\${one#*=}" >"${at.home}/input"; ls -l "\${one#*=}" >"${at.home}/mode" ;; esac; done
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
    expect(existsSync(join(at.home, "input"))).toBe(false);
  });
});
