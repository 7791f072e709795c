/** Summaries that web hooks get, on each engine and to a real receiver: all of it, signed, and without what is hidden. */
import { createHmac } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { allowedPlaces } from "@/lib/commands/hooks/addresses";
import { deliverHooks } from "@/lib/commands/hooks/deliver-hooks";
import { makeHook } from "@/lib/commands/hooks/make-hook";
import type { Reach } from "@/lib/commands/hooks/target";
import { db } from "@/lib/db";
import { summarySchema } from "@/lib/exports/summary";
import { listSchedules } from "@/lib/queries/schedules";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { type Receiver, startReceiver } from "@/scripts/test/receiver";
import { viewerWith } from "@/scripts/test/viewers";
import { clearHosts, reportOf } from "../evidence/testing";
import { importReports } from "../import-report";
import { makeSchedule } from "../make-schedule";
import { sendSchedules } from "../send-schedules";
import { testSchedule } from "../test-schedule";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const MONDAY = Date.parse("2026-11-30T06:00:00Z");
const WEEK = 7 * 86_400_000;

/** Tests may post to this machine. */
const local: Reach = {
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  allowed: allowedPlaces(["chat.internal"]),
};

beforeAll(openTestSecrets);

onEachEngine("a schedule with a web hook", () => {
  let receiver: Receiver;
  let hook: { id: string; secret: string };
  let ann: Viewer;
  let bob: Viewer;
  beforeEach(async () => {
    await db().schedule.deleteMany();
    await db().webHook.deleteMany();
    await clearHosts();
    await importReports(viewerWith("manager"), {
      files: [reportOf({ name: "web-01", hostid: "web-01" }, "web-01-before-upgrade.dat", 1)],
      via: "api",
    });
    [ann, bob] = [await makeViewer("manager"), await makeViewer("administrator")];
    receiver = await startReceiver();
    const url = `http://chat.internal:${receiver.port}/in`;
    const result = await makeHook(bob, { name: "chat", url, kinds: ["critical"] }, local);
    if (!result.ok) throw new Error(result.text);
    hook = result;
  });
  afterEach(() => receiver.close());

  const weekly = () => ({
    ...{ scope: "fleet", cadence: "weekly", day: 1, hour: 6 },
    ...{ recipients: [] as string[], hookIds: [hook.id] },
  });
  const made = async (more: object = {}): Promise<string> => {
    const result = await makeSchedule(bob, { ...weekly(), ...more }, NOW);
    if (!result.ok) throw new Error(result.text);
    return result.id;
  };
  /** There is no mail server. */
  const send = (now: number) => sendSchedules(now, null);

  it("posts the summary as data, signed, once", async () => {
    const given = { ...weekly(), sections: ["findings"] };
    expect(await makeSchedule(ann, given, NOW)).toMatchObject({ reason: "forbidden" });
    await made(given);
    expect(await send(MONDAY)).toBe(1);
    expect(await send(MONDAY + 1)).toBe(0);
    await deliverHooks(MONDAY + 1, { reach: local });
    expect(await deliverHooks(MONDAY + 60_000, { reach: local })).toBe(0);
    const [posted, ...more] = receiver.posted;
    if (!posted) throw new Error("Nothing came.");
    expect(more).toEqual([]);
    const letter = JSON.parse(posted.body) as { summary: unknown };
    expect(letter).toMatchObject({
      kind: "summary",
      text: expect.stringMatching(/^The fleet: \d+\.\d of 100 points are proven/),
      url: expect.stringMatching(/\/summary\?days=7$/),
    });
    expect(letter).not.toHaveProperty("test");
    const summary = summarySchema.parse(letter.summary);
    expect(summary).toMatchObject({ title: "The fleet", hosts: 1, table: [], plans: [] });
    expect(summary.findings.top.length).toBeGreaterThan(0);
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(posted.headers["x-rampart-signature"])) ?? [];
    expect(v1).toBe(createHmac("sha256", hook.secret).update(`${t}.${posted.body}`).digest("hex"));
  });

  it("posts no name where names are hidden", async () => {
    const host = await db().host.findFirstOrThrow();
    await made({ scope: "host", hostId: host.id, hideNames: true });
    await send(MONDAY);
    await deliverHooks(MONDAY, { reach: local });
    const [{ body = "" } = {}] = receiver.posted;
    expect(body).toContain('"summary":{');
    expect(body).not.toContain(host.name);
    expect(body).not.toContain(host.id);
  });

  it("posts where the mail fails, and says that it failed", async () => {
    await made({ recipients: ["board@example.org"] });
    expect(await send(MONDAY)).toBe(0);
    await deliverHooks(MONDAY, { reach: local });
    expect(receiver.posted).toHaveLength(1);
    const [{ runs = [] } = {}] = await listSchedules(bob);
    expect(runs).toMatchObject([
      { state: "failed", error: "This Rampart has no mail server: see RAMPART_SMTP_URL." },
    ]);
  });

  it("is tested at once and marked so, by those who manage it", async () => {
    const id = await made();
    const ways = { settings: null, reach: local };
    expect(await testSchedule(bob, id, NOW, ways)).toMatchObject({ ok: true, to: "the web hook chat" });
    expect(JSON.parse(receiver.posted[0]?.body ?? "")).toMatchObject({
      kind: "summary",
      test: true,
      summary: { title: "The fleet" },
    });
    receiver.answer = { status: 500 };
    expect(await testSchedule(bob, id, NOW, ways)).toMatchObject({
      reason: "not-possible",
      text: "chat: It answered with status 500.",
    });
    expect(await testSchedule(ann, id, NOW, ways)).toMatchObject({ reason: "not-possible" });
    expect(receiver.posted).toHaveLength(2);
    expect(await deliverHooks(NOW + WEEK, { reach: local })).toBe(0);
    await db().webHook.deleteMany();
    expect(await testSchedule(bob, id, NOW, ways)).toMatchObject({
      text: "It goes to nobody: its web hooks are gone.",
    });
  });
});
