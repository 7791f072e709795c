/** The pure cores: reading a Lynis report, scoring a host, all its gains. Prints one JSON object. */
import fs from "node:fs";
import path from "node:path";
import { CATALOGUE } from "../../lib/fortress/definitions";
import { gainsOf } from "../../lib/fortress/gains";
import { POLICY } from "../../lib/fortress/policy";
import type { ScoreRequest } from "../../lib/fortress/posture";
import { scoreHost } from "../../lib/fortress/score";
import type { CheckState, ExposureState } from "../../lib/fortress/state";
import { readReport } from "../../lib/importers";
import { interleaved, median, timed } from "./statistics.mjs";

const NOW = Date.UTC(2026, 10, 22, 12);
const ROUNDS = 25;
const sample = fs.readFileSync(path.join("lib", "importers", "lynis", "samples", "build-07-plain.dat"));

/** 150 KB: the report with its longest lists said again under other names. */
function longReport(): Buffer {
  const text = sample.toString("utf8");
  const [head = "", tail = ""] = text.split("lynis_tests_done=");
  const more = Array.from({ length: 2600 }, (_, i) => `cronjob[]=17,*,*,*,*,root,run-parts,/etc/cron.d/${i}`);
  return Buffer.from(`${head}${more.join("\n")}\nlynis_tests_done=${tail}`);
}

const long = longReport();
const read = (bytes: Buffer) => (): unknown => readReport({ name: "lynis-report.dat", bytes });
const split = (bytes: Buffer) => (): unknown => new TextDecoder().decode(bytes).split("\n");

const reading = await interleaved(ROUNDS, {
  split47: () => timed(40, split(sample)),
  read47: () => timed(10, read(sample)),
  split150: () => timed(20, split(long)),
  read150: () => timed(5, read(long)),
});

/** A host with 500 checks, a fifth of them failed, and 100 waiting updates. */
function bigHost(): ScoreRequest {
  const base = {
    ratio: null,
    message: null,
    details: [],
    observedAt: NOW,
    sinceAt: NOW,
    reportId: "r",
    privileged: true,
    vanished: false,
    defined: null,
  };
  const checks = Array.from(
    { length: 500 },
    (_, i): CheckState => ({
      ...base,
      check: `lynis:CUST-${String(i).padStart(4, "0")}`,
      source: "lynis",
      outcome: i % 5 === 0 ? "fail" : "pass",
    }),
  );
  const exposures = Array.from(
    { length: 100 },
    (_, i): ExposureState => ({
      source: "lynis",
      kind: "package",
      key: `package-${i}`,
      tower: "patching",
      severity: "medium",
      title: `package-${i}`,
      details: [],
      exploitedWithFix: false,
      systemBinary: false,
      firstSeenAt: NOW,
      observedAt: NOW,
      reportId: "r",
      changedAt: null,
      change: null,
    }),
  );
  return {
    posture: { checks, exposures, sources: new Map(), attestations: [], decisions: [] },
    policy: POLICY,
    catalogue: CATALOGUE,
    now: NOW,
  };
}

const host = bigHost();
const scoring = await interleaved(ROUNDS, {
  score: () => timed(20, () => scoreHost(host)),
  gains: () => timed(1, () => gainsOf(host)),
});

const ms = (name: string, results: Record<string, number[]>): number => median(results[name] ?? []);
console.log(
  JSON.stringify({
    bytes: { small: sample.length, long: long.length },
    split47: ms("split47", reading),
    read47: ms("read47", reading),
    split150: ms("split150", reading),
    read150: ms("read150", reading),
    score: ms("score", scoring),
    gains: ms("gains", scoring),
  }),
);
