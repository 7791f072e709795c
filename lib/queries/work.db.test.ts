import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { undoWork } from "@/lib/commands/undo-work";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, makeViewer, openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { filterOf } from "./finding-filter";
import { type FindingItem, findingQuerySchema, listFindings } from "./findings";
import { listAwaited, listWatched, readAssigned } from "./my-work";
import { listAnswerable, listOwnChanges } from "./own-acts";
import { countUnassigned, listAssignable, listGroups, listLabels } from "./work";

const [BEFORE] = SAMPLES;
const manager = viewerWith("manager");
const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
const dayAfter = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const bring = async (name: string, day = 3): Promise<string> => {
  const files = [reportOf({ name, hostid: name }, BEFORE, day)];
  const [outcome] = await importReports(manager, { files, via: "api", now: at(day) });
  return outcome?.host?.id ?? "";
};
const list = async (query: Record<string, string> = {}): Promise<FindingItem[]> =>
  (await listFindings(manager, findingQuerySchema.parse({ limit: "200", ...query }))).items;
const titles = (items: readonly { check: string }[]) => items.map(({ check }) => check);

onEachEngine("the work of a person", () => {
  let ada: Viewer;
  beforeEach(async () => {
    openTestSecrets();
    await clearHosts();
    await db().user.deleteMany();
    ada = await makeViewer("analyst");
  });

  it("is told apart by when it is due, without what is said to be fixed", async () => {
    await bring("web-01");
    const [late, soon, later, undated, fixed] = await list();
    const give = (item: FindingItem | undefined, change: object) =>
      workOnFindings(ada, { ids: [item?.id], change: { assignee: ada.userId, ...change } });
    await give(late, { due: dayAfter(-2) });
    await give(soon, { due: dayAfter(3) });
    await give(later, { due: dayAfter(40) });
    await give(undated, {});
    await db().finding.update({ where: { id: undated?.id ?? "" }, data: { dueAt: null } });
    await give(fixed, { state: "fixed", due: dayAfter(-2) });
    const assigned = await readAssigned(ada, Date.now());
    expect(titles(assigned.overdue)).toEqual([late?.check]);
    expect(titles(assigned.week)).toEqual([soon?.check]);
    expect(titles(assigned.later)).toEqual([later?.check]);
    expect(titles(assigned.undated)).toEqual([undated?.check]);
    expect(assigned.more).toBe(0);
    const other = await makeViewer("analyst");
    expect(Object.values(await readAssigned(other, Date.now()))).toEqual([[], [], [], [], 0]);
  });

  it("says of what else is theirs how much more there is", async () => {
    await Promise.all(["web-01", "web-02", "web-03"].map((name) => bring(name)));
    await workOnFindings(ada, { query: {}, change: { assignee: ada.userId } });
    const [one, two] = await list();
    await workOnFindings(ada, { ids: [one?.id, two?.id], change: { state: "fixed" } });
    const { total } = await listFindings(ada, findingQuerySchema.parse({ assignee: "me" }));
    const { more, ...parts } = await readAssigned(ada, Date.now());
    expect(total).toBeGreaterThan(200);
    expect(more + Object.values(parts).flat().length).toBe(total - 2);
  });

  it("waits for proof where they marked it, or it is theirs, with the source that can give it", async () => {
    const hostId = await bring("web-01");
    const [own, given, others] = await list({ kind: "check" });
    const grace = await makeViewer("analyst");
    const fix = { state: "fixed" };
    await workOnFindings(ada, { ids: [own?.id], change: fix }, at(4));
    await workOnFindings(grace, { ids: [given?.id], change: { ...fix, assignee: ada.userId } }, at(5));
    await workOnFindings(grace, { ids: [others?.id], change: fix }, at(6));
    const { items, total } = await listAwaited(ada);
    expect(items.map(({ check, sinceAt }) => [check, sinceAt])).toEqual([
      [own?.check, new Date(at(4)).toISOString()],
      [given?.check, new Date(at(5)).toISOString()],
    ]);
    expect(total).toBe(2);
    const source = await db().hostSource.findFirstOrThrow({ where: { hostId } });
    expect(items[0]).toMatchObject({ source: "Lynis", reportedAt: source.observedAt.toISOString() });
    // Somebody else says it again: the last word is theirs.
    await workOnFindings(grace, { ids: [own?.id], change: { state: "open" } }, at(7));
    await workOnFindings(grace, { ids: [own?.id], change: fix }, at(8));
    expect(titles((await listAwaited(ada)).items)).toEqual([given?.check]);
    expect(await listAwaited(viewerWith("analyst"))).toEqual({ items: [], total: 0 });
  });

  it("is what they watch, with what happened there last", async () => {
    await bring("web-01");
    const [first, second, third] = await list();
    for (const item of [first, second]) {
      await db().watch.create({ data: { userId: ada.userId ?? "", findingId: item?.id ?? "" } });
    }
    await workOnFindings(ada, { ids: [second?.id, third?.id], change: { assignee: ada.userId } }, at(9));
    const watched = await listWatched(ada);
    expect(titles(watched)).toEqual([second?.check, first?.check]);
    expect(watched.map(({ last }) => [last?.kind, last?.actor, last?.to])).toEqual([
      ["assigned", ada.actor, ada.name],
      ["opened", null, null],
    ]);
    const bound: Viewer = { ...ada, hosts: ["0198c0de-0000-7000-8000-000000000000"] };
    expect(await listWatched(bound)).toEqual([]);
  });

  it("can be undone for a week", async () => {
    await bring("web-01");
    const [first] = await list();
    const act = { ids: [first?.id], change: { assignee: ada.userId, addLabels: ["ssh"] } };
    const done = await workOnFindings(ada, act, at(9));
    await workOnFindings(manager, { ids: [first?.id], change: { addLabels: ["web"] } }, at(9));
    const [change, ...more] = await listOwnChanges(ada, at(10));
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      count: 1,
      undone: false,
      change: { assignee: ada.name, addLabels: ["ssh"] },
    });
    await undoWork(ada, done.ok ? (done.undo ?? "") : "", at(10));
    expect(await listOwnChanges(ada, at(10))).toMatchObject([{ undone: true }]);
    expect(await listOwnChanges(ada, at(17))).toEqual([]);
  });

  it("has the proposals that they may answer, and not those that somebody else has to", async () => {
    const [chief, other] = [await makeViewer("manager"), await makeViewer("manager")];
    const propose = (id: string, by: Viewer, severity: string, days = 20) =>
      db().decision.create({
        data: {
          ...{
            id,
            title: id,
            severity,
            userId: by.userId,
            actor: by.actor,
            treatment: "accept",
            scope: "fleet",
          },
          ...{ key: "lynis:KRNL-6000", reason: "as it is", state: "proposed", proposedAt: new Date(at(3)) },
          untilAt: new Date(at(3) + days * 86_400_000),
        },
      });
    const id = (n: number): string => `0198c0de-0000-7000-8000-00000000000${n}`;
    await propose(id(1), other, "high", 30);
    await propose(id(2), chief, "high");
    await propose(id(3), chief, "low");
    await propose(id(4), other, "high", 1);
    expect((await listAnswerable(chief, at(5))).map((one) => one.id)).toEqual([id(3), id(1)]);
    expect(await listAnswerable(ada, at(5))).toEqual([]);
  });
});

onEachEngine("what findings can be given to and narrowed by", () => {
  beforeEach(async () => {
    openTestSecrets();
    await clearHosts();
    await db().user.deleteMany();
  });

  it("people who may work on them and can sign in", async () => {
    const people = {
      viewer: await makePerson("viewer"),
      analyst: await makePerson("analyst"),
      gone: await makePerson("manager"),
      administrator: await makePerson("administrator"),
    };
    await db().user.update({ where: { id: people.gone.id }, data: { disabledAt: new Date() } });
    expect(await listAssignable(manager)).toEqual([
      { id: people.administrator.id, name: "A administrator" },
      { id: people.analyst.id, name: "A analyst" },
    ]);
  });

  it("labels of open findings with their numbers, and groups, as far as the viewer sees", async () => {
    const [web, other] = [await bring("web-01"), await bring("db-01")];
    const [first, second, third] = await list({ host: web });
    await workOnFindings(manager, { ids: [first?.id, second?.id], change: { addLabels: ["ssh"] } });
    await workOnFindings(manager, { ids: [second?.id, third?.id], change: { addLabels: ["kernel"] } });
    await db().finding.update({ where: { id: third?.id ?? "" }, data: { state: "verified" } });
    expect(await listLabels(manager)).toEqual([
      { label: "ssh", count: 2 },
      { label: "kernel", count: 1 },
    ]);
    const [webs, dbs] = [
      "0198c0de-0000-7000-8000-00000000000a",
      "0198c0de-0000-7000-8000-00000000000b",
    ] as const;
    await db().group.create({ data: { id: webs, name: "Web", hosts: { create: { hostId: web } } } });
    await db().group.create({ data: { id: dbs, name: "db", hosts: { create: { hostId: other } } } });
    expect((await listGroups(manager)).map(({ name }) => name)).toEqual(["db", "Web"]);
    const bound = viewerWith("analyst", { kind: "token", hosts: [other] });
    expect(await listLabels(bound)).toEqual([]);
    expect(await listGroups(bound)).toEqual([{ id: dbs, name: "db" }]);
  });

  it("counts the worst that is nobody's", async () => {
    await bring("web-01");
    await db().finding.updateMany({ data: { severity: "low" } });
    const [first, second, third, fourth] = await list();
    for (const [item, severity] of [
      [first, "critical"],
      [second, "high"],
      [third, "high"],
      [fourth, "critical"],
    ] as const) {
      await db().finding.update({ where: { id: item?.id ?? "" }, data: { severity } });
    }
    const { id } = await makePerson("analyst");
    await workOnFindings(manager, { ids: [third?.id], change: { assignee: id } });
    await db().finding.update({ where: { id: fourth?.id ?? "" }, data: { state: "verified" } });
    expect(await countUnassigned(manager)).toEqual({ critical: 1, high: 1 });
  });

  it("a filter survives its way through an address, and an act finds by it what the list shows", async () => {
    await bring("web-01");
    await bring("db-01");
    const query = findingQuerySchema.parse({
      tower: "hardening",
      severity: "medium",
      sort: "host",
      limit: 10,
    });
    const filter = filterOf(query);
    expect(filter).toEqual({ tower: "hardening", severity: "medium", sort: "host" });
    expect(filterOf(findingQuerySchema.parse({}))).toEqual({});
    const { total } = await listFindings(manager, query);
    expect(total).toBeGreaterThan(0);
    const act = { query: filter, change: { addLabels: ["seen"] } };
    expect(await workOnFindings(manager, act)).toMatchObject({ ok: true, matched: total, changed: total });
  });
});
