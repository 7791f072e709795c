import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { difference, loadHostState } from "@/lib/db/host-state";
import { saveDifference } from "@/lib/db/save-difference";
import { openFinding } from "@/lib/fortress/findings";
import { copyOf } from "@/lib/fortress/state";
import { readPolicy } from "@/lib/queries/policy";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { editHost } from "./edit-host";
import { lockHost } from "./evidence/identity";
import { clearHosts } from "./evidence/testing";
import { importReports } from "./import-report";
import { mergeHosts } from "./merge-hosts";
import { setServiceLevel } from "./set-service-level";
import { splitHost } from "./split-host";
import { undoImport } from "./undo-import";

const DAY = 86_400_000;
const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
const USUAL = { critical: 7, high: 30, medium: 90, low: 180 };
const manager = viewerWith("manager");
const on = (day: number, hour = 8): number => Date.UTC(2026, 10, day, hour);

/** A run of a script on a day of November: one check of each severity; those named pass, all others fail. */
async function bring(host: string, day: number, passing: readonly string[] = []): Promise<string> {
  const report = {
    rampart: 1,
    source: "house-checks",
    host: { name: host },
    endedAt: new Date(on(day)).toISOString(),
    checks: SEVERITIES.map((severity) => ({
      id: `house.${severity}`,
      title: severity,
      severity,
      tower: "hardening",
      outcome: passing.includes(severity) ? "pass" : "fail",
    })),
  };
  const files = [{ name: "house.json", bytes: Buffer.from(JSON.stringify(report)) }];
  const [outcome] = await importReports(manager, { files, via: "api", now: on(day, 9) });
  if (outcome?.status !== "imported" || !outcome.host) throw new Error(JSON.stringify(outcome));
  return outcome.host.id;
}

/** In how many days from a day of November each finding is due; null: it has no due date. */
async function dueOf(hostId: string, from = 1): Promise<Record<string, number | null>> {
  const findings = await db().finding.findMany({ where: { hostId } });
  return Object.fromEntries(
    findings.map(({ severity, dueAt }) => [severity, dueAt && (dueAt.getTime() - on(from)) / DAY]),
  );
}

const set = async (level: unknown, group: string | null = null) =>
  setServiceLevel(manager, { group, level }, on(28));
const join = async (host: string, addGroup: string): Promise<string> => {
  expect(await editHost(manager, { host, addGroup })).toMatchObject({ ok: true });
  return (await db().group.findFirstOrThrow({ where: { name: addGroup } })).id;
};

onEachEngine("days to repair", (database) => {
  beforeEach(async () => {
    await clearHosts();
    await db().serviceLevel.deleteMany();
    await db().auditEvent.deleteMany();
  });

  it("give a finding its due date when it opens: the usual ones, then those of the house", async () => {
    const before = await bring("web", 1);
    expect(await dueOf(before)).toEqual({ ...USUAL, info: null });
    expect(await readPolicy(manager)).toMatchObject({ house: { days: USUAL, set: null }, groups: [] });
    const level = { critical: 2, high: 10, medium: 10, low: 3650 };
    expect(await set(level)).toEqual({ ok: true, group: null, moved: 4 });
    const after = await bring("db", 1);
    for (const host of [before, after]) expect(await dueOf(host)).toEqual({ ...level, info: null });
    expect(await readPolicy(manager)).toMatchObject({
      house: { days: level, set: { by: manager.actor, at: new Date(on(28)).toISOString() } },
    });
    expect(await set(level)).toMatchObject({ moved: 0 });
    expect(await db().serviceLevel.count()).toBe(1);
    const entry = await db().auditEvent.findFirstOrThrow({ where: { action: "level.set" } });
    expect(entry).toMatchObject({ actor: manager.actor, data: { ...level, moved: 4 } });
  });

  it("are a group's own where it has some, and the strictest of several groups", async () => {
    const [web, plain] = [await bring("web", 1), await bring("plain", 1)];
    const [shop, edge] = [await join(web, "shop"), await join(web, "edge")];
    expect(await set({ critical: 9, high: 20, medium: 100, low: 100 }, shop)).toEqual({
      ok: true,
      group: "shop",
      moved: 4,
    });
    expect(await dueOf(web)).toEqual({ critical: 9, high: 20, medium: 100, low: 100, info: null });
    await set({ critical: 5, high: 40, medium: 40, low: 400 }, edge);
    const strictest = { critical: 5, high: 20, medium: 40, low: 100, info: null };
    expect(await dueOf(web)).toEqual(strictest);
    // The house's days do not reach a host whose groups have their own.
    await set({ critical: 1, high: 1, medium: 1, low: 1 });
    expect(await dueOf(web)).toEqual(strictest);
    expect(await dueOf(plain)).toEqual({ critical: 1, high: 1, medium: 1, low: 1, info: null });
    expect(await set(null, edge)).toMatchObject({ ok: true, group: "edge" });
    expect(await dueOf(web)).toMatchObject({ critical: 9, high: 20 });
    expect(await set(null, edge)).toMatchObject({ reason: "not-found" });
    const policy = await readPolicy(manager);
    expect(policy?.groups).toMatchObject([
      { name: "edge", hosts: 1, level: null },
      { name: "shop", hosts: 1, level: { days: { critical: 9 } } },
    ]);
  });

  it("follow a host into a group and out of it, and both hosts of a merge", async () => {
    const [web, old] = [await bring("web", 1), await bring("old", 1)];
    const shop = await join(old, "shop");
    const strict = { critical: 1, high: 2, medium: 3, low: 4 };
    await set(strict, shop);
    await join(web, "shop");
    expect(await dueOf(web)).toMatchObject(strict);
    await editHost(manager, { host: web, removeGroup: shop });
    expect(await dueOf(web)).toMatchObject(USUAL);
    expect(await mergeHosts(manager, { host: web, other: old, confirm: "old" }, on(2))).toMatchObject({
      ok: true,
    });
    expect(await dueOf(web)).toMatchObject(strict);
    const signatures = (await db().hostSignature.findMany({ where: { hostId: web, name: "old" } })).map(
      ({ signature }) => signature,
    );
    const split = await splitHost(manager, { host: web, signatures }, on(2));
    if (!split.ok) throw new Error(split.text);
    expect(await dueOf(web)).toMatchObject(strict);
    expect(await dueOf(split.hostId)).toMatchObject(strict);
    // A group goes with its last host, and its days with it.
    for (const host of [web, split.hostId]) await editHost(manager, { host, removeGroup: shop });
    expect(await dueOf(web)).toMatchObject(USUAL);
    expect(await db().serviceLevel.count()).toBe(0);
  });

  it("leave alone what a person set and what is closed", async () => {
    const web = await bring("web", 1);
    await bring("web", 2, ["low"]);
    const mine = new Date(on(5));
    await db().finding.updateMany({
      where: { hostId: web, severity: "high" },
      data: { dueAt: mine, dueByHand: true, touched: true },
    });
    await set({ critical: 1, high: 2, medium: 3, low: 4 });
    expect(await dueOf(web)).toEqual({ critical: 1, high: 4, medium: 3, low: 180, info: null });
  });

  it("count anew when a finding comes back, and go on when somebody only said that it is fixed", async () => {
    const web = await bring("web", 1);
    await bring("web", 3, ["critical"]);
    expect(await db().finding.findFirst({ where: { severity: "critical" } })).toMatchObject({
      state: "verified",
    });
    await db().event.create({
      data: {
        id: uuid(),
        hostId: web,
        at: new Date(on(4)),
        kind: "fixed",
        key: (await db().finding.findFirstOrThrow({ where: { severity: "high" } })).key,
        actor: "ada",
      },
    });
    await db().finding.updateMany({ where: { severity: "high" }, data: { state: "fixed", touched: true } });
    await bring("web", 6);
    const states = await db().finding.findMany({
      where: { state: "reopened" },
      orderBy: { severity: "asc" },
    });
    expect(states.map(({ severity }) => severity)).toEqual(["critical", "high"]);
    expect(await dueOf(web)).toMatchObject({ critical: 5 + USUAL.critical, high: USUAL.high });
    await set({ ...USUAL, critical: 1 });
    expect(await dueOf(web)).toMatchObject({ critical: 5 + 1, high: USUAL.high });
    // What never came back is due as before: the day that counts is a part of what is known.
    const last = await db().import.findFirstOrThrow({ orderBy: { at: "desc" } });
    expect(await undoImport(manager, last.id, on(7))).toMatchObject({ ok: true });
    expect(await db().finding.findFirst({ where: { severity: "high" } })).toMatchObject({ state: "fixed" });
    expect(await dueOf(web)).toMatchObject({ high: USUAL.high });
  });

  it("hold for a finding that opens while they change", async () => {
    const web = await bring("web", 1, SEVERITIES);
    const [level, named] = [
      { critical: 1, high: 2, medium: 3, low: 4 },
      { key: "house.new", title: "new" },
    ];
    let setting: ReturnType<typeof set> | undefined;
    await db().$transaction(async (tx) => {
      await lockHost(tx, web);
      const before = await loadHostState(tx, web);
      const after = copyOf(before);
      const teller = { id: uuid(), at: on(1), report: { source: "house-checks" } };
      openFinding(after, teller, { ...named, kind: "check", tower: "hardening", severity: "high" }, []);
      await saveDifference(tx, web, difference(before, after));
      let settled = false;
      setting = set(level).finally(() => {
        settled = true;
      });
      // The embedded engine lets nobody in before this is over.
      const waits = async () => {
        const [row] = await tx.$queryRaw<{ n: number }[]>`
          select count(*)::int as n from pg_locks where not granted and relation = 'finding'::regclass`;
        return row?.n !== 0;
      };
      while (database().kind === "postgresql" && !settled && !(await waits()));
    });
    expect(await setting).toMatchObject({ ok: true, moved: 1 });
    expect(await dueOf(web)).toEqual({ high: 2 });
  });

  it("are set once where several people set them at once", async () => {
    const level = { critical: 1, high: 2, medium: 3, low: 4 };
    await Promise.all([set(level), set(level), set(level), bring("web", 1)]);
    expect(await db().serviceLevel.count()).toBe(1);
    expect(await dueOf((await db().host.findFirstOrThrow()).id)).toMatchObject(level);
  });

  it("are never longer for what is worse, whole, and between one day and ten years", async () => {
    const refused: [unknown, RegExp][] = [
      [{ ...USUAL, critical: 31 }, /critical finding may not have longer \(31 days\) than a high one/],
      [{ ...USUAL, low: 89 }, /medium finding may not have longer/],
      [{ ...USUAL, critical: 0 }, /at least one day/],
      [{ ...USUAL, low: 3651 }, /At most 3650 days/],
      [{ ...USUAL, high: 7.5 }, /whole/],
      [{ ...USUAL, high: "soon" }, /high finding/],
      [{ critical: 1 }, /high finding/],
      [null, /house/],
    ];
    for (const [level, text] of refused) {
      expect(await set(level)).toMatchObject({ reason: "form", text: expect.stringMatching(text) });
    }
    expect(await set({ critical: "7", high: "7", medium: "7", low: "7" })).toMatchObject({ ok: true });
    expect(await set(USUAL, "01a20757-aaf8-7284-b1a3-323be85e9adf")).toMatchObject({ reason: "not-found" });
    expect(await set(USUAL, "nonsense")).toMatchObject({ reason: "form" });
  });

  it("are set by managers, never by a token that is bound to some hosts, which sees its groups alone", async () => {
    const [web, other] = [await bring("web", 1), await bring("other", 1)];
    await join(web, "shop");
    await join(other, "vault");
    const bound = viewerWith("administrator", { kind: "token", hosts: [web] });
    for (const viewer of [viewerWith("viewer"), viewerWith("analyst"), bound]) {
      expect(await setServiceLevel(viewer, { level: USUAL })).toMatchObject({ reason: "forbidden" });
    }
    expect((await readPolicy(bound))?.groups.map(({ name }) => name)).toEqual(["shop"]);
    expect(await readPolicy(viewerWith("viewer", { kind: "token", scopes: [] }))).toBeNull();
    expect(await db().serviceLevel.count()).toBe(0);
  });
});
