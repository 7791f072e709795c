/** Who is told of what, and how often. */
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { readNotices } from "@/lib/commands/read-notices";
import { setNoticePreferences } from "@/lib/commands/set-notice-preferences";
import { db } from "@/lib/db";
import { NOTICE_KINDS } from "@/lib/notices";
import { listNotices, noticePreferences, noticeQuerySchema, unreadCount } from "@/lib/queries/notices";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, makeViewer, openTestSecrets } from "@/scripts/test/people";
import { cleanNotices } from "./clean-notices";
import { type News, tell } from "./tell";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const DAY = 86_400_000;
const ALL = noticeQuerySchema.parse({});

beforeAll(openTestSecrets);

onEachEngine("notices", () => {
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

  const news = (more: Partial<News> = {}): News => ({
    kind: "critical",
    userIds: [manager.userId ?? ""],
    hostId: null,
    text: "Something",
    href: "/hosts",
    once: "critical:1",
    at: NOW,
    ...more,
  });
  const telling = (...all: News[]): Promise<void> => db().$transaction((tx) => tell(tx, all));
  const textsOf = async (viewer: Viewer): Promise<string[]> =>
    (await listNotices(viewer, ALL)).items.map(({ text }) => text);
  const makeHook = (kinds: readonly string[], disabledAt: Date | null = null) =>
    db().webHook.create({
      data: {
        id: uuid(),
        name: "chat",
        url: "https://x.example/",
        secret: "",
        kinds: [...kinds],
        createdBy: "",
        disabledAt,
      },
    });

  it("tells a person once, also in parallel, and nobody else", async () => {
    await Promise.all([telling(news()), telling(news()), telling(news(), news())]);
    expect(await textsOf(manager)).toEqual(["Something"]);
    expect(await textsOf(analyst)).toEqual([]);
    expect(await unreadCount(manager)).toBe(1);
  });

  it("tells nobody what was rolled back, and nobody who is disabled", async () => {
    const undone = db().$transaction(async (tx) => {
      await tell(tx, [news()]);
      throw new Error("rolled back");
    });
    await expect(undone).rejects.toThrow("rolled back");
    const gone = await makePerson("manager");
    await db().user.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
    await telling(news({ userIds: [gone.id, uuid()] }));
    expect(await db().notice.count()).toBe(0);
  });

  it("keeps a notice to one clean line", async () => {
    await telling(news({ text: `  a\u202e\r\nb \u001b[31mred ${"x".repeat(500)}` }));
    const [text = ""] = await textsOf(manager);
    expect(text).toMatch(/^a b redx* ?x*…$|^a b red x+…$/);
    expect(text).toHaveLength(300);
  });

  it("puts an event before each web hook that asks for it, once", async () => {
    const host = await db().host.create({ data: { id: uuid(), name: "web-01" } });
    const asking = await makeHook(["critical"]);
    await makeHook(["overdue"]);
    await makeHook(["critical"], new Date());
    const first = news({ hostId: host.id, text: "For all", userIds: [] });
    await telling(first, news({ text: "For one" }), news({ kind: "mentioned", once: "mentioned:1" }));
    await telling(first);
    const deliveries = await db().hookDelivery.findMany();
    expect(deliveries).toMatchObject([
      {
        hookId: asking.id,
        kind: "critical",
        attempts: 0,
        body: {
          at: "2026-11-28T10:00:00.000Z",
          text: "For all",
          href: "/hosts",
          host: { id: host.id, name: "web-01" },
        },
      },
    ]);
  });

  it("tells in the ways that a person chose: by mail only it counts as read, neither is silence", async () => {
    const chosen = Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, { app: true, mail: false }]));
    const kinds = { ...chosen, critical: { app: false, mail: true }, reopened: { app: false, mail: false } };
    expect(await setNoticePreferences(manager, { kinds, digest: "daily" }, NOW)).toEqual({ ok: true });
    await telling(
      news(),
      news({ kind: "reopened", once: "reopened:1", text: "Never" }),
      news({ kind: "overdue", once: "overdue:1", text: "By the bell" }),
    );
    const { items } = await listNotices(manager, ALL);
    expect(items.map(({ text, readAt }) => [text, readAt !== null])).toEqual([
      ["By the bell", false],
      ["Something", true],
    ]);
    expect(await unreadCount(manager)).toBe(1);
    const read = await noticePreferences(manager);
    expect([read.kinds.critical, read.kinds.reopened, read.digest]).toEqual([
      kinds.critical,
      kinds.reopened,
      "daily",
    ]);
    // Whoever chose nothing is told as it comes.
    expect((await noticePreferences(analyst)).kinds).toMatchObject({
      critical: { app: true, mail: true },
      overdue: { app: true, mail: false },
    });
  });

  it("lets only a person choose, from what there is", async () => {
    const given = { kinds: {}, digest: "daily" };
    expect(await setNoticePreferences({ ...manager, kind: "token" }, given)).toMatchObject({
      reason: "forbidden",
    });
    for (const wrong of [
      { kinds: { weather: { app: true, mail: true } }, digest: "off" },
      { kinds: {}, digest: "hourly" },
      null,
    ])
      expect(await setNoticePreferences(manager, wrong)).toMatchObject({ reason: "form" });
    expect(await db().noticePreference.count()).toBe(0);
  });

  it("begins a digest that is turned on with now, and leaves one that runs", async () => {
    const at = async () => (await db().noticePreference.findFirstOrThrow()).digestAt?.getTime();
    await setNoticePreferences(manager, { kinds: {}, digest: "daily" }, NOW);
    await setNoticePreferences(manager, { kinds: {}, digest: "weekly" }, NOW + DAY);
    expect(await at()).toBe(NOW);
    await setNoticePreferences(manager, { kinds: {}, digest: "off" }, NOW + DAY);
    await setNoticePreferences(manager, { kinds: {}, digest: "daily" }, NOW + 2 * DAY);
    expect(await at()).toBe(NOW + 2 * DAY);
  });

  it("marks one's own as read, one, several or all, and never another's", async () => {
    await telling(
      ...["1", "2", "3"].map((once) =>
        news({ once, text: once, userIds: [manager.userId ?? "", analyst.userId ?? ""] }),
      ),
    );
    const [first] = (await listNotices(manager, ALL)).items;
    if (!first) throw new Error("There is none.");
    expect(await readNotices(analyst, { ids: [first.id] })).toEqual({ ok: true, read: 0 });
    expect(await readNotices(manager, { ids: [first.id] })).toEqual({ ok: true, read: 1 });
    expect(await readNotices(manager, { ids: [first.id] })).toEqual({ ok: true, read: 0 });
    const page = await listNotices(manager, ALL);
    expect(page.items.at(-1)?.id).toBe(first.id);
    expect((await listNotices(manager, noticeQuerySchema.parse({ state: "unread" }))).total).toBe(2);
    expect(await readNotices(manager, { all: true })).toEqual({ ok: true, read: 2 });
    expect([await unreadCount(manager), await unreadCount(analyst)]).toEqual([0, 3]);
    expect(await readNotices({ ...manager, kind: "token", scopes: ["read"] }, { all: true })).toMatchObject({
      reason: "forbidden",
    });
    for (const wrong of [{}, { ids: [] }, { ids: ["x"] }, { all: false }])
      expect(await readNotices(manager, wrong)).toMatchObject({ reason: "form" });
  });

  it("shows a token that is bound to hosts only what is about these", async () => {
    const [here, there] = [
      await db().host.create({ data: { id: uuid(), name: "here" } }),
      await db().host.create({ data: { id: uuid(), name: "there" } }),
    ];
    await telling(
      news({ once: "1", text: "here", hostId: here.id }),
      news({ once: "2", text: "there", hostId: there.id }),
      news({ once: "3", text: "of none" }),
    );
    const bound: Viewer = { ...manager, kind: "token", hosts: [here.id] };
    expect(await textsOf(bound)).toEqual(["here"]);
    expect(await readNotices(bound, { all: true })).toEqual({ ok: true, read: 1 });
    expect((await listNotices({ ...bound, userId: null }, ALL)).total).toBe(0);
  });

  it("forgets after 90 days what was read, and keeps what was not", async () => {
    await telling(news({ once: "1" }), news({ once: "2" }));
    const [first] = (await listNotices(manager, ALL)).items;
    await readNotices(manager, { ids: [first?.id ?? ""] }, NOW);
    expect(await cleanNotices(NOW + 90 * DAY)).toBe(0);
    expect(await cleanNotices(NOW + 90 * DAY + 1)).toBe(1);
    expect(await unreadCount(manager)).toBe(1);
  });
});
