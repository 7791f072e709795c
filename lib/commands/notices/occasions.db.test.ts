/** What is told when reports come, and when time passes. */
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { importReports } from "@/lib/commands/import-report";
import { db } from "@/lib/db";
import { HOOK_KINDS } from "@/lib/notices";
import { listNotices, noticeQuerySchema, unreadCount } from "@/lib/queries/notices";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { tellOfTime } from "./tell-of-time";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const DAY = 86_400_000;
const ALL = noticeQuerySchema.parse({});

beforeAll(openTestSecrets);

onEachEngine("occasions", () => {
  let manager: Viewer;
  let analyst: Viewer;
  beforeEach(async () => {
    await db().user.deleteMany();
    await db().webHook.deleteMany();
    await db().host.deleteMany();
    await db().setting.deleteMany();
    manager = await makeViewer("manager");
    analyst = await makeViewer("analyst");
  });

  const textsOf = async (viewer: Viewer): Promise<string[]> =>
    (await listNotices(viewer, ALL)).items.map(({ text }) => text);

  /** A report of one's own, in which these checks fail and all others pass. */
  const report = (minute: string, ...failed: string[]) => ({
    name: "web-01--own.json",
    bytes: Buffer.from(
      JSON.stringify({
        rampart: 1,
        source: "own",
        endedAt: `2026-11-28T09:${minute}:00Z`,
        checks: ["a", "b"].map((id) => ({
          ...{ id, title: `Check ${id}`, severity: "critical", tower: "hardening" },
          outcome: failed.includes(id) ? "fail" : "pass",
        })),
      }),
    ),
  });
  const asToken = (viewer: Viewer): Viewer => ({ ...viewer, kind: "token" });

  it("tells of new critical findings of an import in one notice, but not at a preview", async () => {
    const request = { files: [report("00", "a", "b")], via: "api" as const, now: NOW };
    await importReports(asToken(manager), { ...request, dryRun: true });
    expect(await db().notice.count()).toBe(0);
    const [outcome] = await importReports(asToken(manager), request);
    expect(outcome?.status).toBe("imported");
    await importReports(asToken(manager), request);
    const { items } = await listNotices(manager, ALL);
    expect(items).toMatchObject([
      {
        kind: "critical",
        text: "2 new critical findings on web-01",
        href: `/findings?host=${outcome?.host?.id}&severity=critical&sort=-opened`,
      },
    ]);
    expect(await textsOf(analyst)).toEqual([]);
  });

  it("tells whose finding it is, who watches it and who oversees all when it comes back", async () => {
    const watcher = await makeViewer("viewer");
    const bring = (minute: string, ...warnings: string[]) =>
      importReports(manager, { files: [report(minute, ...warnings)], via: "browser", now: NOW });
    const chief = await makeViewer("administrator");
    await bring("01", "a", "b");
    const finding = await db().finding.findFirstOrThrow({ where: { title: "Check a" } });
    await db().finding.update({
      where: { id: finding.id },
      data: { assigneeId: analyst.userId, touched: true },
    });
    await db().watch.create({ data: { userId: watcher.userId ?? "", findingId: finding.id } });
    await bring("02");
    expect((await db().finding.findUniqueOrThrow({ where: { id: finding.id } })).state).toBe("verified");
    await bring("03", "a", "b");
    const one = `Back again on web-01: ${finding.title}`;
    expect(await textsOf(analyst)).toEqual([one]);
    expect(await textsOf(watcher)).toEqual([one]);
    expect(await textsOf(chief)).toEqual([
      "2 findings are back again on web-01",
      "2 new critical findings on web-01",
    ]);
    // Who brought it at the screen saw it there.
    expect(await textsOf(manager)).toEqual([]);
  });

  it("tells once a day that reports of a sender are refused, if nobody sees it at the screen", async () => {
    const bad = (via: "api" | "browser", now: number) =>
      importReports(asToken(analyst), {
        files: [{ name: "x.bin", bytes: Buffer.from("nothing") }],
        via,
        now,
      });
    await bad("browser", NOW);
    expect(await textsOf(manager)).toEqual([]);
    await bad("api", NOW);
    await bad("api", NOW + 1);
    expect(await textsOf(manager)).toEqual([
      expect.stringMatching(/^x\.bin from .* was refused: This is no report that Rampart reads\.$/),
    ]);
    await bad("api", NOW + DAY);
    expect(await unreadCount(manager)).toBe(2);
  });

  it("tells of what has passed its date since the last time: once, to whom it belongs", async () => {
    const host = await db().host.create({ data: { id: uuid(), name: "web-01" } });
    const due = (key: string, hours: number, assigneeId: string | null, state = "open") =>
      db().finding.create({
        data: {
          ...{
            id: uuid(),
            hostId: host.id,
            key,
            source: "lynis",
            kind: "check",
            tower: "hardening",
            severity: "high",
          },
          ...{ title: key, state, openedBy: uuid(), assigneeId, dueAt: new Date(NOW + hours * 3_600_000) },
          ...{ openedAt: new Date(NOW), sinceAt: new Date(NOW), dueFrom: new Date(NOW) },
        },
      });
    const hook = { id: uuid(), name: "chat", url: "https://x.example/", secret: "", createdBy: "" };
    await db().webHook.create({ data: { ...hook, kinds: [...HOOK_KINDS] } });
    await due("long ago", -1, null);
    const mine = await due("of the analyst", 1, analyst.userId);
    await due("nobody's", 1, null);
    await due("closed", 1, null, "verified");
    await due("later", 3, null);
    // The first time tells nothing: all of it stands on the pages.
    await tellOfTime(NOW);
    expect(await db().notice.count()).toBe(0);
    await Promise.all([tellOfTime(NOW + 7_200_000), tellOfTime(NOW + 7_200_000)]);
    expect(await listNotices(analyst, ALL)).toMatchObject({
      items: [
        {
          kind: "overdue",
          text: "Past its date on web-01: of the analyst",
          href: `/hosts/${host.id}/findings/${mine.id}`,
        },
      ],
    });
    expect(await textsOf(manager)).toEqual(["Past its date on web-01: nobody's"]);
    const deliveries = await db().hookDelivery.findMany();
    expect(deliveries).toMatchObject([{ kind: "overdue", body: { text: "2 findings are past their date" } }]);
    await tellOfTime(NOW + 7_300_000);
    await tellOfTime(NOW + 7_200_000);
    expect(await db().notice.count()).toBe(2);
  });

  it("tells of a host that has been silent for two weeks, and of many in one line", async () => {
    const silent = (name: string, at: number) =>
      db().host.create({ data: { id: uuid(), name, lastEvidenceAt: new Date(at) } });
    const limit = NOW - 14 * DAY;
    await silent("long-ago", limit - DAY);
    const host = await silent("web-01", limit + 1_000);
    await silent("fresh", NOW);
    await tellOfTime(NOW);
    await tellOfTime(NOW + 60_000);
    await tellOfTime(NOW + 120_000);
    expect(await listNotices(manager, ALL)).toMatchObject({
      items: [{ kind: "host-silent", text: "web-01 has not reported for 14 days", host: { id: host.id } }],
    });
    for (let i = 0; i < 11; i++) await silent(`node-${i}`, limit + 130_000);
    await tellOfTime(NOW + 180_000);
    expect(await textsOf(manager)).toEqual([
      "11 fortresses have not reported for 14 days",
      "web-01 has not reported for 14 days",
    ]);
  });
});
