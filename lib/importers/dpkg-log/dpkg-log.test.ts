import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { dpkgLog } from ".";
import { readLine } from "./line";

const samples = samplesOf(import.meta.url);
const REFUSED = ["apt-history.log", "apt-term.log"];
const sniff = (head: string, command = "") => dpkgLog.sniff(head, { name: "", command });
const updates = (text: string | Uint8Array, context?: Parameters<typeof fileOf>[1]) =>
  onlyReport(dpkgLog, fileOf(text, context)).facts.find(({ key }) => key === "updates")?.values;

behaves(dpkgLog, {
  samples: new Map([...samples].filter(([name]) => !REFUSED.includes(name))),
  cut: "unknowable",
});

describe("samples", () => {
  it("db-04: 17 of 122 lines install or upgrade something", () => {
    const report = onlyReport(dpkgLog, fileOf(samples.get("db-04.log") ?? ""));
    expect(report).toMatchObject({
      format: "dpkg-log",
      source: "dpkg-log",
      tool: { name: "dpkg", version: null },
      host: { name: null },
      run: { startedAt: null, endedAt: "2026-11-24T19:00:02Z", zone: "assumed-utc" },
      scope: "partial",
      complete: true,
      observations: [],
      exposures: [],
      exposuresComplete: [],
      notes: [],
    });
    expect(report.facts.map(({ key }) => key)).toEqual(["updates"]);
    const values = report.facts[0]?.values ?? [];
    expect(values).toHaveLength(17);
    expect(values.slice(0, 2)).toEqual([
      "2025-06-24T14:36:25Z upgrade libsystemd0 252.38-1~deb12u1",
      "2025-06-24T14:36:25Z upgrade libudev1 252.38-1~deb12u1",
    ]);
    expect(values.slice(-4)).toEqual([
      "2026-09-22T04:45:24Z install time 1.9-0.2",
      "2026-11-24T18:59:47Z upgrade jq 1.6-2.1+deb12u3",
      "2026-11-24T18:59:47Z upgrade libjq1 1.6-2.1+deb12u3",
      "2026-11-24T18:59:59Z install hello 2.10-3",
    ]);
  });

  it("db-04: what the collector sifts, and what a purge leaves in the log", () => {
    expect(updates(samples.get("db-04-sifted.log") ?? "")).toEqual([
      "2026-11-24T18:59:47Z upgrade jq 1.6-2.1+deb12u3",
      "2026-11-24T18:59:47Z upgrade libjq1 1.6-2.1+deb12u3",
      "2026-11-24T18:59:59Z install hello 2.10-3",
      "2026-11-24T19:15:42Z remove hello 2.10-3",
    ]);
    expect(updates(samples.get("db-04-purged.log") ?? "")).toEqual([
      "2026-11-24T19:15:42Z remove hello 2.10-3",
    ]);
  });

  it.each(REFUSED)("%s is apt's, and refused with what to bring instead", (name) => {
    const bytes = samples.get(name) ?? "";
    const refusal = {
      code: "dpkg-log-apt",
      text: "This is a log of apt, which names only what apt did; bring /var/log/dpkg.log.",
    };
    expect(sniff(new TextDecoder().decode(samples.get(name)))).toEqual(refusal);
    expect(dpkgLog.read(fileOf(bytes))).toEqual({ ok: false, refusal });
  });
});

describe("lines", () => {
  const AT = "2026-11-22T11:22:33Z";
  const read = (rest: string, offset = 0) => readLine(`2026-11-22 11:22:33 ${rest}`, offset);

  it.each([
    ["install libssl3:amd64 <none> 3.0.1", "install", "libssl3", "3.0.1"],
    ["install acme 1.0 1:2.0-1", "install", "acme", "1:2.0-1"],
    ["upgrade libssl3:amd64 3.0.1 3.0.2", "upgrade", "libssl3", "3.0.2"],
    ["upgrade libstdc++6:i386 12.2.0-14 12.2.0-14+deb12u1", "upgrade", "libstdc++6", "12.2.0-14+deb12u1"],
    ["remove hello:amd64 2.10-3 <none>", "remove", "hello", "2.10-3"],
    ["purge hello:amd64 2.10-3 <none>", "remove", "hello", "2.10-3"],
    ["disappear old-docs:all 1.0 <none>", "remove", "old-docs", "1.0"],
  ])("%s", (line, action, name, version) => {
    expect(read(line)).toEqual({ at: AT, update: { at: AT, action, name, version } });
  });

  it.each([
    "status installed libc6:amd64 2.36-9",
    "status not-installed hello:amd64 <none>",
    "status triggers-pending man-db:amd64 2.11.2-2",
    "configure libc6:amd64 2.36-9 <none>",
    "trigproc libc-bin:amd64 2.36-9 <none>",
    "startup archives unpack",
    "startup packages triggers-only",
    "conffile /etc/acme/an odd name.conf keep",
  ])("%s changes no file", (line) => expect(read(line)).toEqual({ at: AT, update: null }));

  it.each([
    "upgrade libssl3:amd64 3.0.1",
    "upgrade libssl3:amd64 3.0.1 3.0.2 more",
    "upgrade libssl3:amd64 3.0.1 <none>",
    "remove hello:amd64 <none> <none>",
    "upgrade ../etc 1 2",
    "status fine libc6:amd64 2.36-9",
    "startup everything now",
    "conffile /etc/acme.conf perhaps",
    "Upgrade a 1 2",
    "erase a 1 2",
  ])("%s is none of dpkg's", (line) => expect(read(line)).toBeNull());

  it("has impossible times read as none", () => {
    expect(readLine("2026-02-30 11:22:33 startup archives unpack", 0)).toBeNull();
    expect(readLine("2026-11-22 25:22:33 startup archives unpack", 0)).toBeNull();
    expect(readLine("2026-11-22T11:22:33 startup archives unpack", 0)).toBeNull();
  });
});

describe("rules", () => {
  const upgrade = (time: string, name: string) => `2026-11-22 ${time} upgrade ${name}:amd64 1.0 2.0\n`;

  it("orders by time whatever the order of the files, and equal times as they stand", () => {
    const older = upgrade("10:00:00", "zlib1g") + upgrade("10:00:00", "bash");
    const newer = upgrade("12:00:00", "apt");
    const values = [
      "2026-11-22T10:00:00Z upgrade zlib1g 2.0",
      "2026-11-22T10:00:00Z upgrade bash 2.0",
      "2026-11-22T12:00:00Z upgrade apt 2.0",
    ];
    expect(updates(older + newer)).toEqual(values);
    expect(updates(newer + older)).toEqual(values);
    expect(updates(newer + older + newer)).toEqual(values);
    expect(onlyReport(dpkgLog, fileOf(newer + older)).run.endedAt).toBe("2026-11-22T12:00:00Z");
  });

  it("reads local times by the clock of the host", () => {
    const report = (utcOffset: number) =>
      onlyReport(dpkgLog, fileOf(upgrade("00:30:00", "bash"), { utcOffset }));
    expect(report(120)).toMatchObject({
      run: { endedAt: "2026-11-21T22:30:00Z", zone: "stated" },
      facts: [{ values: ["2026-11-21T22:30:00Z upgrade bash 2.0"] }],
    });
    expect(report(-210)).toMatchObject({
      run: { endedAt: "2026-11-22T04:00:00Z", zone: "stated" },
      facts: [{ values: ["2026-11-22T04:00:00Z upgrade bash 2.0"] }],
    });
  });

  it("ends when its command did, on the host that the collector names", () => {
    const host = {
      name: "db-04",
      identifiers: [],
      os: { family: null, name: null, version: null, kernel: null },
    };
    const context = { endedAt: "2026-11-24T20:00:00Z", utcOffset: 60, host };
    const report = onlyReport(dpkgLog, fileOf(upgrade("12:00:00", "bash"), context));
    expect(report.run).toEqual({ startedAt: null, endedAt: "2026-11-24T20:00:00Z", zone: "stated" });
    expect(report.host).toEqual(host);
  });

  it("a log in which nothing came or went says so", () => {
    expect(updates("2026-11-22 11:22:33 status installed libc6:amd64 2.36-9\n")).toEqual([]);
    const context = { command: "grep -hE ^x /var/log/dpkg.log.1 /var/log/dpkg.log", exitCode: 1 };
    expect(updates("", context)).toEqual([]);
    expect(refusalOf(dpkgLog, fileOf("", { ...context, exitCode: 2 }))).toBe("dpkg-log-failed");
    expect(refusalOf(dpkgLog, fileOf("", { ...context, command: "grep x /var/log/syslog" }))).toBe("empty");
    const denied = "grep: /var/log/dpkg.log: Permission denied\n";
    expect(refusalOf(dpkgLog, fileOf(denied, context))).toBe("dpkg-log-nothing");
    expect(refusalOf(dpkgLog, fileOf("hello\n"))).toBe("dpkg-log-nothing");
  });

  it("a line cut off makes no list, one that nobody knows is told", () => {
    expect(onlyReport(dpkgLog, fileOf(`${upgrade("12:00:00", "bash")}2026-11-22 12:00`))).toMatchObject({
      complete: false,
      facts: [],
      notes: [{ code: "truncated" }],
    });
    expect(onlyReport(dpkgLog, fileOf(`${upgrade("12:00:00", "bash")}what is this\n`))).toMatchObject({
      complete: true,
      facts: [{ values: ["2026-11-22T12:00:00Z upgrade bash 2.0"] }],
      notes: [{ code: "unread-lines" }],
    });
  });

  it("is known by its lines, or by the command of the collector", () => {
    const line = upgrade("12:00:00", "bash");
    expect(sniff(line)).toBe("yes");
    expect(sniff(`\n${line}`)).toBe("yes");
    expect(sniff(`hello\n${line}`)).toBe("no");
    expect(sniff(`${line}hello\n`)).toBe("no");
    expect(sniff("2026-11-22 12:00:00 something else\n")).toBe("no");
    expect(sniff("update-alternatives 2026-11-22 12:00:00: run with --quiet --auto awk\n")).toBe("no");
    expect(sniff("", "grep -hE x /var/log/dpkg.log")).toBe("yes");
    expect(sniff("", "grep -hE x /var/log/my-dpkg.logs")).toBe("no");
  });
});
