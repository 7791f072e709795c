import { describe, expect, it } from "vitest";
import { behaves, countsOf, fileOf, onlyReport, refusalOf } from "@/lib/importers/testing";
import { aide } from ".";
import { changes, exposure, fact, notes, report, samples } from "./aide.sample";

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

describe("samples", () => {
  it.each([
    ["db-02-changed.txt", { added: 2, removed: 1, changed: 5 }, "1846"],
    ["db-02-changed.json", { added: 2, removed: 1, changed: 5 }, "1846"],
    ["db-02-list.txt", { added: 2, removed: 1, changed: 5 }, "1846"],
    ["db-04-updated.txt", { added: 7, removed: 0, changed: 16 }, "52"],
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
    expect(refusalOf(aide, fileOf(samples.get(name) ?? ""))).toBe(code);
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
      changedAt: "2026-11-22T11:37:06Z",
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

  it("the change time of an updated program is that of its update, of a changed one that of the change", () => {
    const changedAt = (key: string) =>
      exposure(report("db-04-updated.txt"), key)?.details?.find(({ name }) => name === "change time")?.text;
    expect(changedAt("/usr/bin/jq")).toBe("2025-07-09 14:23:15 +0000 → 2026-11-24 18:59:47 +0000");
    expect(changedAt("/usr/bin/time")).toBe("2022-09-22 19:35:24 +0000 → 2026-11-24 19:00:08 +0000");
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
