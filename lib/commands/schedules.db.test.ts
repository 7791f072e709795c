/** Summaries that are sent by themselves, on each engine and through a real mail server: once, to whom it should, and told. */
import { v7 as uuid } from "uuid";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { listSchedules } from "@/lib/queries/schedules";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { type MailServer, startMailServer } from "@/scripts/test/smtp";
import { viewerWith } from "@/scripts/test/viewers";
import { changeSchedule, removeSchedule } from "./change-schedule";
import { clearHosts, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { makeSchedule } from "./make-schedule";
import type { MailSettings } from "./notices/post";
import { sendSchedules, testSchedule } from "./send-schedules";

/** A Saturday; the next Monday at six is two days off. */
const NOW = Date.parse("2026-11-28T10:00:00Z");
const MONDAY = Date.parse("2026-11-30T06:00:00Z");
const WEEK = 7 * 86_400_000;
const WEEKLY = { scope: "fleet", cadence: "weekly", day: 1, hour: 6 } as const;

beforeAll(openTestSecrets);

onEachEngine("schedules", () => {
  let server: MailServer;
  let settings: MailSettings;
  let ann: Viewer;
  let bob: Viewer;
  beforeEach(async () => {
    await db().schedule.deleteMany();
    await db().share.deleteMany();
    await db().webHook.deleteMany();
    await clearHosts();
    await importReports(viewerWith("manager"), {
      files: [reportOf({ name: "web-01", hostid: "web-01" }, "web-01-before-upgrade.dat", 1)],
      via: "api",
    });
    server = await startMailServer();
    settings = { url: server.url, from: "Rampart <r@example.org>", site: "https://rampart.example.org" };
    [ann, bob] = [await makeViewer("manager"), await makeViewer("administrator")];
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await server.close();
  });

  const made = async (more: object = {}, viewer = ann): Promise<string> => {
    const given = { ...WEEKLY, recipients: ["board@example.org"], ...more };
    const result = await makeSchedule(viewer, given, NOW);
    if (!result.ok) throw new Error(result.text);
    return result.id;
  };
  const only = async () => {
    const [one] = await listSchedules(bob);
    if (!one) throw new Error("There is no schedule.");
    return one;
  };
  const send = (now: number) => sendSchedules(now, settings);

  it("sends the file to each recipient alone, at its time and not before", async () => {
    await made({ recipients: ["Board@example.org", "board@example.org", "owner@example.org"] });
    expect(await send(MONDAY - 1)).toBe(0);
    expect(await send(MONDAY)).toBe(1);
    expect(await send(MONDAY + 1)).toBe(0);
    expect(server.received.map(({ to }) => to)).toEqual([["board@example.org"], ["owner@example.org"]]);
    const [{ raw = "" } = {}] = server.received;
    expect(raw).toContain("Subject: Security summary: The fleet");
    expect(raw).toContain("Content-Disposition: attachment; filename=summary-2026-11-30.pdf");
    expect(raw.replace(/\r\n/g, "")).toContain(Buffer.from("%PDF-1.7").toString("base64").slice(0, 10));
    expect(raw).not.toContain("owner@example.org");
    expect(await only()).toMatchObject({
      nextAt: new Date(MONDAY + WEEK).toISOString(),
      runs: [{ dueAt: new Date(MONDAY).toISOString(), state: "sent", error: null }],
    });
  });

  it("sends once where several instances look at once", async () => {
    await made();
    await made({ title: "Another" });
    const sent = await Promise.all([send(MONDAY), send(MONDAY), send(MONDAY + 5), send(MONDAY)]);
    expect(sent.reduce((sum, one) => sum + one)).toBe(2);
    expect(server.received).toHaveLength(2);
    expect(await db().scheduleRun.count()).toBe(2);
  });

  it("sends once for all the times that passed while nothing ran", async () => {
    await made();
    expect(await send(MONDAY + 3 * WEEK + 1)).toBe(1);
    expect((await only()).nextAt).toBe(new Date(MONDAY + 4 * WEEK).toISOString());
  });

  it("sends a link that opens a frozen share instead", async () => {
    await made({ send: "link", title: "For the board", hideNames: true });
    expect(await send(MONDAY)).toBe(1);
    const [{ raw = "" } = {}] = server.received;
    expect(raw.replace(/=\r\n/g, "")).toMatch(/https:\/\/rampart\.example\.org\/s\/rms_[\w-]{43}/);
    expect(raw).not.toContain("web-01");
    const [share] = await db().share.findMany();
    expect(share).toMatchObject({ title: "For the board", hideNames: true, userId: ann.userId });
    expect(share?.frozen).not.toBeNull();
  });

  it("sends nothing while it is paused, nor later for that time", async () => {
    const id = await made();
    expect(await changeSchedule(ann, { id, paused: true }, NOW)).toMatchObject({ ok: true, paused: true });
    expect(await send(MONDAY)).toBe(0);
    const resumed = await changeSchedule(ann, { id, paused: false }, MONDAY + 1);
    expect(resumed).toMatchObject({ paused: false, nextAt: new Date(MONDAY + WEEK).toISOString() });
    expect(await send(MONDAY + 2)).toBe(0);
    expect(await send(MONDAY + WEEK)).toBe(1);
  });

  it("pauses and says so where whoever made it may not share any more", async () => {
    const id = await made();
    await db().user.update({ where: { id: ann.userId ?? "" }, data: { disabledAt: new Date(NOW) } });
    expect(await send(MONDAY)).toBe(0);
    expect(server.received).toHaveLength(0);
    expect(await only()).toMatchObject({
      pausedAt: new Date(MONDAY).toISOString(),
      runs: [{ state: "failed", error: expect.stringContaining("may not share any more") }],
    });
    // Whoever lets it go on answers for it.
    await changeSchedule(bob, { id, paused: false }, MONDAY + 1);
    expect(await send(MONDAY + WEEK)).toBe(1);
    expect((await only()).createdBy).toBe(bob.actor);
    await db().user.update({ where: { id: bob.userId ?? "" }, data: { role: "viewer" } });
    expect(await send(MONDAY + 2 * WEEK)).toBe(0);
  });

  it("tells what went wrong, and does not try that time again", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await made();
    server.answer = { code: 550 };
    expect(await send(MONDAY)).toBe(0);
    server.answer = null;
    expect(await send(MONDAY + 1)).toBe(0);
    expect((await only()).runs).toMatchObject([
      { state: "failed", error: "The mail server did not take it for board@example.org." },
    ]);
    expect(await sendSchedules(MONDAY + WEEK, { ...settings, url: "smtp://127.0.0.1:1" })).toBe(0);
    expect(await sendSchedules(MONDAY + 2 * WEEK, null)).toBe(0);
    await clearHosts();
    expect((await only()).runs.slice(0, 2).map(({ error }) => error)).toEqual([
      "This Rampart has no mail server: see RAMPART_SMTP_URL.",
      "The mail server is not there, or does not let us in.",
    ]);
  });

  it("says of a run whose process ended that it was interrupted, and does not repeat it", async () => {
    const scheduleId = await made();
    const at = new Date(MONDAY - WEEK);
    await db().scheduleRun.create({ data: { id: uuid(), scheduleId, dueAt: at, at, state: "sending" } });
    expect(await send(MONDAY - 1)).toBe(0);
    expect((await only()).runs).toMatchObject([
      { state: "failed", error: expect.stringContaining("interrupted") },
    ]);
    expect(server.received).toHaveLength(0);
  });

  it("tells web hooks of it, where an administrator chose them", async () => {
    const hookId = uuid();
    const hook = {
      id: hookId,
      name: "chat",
      url: "https://chat.example.org/",
      secret: "x",
      kinds: ["critical"],
    };
    await db().webHook.create({ data: { ...hook, createdBy: "x" } });
    const given = { ...WEEKLY, recipients: [], hookIds: [hookId] };
    expect(await makeSchedule(ann, given, NOW)).toMatchObject({ reason: "forbidden" });
    await made(given, bob);
    expect(await send(MONDAY)).toBe(1);
    const [delivery] = await db().hookDelivery.findMany({ where: { hookId } });
    expect(delivery).toMatchObject({
      kind: "summary",
      body: {
        text: expect.stringMatching(/^The fleet: \d+\.\d of 100 points are proven/),
        href: expect.stringMatching(/^\/summary/),
      },
    });
  });

  it("sends a test to whoever asks and to nobody else", async () => {
    const id = await made({ recipients: ["board@example.org"] });
    expect(await testSchedule(bob, id, NOW, settings)).toMatchObject({ ok: true, email: bob.actor });
    expect(server.received.map(({ to }) => to)).toEqual([[bob.actor]]);
    expect((await only()).runs).toEqual([]);
    expect(await testSchedule(viewerWith("administrator"), id, NOW, settings)).toMatchObject({
      reason: "not-possible",
    });
    expect(await testSchedule(viewerWith("analyst"), id, NOW, settings)).toMatchObject({
      reason: "not-found",
    });
  });

  it.each([
    [{ recipients: ["nobody"] }, "form"],
    [{ recipients: ["a@b.org\r\nBcc: c@d.org"] }, "form"],
    [{ recipients: [] }, "form"],
    [{ cadence: "monthly", day: 29 }, "form"],
    [{ day: 8 }, "form"],
    [{ hour: 24 }, "form"],
    [{ scope: "host", hostId: uuid() }, "not-found"],
    [{ scope: "group", groupId: uuid() }, "not-found"],
    [{ hookIds: [uuid()] }, "not-found"],
  ])("refuses %j: %s", async (more, reason) => {
    const given = { ...WEEKLY, recipients: ["board@example.org"], ...more };
    expect(await makeSchedule(bob, given, NOW)).toMatchObject({ ok: false, reason });
    expect(await db().schedule.count()).toBe(0);
  });

  it("belongs to those who may share, and a bound token to its hosts", async () => {
    const host = await db().host.findFirstOrThrow();
    const fleet = await made();
    const one = await made({ scope: "host", hostId: host.id });
    const bound = (hosts: string[]) =>
      viewerWith("administrator", { kind: "token", userId: bob.userId, hosts });
    expect((await listSchedules(bound([host.id]))).map(({ id }) => id)).toEqual([one]);
    expect(await listSchedules(bound([uuid()]))).toEqual([]);
    expect(await listSchedules(viewerWith("analyst"))).toEqual([]);
    expect(await changeSchedule(bound([host.id]), { id: fleet, paused: true })).toMatchObject({
      reason: "not-found",
    });
    expect(await removeSchedule(bound([uuid()]), one)).toMatchObject({ reason: "not-found" });
    const given = { ...WEEKLY, recipients: ["board@example.org"] };
    expect(await makeSchedule(bound([host.id]), given)).toMatchObject({ reason: "forbidden" });
    expect(await makeSchedule(viewerWith("analyst"), given)).toMatchObject({ reason: "forbidden" });
    expect(await makeSchedule(viewerWith("manager"), given)).toMatchObject({ reason: "not-possible" });
    expect(await removeSchedule(ann, fleet)).toMatchObject({ ok: true, title: "The fleet" });
    expect(
      await db().auditEvent.count({ where: { action: "schedule.removed", actor: ann.actor } }),
    ).toBeGreaterThan(0);
  });
});
