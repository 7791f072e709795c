/** For tests of decisions: a house with an analyst and two managers, real reports and what is told of them. */
import { expect } from "vitest";
import type { Role, Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { makePerson, openTestSecrets, signedIn } from "@/scripts/test/people";
import { answerDecision } from "../answer-decision";
import { clearHosts, reportOf, type SAMPLES } from "../evidence/testing";
import { importReports } from "../import-report";
import { proposeDecision } from "../propose-decision";

export const WEB = { name: "web-01", hostid: "web" };
export const MAIL = { name: "mail-01", hostid: "mail" };

/** A day of November 2026, within an hour. */
export const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour, 20);

/** Somebody new of this name, at the screen. */
export async function person(role: Role, name: string): Promise<Viewer> {
  const { id } = await makePerson(role);
  await db().user.update({ where: { id }, data: { name } });
  return (await signedIn(id)).viewer;
}

export interface People {
  analyst: Viewer;
  manager: Viewer;
  other: Viewer;
}

/** An empty house: Ana proposes, Mia and Max may approve. */
export async function emptyHouse(): Promise<People> {
  openTestSecrets();
  await clearHosts();
  await db().decision.deleteMany();
  await db().notice.deleteMany();
  await db().setting.deleteMany();
  await db().fleetDay.deleteMany();
  await db().user.deleteMany();
  const analyst = await person("analyst", "Ana");
  return { analyst, manager: await person("manager", "Mia"), other: await person("manager", "Max") };
}

export async function bring(
  viewer: Viewer,
  machine: typeof WEB,
  sample: (typeof SAMPLES)[number],
  day: number,
) {
  const files = [reportOf(machine, sample, day)];
  const [outcome] = await importReports(viewer, { files, via: "api", now: at(day) });
  if (outcome?.status !== "imported" || !outcome.host) throw new Error(JSON.stringify(outcome?.problem));
  return { importId: outcome.id ?? "", hostId: outcome.host.id };
}

/** The finding of medium severity that is worth most, on a host whose last report is of this day. */
export async function worthMost(hostId: string): Promise<string> {
  const finding = await db().finding.findFirstOrThrow({
    where: { hostId, severity: "medium", kind: "check", state: "open" },
    orderBy: [{ gain: "desc" }, { key: "asc" }],
  });
  expect(finding.gain).toBeGreaterThan(0.05);
  return finding.key;
}

export const figures = async (id: string): Promise<{ measured: number; managed: number }> => {
  const host = await db().host.findUniqueOrThrow({ where: { id } });
  return { measured: host.proven ?? Number.NaN, managed: host.managed ?? Number.NaN };
};

/** A proposal to accept, on hosts that are to be named. */
export const accept = (key: string, more: object = {}) => ({
  key,
  treatment: "accept",
  scope: "hosts",
  reason: "The network is closed.",
  lastDay: "2026-12-20",
  ...more,
});

export async function proposed(viewer: Viewer, given: object, now: number): Promise<string> {
  const result = await proposeDecision(viewer, given, now);
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

export async function approved({ analyst, manager }: People, given: object, now: number): Promise<string> {
  const id = await proposed(analyst, given, now);
  expect(await answerDecision(manager, { decision: id, answer: "approve" }, now)).toMatchObject({ ok: true });
  return id;
}

export const told = async (kind: string): Promise<string[]> =>
  (await db().notice.findMany({ where: { kind }, include: { user: true } }))
    .map(({ user, text }) => `${user.name}: ${text}`)
    .sort();

export const eventsOf = async (key: string): Promise<string[]> =>
  (
    await db().event.findMany({
      where: { key, kind: { in: ["decided", "undecided"] } },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    })
  ).map(({ kind, actor }) => `${kind} by ${actor}`);
