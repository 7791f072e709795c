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
import { startWorker } from "@/scripts/test/worker";
import { changeSchedule, removeSchedule } from "./change-schedule";
import { clearHosts, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { makeSchedule } from "./make-schedule";
import type { MailSettings } from "./notices/post";
import { sendSchedules } from "./send-schedules";
import { testSchedule } from "./test-schedule";

/** A Saturday; the next Monday at six is two days off. */
const NOW = Date.parse("2026-11-28T10:00:00Z");
const MONDAY = Date.parse("2026-11-30T06:00:00Z");
const WEEK = 7 * 86_400_000;
const WEEKLY = { scope: "fleet", cadence: "weekly", day: 1, hour: 6 } as const;

beforeAll(openTestSecrets);

onEachEngine("schedules", (database) => {
  let server: MailServer;
  let settings: MailSettings;
  let ann: Viewer;
  let bob: Viewer;
  beforeEach(async () => {
    await db().schedule.deleteMany();
    await db().share.deleteMany();
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
      pausedWhy: `${ann.actor} may not share any more.`,
      runs: [{ state: "failed", error: expect.stringContaining("may not share any more") }],
    });
    // Whoever lets it go on answers for it.
    await changeSchedule(bob, { id, paused: false }, MONDAY + 1);
    expect(await send(MONDAY + WEEK)).toBe(1);
    expect(await only()).toMatchObject({ createdBy: bob.actor, pausedWhy: null });
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

  it("goes by the clock of its zone, and by the new one from when that is changed", async () => {
    const id = await made({ cadence: "monthly", day: 31, zone: "europe/berlin" });
    // The 30th is the last day of November; 06:00 there is 05:00 here.
    expect(await only()).toMatchObject({ zone: "Europe/Berlin", nextAt: "2026-11-30T05:00:00.000Z" });
    expect(await send(Date.parse("2026-11-30T04:59:59Z"))).toBe(0);
    expect(await send(Date.parse("2026-11-30T05:00:00Z"))).toBe(1);
    expect((await only()).nextAt).toBe("2026-12-31T05:00:00.000Z");
    await changeSchedule(ann, { id, zone: "America/New_York" }, MONDAY);
    expect((await only()).nextAt).toBe("2026-11-30T11:00:00.000Z");
  });

  it("sends the others where one fails, and that one again at its next time", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const [gone, broken] = [await made({ title: "gone" }), await made({ title: "broken" })];
    await made({ title: "whole" });
    const of = (id: string, data: object) => db().schedule.update({ where: { id }, data });
    await of(gone, { scope: "group", groupId: uuid(), nextAt: new Date(MONDAY - 2) });
    await of(broken, { zone: "Europe/Nowhere", nextAt: new Date(MONDAY - 1) });
    expect(await send(MONDAY)).toBe(1);
    expect(server.received.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1])).toEqual([
      "Security summary: whole",
    ]);
    const runs = await db().scheduleRun.findMany({ where: { scheduleId: gone } });
    expect(runs).toMatchObject([{ state: "failed", error: "What it is about is not there any more." }]);
    await of(gone, { scope: "fleet", groupId: null });
    expect(await send(MONDAY + WEEK)).toBe(2);
  });

  it("sends each time once where several processes take it up", async () => {
    const { kind, connection } = database();
    // The embedded database lets no second process in.
    if (kind === "embedded") return;
    const [schedules, weeks] = [4, 5];
    for (let number = 0; number < schedules; number++) {
      await made({ send: "link", recipients: [`board-${number}@example.org`] });
    }
    const args = [String(connection.connectionString), String(MONDAY), String(weeks), server.url];
    const workers = Array.from({ length: 3 }, () =>
      startWorker(["--import", "tsx", "scripts/test/sending.ts", ...args]),
    );
    await Promise.all(workers.map((worker) => worker.line("open")));
    for (const { child } of workers) child.kill("SIGUSR2");
    const said = await Promise.all(workers.map((worker) => worker.line("sent")));
    await Promise.all(workers.map(({ ended }) => ended));
    const counts = said.map((line) => Number(line.slice("sent ".length)));
    expect(counts.reduce((sum, one) => sum + one)).toBe(schedules * weeks);
    expect(server.received).toHaveLength(schedules * weeks);
    for (let number = 0; number < schedules; number++) {
      const to = server.received.filter((mail) => mail.to[0] === `board-${number}@example.org`);
      expect(to).toHaveLength(weeks);
    }
    expect(await db().scheduleRun.count({ where: { state: "sent" } })).toBe(schedules * weeks);
  });

  it("sends a test to whoever asks and to nobody else", async () => {
    const id = await made({ recipients: ["board@example.org"] });
    expect(await testSchedule(bob, id, NOW, { settings })).toMatchObject({ ok: true, to: bob.actor });
    expect(server.received.map(({ to }) => to)).toEqual([[bob.actor]]);
    expect((await only()).runs).toEqual([]);
    server.answer = { code: 550 };
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect(await testSchedule(bob, id, NOW, { settings })).toMatchObject({
      text: `The mail server did not take it for ${bob.actor}.`,
    });
    expect(await testSchedule(bob, id, NOW, { settings: null })).toMatchObject({
      text: "This Rampart has no mail server: see RAMPART_SMTP_URL.",
    });
    expect(await testSchedule(viewerWith("administrator"), id, NOW, { settings })).toMatchObject({
      reason: "not-possible",
    });
    expect(await testSchedule(viewerWith("analyst"), id, NOW, { settings })).toMatchObject({
      reason: "not-found",
    });
  });

  it.each([
    [{ recipients: ["nobody"] }, "form"],
    [{ recipients: ["a@b.org\r\nBcc: c@d.org"] }, "form"],
    [{ recipients: [] }, "form"],
    [{ cadence: "monthly", day: 32 }, "form"],
    [{ zone: "Europe/Nowhere" }, "form"],
    [{ zone: "" }, "form"],
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
