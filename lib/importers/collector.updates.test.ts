/** The tasks of the collector that explain a changed file: the log of dpkg, and the packages that files belong to. */
import { beforeEach, describe, expect, it } from "vitest";
import { at, collect, dpkgHost, filesOf, listed, madeUpHost, member, place, tool } from "./collector.sample";
import { IMPORTERS, readReport } from "./index";

madeUpHost();

const kept = (archive: string | null, name: string): string => member(archive, `web-01/${name}`).toString();

/** The formats that take a file by its command alone, and the command as the manifest has it. */
const formatsOf = (line: string | undefined): string[] => {
  const command = line?.split(" | ")[2] ?? "";
  return IMPORTERS.filter(({ sniff }) => sniff("", { name: "", command }) === "yes").map(
    ({ format }) => format,
  );
};

describe("dpkg-log", () => {
  const GREP = "grep -hE ^[0-9]{4}-[0-9-]+ [0-9:]+ (install|upgrade|remove|purge|disappear) ";
  beforeEach(dpkgHost);

  it("takes what came and went out of both logs, the older one first", () => {
    place(
      "var/log/dpkg.log",
      "2026-11-02 10:00:00 startup archives unpack\n2026-11-02 10:00:01 upgrade a:all 1 2\n2026-11-02 10:00:01 status installed a:all 2\n",
    );
    place("var/log/dpkg.log.1", "2026-10-02 10:00:01 install a:all <none> 1\n");
    const { archive } = collect(["--only", "dpkg-log"]);
    expect(kept(archive, "dpkg-log.txt")).toBe(
      "2026-10-02 10:00:01 install a:all <none> 1\n2026-11-02 10:00:01 upgrade a:all 1 2\n",
    );
    const files = filesOf(archive);
    expect(files).toEqual([`dpkg-log.txt | 0 | ${GREP} /var/log/dpkg.log.1 /var/log/dpkg.log`]);
    expect(formatsOf(files[0])).toEqual(["dpkg-log"]);
  });

  it("brings an empty file where nothing came or went, which is read as just that", () => {
    place("var/log/dpkg.log", "2026-11-02 10:00:00 startup packages configure\n");
    const { archive } = collect(["--only", "dpkg-log"]);
    expect(kept(archive, "dpkg-log.txt")).toBe("");
    expect(filesOf(archive)).toEqual([`dpkg-log.txt | 1 | ${GREP} /var/log/dpkg.log`]);
    const context = { command: `${GREP} /var/log/dpkg.log`, exitCode: 1 };
    expect(readReport({ name: "dpkg-log.txt", bytes: new Uint8Array(), context })).toMatchObject({
      ok: true,
      reports: [{ format: "dpkg-log", facts: [{ key: "updates", values: [] }] }],
    });
  });

  it("is left out, with the reason, where there is no log", () => {
    place("var/log/dpkg.log.1", "2026-10-02 10:00:01 install a:all <none> 1\n");
    const { archive, stderr } = collect();
    expect(stderr).toContain("skip  dpkg-log: ");
    expect(stderr).toContain("/var/log/dpkg.log cannot be read");
    expect(listed(archive)).not.toContain("web-01/dpkg-log.txt");
  });
});

describe("package-files", () => {
  const FIND = "find /var/lib/dpkg/info -name *.list -exec grep -xHF -f paths {} +";
  const RPM = "rpm -qa --qf [%{=NAME}: %{FILENAMES}\\n]";
  const REPORT = [
    "Start timestamp: 2026-11-22 11:37:06 +0000 (AIDE 0.18.3)",
    "f+++++++++++++++++: /opt/new file.conf",
    "f = ... .c..:     : /usr/bin/[",
    "changed: /etc/issue",
    "removed: /usr/lib64/old.so",
    "f > ... mc..H     : /opt/new\\012line",
    "d = ... mc..      : /usr/share/doc",
    "File: /etc/issue",
    " Mtime     : 2026-11-22 11:30:33 +0000        | 2026-11-22 11:37:06 +0000",
    "",
  ].join("\n");

  beforeEach(() => {
    place("var/lib/aide/aide.db", "x");
    place("report", REPORT);
    tool("aide", `cat "${at.home}/report"; exit 7`);
  });

  it("asks for the very names that aide gave, and for those without /usr", () => {
    dpkgHost();
    place("var/lib/dpkg/info/coreutils.list", "/.\n/bin/[\n/bin/[x\n/usr/share/doc\n");
    place(
      "var/lib/dpkg/info/base-files:amd64.list",
      "/etc/issue\n/etc/issue.net\n/usr/share/doc\n/opt/new\\012line\n",
    );
    place("var/lib/dpkg/info/libold.list", "/lib64/old.so\n/share/doc\n");
    place("var/lib/dpkg/info/libold.md5sums", "/etc/issue\n");
    const { archive } = collect(["--only", "aide,package-files"]);
    expect(kept(archive, "package-files.txt").trim().split("\n").sort()).toEqual([
      "base-files:amd64: /etc/issue",
      "base-files:amd64: /usr/share/doc",
      "coreutils: /bin/[",
      "coreutils: /usr/share/doc",
      "libold: /lib64/old.so",
    ]);
    const files = filesOf(archive);
    expect(files[1]).toBe(`package-files.txt | 0 | ${FIND}`);
    expect(formatsOf(files[1])).toEqual(["package-files"]);
  });

  it("finds the names in a report in JSON as well", () => {
    dpkgHost();
    place(
      "report",
      '{\n  "outline": "AIDE found differences",\n  "added": {\n    "/opt/new file.conf": "f+++++++++++++++++"\n  },\n' +
        '  "changed": {\n    "/etc/issue": "f > ... mc..H     ",\n    "/etc/is\\"sue": "f = ..... ."\n  }\n}\n',
    );
    place("var/lib/dpkg/info/base-files.list", '/etc/issue\n/etc/is\\"sue\n/opt/new file.conf\n/etc/motd\n');
    const { archive } = collect(["--only", "aide,package-files"]);
    expect(kept(archive, "package-files.txt").trim().split("\n").sort()).toEqual([
      "base-files: /etc/issue",
      "base-files: /opt/new file.conf",
    ]);
  });

  it("brings an empty file where no package has them", () => {
    dpkgHost();
    place("var/lib/dpkg/info/hello.list", "/usr/bin/hello\n");
    const { archive } = collect(["--only", "aide,package-files"]);
    expect(filesOf(archive)[1]).toBe(`package-files.txt | 1 | ${FIND}`);
    const context = { command: FIND, exitCode: 1 };
    expect(
      readReport({ name: null, bytes: member(archive, "web-01/package-files.txt"), context }),
    ).toMatchObject({
      ok: true,
      reports: [{ format: "package-files", facts: [{ key: "owners", values: [] }] }],
    });
  });

  it("keeps of all files that rpm knows those that aide named", () => {
    const lines = [
      "bash: /usr/bin/bash",
      "Xorg: /usr/bin/[",
      "setup: /etc/issue",
      "glibc: /lib64/old.so",
      "a: /etc",
    ];
    tool("rpm", `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(" ")}`);
    const { archive } = collect(["--only", "aide,package-files"]);
    expect(kept(archive, "package-files.txt")).toBe(
      "Xorg: /usr/bin/[\nsetup: /etc/issue\nglibc: /lib64/old.so\n",
    );
    const files = filesOf(archive);
    expect(files[1]).toBe(`package-files.txt | 0 | ${RPM}`);
    expect(formatsOf(files[1])).toEqual(["package-files"]);
  });

  it("runs only after aide, and only where aide names something", () => {
    dpkgHost();
    const left = (args: string[]): string => collect(args).stderr;
    expect(left(["--only", "package-files"])).toContain("skip  package-files: aide did not run");
    place("report", "AIDE found NO differences between database and filesystem. Looks okay!!\n");
    expect(left(["--only", "aide,package-files"])).toContain("skip  package-files: aide names no file");
    expect(collect(["--list", "--only", "aide,package-files"]).stdout.split("\n")[1]).toMatch(
      /^package-files\tfind \S+\/info -name \*\.list -exec grep -xHF -f paths \{\} \+$/,
    );
  });
});
