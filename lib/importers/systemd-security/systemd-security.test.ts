import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { systemdSecurity as importer } from ".";

const samples = samplesOf(import.meta.url);
const some = (...names: string[]) => new Map([...samples].filter(([name]) => names.includes(name)));
const file = (name: string) => fileOf(samples.get(name) ?? "");
const hint = { name: "", command: "" };
const at = (exposure: string, predicate: string) =>
  onlyReport(importer, fileOf(`UNIT EXPOSURE PREDICATE HAPPY\nnginx.service ${exposure} ${predicate} :-|\n`))
    .observations[0];

behaves(importer, { samples: some("db-02-security.txt", "web-01-security.txt"), cut: "unknowable" });
behaves(importer, { samples: some("db-02-security.json"), cut: "incomplete" });
// A cut between two units cannot be seen.
behaves(importer, { samples: some("db-02-security-offline.txt"), cut: "unknowable" });

describe("samples", () => {
  it.each([
    ["db-02-security.txt", { fail: 17, part: 1, pass: 4 }],
    ["db-02-security.json", { fail: 17, part: 1, pass: 4 }],
    ["web-01-security.txt", { fail: 19, pass: 3 }],
  ])("%s", (name, counts) => {
    const report = onlyReport(importer, file(name));
    expect(countsOf(report)).toEqual(counts);
    expect(report).toMatchObject({
      source: "systemd",
      scope: "full",
      complete: true,
      native: null,
      host: { name: null },
      run: { startedAt: null, endedAt: null },
      exposures: [],
      exposuresComplete: [],
      notes: [],
    });
    expect(report.exhaustive).toBeUndefined();
    expect(report.facts).toEqual([
      { key: "services", values: ["22"] },
      { key: "services_unsafe", values: [String(counts.fail)] },
    ]);
  });

  it("text and JSON of one host say the same", () => {
    const [text, json] = ["db-02-security.txt", "db-02-security.json"].map((name) =>
      onlyReport(importer, file(name)),
    );
    expect(text?.observations).toEqual(json?.observations);
  });

  it("reads a unit literally", () => {
    const { observations, definitions } = onlyReport(importer, file("db-02-security.json"));
    expect(observations[0]).toEqual({
      check: "systemd:exposure:auditd.service",
      outcome: "part",
      ratio: 0.25,
      details: [
        { name: "exposure", text: "8.7" },
        { name: "predicate", text: "EXPOSED" },
      ],
    });
    expect(definitions?.find(({ check }) => check === "systemd:exposure:ssh.service")).toEqual({
      check: "systemd:exposure:ssh.service",
      title: "ssh.service is confined by systemd",
      severity: "medium",
      tower: "hardening",
      group: "boot_services",
      theme: "containment",
    });
    const severities = new Map(definitions?.map(({ check, severity }) => [check, severity]));
    expect(severities.get("systemd:exposure:postgresql@15-main.service")).toBe("medium");
    expect(severities.get("systemd:exposure:getty@tty1.service")).toBe("low");
  });

  it("knows a service with its version in the name", () => {
    const { definitions } = onlyReport(importer, file("web-01-security.txt"));
    expect(definitions?.find(({ check }) => check.endsWith(":php7.4-fpm.service"))?.severity).toBe("medium");
  });

  it("reads two units in detail as a selection, with what costs most", () => {
    const report = onlyReport(importer, file("db-02-security-offline.txt"));
    expect(report).toMatchObject({ scope: "partial", complete: true, facts: [] });
    expect(report.observations.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["systemd:exposure:ssh.service", "fail"],
      ["systemd:exposure:cron.service", "fail"],
    ]);
    expect(report.observations[0]?.details).toHaveLength(14);
    expect(report.observations[0]?.details?.slice(0, 4)).toEqual([
      { name: "exposure", text: "9.6" },
      { name: "predicate", text: "UNSAFE" },
      { name: "PrivateNetwork=", text: "Service has access to the host's network (0.5)" },
      { name: "User=/DynamicUser=", text: "Service runs as root user (0.4)" },
    ]);
  });

  it("refuses the JSON of one unit", () => {
    const bytes = samples.get("db-02-security-ssh.json") ?? new Uint8Array();
    expect(importer.sniff(readHead(bytes), hint)).toMatchObject({ code: "systemd-security-one-unit" });
    expect(refusalOf(importer, fileOf(bytes))).toBe("systemd-security-one-unit");
  });
});

describe("rules", () => {
  it.each([
    ["0.1", "SAFE", "pass", undefined],
    ["4.9", "OK", "pass", undefined],
    ["5.0", "MEDIUM", "part", 0.5],
    ["7.4", "MEDIUM", "part", 0.5],
    ["7.5", "EXPOSED", "part", 0.25],
    ["8.9", "EXPOSED", "part", 0.25],
    ["9.0", "UNSAFE", "fail", undefined],
    ["10.0", "DANGEROUS", "fail", undefined],
  ])("%s %s is %s", (exposure, predicate, outcome, ratio) => {
    expect(at(exposure, predicate)).toMatchObject({ outcome, ...(ratio ? { ratio } : {}) });
  });

  it("reads faces, colours, marks of a plain terminal and warnings before the table", () => {
    const list =
      "Warning: unit changed on disk\n\u001b[0;4mUNIT EXPOSURE PREDICATE HAPPY\u001b[0m\nnginx.service \u001b[0;1;31m9.2\u001b[0m UNSAFE 😨\n";
    expect(importer.sniff(list, hint)).toBe("yes");
    expect(countsOf(onlyReport(importer, fileOf(list)))).toEqual({ fail: 1 });
    const detail =
      "  NAME DESCRIPTION EXPOSURE\n- User= Service runs as root  0.4\n+ Delegate= Fine\n\n-> Overall exposure level for \u001b]8;;file://h/x\u0007a.service\u001b]8;;\u0007: 3.1 OK :-)\n";
    expect(onlyReport(importer, fileOf(detail)).observations).toEqual([
      {
        check: "systemd:exposure:a.service",
        outcome: "pass",
        details: [
          { name: "exposure", text: "3.1" },
          { name: "predicate", text: "OK" },
          { name: "User=", text: "Service runs as root (0.4)" },
        ],
      },
    ]);
  });

  it("passes nothing of a list that is cut or shortened", () => {
    const cut = onlyReport(
      importer,
      fileOf("UNIT EXPOSURE PREDICATE HAPPY\na.service 2.0 OK :-)\nb.service 9.5 UNSAFE\nc.serv"),
    );
    expect(cut).toMatchObject({ complete: false, observations: [{ check: "systemd:exposure:b.service" }] });
    const short = onlyReport(
      importer,
      fileOf("UNIT EXPOSURE PREDICATE HAPPY\nvery-long…service 2.0 OK :-)\nb.service 9.5 UNSAFE :-{\n"),
    );
    expect(short).toMatchObject({ scope: "partial", complete: true });
    expect(short.notes.map(({ code }) => code)).toEqual(["unread-units"]);
    expect(
      refusalOf(importer, fileOf("  NAME DESCRIPTION EXPOSURE\n✗ User= Service runs as root  0.4\n")),
    ).toBe("systemd-security-empty");
  });

  it("skips a bad entry of the JSON and says so", () => {
    const report = onlyReport(
      importer,
      fileOf(
        '[{"unit":"a.service","exposure":9.5,"predicate":"UNSAFE"},{"unit":"b","exposure":"high","predicate":""}]',
      ),
    );
    expect(report).toMatchObject({ scope: "partial", notes: [{ code: "unread-units" }] });
    // An empty exposure is none, not the best one.
    expect(refusalOf(importer, fileOf('[{"unit":"a.service","exposure":"","predicate":"OK"}]'))).toBe(
      "systemd-security-malformed",
    );
    expect(refusalOf(importer, fileOf('[{"unit":1,"exposure":{}}]'))).toBe("systemd-security-malformed");
  });

  it("refuses the services of one user, and knows no other file", () => {
    expect(importer.sniff("[]", { name: "", command: "systemd-analyze --user security" })).toMatchObject({
      code: "systemd-security-user",
    });
    expect(importer.sniff("[]", hint)).toBe("no");
    expect(importer.sniff('[{"unit":"a","load":"loaded"}]', hint)).toBe("no");
  });

  it("takes time and host of the collector", () => {
    const context = { endedAt: "2026-11-22T12:00:00Z" };
    expect(onlyReport(importer, fileOf(samples.get("db-02-security.txt") ?? "", context)).run.endedAt).toBe(
      "2026-11-22T12:00:00Z",
    );
  });
});
