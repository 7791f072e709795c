/** What the collector packs and what it says of it; and the script itself. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findTools } from "@/scripts/test/tools.mjs";
import {
  at,
  collect,
  dpkgHost,
  filesOf,
  listed,
  MANIFEST,
  madeUpHost,
  manifestOf,
  member,
  SCRIPT,
  tool,
} from "./collector.sample";
import { readManifest } from "./manifest";

madeUpHost();

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
    expect(readdirSync(at.out)).toHaveLength(1);
    expect(readdirSync(at.tmp)).toEqual([]);
  });

  it("has a manifest that the reader understands", () => {
    dpkgHost();
    const { archive } = collect([], { TZ: "XYZ-5:30" });
    const lines = manifestOf(archive);
    expect(lines.slice(0, 2)).toEqual(["rampart-collector\t1", "host\tweb-01"]);
    expect(lines.slice(2, 8).map((line) => line.split("\t")[0])).toEqual([
      "machine-id",
      "os-family",
      "os-name",
      "os-version",
      "kernel",
      "utc-offset",
    ]);
    expect(lines[7]).toBe("utc-offset\t+0530");
    const manifest = readManifest(member(archive, `web-01/${MANIFEST}`));
    expect(manifest?.host).toMatchObject({
      name: "web-01",
      os: { family: "Linux", kernel: "6.1.0-18-amd64" },
    });
    expect(manifest?.utcOffset).toBe(330);
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
      rmSync(at.out, { recursive: true });
      mkdirSync(at.out);
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
