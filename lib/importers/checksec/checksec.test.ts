import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { checksec as importer } from ".";

const samples = samplesOf(import.meta.url);
const some = (...names: string[]) => new Map([...samples].filter(([name]) => names.includes(name)));
const hint = { name: "", command: "" };
const report = (name: string) => onlyReport(importer, fileOf(samples.get(name) ?? ""));
const seen = (name: string) =>
  report(name).observations.map(({ check, outcome, details }) => [check, outcome, details?.[0]?.text]);

behaves(importer, {
  samples: some(
    "db-02-dir.json",
    "db-02-kernel.json",
    "db-02-proc.json",
    "three-dir.json",
    "three-kernel.json",
    "one-file.json",
  ),
  cut: "incomplete",
});
behaves(importer, { samples: some("web-01-dir.txt"), cut: "unknowable" });

describe("samples", () => {
  it("db-02-dir.json", () => {
    expect(seen("db-02-dir.json")).toEqual([
      ["checksec:relro:/usr/sbin", "part", "126 of 134"],
      ["checksec:canary:/usr/sbin", "part", "127 of 134"],
      ["checksec:nx:/usr/sbin", "pass", "134 of 134"],
      ["checksec:pie:/usr/sbin", "pass", "134 of 134"],
      ["checksec:rpath:/usr/sbin", "pass", "134 of 134"],
      ["checksec:runpath:/usr/sbin", "pass", "134 of 134"],
      ["checksec:fortify:/usr/sbin", "part", "130 of 133"],
    ]);
    expect(report("db-02-dir.json")).toMatchObject({
      source: "checksec/dir",
      tool: { name: "checksec", version: "2.x" },
      scope: "partial",
      complete: true,
      host: { name: null },
      facts: [{ key: "programs", values: ["134"] }],
      notes: [],
    });
    const canary = report("db-02-dir.json").observations[1];
    expect(canary?.ratio).toBeCloseTo(127 / 134, 10);
    expect(canary?.details?.slice(1).map(({ name, text }) => `${name} ${text}`)).toEqual([
      "without /usr/sbin/pivot_root",
      "without /usr/sbin/fstab-decode",
      "without /usr/sbin/setcap",
      "without /usr/sbin/mklost+found",
      "without /usr/sbin/nologin",
      "without /usr/sbin/ldconfig",
      "without /usr/sbin/findfs",
    ]);
    expect(report("db-02-dir.json").definitions?.[2]).toEqual({
      check: "checksec:nx:/usr/sbin",
      title: "Programs run no code from their data (NX): /usr/sbin",
      severity: "high",
      tower: "hardening",
      group: "hardening",
      theme: "containment",
    });
  });

  it("web-01-dir.txt, in colour", () => {
    expect(seen("web-01-dir.txt")).toEqual([
      ["checksec:relro:/usr/sbin", "part", "123.5 of 132"],
      ["checksec:canary:/usr/sbin", "part", "126 of 132"],
      ["checksec:nx:/usr/sbin", "pass", "132 of 132"],
      ["checksec:pie:/usr/sbin", "pass", "132 of 132"],
      ["checksec:rpath:/usr/sbin", "pass", "132 of 132"],
      ["checksec:runpath:/usr/sbin", "part", "125 of 132"],
      ["checksec:fortify:/usr/sbin", "part", "128 of 131"],
    ]);
    expect(report("web-01-dir.txt")).toMatchObject({
      source: "checksec/dir",
      scope: "partial",
      complete: true,
    });
  });

  it("db-02-kernel.json", () => {
    expect(countsOf(report("db-02-kernel.json"))).toEqual({ pass: 11, fail: 4, "not-checked": 1 });
    expect(report("db-02-kernel.json")).toMatchObject({
      source: "checksec/kernel",
      scope: "full",
      facts: [{ key: "selinux", values: ["no"] }],
    });
    expect(report("db-02-kernel.json").observations.slice(0, 3)).toEqual([
      {
        check: "checksec:kernel:randomize_va_space",
        outcome: "pass",
        details: [{ name: "found", text: "full" }],
      },
      {
        check: "checksec:kernel:nx_protection",
        outcome: "not-checked",
        details: [{ name: "found", text: "skipped" }],
      },
      {
        check: "checksec:kernel:protect_symlinks",
        outcome: "fail",
        details: [{ name: "found", text: "no" }],
      },
    ]);
  });

  it("db-02-proc.json", () => {
    expect(seen("db-02-proc.json")).toEqual([
      ["checksec:relro:processes", "part", "15.5 of 17"],
      ["checksec:canary:processes", "pass", "17 of 17"],
      ["checksec:nx:processes", "pass", "17 of 17"],
      ["checksec:pie:processes", "part", "15 of 17"],
      ["checksec:fortify:processes", "pass", "17 of 17"],
      ["checksec:seccomp:processes", "part", "15 of 17"],
    ]);
    expect(report("db-02-proc.json")).toMatchObject({ source: "checksec/proc", scope: "full" });
    expect(report("db-02-proc.json").observations[3]?.details?.slice(1)).toEqual([
      { name: "without", text: "fail2ban-server" },
      { name: "without", text: "unattended-upgr" },
    ]);
  });

  it("one-file.json is a check of that file", () => {
    expect(seen("one-file.json")[0]).toEqual(["checksec:relro:/usr/sbin/sshd", "pass", "1 of 1"]);
  });

  it("three-dir.json", () => {
    expect(seen("three-dir.json")).toEqual([
      ["checksec:relro:/opt/app/bin", "part", "1 of 2"],
      ["checksec:canary:/opt/app/bin", "part", "1 of 2"],
      ["checksec:nx:/opt/app/bin", "pass", "2 of 2"],
      ["checksec:pie:/opt/app/bin", "part", "1 of 2"],
      ["checksec:rpath:/opt/app/bin", "pass", "2 of 2"],
      ["checksec:runpath:/opt/app/bin", "part", "1 of 2"],
      ["checksec:fortify:/opt/app/bin", "pass", "1 of 1"],
    ]);
  });

  it("three-kernel.json leaves out what 3.x tells the wrong way round", () => {
    expect(report("three-kernel.json")).toMatchObject({
      tool: { version: "3.x" },
      observations: [
        { check: "checksec:kernel:CONFIG_STACKPROTECTOR_STRONG", outcome: "pass" },
        { check: "checksec:kernel:CONFIG_DEBUG_SG", outcome: "fail" },
        { check: "checksec:kernel:kernel.kptr_restrict", outcome: "part", ratio: 0.5 },
        { check: "checksec:kernel:kernel.exec-shield", outcome: "not-checked" },
      ],
      facts: [{ key: "selinux", values: ["Disabled"] }],
    });
  });
});

const one = (said: string) => onlyReport(importer, fileOf(`{"/b/x":{"relro":"full",${said}}}`)).observations;

describe("rules", () => {
  it.each([
    ['"canary":"No symbol table found"', "canary", undefined],
    ['"canary":"Permission denied"', "canary", undefined],
    ['"canary":"no"', "canary", "fail"],
    ['"pie":"dso"', "pie", "pass"],
    ['"pie":"not_elf"', "pie", undefined],
    ['"pie":"rel"', "pie", undefined],
    ['"rpath":"yes"', "rpath", "fail"],
    ['"fortify_source":"no","fortify-able":"0"', "fortify", undefined],
    ['"fortify_source":"n/a","fortify-able":"3"', "fortify", undefined],
    ['"fortify_source":"no","fortify-able":3', "fortify", "fail"],
  ])("%s", (said, property, outcome) => {
    expect(one(said).find(({ check }) => check === `checksec:${property}:/b/x`)?.outcome).toBe(outcome);
  });

  it("refuses an empty folder, skips what is no program, and names the folder that files share", () => {
    expect(refusalOf(importer, fileOf('{ "dir": { "name":"/empty" } }'))).toBe("checksec-nothing");
    const mixed = onlyReport(
      importer,
      fileOf('{"dir":{"name":"/usr/bin/"},"/usr/bin/a":{"relro":"no"},"/usr/bin/b.sh":"text"}'),
    );
    expect(mixed.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["checksec:relro:/usr/bin", "fail"],
    ]);
    expect(mixed.notes.map(({ code }) => code)).toEqual(["unread-entries"]);
    const shared = onlyReport(
      importer,
      fileOf('{"/usr/bin/a":{"relro":"no"},"/usr/sbin/b":{"relro":"full"}}'),
    );
    expect(shared.observations[0]).toMatchObject({
      check: "checksec:relro:/usr",
      outcome: "part",
      ratio: 0.5,
    });
  });

  it("passes nothing of a table that is cut", () => {
    const text = new TextDecoder().decode(samples.get("web-01-dir.txt")).slice(0, 2_000);
    const cut = onlyReport(importer, fileOf(text));
    expect(cut).toMatchObject({ complete: false, facts: [], notes: [{ code: "truncated" }] });
    expect(countsOf(cut).pass).toBeUndefined();
  });

  it("knows the list of processes of 3.x by its command or by what it holds", () => {
    const program = '{"name":"/usr/sbin/cron","checks":{"relro":"Full RELRO"}}';
    expect(onlyReport(importer, fileOf(`[${program},${program}]`)).source).toBe("checksec/proc");
    expect(onlyReport(importer, fileOf(`[${program}]`, { command: "checksec procAll -o json" })).source).toBe(
      "checksec/proc",
    );
    expect(onlyReport(importer, fileOf(`[${program}]`)).source).toBe("checksec/dir");
  });

  it("forgives the comma that checksec 2.4 leaves behind the last process", () => {
    const one = '{ "1": { "name":"init","relro":"full","canary":"yes","nx":"yes","pie":"yes" }, }\n';
    const { observations } = onlyReport(importer, fileOf(one));
    expect(observations.find(({ check }) => check === "checksec:relro:processes")?.outcome).toBe("pass");
  });

  it("knows no other file", () => {
    for (const head of [
      '{"kernel":{"version":"6.1"}}',
      '[{"name":"x","value":"y","desc":"z","type":"other"}]',
      '[{"name":"a","checks":{}}]',
      "{}",
      "[]",
    ])
      expect(importer.sniff(head, hint)).toBe("no");
    expect(
      importer.sniff(`\ufeff\r\n${readHead(samples.get("one-file.json") ?? new Uint8Array())}`, hint),
    ).toBe("yes");
  });
});
