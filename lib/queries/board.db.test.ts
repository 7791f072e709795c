import { beforeEach, expect, it } from "vitest";
import { BOARD_COLUMNS, type Board } from "@/lib/board";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { MOST_CARDS, readBoard } from "./board";
import { findingQuerySchema, listFindings } from "./findings";

const [BEFORE, AFTER] = SAMPLES;
const manager = viewerWith("manager");
const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
const DAY = 86_400_000;

const bring = async (name: string, sample: (typeof SAMPLES)[number], day: number): Promise<string> => {
  const files = [reportOf({ name, hostid: name }, sample, day)];
  const [outcome] = await importReports(manager, { files, via: "api", now: at(day) });
  return outcome?.host?.id ?? "";
};
const board = (query: Record<string, string> = {}, now = at(10), viewer = manager): Promise<Board> =>
  readBoard(viewer, findingQuerySchema.parse(query), now);
const totals = (all: Board) => BOARD_COLUMNS.map((column) => all[column].total);
const open = async (query: Record<string, string> = {}) =>
  (await listFindings(manager, findingQuerySchema.parse({ limit: "200", ...query }))).items;

onEachEngine("the board", () => {
  beforeEach(async () => {
    openTestSecrets();
    await clearHosts();
    await db().user.deleteMany();
  });

  it("has everything that is open in one column, the costliest first, and says how many there are", async () => {
    await bring("web-01", BEFORE, 3);
    const total = (await open()).length;
    expect(total).toBeGreaterThan(MOST_CARDS);
    const all = await board();
    expect(totals(all)).toEqual([total, 0, 0, 0]);
    const gains = all.open.cards.map(({ gain }) => gain);
    expect(gains).toHaveLength(MOST_CARDS);
    expect(gains).toEqual([...gains].sort((a, b) => b - a));
  });

  it("follows what people say and what reports prove, and forgets what was proved long ago", async () => {
    await bring("web-01", BEFORE, 3);
    const before = await open();
    const [first, second] = before;
    const { id } = await makePerson("analyst");
    const change = { state: "in-progress", assignee: id, due: "2026-12-31" };
    await workOnFindings(manager, { ids: [first?.id], change }, at(4));
    await workOnFindings(manager, { ids: [second?.id], change: { state: "fixed" } }, at(4));
    const said = await board();
    expect(totals(said)).toEqual([before.length - 2, 1, 1, 0]);
    expect(said["in-progress"].cards[0]).toMatchObject({
      id: first?.id,
      title: first?.title,
      host: { name: "web-01" },
      assignee: "A analyst",
      dueAt: "2026-12-31T23:59:59.999Z",
    });
    await bring("web-01", AFTER, 9);
    const after = await board();
    const still = await open();
    const verified = await open({ state: "verified" });
    expect(verified.length).toBeGreaterThan(0);
    expect(totals(after).reduce((sum, count) => sum + count, 0)).toBe(still.length + verified.length);
    expect(after.verified.total).toBe(verified.length);
    expect((await board({}, at(9) + 13 * DAY)).verified.total).toBe(verified.length);
    expect((await board({}, at(9) + 14 * DAY)).verified.total).toBe(0);
  });

  it("marks what came back among what is open", async () => {
    await bring("web-01", BEFORE, 3);
    const before = new Set((await open()).map(({ check }) => check));
    await bring("web-01", AFTER, 5);
    const gone = new Set((await open({ state: "verified" })).map(({ check }) => check));
    await bring("web-01", BEFORE, 7);
    const back = await open({ state: "reopened" });
    expect(back.map(({ check }) => check).every((check) => gone.has(check) && before.has(check))).toBe(true);
    const [one] = back;
    const { open: column } = await board({ check: one?.check ?? "" });
    expect(column.cards).toMatchObject([{ id: one?.id, state: "reopened" }]);
  });

  it("is narrowed as the list is, and shows a viewer only their hosts", async () => {
    const web = await bring("web-01", BEFORE, 3);
    await bring("db-01", AFTER, 3);
    const queries: Record<string, string>[] = [{ host: web }, { severity: "medium" }, { q: "kernel" }];
    for (const query of queries) {
      const { total } = await listFindings(manager, findingQuerySchema.parse(query));
      expect(totals(await board(query)), JSON.stringify(query)).toEqual([total, 0, 0, 0]);
    }
    const bound = viewerWith("analyst", { kind: "token", hosts: [web] });
    const seen = await board({}, at(10), bound);
    expect(seen.open.total).toBe((await open({ host: web })).length);
    expect(new Set(seen.open.cards.map(({ host }) => host.name))).toEqual(new Set(["web-01"]));
  });
});
