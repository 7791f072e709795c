import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { editHost } from "@/lib/commands/edit-host";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { setSharePolicy } from "@/lib/commands/set-share-policy";
import { db } from "@/lib/db";
import { type Summary, summarySchema } from "@/lib/exports/summary";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { readSummary, type SummaryRequest } from "./summary";
import { readSummaryAddress, requestOfAddress } from "./summary/address";

const [BEFORE, AFTER, HARDENED] = SAMPLES;
const manager = viewerWith("manager");
const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
const NOW = at(21);
const round = (value: number): number => Math.round(value * 10) / 10;

async function bring(name: string, day: number, sample: (typeof SAMPLES)[number]): Promise<string> {
  const files = [reportOf({ name, hostid: name }, sample, day)];
  const [outcome] = await importReports(manager, { files, via: "api", now: at(day) });
  return outcome?.host?.id ?? "";
}

async function read(request: Partial<SummaryRequest> = {}, viewer: Viewer = manager): Promise<Summary> {
  const summary = await readSummary(viewer, { scope: "fleet", periodDays: 10, now: NOW, ...request });
  if (!summary) throw new Error("There is no summary.");
  return summarySchema.parse(summary);
}

const boundTo = (...hosts: string[]): Viewer => ({ ...manager, kind: "token", hosts });
const hostOf = (id: string) => db().host.findUniqueOrThrow({ where: { id } });

onEachEngine("the summary", () => {
  let web: string;
  let mail: string;
  beforeEach(async () => {
    await clearHosts();
    await db().setting.deleteMany();
    await db().fleetDay.deleteMany();
    web = await bring("web-77", 1, BEFORE);
    await bring("web-77", 20, AFTER);
    mail = await bring("mail-78", 20, HARDENED);
  });

  it("says of the fleet what its hosts say, and what moved since the beginning of the period", async () => {
    const [summary, one, two] = [await read(), await hostOf(web), await hostOf(mail)];
    const mean = ((one.proven ?? 0) + (two.proven ?? 0)) / 2;
    expect(summary).toMatchObject({
      title: "The fleet",
      hosts: 2,
      scored: 2,
      at: "2026-11-21T12:00:00.000Z",
    });
    expect(summary.score).toMatchObject({ proven: round(mean), target: 80 });
    // By then one of them had reported.
    const then = await db().score.findFirstOrThrow({ where: { hostId: web }, orderBy: { at: "asc" } });
    expect(summary.before).toMatchObject({ proven: round(then.proven ?? 0) });
    expect(summary.findings.open).toBe(one.openFindings + two.openFindings);
    expect(summary.grades.reduce((all, { hosts }) => all + hosts, 0)).toBe(2);
    expect(summary.table.map(({ proven }) => proven)).toEqual(
      [round(one.proven ?? 0), round(two.proven ?? 0)].sort((a, b) => a - b),
    );
    expect(summary.evidence).toMatchObject([{ source: "Lynis", hosts: 2, reports: 3 }]);
    const towers = summary.towers.map(({ figures }) => figures?.proven ?? null);
    const own = [one.hardening, two.hardening].map((value) => value ?? 0);
    expect(towers[0]).toBe(round((own[0] ?? 0) / 2 + (own[1] ?? 0) / 2));
  });

  it("counts each repair that a report has proved, and none from before the period", async () => {
    const verified = await db().finding.count({ where: { hostId: web, state: "verified" } });
    expect(verified).toBeGreaterThan(0);
    const { repaired } = await read();
    expect(repaired.total).toBe(verified);
    expect(Object.values(repaired.bySeverity).reduce((all, one) => all + one, 0)).toBe(verified);
    expect(repaired.first.length).toBe(Math.min(10, verified));
    expect((await read({ periodDays: 1, now: at(25) })).repaired.total).toBe(0);
  });

  it("counts what was opened and what came back in the period", async () => {
    const openedOnMail = await db().event.count({ where: { hostId: mail, kind: "opened" } });
    const later = await db().event.count({
      where: { hostId: web, kind: "opened", at: { gt: new Date(at(11)) } },
    });
    expect((await read()).opened).toBe(openedOnMail + later);
    await bring("web-77", 21, BEFORE);
    const { reopened } = await read({ now: at(22) });
    expect(reopened).toBe(await db().finding.count({ where: { hostId: web, reopened: { gt: 0 } } }));
    expect(reopened).toBeGreaterThan(0);
  });

  it("knows who is silent", async () => {
    expect((await read()).silent.total).toBe(0);
    const { silent } = await read({ now: at(20) + 40 * 86_400_000 });
    expect(silent.total).toBe(2);
    expect(silent.first[0]?.since).toBe((await hostOf(web)).lastEvidenceAt?.toISOString());
  });

  it("is of one host, with its drawing", async () => {
    const summary = await read({ scope: "host", hostId: web });
    expect(summary).toMatchObject({ title: "web-77", hosts: 1, lowest: null, highest: null });
    expect(summary.drawing).toMatchObject({ host: "web-77", towers: { hardening: {} } });
    expect(summary.score?.proven).toBe(round((await hostOf(web)).proven ?? -1));
    expect(summary.trend.map(({ at: time }) => time.slice(0, 10))).toEqual(["2026-11-20"]);
    expect(JSON.stringify(summary)).not.toContain("mail-78");
  });

  it("is of a group and of a filter of hosts, and of nothing else", async () => {
    expect(await editHost(manager, { host: mail, addGroup: "mail" })).toMatchObject({ ok: true });
    const group = await db().group.findFirstOrThrow();
    const ofGroup = await read({ scope: "group", groupId: group.id });
    expect(ofGroup).toMatchObject({ title: "mail", hosts: 1 });
    expect(JSON.stringify(ofGroup)).not.toContain("web-77");
    const ofQuery = await read({ scope: "hosts", query: "q=web" });
    expect(ofQuery).toMatchObject({ title: "Chosen fortresses", hosts: 1 });
    expect(JSON.stringify(ofQuery)).not.toContain("mail-78");
    expect(await read({ scope: "hosts", query: "q=nowhere" })).toMatchObject({ hosts: 0, score: null });
  });

  it("tells a viewer who is bound to hosts of these alone", async () => {
    const bound = boundTo(mail);
    const summary = await read({}, bound);
    expect(summary.hosts).toBe(1);
    expect(JSON.stringify(summary)).not.toMatch(new RegExp(`web-77|${web}`));
    const none = { periodDays: 10, now: NOW };
    await editHost(manager, { host: web, addGroup: "web" });
    const { id: groupId } = await db().group.findFirstOrThrow();
    expect(await readSummary(bound, { ...none, scope: "host", hostId: web })).toBeNull();
    expect(await readSummary(bound, { ...none, scope: "group", groupId })).toBeNull();
    expect(await readSummary(manager, { ...none, scope: "group", groupId: web })).toBeNull();
    expect(await readSummary(manager, { ...none, scope: "host", hostId: "1" })).toBeNull();
    expect(await readSummary({ ...bound, scopes: [] }, { ...none, scope: "fleet" })).toBeNull();
  });

  it("is measured against the target of the house", async () => {
    expect(await setSharePolicy(viewerWith("analyst"), { mostDays: 30, target: 90 })).toMatchObject({
      reason: "forbidden",
    });
    expect(await setSharePolicy(manager, { mostDays: 30, target: 90 })).toEqual({ ok: true });
    expect((await read()).score?.target).toBe(90);
  });

  it("holds when nothing has ever reported", async () => {
    await clearHosts();
    await db().fleetDay.deleteMany();
    expect(await read()).toMatchObject({ hosts: 0, score: null, before: null, table: [], trend: [] });
  });
});

it("reads its address", () => {
  const group = "01a20757-aaf8-7284-b1a3-323be85e9adf";
  expect(readSummaryAddress({})).toEqual({ scope: "fleet", days: 30 });
  expect(readSummaryAddress({ about: `group ${group}`, days: "90" })).toEqual({
    scope: "group",
    group,
    days: 90,
  });
  expect(readSummaryAddress({ about: "hosts grade=E,F&silent=1" })).toMatchObject({
    ...{ scope: "hosts", query: "grade=E,F&silent=1" },
  });
  expect(readSummaryAddress({ scope: "moat" })).toBeNull();
  expect(readSummaryAddress({ days: "0" })).toBeNull();
  const asked = readSummaryAddress({ scope: "host", host: group });
  expect(asked && requestOfAddress(asked)).toMatchObject({ scope: "host", hostId: group, periodDays: 30 });
});
