import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import type { FileContext } from "@/lib/importers/types";
import { rpmVerify } from ".";

const samples = samplesOf(import.meta.url);
const REFUSED = "app-06-no-database.txt";
behaves(rpmVerify, {
  samples: new Map([...samples].filter(([name]) => name !== REFUSED)),
  cut: "unknowable",
});

const COMMAND = "rpm -Va";
const CONTEXT: FileContext = { command: COMMAND, exitCode: 1, endedAt: "2026-11-22T12:00:00Z" };
const read = (content: string, context?: FileContext) => onlyReport(rpmVerify, fileOf(content, context));
const sample = (name: string) => onlyReport(rpmVerify, fileOf(samples.get(name) ?? ""));
const sniff = (head: string, command = "", name = "") => rpmVerify.sniff(head, { name, command });

describe("samples", () => {
  it("app-05-rpm-verify.txt: one changed and one missing", () => {
    const report = sample("app-05-rpm-verify.txt");
    expect(report).toMatchObject({
      format: "rpm-verify",
      source: "rpm-verify",
      tool: { name: "rpm", version: null },
      run: { startedAt: null, endedAt: null, zone: "assumed-utc" },
      scope: "full",
      complete: true,
      observations: [],
      exposuresComplete: ["file"],
    });
    expect(report.exposures).toEqual([
      {
        kind: "file",
        key: "/usr/share/alpha-server/README",
        tower: "integrity",
        severity: "low",
        title: "Removed: /usr/share/alpha-server/README",
        details: [{ name: "change", text: "removed" }],
        systemBinary: false,
      },
      {
        kind: "file",
        key: "/usr/share/alpha-base/README",
        tower: "integrity",
        severity: "low",
        title: "Changed: /usr/share/alpha-base/README",
        details: [
          { name: "change", text: "changed" },
          { name: "attributes", text: "size, content, modification time" },
        ],
        systemBinary: false,
      },
    ]);
    expect(report.facts).toEqual([
      { key: "changed", values: ["1"] },
      { key: "missing", values: ["1"] },
      { key: "conffiles", values: ["0"] },
      { key: "unsatisfied_dependencies", values: ["0"] },
    ]);
  });

  it("app-06-kinds.txt: every kind of file and of change", () => {
    const report = sample("app-06-kinds.txt");
    expect(
      report.exposures.map(
        ({ severity, title, systemBinary }) => `${severity} ${title}${systemBinary ? " (binary)" : ""}`,
      ),
    ).toEqual([
      "medium Changed: /etc/gamma/gamma.conf",
      "info Changed: /etc/gamma/time.conf",
      "critical Changed: /usr/bin/gamma (binary)",
      "critical Changed: /usr/bin/gamma-dir",
      "critical Removed: /usr/bin/gamma-gone",
      "critical Changed: /usr/bin/gamma-link",
      "critical Changed: /usr/bin/gamma-mode",
      "low Removed: /usr/share/doc/gamma/LICENSE",
      "low Changed: /usr/share/doc/gamma/read me",
    ]);
    expect(report.exposures[0]?.details).toEqual([
      { name: "change", text: "changed" },
      { name: "attributes", text: "size, content, modification time" },
      { name: "kind", text: "a configuration file of its package" },
    ]);
    expect(report.facts).toEqual([
      { key: "changed", values: ["7"] },
      { key: "missing", values: ["2"] },
      { key: "conffiles", values: ["2"] },
      { key: "unsatisfied_dependencies", values: ["1"] },
    ]);
    expect(report.notes.map(({ code }) => code)).toEqual(["selection-unknown", "unsatisfied-dependencies"]);
    expect(report.exposuresComplete).toEqual(["file"]);
  });

  it("app-06-no-database.txt is refused", () => {
    const head = new TextDecoder().decode(samples.get(REFUSED));
    expect(sniff(head)).toBe("yes");
    expect(refusalOf(rpmVerify, fileOf(head))).toBe("rpm-verify-failed");
  });
});

describe("rules", () => {
  it("an empty file is clean only as the output of a command that ended well", () => {
    const report = read("", { ...CONTEXT, exitCode: 0 });
    expect(report).toMatchObject({
      complete: true,
      scope: "full",
      exposures: [],
      exposuresComplete: ["file"],
    });
    expect(report.run.endedAt).toBe("2026-11-22T12:00:00Z");
    expect(refusalOf(rpmVerify, fileOf(""))).toBe("empty");
    expect(refusalOf(rpmVerify, fileOf("", { command: COMMAND }))).toBe("rpm-verify-empty");
    expect(refusalOf(rpmVerify, fileOf("", CONTEXT))).toBe("rpm-verify-failed");
    expect(refusalOf(rpmVerify, fileOf("hello\n", { ...CONTEXT, exitCode: 0 }))).toBe("rpm-verify-failed");
    expect(sniff("", COMMAND)).toBe("yes");
    expect(sniff("", "dpkg --verify")).toBe("no");
  });

  it.each([
    ["..5....T.  ", "/usr/bin/ls", true, "critical"],
    ["S.?......  ", "/usr/bin/ls", true, "critical"],
    [".M?......  ", "/usr/bin/ls", true, "critical"],
    [".M...UG..  ", "/usr/bin/ls", false, "critical"],
    ["........P  ", "/usr/bin/ls", false, "critical"],
    [".......T.  ", "/usr/bin/ls", false, "info"],
    ["S.5....T  ", "/usr/bin/ls", true, "critical"],
    ["....L....  ", "/usr/lib64/libc.so", false, "critical"],
  ])("%s of %s: system binary %s, %s", (marks, path, systemBinary, severity) => {
    expect(read(`${marks}  ${path}\n`, CONTEXT).exposures).toMatchObject([
      { key: path, systemBinary, severity },
    ]);
  });

  it("what could not be read is no finding, and nothing closes", () => {
    const lines =
      "..?......  c /etc/shadow\nmissing     /root/x (Permission denied)\n..5......    /usr/bin/ls\n";
    const report = read(lines, CONTEXT);
    expect(report).toMatchObject({ scope: "unprivileged", complete: true, exposuresComplete: [] });
    expect(report.exposures.map(({ key }) => key)).toEqual(["/usr/bin/ls"]);
    expect(report.notes.map(({ code }) => code)).toEqual(["unprivileged"]);
  });

  it("ghosts and files of another package are no files of this one", () => {
    const lines =
      "S.5....T.  g /var/lib/x/state\nmissing   g /run/x\n..5......    /usr/share/a (replaced)\n.........    /usr/share/b (not installed)\n..5......    /usr/share/c (copy)\n";
    expect(read(lines, CONTEXT).exposures.map(({ key }) => key)).toEqual(["/usr/share/c (copy)"]);
  });

  it("lines beside the result are left out", () => {
    const lines =
      "prelink: /usr/bin/a: at least one of file's dependencies has changed since prelinking\nwarning: x\nsomething a script printed\n..5......    /usr/bin/ls\n";
    const report = read(lines, CONTEXT);
    expect(report.exposures).toHaveLength(1);
    expect(report.exposuresComplete).toEqual([]);
    expect(report.notes.map(({ code }) => code)).toEqual(["unread-lines"]);
  });

  it("an error of rpm, or half a file, closes nothing", () => {
    expect(read("error: rpmdb: damaged\n..5......    /usr/bin/ls\n", CONTEXT)).toMatchObject({
      complete: false,
      exposuresComplete: [],
      facts: [],
    });
    expect(read("..5......    /usr/bin/ls", CONTEXT).complete).toBe(false);
    expect(read("..5......    /usr/bin/ls\n", { ...CONTEXT, exitCode: 124 }).complete).toBe(false);
  });

  it.each([
    ["rpm -Va", "full"],
    ["/usr/bin/rpm -V -a", "full"],
    ["rpm --verify --all 2>&1", "full"],
    ["rpm -Va --nodeps --noscripts", "full"],
    ["rpm -Va --nofiledigest", "partial"],
    ["rpm -Va --noconfig", "partial"],
    ["rpm -V openssh-server", "partial"],
  ])("%s is %s", (command, scope) => {
    expect(read("..5......    /usr/bin/ls\n", { ...CONTEXT, command }).scope).toBe(scope);
  });

  it("leaves the columns of dpkg to dpkg, and what could be either to those who know", () => {
    expect(sniff("??5?????? c /etc/issue\nmissing     /usr/bin/ls\n")).toBe("no");
    expect(sniff("????????? c /etc/issue\n")).toBe("no");
    expect(sniff("missing     /usr/bin/ls\n")).toBe("no");
    expect(sniff("missing     /usr/bin/ls\n", COMMAND)).toBe("yes");
    expect(sniff("missing     /usr/bin/ls\n", "", "rpm-va.txt")).toBe("yes");
    expect(sniff("missing     /usr/bin/ls\n", "", "dpkg-verify.txt")).toBe("no");
    expect(sniff("\ufeff\n..5......  c /etc/issue\r\n")).toBe("yes");
  });
});
