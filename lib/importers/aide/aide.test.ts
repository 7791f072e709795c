import { describe, expect, it } from "vitest";
import {
  behaves,
  countsOf,
  fileOf,
  onlyReport,
  refusalOf,
  reportsOf,
  samplesOf,
} from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { aide } from ".";

const samples = samplesOf(import.meta.url);
const REFUSED = new Map([
  ["db-02-config-error.txt", "aide-failed"],
  ["image-no-database.txt", "aide-failed"],
  ["db-02-init.txt", "aide-init"],
  ["image-init.json", "aide-init"],
]);
const readable = new Map([...samples].filter(([name]) => !REFUSED.has(name)));
const MINIMAL = ["image-minimal.txt", "image-minimal.json"];

behaves(aide, {
  samples: new Map([...readable].filter(([name]) => !MINIMAL.includes(name))),
  cut: "incomplete",
});

const sample = (name: string) => fileOf(samples.get(name) ?? new Uint8Array());
const report = (name: string): Report => onlyReport(aide, sample(name));
const changes = ({ exposures }: Report) => {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { details } of exposures) {
    const change = details?.[0]?.text;
    if (change === "added" || change === "removed" || change === "changed") counts[change] += 1;
  }
  return counts;
};
const fact = ({ facts }: Report, key: string) => facts.find((one) => one.key === key)?.values;
const notes = (one: Report) => one.notes.map(({ code }) => code);
const exposure = ({ exposures }: Report, key: string) => exposures.find((one) => one.key === key);

describe("samples", () => {
  it.each([
    ["db-02-changed.txt", { added: 2, removed: 1, changed: 5 }, "1846"],
    ["db-02-changed.json", { added: 2, removed: 1, changed: 5 }, "1846"],
    ["db-02-list.txt", { added: 2, removed: 1, changed: 5 }, "1846"],
    ["web-01-changed.txt", { added: 8, removed: 1, changed: 25 }, "1260"],
    ["node-0.16.txt", { added: 1, removed: 0, changed: 2 }, "33901"],
    ["image-entries.txt", { added: 2, removed: 1, changed: 5 }, "12"],
    ["image-entries.json", { added: 2, removed: 1, changed: 5 }, "12"],
    ["image-unsummarised.txt", { added: 2, removed: 1, changed: 5 }, "12"],
    ["image-unsummarised.json", { added: 2, removed: 1, changed: 5 }, "12"],
    ["image-ungrouped.txt", { added: 2, removed: 1, changed: 5 }, "12"],
    ["image-ungrouped.json", { added: 2, removed: 1, changed: 5 }, "12"],
    ["image-update.txt", { added: 2, removed: 1, changed: 5 }, "12"],
  ])("%s names every change once", (name, counts, entries) => {
    const read = report(name);
    expect(changes(read)).toEqual(counts);
    expect(read).toMatchObject({
      format: "aide",
      source: "aide",
      scope: "full",
      complete: true,
      native: null,
      exposuresComplete: ["file"],
      host: { name: null, identifiers: [] },
    });
    expect(countsOf(read)).toEqual({ "not-applicable": 1 });
    expect(fact(read, "entries")).toEqual([entries]);
    expect(fact(read, "changed")).toEqual([String(counts.changed)]);
    expect(fact(read, "added")).toEqual([String(counts.added)]);
    expect(fact(read, "removed")).toEqual([String(counts.removed)]);
  });

  it.each(["db-02-clean.txt", "db-02-clean.json"])("%s finds nothing", (name) => {
    const read = report(name);
    expect(read.exposures).toEqual([]);
    expect(read.exposuresComplete).toEqual(["file"]);
    expect(read.complete).toBe(true);
    expect(read.observations).toEqual([{ check: "aide:no-differences", outcome: "pass", details: [] }]);
    expect(read.definitions).toEqual([
      {
        check: "aide:no-differences",
        title: "AIDE finds no file changed since its baseline",
        tower: "integrity",
        severity: "high",
        group: "file_integrity",
      },
    ]);
    expect(fact(read, "changed")).toEqual(["0"]);
    expect(read.notes).toEqual([]);
  });

  it("web-03-summary.txt counts, and names nothing", () => {
    const read = report("web-03-summary.txt");
    expect(read.exposures).toEqual([]);
    expect(read.exposuresComplete).toEqual([]);
    expect(read.complete).toBe(true);
    expect(read.tool).toEqual({ name: "AIDE", version: "0.19.1" });
    expect(read.observations).toEqual([
      {
        check: "aide:no-differences",
        outcome: "fail",
        message: "AIDE found differences and does not name them.",
        details: [
          { name: "added", text: "13" },
          { name: "removed", text: "2" },
          { name: "changed", text: "25" },
        ],
      },
    ]);
    expect(notes(read)).toEqual(["not-named"]);
    expect(fact(read, "report_level")).toEqual(["summary"]);
  });

  it.each(MINIMAL)("%s says only that something changed", (name) => {
    expect(aide.sniff(new TextDecoder().decode(samples.get(name)), { name: "", command: "" })).toBe("yes");
    const read = report(name);
    expect(read.complete).toBe(true);
    expect(countsOf(read)).toEqual({ fail: 1 });
    expect(read.exposuresComplete).toEqual([]);
    expect(read.run).toEqual({ startedAt: null, endedAt: null, zone: "assumed-utc" });
  });

  it.each([...REFUSED])("%s is refused: %s", (name, code) => {
    expect(refusalOf(aide, sample(name))).toBe(code);
    const head = new TextDecoder().decode(samples.get(name));
    const answer = aide.sniff(head, { name: "", command: "" });
    expect(answer === "yes" || (answer !== "no" && answer.code === code)).toBe(true);
  });

  it("reads times with their zone, versions and databases", () => {
    expect(report("db-02-changed.txt").run).toEqual({
      startedAt: "2026-11-22T11:37:06Z",
      endedAt: "2026-11-22T11:37:06Z",
      zone: "stated",
    });
    expect(report("db-02-changed.json").run).toEqual({
      startedAt: "2026-11-22T11:37:45Z",
      endedAt: "2026-11-22T11:37:48Z",
      zone: "stated",
    });
    expect(report("node-0.16.txt").run.startedAt).toBe("2026-06-09T15:43:20Z");
    expect(report("node-0.16.txt").tool.version).toBe("0.16");
    expect(report("web-01-changed.txt").tool.version).toBe("0.17.3");
    for (const name of ["db-02-changed.txt", "db-02-changed.json"]) {
      expect(fact(report(name), "database")).toEqual(["/var/lib/aide/site.db"]);
      expect(fact(report(name), "database_sha256")).toEqual(["Y2dgAg1n7hpUI1pUsUURucug6GRWwWKgLF/cS4VAcMc="]);
    }
  });

  it("text and JSON say the same of the same changes", () => {
    expect(report("db-02-changed.json").exposures).toEqual(report("db-02-changed.txt").exposures);
    const keys = (name: string) =>
      report(name)
        .exposures.map(({ key }) => key)
        .sort();
    expect(keys("image-ungrouped.json")).toEqual(keys("image-ungrouped.txt"));
    const once = report("image-entries.txt").exposures;
    expect(report("image-entries.json").exposures).toEqual(once);
  });
});

describe("what a change is worth", () => {
  it("says what was and what is", () => {
    expect(exposure(report("db-02-changed.txt"), "/etc/ssh/sshd_config")).toEqual({
      kind: "file",
      key: "/etc/ssh/sshd_config",
      tower: "integrity",
      severity: "high",
      title: "Changed: /etc/ssh/sshd_config",
      details: [
        { name: "change", text: "changed" },
        { name: "attributes", text: "size, modification time, change time, content" },
        { name: "size", text: "3212 → 3235" },
        { name: "modification time", text: "2026-11-22 11:30:33 +0000 → 2026-11-22 11:37:06 +0000" },
        { name: "change time", text: "2026-11-22 11:30:33 +0000 → 2026-11-22 11:37:06 +0000" },
        { name: "sha256", text: "b1jLPAsCoGSe… → b7K4DjnAqhIm…" },
      ],
      systemBinary: false,
    });
    expect(report("db-02-changed.txt").exposures.map(({ key }) => key)).toEqual([
      "/opt/app/conf/new file.conf",
      "/var/log/app.log",
      "/opt/app/conf/app-3.conf",
      "/etc/ssh/sshd_config",
      "/opt/app/bin/worker",
      "/opt/app/conf",
      "/opt/app/conf/app-1.conf",
      "/opt/app/conf/réglages café.ini",
    ]);
  });

  it("a binary counts as changed where its content is another, not where its mode is", () => {
    const web = report("web-01-changed.txt");
    const changed = web.exposures.filter(({ systemBinary }) => systemBinary).map(({ key }) => key);
    // `worker` was a program and is a directory; `listing` only became setuid.
    expect(changed).toEqual(["/opt/app/bin/worker", "/usr/sbin/nologin"]);
    expect(exposure(web, "/opt/app/bin/listing")).toMatchObject({
      severity: "critical",
      systemBinary: false,
    });
    expect(exposure(web, "/usr/sbin/.hidden-helper")).toMatchObject({
      severity: "critical",
      title: "Added: /usr/sbin/.hidden-helper",
      systemBinary: false,
    });
    // Without the details, the hash sum that is gone says it.
    const list = new TextDecoder()
      .decode(samples.get("web-01-changed.txt"))
      .replace(/-{51}\nDetailed[\s\S]*?(?=-{51}\nThe attributes)/, "");
    expect(exposure(onlyReport(aide, fileOf(list)), "/opt/app/bin/worker")).toMatchObject({
      systemBinary: true,
    });
    expect(exposure(report("node-0.16.txt"), "/usr/bin/passwd")).toMatchObject({
      details: [
        { name: "change", text: "changed" },
        { name: "attributes", text: "mode, acl" },
        { name: "mode", text: "-rwsr-xr-x → -rwsrwxrwx" },
        { name: "acl", text: "A: user::rwx A: other::r-x → A: user::rwx A: other::rwx" },
      ],
    });
  });

  it("a directory whose times follow from what lies in it is information", () => {
    const web = report("web-01-changed.txt");
    const info = web.exposures.filter(({ severity }) => severity === "info").map(({ key }) => key);
    expect(info).toEqual([
      "/etc",
      "/etc/cron.d",
      "/etc/cron.daily",
      "/etc/ssh",
      "/etc/sudoers.d",
      "/opt/app",
      "/opt/app/bin",
      "/usr/sbin",
    ]);
  });

  it("a link is no content, and control characters of a name are written out", () => {
    const image = report("image-entries.json");
    expect(exposure(image, "/usr/bin/link")).toMatchObject({ systemBinary: false });
    expect(exposure(image, "/usr/bin/true")).toMatchObject({ systemBinary: true });
    expect(exposure(image, "/opt/new\\012line")).toMatchObject({ title: "Added: /opt/new\\012line" });
    expect(exposure(image, "/opt/back\\slash")).toBeDefined();
    expect(notes(image)).toEqual(["root-prefix"]);
  });
});

const START = "Start timestamp: 2026-11-22 11:37:06 +0000 (AIDE 0.18.3)\n";
const END = "\nEnd timestamp: 2026-11-22 11:37:06 +0000 (run time: 0m 0s)\n";
const RULE = `${"-".repeat(51)}\n`;
const SAME = "AIDE found NO differences between database and filesystem. Looks okay!!\n";
const changed = (lines: string, changes = 1) =>
  `${START}AIDE found differences between database and filesystem!!\n\nSummary:\n  Total number of entries:\t9\n  Added entries:\t\t0\n  Removed entries:\t\t0\n  Changed entries:\t\t${changes}\n\n${RULE}Changed entries:\n${RULE}\n${lines}\n`;
const one = (text: string) => onlyReport(aide, fileOf(text));

describe("rules", () => {
  it.each([
    ["f   ...    .C.. . ", true],
    ["f > ... .. .H     ", true],
    ["f < ... ..         ", true],
    ["f = ... mc...     ", false],
    ["f = p.. .c..      ", true],
    ["f = ... .c..:     ", true],
    ["l = ... mc. .     ", false],
    ["ll> ... .. .      ", false],
    ["! = ... mc. .     ", true],
    ["d = ... mc.n-     ", true],
  ])("%s of a program: system binary %s", (letters, binary) => {
    const read = one(`${changed(`${letters}: /usr/bin/ls`)}${END}`);
    expect(read.exposures).toMatchObject([{ key: "/usr/bin/ls", systemBinary: binary }]);
    expect(read.complete).toBe(true);
  });

  it("a run with a limit is partial and closes nothing", () => {
    const read = report("image-limit.txt");
    expect(read).toMatchObject({ scope: "partial", complete: true, exposuresComplete: [] });
    expect(changes(read)).toEqual({ added: 0, removed: 0, changed: 1 });
    expect(read.observations).toEqual([]);
    expect(notes(read)).toEqual(["limited", "root-prefix"]);
  });

  it("without its end nothing passes, and half a path is none", () => {
    expect(one(`${START}${SAME}\nNumber of entries:\t9\n`)).toMatchObject({
      complete: false,
      observations: [],
      exposuresComplete: [],
    });
    const torn = one(changed("f > ... .. .H     : /etc/issue\nf > ... .. .H     : /usr/bin/ss", 2).trimEnd());
    expect(torn.exposures.map(({ key }) => key)).toEqual(["/etc/issue"]);
    expect(torn).toMatchObject({ complete: false, exposuresComplete: [], observations: [] });
  });

  it("a list that is not as long as AIDE counts is not whole", () => {
    const read = one(`${changed("f > ... .. .H     : /etc/issue", 2)}${END}`);
    expect(read).toMatchObject({ complete: false, exposuresComplete: [], observations: [] });
    expect(notes(read)).toEqual(["counts-differ"]);
    const none = one(`${changed("", 2)}${END}`);
    expect(none).toMatchObject({ complete: false, exposuresComplete: [] });
    expect(countsOf(none)).toEqual({ fail: 1 });
  });

  it("a run that looked at nothing, or failed, is not clean", () => {
    expect(refusalOf(aide, fileOf(`${START}${SAME}\nNumber of entries:\t0\n\n${END}`))).toBe(
      "aide-nothing-checked",
    );
    expect(refusalOf(aide, fileOf(START))).toBe("aide-incomplete");
    const clean = `${START}${SAME}\nNumber of entries:\t9\n\n${END}`;
    expect(onlyReport(aide, fileOf(clean, { exitCode: 0 })).complete).toBe(true);
    expect(onlyReport(aide, fileOf(clean, { exitCode: 18 }))).toMatchObject({
      complete: false,
      observations: [],
    });
    expect(aide.sniff("  ERROR: some of it\n", { name: "aide.txt", command: "" })).toMatchObject({
      code: "aide-failed",
    });
    expect(aide.sniff("  ERROR: some of it\n", { name: "", command: "" })).toBe("no");
    expect(
      aide.sniff("AIDE 0.15.1 found differences between database and filesystem!!\n", {
        name: "",
        command: "",
      }),
    ).toMatchObject({ code: "aide-old" });
  });

  it("a log of several runs is several reports", () => {
    const log = `WARNING: old rule\n${changed("f > ... .. .H     : /etc/issue")}${END}${START}${SAME}\nNumber of entries:\t9\n\n${END}`;
    const [first, second, ...more] = reportsOf(aide, fileOf(log));
    expect(more).toEqual([]);
    expect(first.exposures).toHaveLength(1);
    expect(second).toMatchObject({ complete: true, exposures: [] });
  });

  it("says where JSON is malformed", () => {
    const result = aide.read(fileOf('{"outline": "AIDE found", "aide_version": 18}'));
    expect(result.ok || result.refusal).toEqual({
      code: "malformed",
      text: "This AIDE report is malformed at aide_version; bring it as AIDE wrote it.",
    });
    expect(refusalOf(aide, fileOf('{"outline": "AIDE found something"}'))).toBe("aide-incomplete");
  });

  it("takes the host from whoever sent the file", () => {
    const host = {
      name: "db-02",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    expect(onlyReport(aide, fileOf(samples.get("db-02-clean.txt") ?? "", { host })).host).toEqual(host);
  });
});
