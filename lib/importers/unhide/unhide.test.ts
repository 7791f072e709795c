import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { unhide } from ".";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => SAMPLES.get(name) ?? new Uint8Array();
const read = (name: string): Report => onlyReport(unhide, fileOf(sample(name)));
const outcomes = ({ observations }: Report) => observations.map(({ check, outcome }) => [check, outcome]);
const REFUSED = ["build-07-no-root.txt", "build-07-usage.txt"];

// Standard output has no end: what was printed last looks like all.
behaves(unhide, {
  samples: new Map([...SAMPLES].filter(([name]) => !REFUSED.includes(name))),
  cut: "unknowable",
});

it("db-02.txt: banner, one heading and nothing found is clean", () => {
  expect(read("db-02.txt")).toEqual({
    format: "unhide",
    source: "unhide",
    tool: { name: "unhide", version: "20211016" },
    host: { name: null, identifiers: [], os: { family: null, name: null, version: null, kernel: null } },
    run: { startedAt: null, endedAt: null, zone: "assumed-utc" },
    scope: "full",
    complete: true,
    native: null,
    observations: [{ check: "unhide:hidden-processes", outcome: "pass", details: [] }],
    definitions: [
      {
        check: "unhide:hidden-processes",
        title: "No process is hidden",
        severity: "critical",
        tower: "integrity",
        group: "memory_processes",
      },
    ],
    exposures: [],
    exposuresComplete: [],
    facts: [{ key: "hidden_processes", values: [] }],
    notes: [],
  });
});

it("build-07-hidden.txt: names each hidden process with what is known of it, as no malware", () => {
  const report = read("build-07-hidden.txt");
  expect(report.observations).toEqual([
    {
      check: "unhide:hidden-processes",
      outcome: "fail",
      details: [
        {
          name: "found",
          text: '5043\nCmdline: "/tmp/.x/worker"\nExecutable: "/tmp/.x/worker (deleted)"\nCommand: "worker"\n$USER=root\n$PWD=/',
        },
        {
          name: "found",
          text: '5051\nCmdline: "<none>"\nExecutable: "<no link>"\n"<none>  ... maybe a transitory process"',
        },
      ],
    },
    {
      check: "unhide:fake-processes",
      outcome: "fail",
      details: [{ name: "found", text: "65535\nCommand = my_false_proc not seen by 10 sys fonc" }],
    },
  ]);
  expect(report.exposures).toEqual([]);
  expect(report.facts).toEqual([{ key: "hidden_processes", values: ["5043", "5051"] }]);
});

it("build-07-log.txt: a log file has times and an end", () => {
  expect(read("build-07-log.txt")).toMatchObject({
    run: { startedAt: "2026-11-22T03:10:00Z", endedAt: "2026-11-22T03:12:41Z", zone: "assumed-utc" },
    complete: true,
    observations: [{ check: "unhide:hidden-processes", outcome: "pass" }],
  });
  const text = new TextDecoder().decode(sample("build-07-log.txt"));
  const stopped = onlyReport(unhide, fileOf(text.slice(0, text.indexOf("unhide-linux scan ending"))));
  expect(stopped).toMatchObject({ complete: false, observations: [], notes: [{ code: "truncated" }] });
});

describe("unhide-tcp", () => {
  it("is a source of its own, clean when both protocols were looked at", () => {
    const report = read("build-07-tcp.txt");
    expect(report).toMatchObject({ source: "unhide/tcp", tool: { name: "unhide-tcp" }, complete: true });
    expect(outcomes(report)).toEqual([["unhide:hidden-ports", "pass"]]);
  });

  it("is incomplete without the second protocol", () => {
    const text = new TextDecoder().decode(sample("build-07-tcp.txt"));
    const report = onlyReport(unhide, fileOf(text.replace("[*]Starting UDP checking\n", "")));
    expect(report).toMatchObject({ complete: false, observations: [] });
  });

  it("names ports with their protocol", () => {
    const report = read("build-07-tcp-hidden.txt");
    expect(report.facts).toEqual([{ key: "hidden_ports", values: ["tcp 31337", "udp 1049"] }]);
    expect(report.observations[0]?.details?.[0]?.text).toBe(
      "tcp 31337\nnot seen by ss\nlsof reports :\nworker 5043 root 3u IPv4 0t0 TCP *:31337 (LISTEN)",
    );
    expect(outcomes(report)).toEqual([["unhide:hidden-ports", "fail"]]);
  });
});

it("unhide_rb speaks for itself, and passes only what it says", () => {
  expect(outcomes(read("build-07-rb.txt"))).toEqual([["unhide:rb-suspicious-processes", "pass"]]);
  expect(read("build-07-rb.txt").source).toBe("unhide/rb");
  expect(outcomes(read("build-07-rb-suspicious.txt"))).toEqual([["unhide:rb-suspicious-processes", "fail"]]);
  const text = new TextDecoder().decode(sample("build-07-rb.txt"));
  const stopped = onlyReport(unhide, fileOf(text.replace("No hidden processes found!\n", "Phase 2...\n")));
  expect(stopped).toMatchObject({ complete: false, observations: [] });
});

it("refuses a run that did not look", () => {
  expect(refusalOf(unhide, fileOf(sample("build-07-no-root.txt")))).toBe("unhide-no-root");
  expect(refusalOf(unhide, fileOf(sample("build-07-usage.txt")))).toBe("unhide-no-test");
  for (const name of REFUSED) {
    expect(unhide.sniff(new TextDecoder().decode(sample(name)), { name: "", command: "" })).toBe("yes");
  }
});

it("believes the exit code more than silence", () => {
  const clean = sample("db-02.txt");
  expect(refusalOf(unhide, fileOf(clean, { command: "unhide quick", exitCode: 124 }))).toBe("unhide-failed");
  expect(refusalOf(unhide, fileOf(clean, { command: "unhide quick", exitCode: 1 }))).toBe("unhide-failed");
  const context = { command: "unhide quick", exitCode: 0, endedAt: "2026-11-22T11:00:00Z" };
  expect(onlyReport(unhide, fileOf(clean, context))).toMatchObject({
    complete: true,
    run: { endedAt: "2026-11-22T11:00:00Z", zone: "stated" },
  });
  const killed = onlyReport(unhide, fileOf(sample("build-07-hidden.txt"), { exitCode: 137 }));
  expect(killed).toMatchObject({ complete: false, notes: [{ code: "truncated" }] });
});

it("leaves a test that unhide gave up unproven", () => {
  const report = onlyReport(
    unhide,
    fileOf(
      "Unhide 20220611\n[*]Searching for Hidden processes through /proc stat scanning\nWarning : Can't get current directory, test aborted. [No such file or directory]\n",
    ),
  );
  expect(outcomes(report)).toEqual([["unhide:hidden-processes", "not-checked"]]);
});

it.each([
  ["prose", "We ran unhide 2021 and found nothing.\n"],
  ["a word", "Unhide\n"],
  ["another tool", "[*] Searching for hidden processes\n"],
])("does not know %s", (_, text) => {
  expect(unhide.sniff(text, { name: "", command: "" })).toBe("no");
});
