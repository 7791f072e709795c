import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { countDue, overdueByHost } from "./due";
import { findingQuerySchema, listFindings } from "./findings";
import { readNeeds } from "./fleet";

const DAY = 86_400_000;
const viewer = viewerWith("viewer");

async function makeHost(name: string): Promise<string> {
  const id = uuid();
  await db().host.create({ data: { id, name } });
  return id;
}

/** @param days from now; null: no due date */
async function makeFinding(hostId: string, days: number | null, more: object = {}): Promise<void> {
  const id = uuid();
  const at = new Date();
  const what = { key: id, source: "test", kind: "check", tower: "hardening", severity: "high", title: "x" };
  const dueAt = days === null ? null : new Date(at.getTime() + days * DAY);
  const life = { state: "open", openedAt: at, sinceAt: at, openedBy: uuid(), dueFrom: at, dueAt };
  await db().finding.create({ data: { id, hostId, ...what, ...life, ...more } });
}

onEachEngine("what is due", () => {
  beforeEach(async () => {
    await db().host.deleteMany();
  });

  it("is counted for the fleet, a host and a person, as the list of findings counts it", async () => {
    const [web, other] = [await makeHost("web"), await makeHost("other")];
    const ada = uuid();
    for (const days of [-30, -0.01, 0.01, 6.99, 7.01, null]) await makeFinding(web, days);
    await makeFinding(web, -400, { state: "verified" });
    await makeFinding(web, -400, { state: "gone" });
    await makeFinding(other, -2, { state: "reopened", assigneeId: ada });
    await makeFinding(other, -3, { state: "in-progress" });
    await makeFinding(other, 1, { state: "fixed", assigneeId: ada });
    expect(await countDue(viewer)).toMatchObject({ overdue: 4, soon: 3 });
    expect(await countDue(viewer, { hostId: web })).toMatchObject({ overdue: 2, soon: 2 });
    expect(await countDue(viewer, { personId: ada })).toMatchObject({ overdue: 1, soon: 1 });
    expect(await countDue(viewer, { hostId: web, personId: ada })).toEqual({
      overdue: 0,
      soon: 0,
      oldest: null,
    });
    const { oldest } = await countDue(viewer);
    expect(Math.round((Date.now() - new Date(oldest ?? 0).getTime()) / DAY)).toBe(30);
    for (const [due, total] of [
      ["overdue", 4],
      ["soon", 3],
    ]) {
      const query = findingQuerySchema.parse({ due });
      expect([due, (await listFindings(viewer, query)).total]).toEqual([due, total]);
    }
    expect(await overdueByHost(viewer, [web, other, uuid()])).toEqual(
      new Map([
        [web, 2],
        [other, 2],
      ]),
    );
  });

  it("is said among the needs of the day", async () => {
    expect(await readNeeds(viewer)).toEqual([]);
    const web = await makeHost("web");
    await makeFinding(web, -2, { openedAt: new Date(0) });
    await makeFinding(web, 2, { openedAt: new Date(0) });
    expect(await readNeeds(viewer)).toMatchObject([
      { kind: "overdue", total: 1, oldest: expect.stringMatching(/^20/) },
      { kind: "due", total: 1 },
    ]);
  });

  it("shows nothing of hosts that somebody may not see", async () => {
    const [web, other] = [await makeHost("web"), await makeHost("other")];
    for (const host of [web, other, other]) await makeFinding(host, -1);
    const bound = viewerWith("viewer", { kind: "token", hosts: [web] });
    expect(await countDue(bound)).toMatchObject({ overdue: 1 });
    expect(await countDue(bound, { hostId: other })).toEqual({ overdue: 0, soon: 0, oldest: null });
    expect(await overdueByHost(bound, [web, other])).toEqual(new Map([[web, 1]]));
    const without = viewerWith("viewer", { kind: "token", scopes: ["upload"] });
    expect(await countDue(without)).toEqual({ overdue: 0, soon: 0, oldest: null });
    expect(await overdueByHost(without, [web])).toEqual(new Map());
  });
});
