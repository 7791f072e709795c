import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { dayOf, endOf } from "@/lib/fortress/decision-rules";
import { decisionChoices } from "@/lib/queries/decision-choices";
import { decidedHosts, readDecision } from "@/lib/queries/decision-detail";
import { decisionsAbout, findDecision } from "@/lib/queries/decisions";
import { readFortress } from "@/lib/queries/fortress";
import { onEachEngine } from "@/scripts/test/database";
import { answerDecision } from "./answer-decision";
import {
  accept,
  approved,
  at,
  bring,
  emptyHouse,
  eventsOf,
  figures,
  MAIL,
  type People,
  proposed,
  told,
  WEB,
  worthMost,
} from "./decisions/testing";
import { editHost } from "./edit-host";
import { endDecision } from "./end-decision";
import { endDecisions } from "./end-decisions";
import { expectConsistent, SAMPLES } from "./evidence/testing";
import { proposeDecision } from "./propose-decision";
import { rescoreHosts } from "./rescore-hosts";
import { undoImport } from "./undo-import";

const [BEFORE, AFTER] = SAMPLES;
const DAY = 86_400_000;

onEachEngine("decisions", () => {
  let people: People;
  beforeEach(async () => {
    people = await emptyHouse();
  });

  it("raise what is managed while they hold, on every page, and never what is measured", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const key = await worthMost(hostId);
    const start = await figures(hostId);
    expect(start.managed).toBe(start.measured);
    const id = await proposed(people.analyst, accept(key, { hosts: [hostId] }), at(4));
    expect(await figures(hostId)).toEqual(start);
    expect(await told("decision-proposed")).toEqual([
      expect.stringMatching(/^Max: Ana asks for an answer: accept “/),
      expect.stringMatching(/^Mia: /),
    ]);
    const answer = { decision: id, answer: "approve", reason: "Agreed." };
    expect(await answerDecision(people.manager, answer, at(4, 13))).toEqual({
      ok: true,
      id,
      state: "approved",
    });
    const held = await figures(hostId);
    expect(held.measured).toBeCloseTo(start.measured, 1);
    expect(held.managed).toBeGreaterThan(held.measured + 0.05);
    const page = await readFortress(people.manager, hostId);
    expect(page?.score.managed?.proven).toBeCloseTo(held.managed, 6);
    expect(page?.score.measured?.proven).toBeCloseTo(held.measured, 6);
    expect(await told("decision-answered")).toEqual([
      expect.stringMatching(/^Ana: Mia approved it: accept “/),
    ]);
    expect(await db().finding.findFirst({ where: { hostId, key } })).toMatchObject({
      state: "open",
      touched: true,
    });
    const withdrawal = { decision: id, reason: "It is not closed." };
    expect(await endDecision(people.analyst, withdrawal, at(4, 14))).toEqual({ ok: true, id });
    const after = await figures(hostId);
    expect(after.managed).toBe(after.measured);
    expect(await eventsOf(key)).toEqual([
      `decided by ${people.manager.actor}`,
      `undecided by ${people.analyst.actor}`,
    ]);
    const detail = await readDecision(people.manager, id, at(4, 15));
    expect(detail?.history.map(({ action, reason }) => [action, reason])).toEqual([
      ["decision.withdrawn", "It is not closed."],
      ["decision.approved", "Agreed."],
      ["decision.proposed", "The network is closed."],
    ]);
    expect(detail).toMatchObject({ state: "withdrawn", endedBy: people.analyst.actor, answer: "Agreed." });
    await expectConsistent();
  });

  it("end by themselves, and say so", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const key = await worthMost(hostId);
    const until = endOf("2026-12-20");
    const id = await approved(people, accept(key, { hosts: [hostId], owner: people.other.userId }), at(4));
    const waits = await proposed(people.analyst, accept(key, { hosts: [hostId] }), at(4));
    expect(await endDecisions(until - 1)).toBe(0);
    expect((await findDecision(people.manager, id, until))?.state).toBe("ended");
    expect(await endDecisions(until)).toBe(2);
    expect(await endDecisions(until + DAY)).toBe(0);
    const after = await figures(hostId);
    expect(after.managed).toBe(after.measured);
    expect(await db().decision.findUnique({ where: { id } })).toMatchObject({
      state: "ended",
      endedAt: new Date(until),
    });
    expect(await eventsOf(key)).toEqual([`decided by ${people.manager.actor}`, "undecided by its end"]);
    expect(await told("decision-ended")).toEqual([
      expect.stringMatching(/^Ana: Ended before anybody answered: /),
      expect.stringMatching(/^Ana: Ended, the risk counts again: accept “.*”, until 2026-12-20$/),
      expect.stringMatching(/^Max: Ended, /),
      expect.stringMatching(/^Mia: Ended, /),
    ]);
    const late = { decision: waits, answer: "approve" };
    expect(await answerDecision(people.manager, late, until)).toMatchObject({ reason: "not-possible" });
    expect(await endDecision(people.manager, { decision: id, reason: "late" }, until)).toMatchObject({
      reason: "not-possible",
    });
  });

  it("warn 14 and 3 days before the end, each time once", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const id = await approved(people, accept(await worthMost(hostId), { hosts: [hostId] }), at(4));
    const until = endOf("2026-12-20");
    await endDecisions(until - 15 * DAY);
    expect(await told("decision-ending")).toEqual([]);
    for (const before of [14, 13, 10]) await endDecisions(until - before * DAY);
    expect((await told("decision-ending")).map((text) => text.slice(0, 24))).toEqual([
      "Ana: Ends within 14 days",
      "Mia: Ends within 14 days",
    ]);
    await Promise.all([endDecisions(until - 3 * DAY), endDecisions(until - 3 * DAY)]);
    await endDecisions(until - DAY);
    expect(await told("decision-ending")).toHaveLength(4);
    expect(await db().notice.groupBy({ by: ["once"], _count: true, orderBy: { once: "asc" } })).toMatchObject(
      [
        { once: `decision-answered:${id}`, _count: 1 },
        { once: `decision-ending:${id}:14`, _count: 2 },
        { once: `decision-ending:${id}:3`, _count: 2 },
        { once: `decision-proposed:${id}`, _count: 2 },
      ],
    );
  });

  it("follow what they are about through later reports, an undo and another name", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const upgrade = await bring(people.manager, WEB, AFTER, 5);
    const key = await worthMost(hostId);
    await approved(people, accept(key, { hosts: [hostId] }), at(6));
    const differs = async (): Promise<void> => {
      const { measured, managed } = await figures(hostId);
      expect(managed).toBeGreaterThan(measured + 0.01);
    };
    await differs();
    await bring(people.manager, WEB, AFTER, 7);
    await differs();
    await undoImport(people.manager, upgrade.importId, at(8));
    await differs();
    await bring(people.manager, { ...WEB, name: "www-01" }, AFTER, 9);
    expect(await editHost(people.manager, { host: hostId, name: "front" })).toMatchObject({ ok: true });
    await differs();
    expect(await db().host.findMany()).toMatchObject([{ id: hostId, name: "front" }]);
    expect(await decisionsAbout(people.manager, { host: hostId, key }, at(10))).toMatchObject([
      { state: "approved", hosts: [{ name: "front" }] },
    ]);
    await expectConsistent();
  });

  it("stay with their finding when the only report is undone and comes again", async () => {
    const first = await bring(people.manager, WEB, BEFORE, 3);
    const key = await worthMost(first.hostId);
    const { id } = await db().finding.findFirstOrThrow({ where: { key } });
    await approved(people, accept(key, { hosts: [first.hostId] }), at(4));
    await undoImport(people.manager, first.importId, at(4, 14));
    expect(await db().finding.findMany()).toMatchObject([{ id, state: "gone" }]);
    await bring(people.manager, WEB, BEFORE, 5);
    const { measured, managed } = await figures(first.hostId);
    expect(managed).toBeGreaterThan(measured + 0.05);
  });

  describe("about a group or the fleet", () => {
    it("hold on whichever hosts are in it, those to come too", async () => {
      const web = await bring(people.manager, WEB, BEFORE, 3);
      const mail = await bring(people.manager, MAIL, BEFORE, 3);
      const key = await worthMost(web.hostId);
      await editHost(people.manager, { host: web.hostId, addGroup: "closed" });
      const group = (await db().group.findFirstOrThrow()).id;
      const now = Date.now();
      const lastDay = dayOf(now + 20 * DAY);
      const id = await approved(people, accept(key, { scope: "group", group, lastDay }), now);
      const managed = async (hostId: string): Promise<boolean> => {
        const row = await figures(hostId);
        return row.managed > row.measured;
      };
      expect([await managed(web.hostId), await managed(mail.hostId)]).toEqual([true, false]);
      await editHost(people.manager, { host: mail.hostId, addGroup: "closed" });
      expect(await managed(mail.hostId)).toBe(true);
      await editHost(people.manager, { host: web.hostId, removeGroup: group });
      expect([await managed(web.hostId), await managed(mail.hostId)]).toEqual([false, true]);
      expect((await decidedHosts(people.manager, { id, key })).map(({ name }) => name)).toEqual(["mail-01"]);
      await endDecision(people.manager, { decision: id, reason: "over" }, now);
      const fleet = await approved(people, accept(key, { scope: "fleet", lastDay }), now);
      expect([await managed(web.hostId), await managed(mail.hostId)]).toEqual([true, true]);
      const late = await bring(people.manager, { name: "late-01", hostid: "late" }, BEFORE, 3);
      await rescoreHosts([late.hostId], now);
      expect(await managed(late.hostId)).toBe(true);
      expect(await findDecision(people.manager, fleet, now)).toMatchObject({ hostCount: 3, group: null });
      const day = await db().fleetDay.findFirstOrThrow({ orderBy: { day: "desc" } });
      expect(day.managed).toBeGreaterThan(day.proven ?? 0);
    });

    it("are about a measure as well, which counts as high", async () => {
      const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
      const page = await readFortress(people.manager, hostId);
      const missing = page?.score.measures.find(({ failed }) => failed === 1);
      const key = `measure:${missing?.id}`;
      expect(await decisionChoices(people.manager, key)).toMatchObject({
        title: missing?.title,
        severity: "high",
      });
      const id = await approved(people, accept(key, { scope: "fleet" }), at(4));
      expect(await findDecision(people.manager, id, at(4))).toMatchObject({
        title: missing?.title,
        severity: "high",
      });
      const { measured, managed } = await figures(hostId);
      expect(managed).toBeGreaterThan(measured);
      const none = accept("measure:hardening.nothing", { scope: "fleet" });
      expect(await proposeDecision(people.manager, none, at(4))).toMatchObject({ reason: "not-found" });
    });
  });
});
