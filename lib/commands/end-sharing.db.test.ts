/** What becomes of links and schedules whose maker may not share any more. */
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { openShare, readShared } from "@/lib/queries/open-share";
import { listSchedules } from "@/lib/queries/schedules";
import { readSharingOf } from "@/lib/queries/sharing-of";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { changePerson } from "./change-person";
import { changeSchedule } from "./change-schedule";
import { clearHosts, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { makeSchedule } from "./make-schedule";
import { makeShare } from "./make-share";
import { sendSchedules } from "./send-schedules";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const DAY = 86_400_000;

beforeAll(openTestSecrets);

onEachEngine("what somebody shares who may not any more", () => {
  let chief: Viewer;
  let ann: Viewer;
  let links: Record<"live" | "badge" | "frozen" | "ended" | "others", string>;
  let schedule: string;
  beforeEach(async () => {
    await db().schedule.deleteMany();
    await db().share.deleteMany();
    await clearHosts();
    await importReports(viewerWith("manager"), {
      files: [reportOf({ name: "web-01", hostid: "web-01" }, "web-01-before-upgrade.dat", 1)],
      via: "api",
    });
    chief = await makeViewer("administrator");
    ann = await makeViewer("manager");
    links = {
      live: await made(ann, { frozen: false, title: "Live" }),
      badge: await made({ ...ann, kind: "token" }, { frozen: false, badge: true, title: "Badge" }),
      frozen: await made(ann, { badge: true, title: "Frozen" }),
      ended: await made(ann, { frozen: false, days: 1, title: "Ended" }, NOW - 2 * DAY),
      others: await made(chief, { frozen: false, title: "Another's" }),
    };
    const weekly = { scope: "fleet", cadence: "weekly", day: 1, hour: 6, recipients: ["board@example.org"] };
    const result = await makeSchedule(ann, weekly, NOW);
    schedule = result.ok ? result.id : "";
  });

  async function made(viewer: Viewer, given: object, now = NOW): Promise<string> {
    const result = await makeShare(viewer, given, now);
    if (!result.ok) throw new Error(result.text);
    return result.token;
  }
  const open = async (): Promise<string[]> => {
    const found = await Promise.all(
      Object.entries(links).map(async ([name, token]) => ((await openShare(token, NOW)) ? [name] : [])),
    );
    return found.flat();
  };
  const change = (more: object) => changePerson(chief, { id: ann.userId, ...more }, NOW);
  const told = async (action: string) => {
    const events = await db().auditEvent.findMany({
      where: { action, actor: chief.actor },
      orderBy: { target: "asc" },
    });
    return events.map(({ target, data }) => [target, (data as { why?: string }).why]);
  };

  it("is counted before it is asked for", async () => {
    expect(await readSharingOf(chief, ann.userId ?? "", NOW)).toEqual({ live: 2, frozen: 1, schedules: 1 });
    expect(await readSharingOf(chief, chief.userId ?? "", NOW)).toEqual({ live: 1, frozen: 0, schedules: 0 });
    expect(await readSharingOf(ann, ann.userId ?? "", NOW)).toBeNull();
    expect(await readSharingOf(chief, "1 or 1=1", NOW)).toBeNull();
  });

  it.each([
    ["disabled", { disabled: true }, (email: string) => `${email} was disabled.`],
    [
      "a viewer",
      { role: "viewer" },
      (email: string) => `${email} is viewer now, and may not share any more.`,
    ],
    [
      "an analyst",
      { role: "analyst" },
      (email: string) => `${email} is analyst now, and may not share any more.`,
    ],
  ])(
    "ends where it is live and they are %s; what is frozen, and what others share, stays",
    async (_name, more, why) => {
      const words = why(ann.actor);
      expect(await open()).toEqual(["live", "badge", "frozen", "others"]);
      expect(await change(more)).toMatchObject({ ok: true });
      expect(await open()).toEqual(["frozen", "others"]);
      expect(await told("share.revoked")).toEqual([
        ["Badge", words],
        ["Live", words],
      ]);
      expect(await told("schedule.paused")).toEqual([["The fleet", words]]);
      const [paused] = await listSchedules(chief);
      expect(paused).toMatchObject({ pausedAt: new Date(NOW).toISOString(), pausedWhy: words });
      // Nothing is sent of it, and nothing comes back with them.
      expect(await sendSchedules(NOW + 14 * DAY, null)).toBe(0);
      expect(await db().scheduleRun.count()).toBe(0);
      await change({ disabled: false, role: "manager" });
      expect(await open()).toEqual(["frozen", "others"]);
      expect((await listSchedules(chief))[0]?.pausedAt).not.toBeNull();
      await changeSchedule(chief, { id: schedule, paused: false }, NOW);
      expect((await listSchedules(chief))[0]).toMatchObject({
        ...{ pausedAt: null, pausedWhy: null, createdBy: chief.actor },
      });
    },
  );

  it("goes on with a role that may share", async () => {
    await change({ role: "administrator" });
    await change({ role: "manager" });
    expect(await open()).toEqual(["live", "badge", "frozen", "others"]);
    expect((await listSchedules(chief))[0]?.pausedAt).toBeNull();
  });

  it("is frozen bytes that do not change by it", async () => {
    const read = async () => {
      const share = await openShare(links.frozen, NOW);
      return share && JSON.stringify(await readShared(share, NOW));
    };
    const before = await read();
    await change({ disabled: true });
    expect(before).toContain("Frozen");
    expect(await read()).toBe(before);
  });

  it("leaves no live link that was made at the same moment", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const maker = await makeViewer("manager");
      const making = Array.from({ length: 6 }, () => makeShare(maker, { frozen: false }, NOW));
      const ending = changePerson(chief, { id: maker.userId, disabled: true }, NOW);
      await Promise.all([...making, ending]);
      const left = await db().share.count({ where: { userId: maker.userId, revokedAt: null } });
      expect(left).toBe(0);
      expect(await makeShare(maker, {}, NOW)).toMatchObject({ reason: "forbidden" });
    }
  });
});
