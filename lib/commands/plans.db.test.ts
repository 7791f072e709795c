import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { toPlaybook } from "@/lib/exports/ansible";
import { OPEN_STATES } from "@/lib/fortress/state";
import { readPlanSheet } from "@/lib/queries/plan-sheet";
import { listPlans, planQuerySchema, readPlan } from "@/lib/queries/plans";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { changePlan } from "./change-plan";
import { clearHosts, expectConsistent } from "./evidence/testing";
import { finishPlans } from "./finish-plans";
import { makePlan } from "./make-plan";
import {
  AFTER,
  analyst,
  at,
  BEFORE,
  bound,
  bring,
  CLOSES,
  findingOn,
  hostId,
  made,
  manager,
  plan,
  rounded,
  STAYS,
  UNKNOWN,
  WEBS,
  whatIf,
} from "./plans/testing";
import { undoImport } from "./undo-import";
import { workOnFindings } from "./work-on-findings";

onEachEngine("plans", () => {
  let owner: string;
  beforeAll(async () => {
    owner = (await makePerson("analyst")).id;
  });
  beforeEach(async () => {
    await clearHosts();
    for (const name of WEBS) await bring(name, BEFORE, 1);
  });

  it("are made of one weakness over many hosts, and hold on to its findings", async () => {
    const id = await made({ keys: [CLOSES] }, { goal: "No old kernels", owner, due: "2026-12-24" });
    expect(await plan(id, 2)).toMatchObject({
      ...{ title: "A plan", goal: "No old kernels", owner: { id: owner }, madeBy: analyst.actor },
      ...{ createdAt: "2026-11-02T12:00:00.000Z", dueAt: "2026-12-24T23:59:59.999Z", state: "running" },
      ...{ hosts: 3, progress: { total: 3, open: 3, inProgress: 0, fixed: 0, closed: 0 } },
    });
    const touched = await db().finding.findMany({ where: { touched: true } });
    expect(touched.map(({ key }) => key)).toEqual([CLOSES, CLOSES, CLOSES]);
    expect(await db().auditEvent.findFirst({ where: { action: "plan.made", target: id } })).toMatchObject({
      data: { title: "A plan", findings: 3 },
    });
    expect(await db().notice.findMany()).toMatchObject([
      { userId: owner, kind: "assigned", href: `/plans/${id}` },
    ]);
  });

  it("are made of a host, a tower of it, a group, and chosen findings", async () => {
    const web = await hostId("web-01");
    const open = await db().finding.count({ where: { hostId: web, state: { in: [...OPEN_STATES] } } });
    const patching = await db().finding.count({
      where: { hostId: web, tower: "patching", state: { in: [...OPEN_STATES] } },
    });
    expect((await plan(await made({ hosts: [web] }))).progress.total).toBe(open);
    expect((await plan(await made({ hosts: [web], tower: "patching" }))).progress.total).toBe(patching);
    const group = await db().group.create({ data: { id: UNKNOWN, name: "web" } });
    await db().hostGroup.create({ data: { hostId: web, groupId: group.id } });
    expect((await plan(await made({ keys: [STAYS], group: group.id }))).hosts).toBe(1);
    const one = await findingOn("web-02", STAYS);
    expect((await plan(await made({ findings: [one.id] }))).progress.total).toBe(1);
  });

  it("follow their findings: what people say counts for progress, what reports show counts as closed", async () => {
    const id = await made({ keys: [CLOSES] });
    const mine = await findingOn("web-02", CLOSES);
    await workOnFindings(analyst, { ids: [mine.id], change: { state: "in-progress" } }, at(3));
    expect((await plan(id)).progress).toEqual({ total: 3, open: 2, inProgress: 1, fixed: 0, closed: 0 });
    await workOnFindings(analyst, { ids: [mine.id], change: { state: "fixed" } }, at(4));
    await bring("web-01", AFTER, 6);
    expect((await plan(id)).progress).toEqual({ total: 3, open: 1, inProgress: 0, fixed: 1, closed: 1 });
    // A report sees it all the same, and another one sees what came back.
    await bring("web-02", BEFORE, 7);
    await bring("web-01", BEFORE, 8);
    expect((await plan(id)).progress).toEqual({ total: 3, open: 3, inProgress: 0, fixed: 0, closed: 0 });
    await bring("web-03", AFTER, 8);
    const { burnDown } = await plan(id, 9);
    expect(burnDown.map(({ day, open }) => `${day.slice(8)}: ${open}`)).toEqual([
      ..."02: 3,03: 3,04: 3,05: 3,06: 2,07: 2,08: 2,09: 2".split(","),
    ]);
    await expectConsistent();
  });

  it("lose no finding when the import that brought it is undone", async () => {
    const id = await made({ keys: [CLOSES] });
    const delivery = await db().import.findFirstOrThrow({
      where: { host: undefined, hostId: await hostId("web-01") },
    });
    await bring("web-01", AFTER, 5);
    await undoImport(manager, delivery.id, at(6));
    expect((await findingOn("web-01", CLOSES)).state).toBe("gone");
    const seen = await plan(id);
    expect(seen.progress).toMatchObject({ total: 3, open: 2, closed: 1 });
    expect(seen.burnDown.at(-1)).toMatchObject({ open: 2, total: 3 });
  });

  it("change in what they say, and in what belongs to them", async () => {
    const id = await made({ keys: [CLOSES] });
    const [stays, leaves] = [await findingOn("web-01", STAYS), await findingOn("web-03", CLOSES)];
    const change = { title: "Another", owner, due: "2026-11-03", add: [stays.id], remove: [leaves.id] };
    const moved = { added: 1, removed: 1 };
    expect(await changePlan(analyst, { plan: id, ...change }, at(3))).toEqual({ ok: true, id, ...moved });
    const again = { plan: id, remove: [leaves.id] };
    const told = () => db().auditEvent.count({ where: { action: "plan.changed", target: id } });
    expect(await told()).toBe(1);
    expect(await changePlan(analyst, again, at(3))).toMatchObject({ ok: true, removed: 0 });
    expect(await told()).toBe(1);
    const seen = await plan(id, 3);
    expect(seen).toMatchObject({ title: "Another", owner: { id: owner }, hosts: 2, progress: { total: 3 } });
    expect(seen.effect.hosts.map(({ name }) => name)).toEqual(["web-01", "web-02"]);
    const both = await whatIf({ host: await hostId("web-01"), repair: [STAYS, CLOSES] });
    expect(rounded(seen.effect.hosts[0]?.predicted)).toEqual(rounded(both?.changes[0]?.after));
    expect(seen.burnDown.map(({ open, total }) => [open, total])).toEqual([
      [2, 2],
      [3, 3],
    ]);
    expect((await db().finding.findUniqueOrThrow({ where: { id: stays.id } })).touched).toBe(true);
  });

  it("are closed and opened again by people, and closed ones rest", async () => {
    const id = await made({ keys: [CLOSES] });
    const stays = await findingOn("web-01", STAYS);
    const set = (change: object) => changePlan(analyst, { plan: id, ...change }, at(5));
    expect(await set({ state: "running" })).toMatchObject({ reason: "not-possible" });
    expect(await set({ state: "dropped" })).toMatchObject({ ok: true });
    expect(await plan(id)).toMatchObject({ state: "dropped", closedAt: "2026-11-05T12:00:00.000Z" });
    expect(await set({ state: "done" })).toMatchObject({ reason: "not-possible" });
    expect(await set({ add: [stays.id] })).toMatchObject({ reason: "not-possible" });
    const list = async (state: string) =>
      (await listPlans(manager, planQuerySchema.parse({ state }))).items.length;
    expect([await list("running"), await list("closed"), await list("all")]).toEqual([0, 1, 1]);
    expect(await set({ state: "running" })).toMatchObject({ ok: true });
    expect(await plan(id)).toMatchObject({ state: "running", closedAt: null });
    const closings = await Promise.all([set({ state: "done" }), set({ state: "dropped" })]);
    expect(closings.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("are overdue after their day while something is open", async () => {
    const past = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const today = new Date().toISOString().slice(0, 10);
    const late = await made({ keys: [CLOSES] }, { due: past });
    const soon = await made({ keys: [CLOSES] }, { due: today });
    expect([(await plan(late)).overdue, (await plan(soon)).overdue]).toEqual([true, false]);
    const { items } = await listPlans(manager, planQuerySchema.parse({ state: "overdue" }));
    expect(items.map(({ id }) => id)).toEqual([late]);
    for (const name of WEBS) await bring(name, AFTER, 5);
    expect((await plan(late)).overdue).toBe(false);
  });

  it("are told as done to owner and maker, once", async () => {
    const maker = viewerWith("analyst", { userId: (await makePerson("analyst")).id });
    const of = { keys: [CLOSES] };
    const result = await makePlan(maker, { title: "Old kernels", owner, of }, at(2));
    await db().notice.deleteMany();
    expect(await finishPlans(at(3))).toBe(0);
    for (const name of WEBS) await bring(name, AFTER, 5);
    await db().notice.deleteMany();
    await Promise.all([finishPlans(at(6)), finishPlans(at(6))]);
    await finishPlans(at(7));
    const told = await db().notice.findMany({ where: { kind: "plan-done" } });
    expect(told.map(({ userId }) => userId).sort()).toEqual([maker.userId, owner].sort());
    expect(told[0]).toMatchObject({
      text: "All 3 findings of the plan are closed: Old kernels",
      href: `/plans/${result.ok && result.id}`,
    });
  });

  it("are seen by a bound token as far as its hosts go, and changed only by who sees all", async () => {
    const id = await made({ keys: [CLOSES] });
    const [one, all] = [await bound("web-01"), await bound(...WEBS)];
    const seen = await plan(id, 3, one);
    expect(seen).toMatchObject({ hosts: 1, progress: { total: 1 }, burnDown: [{ open: 1 }, { open: 1 }] });
    expect(seen.effect.hosts.map(({ name }) => name)).toEqual(["web-01"]);
    expect((await readPlanSheet(one, id))?.hosts.map(({ name }) => name)).toEqual(["web-01"]);
    expect(await changePlan(one, { plan: id, title: "Mine" })).toMatchObject({ reason: "forbidden" });
    expect(await changePlan(all, { plan: id, title: "Ours" })).toMatchObject({ ok: true });
    await bring("alone", "build-07-plain.dat", 1);
    const stranger = await bound("alone");
    expect(await readPlan(stranger, id)).toBeNull();
    expect(await readPlanSheet(stranger, id)).toBeNull();
    expect((await listPlans(stranger, planQuerySchema.parse({}))).items).toEqual([]);
    expect(await changePlan(stranger, { plan: id, title: "Theirs" })).toMatchObject({ reason: "not-found" });
    expect(await changePlan(manager, { plan: UNKNOWN, title: "None" })).toMatchObject({
      reason: "not-found",
    });
  });

  it.each([
    ["a viewer", viewerWith("viewer"), { keys: [CLOSES] }, "forbidden"],
    ["nothing chosen", analyst, {}, "form"],
    ["findings and hosts", analyst, { findings: [UNKNOWN], hosts: [UNKNOWN] }, "form"],
    ["an unknown finding", analyst, { findings: [UNKNOWN] }, "not-found"],
    ["a weakness that is open nowhere", analyst, { keys: ["lynis:NO-0000"] }, "not-possible"],
    ["a field that there is not", analyst, { keys: [CLOSES], where: "everywhere" }, "form"],
  ])("are not made: %s", async (_name, viewer, of, reason) => {
    expect(await makePlan(viewer, { title: "A plan", of }, at(2))).toMatchObject({ ok: false, reason });
    expect(await db().plan.count()).toBe(0);
  });

  it("are not made for hosts of others, nor for people who may not work", async () => {
    const token = await bound("web-01");
    const [here, there] = [await findingOn("web-01", CLOSES), await findingOn("web-02", CLOSES)];
    const make = (viewer: Viewer, of: object, more: object = {}) =>
      makePlan(viewer, { title: "A plan", of, ...more }, at(2));
    expect(await make(token, { findings: [there.id] })).toMatchObject({ reason: "not-found" });
    expect(await make(token, { hosts: [there.hostId] })).toMatchObject({ reason: "not-found" });
    expect(await make(token, { keys: [CLOSES] })).toMatchObject({ reason: "forbidden" });
    expect(await make(token, { keys: [CLOSES], group: UNKNOWN })).toMatchObject({ reason: "forbidden" });
    expect(await make(token, { findings: [here.id] })).toMatchObject({ ok: true, findings: 1 });
    const reader = (await makePerson("viewer")).id;
    expect(await make(analyst, { keys: [CLOSES] }, { owner: reader })).toMatchObject({ reason: "form" });
    expect(await make(analyst, { keys: [CLOSES] }, { title: " x " })).toMatchObject({ reason: "form" });
    await bring("web-01", AFTER, 5);
    expect(await make(analyst, { findings: [here.id] })).toMatchObject({ reason: "not-found" });
  });

  it("are taken away with what is still open of them", async () => {
    const id = await made({ keys: [CLOSES, STAYS] });
    await bring("web-01", AFTER, 5);
    const sheet = await readPlanSheet(manager, id, at(6));
    expect(sheet?.hosts.map(({ name, os, repairs }) => [name, os, repairs.map(({ key }) => key)])).toEqual([
      ["web-01", "Debian 11.11", [STAYS]],
      ["web-02", "Debian 11.11", [CLOSES, STAYS]],
      ["web-03", "Debian 11.11", [CLOSES, STAYS]],
    ]);
    const text = sheet ? toPlaybook(sheet) : "";
    expect(text).toContain(`# Made by ${analyst.actor} on 2026-11-02 12:00 UTC; taken from Rampart by`);
    expect(text).toContain("- lynis-KRNL-5820\n");
  });
});
