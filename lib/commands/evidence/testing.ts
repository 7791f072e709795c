/** Reports of made-up machines, and what must hold of every host whatever was merged, split or imported. For tests. */
import fs from "node:fs";
import { expect } from "vitest";
import { db } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { applyReport } from "@/lib/fortress/changes";
import { emptyState, type HostState } from "@/lib/fortress/state";
import type { FileInput } from "@/lib/importers/types";
import { storedReport } from "./originals";
import { peopleSaid } from "./people-said";

const FOLDER = "lib/importers/lynis/samples/";
export const SAMPLES = [
  "web-01-before-upgrade.dat",
  "web-01-after-upgrade.dat",
  "db-02-hardened.dat",
  "db-02-unprivileged.dat",
  "build-07-plain.dat",
] as const;

export interface Machine {
  name: string;
  /** Any text: made into the identifiers that Lynis computes. */
  hostid: string;
  hostid2?: string;
}

const hex = (text: string, length: number): string =>
  Buffer.from(`${text}-0123456789abcdef`).toString("hex").padEnd(length, "a").slice(0, length);

/** A real report, made to be that machine's of that day of November 2026; `run` makes two of a day differ. */
export function reportOf(
  machine: Machine,
  sample: (typeof SAMPLES)[number],
  day: number,
  run = 0,
): FileInput {
  const date = `2026-11-${String(day).padStart(2, "0")}`;
  const minute = String(run).padStart(2, "0");
  const lines = fs
    .readFileSync(FOLDER + sample, "utf8")
    .split("\n")
    .filter((line) => !/^(hostid2?|machineid|hostname)=/.test(line))
    .map((line) => line.replace(/^(report_datetime_\w+=)\S+ \S+/, `$1${date} 10:${minute}:00`));
  lines.splice(3, 0, `hostname=${machine.name}`, `hostid=${hex(machine.hostid, 40)}`);
  if (machine.hostid2) lines.splice(3, 0, `hostid2=${hex(machine.hostid2, 64)}`);
  return { name: `${machine.name}-${date}-${run}-${sample}`, bytes: Buffer.from(lines.join("\n")) };
}

interface Kept {
  id: string;
  hash: string;
  part: number;
  at: number;
}

/** Everything that follows from a host's reports, with their files' hashes for ids that are made anew. */
export async function pictureOf(hostId: string): Promise<unknown> {
  const [host, state, events, scores, reports] = await Promise.all([
    db().host.findUniqueOrThrow({ where: { id: hostId } }),
    loadHostState(db(), hostId),
    db().event.findMany({ where: { hostId, reportId: { not: null } } }),
    db().score.findMany({ where: { hostId } }),
    db().report.findMany({ where: { hostId }, select: { id: true, deliveredHash: true, part: true } }),
  ]);
  const findings = await db().finding.findMany({ where: { hostId }, orderBy: { key: "asc" } });
  const { id: _id, createdAt: _createdAt, ...figures } = host;
  const text = JSON.stringify(
    {
      figures,
      state: plain(state),
      // Gains are written only where they moved by more than a two-thousandth: their last digits tell how it came about.
      findings: findings.map(({ id: _row, hostId: _host, gain: _gain, ...finding }) => finding),
      events: events.map(({ at, kind, key, reportId, data }) => ({ at, kind, key, reportId, data })),
      scores: scores.map(({ hostId: _host, ...score }) => score),
    },
    // Sums in another order differ in their last digits.
    (_key, value: unknown) => (typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value),
  );
  const named = reports.reduce(
    (all, { id, deliveredHash, part }) => all.replaceAll(id, `${deliveredHash} ${part}`),
    text,
  );
  const picture = JSON.parse(named) as { events: unknown[]; scores: unknown[] };
  const sorted = (rows: unknown[]): unknown[] => rows.sort(by((row) => JSON.stringify(row)));
  return { ...picture, events: sorted(picture.events), scores: sorted(picture.scores) };
}

const plain = (state: HostState): unknown => ({
  sources: [...state.sources.values()].sort(by(({ source }) => source)),
  checks: [...state.checks.values()].sort(by(({ check }) => check)),
  exposures: [...state.exposures.values()].sort(by(({ source, kind, key }) => source + kind + key)),
  findings: [...state.findings.values()].sort(by(({ key }) => key)),
  approvals: [...state.approvals.values()].sort(by(({ key }) => key)),
  expectations: [...state.expectations.values()].sort(by(({ id }) => id)),
});

const by =
  <T>(keyOf: (row: T) => string) =>
  (a: T, b: T): number =>
    keyOf(a) < keyOf(b) ? -1 : 1;

/** Folds a host's originals without any of the code that stores them. */
async function foldOf(hostId: string): Promise<HostState> {
  const state = emptyState();
  const kept = await db().$queryRaw<Kept[]>`
    select r.id, r.delivered_hash as hash, r.part, (extract(epoch from r.observed_at) * 1000)::float8 as at
      from report r where r.host_id = ${hostId}::uuid`;
  kept.sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.part - b.part));
  const words = await peopleSaid(db(), hostId);
  for (const { id, at } of kept) {
    while (words[0] && words[0].at < at) words.shift()?.say(state);
    const report = await storedReport(db(), id);
    if (report) applyReport(state, { id, at, report });
  }
  for (const { say } of words) say(state);
  return state;
}

/** What must hold at any time, whatever happened at once. */
export async function expectConsistent(): Promise<void> {
  const strays = await db().$queryRaw`
    select r.id, r.host_id, s.host_id as bound, i.host_id as imported
      from report r left join host_signature s on s.signature = r.signature left join import i on i.report_id = r.id
     where s.host_id is distinct from r.host_id or i.host_id is distinct from r.host_id`;
  expect(strays).toEqual([]);
  for (const { id } of await db().host.findMany({ select: { id: true } })) {
    const stored = plain(await loadHostState(db(), id));
    expect(JSON.parse(JSON.stringify(stored))).toEqual(JSON.parse(JSON.stringify(plain(await foldOf(id)))));
    const [scores, reports] = [
      await db().score.count({ where: { hostId: id } }),
      await db().report.count({ where: { hostId: id } }),
    ];
    expect(scores).toBe(reports);
  }
}

/** An empty house. */
export async function clearHosts(): Promise<void> {
  await db().import.deleteMany();
  await db().host.deleteMany();
  await db().original.deleteMany();
  await db().group.deleteMany();
  await db().decision.deleteMany();
  await db().attestation.deleteMany();
  await db().plan.deleteMany();
  await db().bulkChange.deleteMany();
  await db().notice.deleteMany();
}
