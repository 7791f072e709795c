import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { decisionCalendar } from "@/lib/queries/decision-calendar";
import { decisionChoices } from "@/lib/queries/decision-choices";
import { decisionRights, readDecision } from "@/lib/queries/decision-detail";
import { readDecisionPolicy } from "@/lib/queries/decision-policy";
import {
  countDecisions,
  decisionQuerySchema,
  decisionsAbout,
  findDecision,
  listDecisions,
} from "@/lib/queries/decisions";
import { onEachEngine } from "@/scripts/test/database";
import { answerDecision, countControl } from "./answer-decision";
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
  person,
  proposed,
  told,
  WEB,
  worthMost,
} from "./decisions/testing";
import { endDecision } from "./end-decision";
import { SAMPLES } from "./evidence/testing";
import { proposeDecision } from "./propose-decision";
import { setDecisionPolicy } from "./set-decision-policy";
import { undoImport } from "./undo-import";

const [BEFORE, AFTER] = SAMPLES;
const _DAY = 86_400_000;

onEachEngine("who decides what, and for whom", () => {
  let people: People;
  beforeEach(async () => {
    people = await emptyHouse();
  });

  it("need another person from a severity on, and below it none but somebody who may approve", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const given = accept(await worthMost(hostId), { hosts: [hostId] });
    const id = await proposed(people.manager, given, at(4));
    const approve = { decision: id, answer: "approve" };
    expect(await answerDecision(people.manager, approve, at(4))).toMatchObject({ reason: "forbidden" });
    expect(await answerDecision(people.analyst, approve, at(4))).toMatchObject({ reason: "forbidden" });
    const ownerless = { ...people.other, kind: "token" as const, userId: null };
    expect(await answerDecision(ownerless, approve, at(4))).toMatchObject({ reason: "forbidden" });
    expect((await findDecision(people.manager, id, at(4)))?.state).toBe("proposed");
    expect(await answerDecision(people.other, { ...approve, answer: "refuse" }, at(4))).toMatchObject({
      reason: "form",
    });
    expect(await answerDecision(people.other, approve, at(4))).toMatchObject({ ok: true });
    const policy = { approvalFrom: "high", mostDays: { critical: 5, high: 5, medium: 50, low: 50 } };
    expect(await setDecisionPolicy(people.analyst, policy)).toMatchObject({ reason: "forbidden" });
    expect(await setDecisionPolicy(people.manager, { ...policy, mostDays: {} })).toMatchObject({
      reason: "form",
    });
    expect(await setDecisionPolicy(people.manager, policy)).toEqual({ ok: true });
    expect(await readDecisionPolicy()).toEqual(policy);
    expect(await proposeDecision(people.manager, given, at(4))).toMatchObject({ state: "approved" });
    const asked = await proposeDecision(people.analyst, given, at(4));
    expect(asked).toMatchObject({ state: "proposed" });
    expect(await proposeDecision(people.analyst, { ...given, lastDay: "2026-12-25" }, at(4))).toMatchObject({
      reason: "form",
      text: expect.stringContaining("50 days"),
    });
  });

  describe("of other kinds", () => {
    it("reduce by half once something shows the control, and somebody else has looked at it", async () => {
      const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
      const key = await worthMost(hostId);
      const reduce = { ...accept(key, { hosts: [hostId] }), treatment: "reduce", control: "A firewall" };
      const id = await approved(people, reduce, at(4));
      const plain = await figures(hostId);
      expect(plain.managed).toBe(plain.measured);
      expect(await countControl(people.manager, { decision: id }, at(4))).toMatchObject({
        reason: "not-possible",
      });
      await db().attachment.create({
        data: {
          ...{ id: "00000000-0000-4000-8000-000000000001", decisionId: id, filename: "rules.txt" },
          ...{ mediaType: "text/plain", size: 1, hash: "0", bytes: new Uint8Array([1]) },
          ...{ actor: people.analyst.actor, at: new Date(at(4)) },
        },
      });
      expect(await countControl(people.analyst, { decision: id }, at(4))).toMatchObject({
        reason: "forbidden",
      });
      expect(await countControl(people.manager, { decision: id }, at(4))).toEqual({ ok: true, id });
      const half = await figures(hostId);
      expect(half.managed).toBeGreaterThan(half.measured + 0.02);
      const whole = await approved(people, accept(key, { hosts: [hostId] }), at(4));
      expect((await figures(hostId)).managed).toBeGreaterThan(half.managed);
      await endDecision(people.manager, { decision: whole, reason: "enough" }, at(4));
      expect((await figures(hostId)).managed).toBeCloseTo(half.managed, 6);
      const referred = await approved(people, { ...reduce, reference: "Firewall change 7" }, at(4));
      expect(await findDecision(people.manager, referred, at(4))).toMatchObject({ compensated: true });
    });

    it("avoid nothing before a report has shown it", async () => {
      const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
      const before = await db().finding.findMany({ where: { hostId } });
      const upgrade = await bring(people.manager, WEB, AFTER, 5);
      const after = await db().finding.findMany({ where: { hostId, state: "verified" } });
      await undoImport(people.manager, upgrade.importId, at(5, 13));
      const key = before.find((one) => after.some((gone) => gone.key === one.key))?.key ?? "";
      const avoid = { ...accept(key, { hosts: [hostId] }), treatment: "avoid" };
      expect(await proposeDecision(people.analyst, avoid, at(6))).toMatchObject({ reason: "form" });
      const id = await approved(
        people,
        { ...avoid, proof: "The next report.", lastDay: "2026-11-30" },
        at(6),
      );
      expect(await findDecision(people.manager, id, at(6))).toMatchObject({ carriedOut: false });
      const { measured, managed } = await figures(hostId);
      expect(managed).toBe(measured);
      await bring(people.manager, WEB, AFTER, 7);
      expect(await findDecision(people.manager, id, at(7))).toMatchObject({ carriedOut: true });
    });

    it("keep of the terms only what belongs to the treatment", async () => {
      const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
      const key = await worthMost(hostId);
      const transfer = { ...accept(key, { hosts: [hostId] }), treatment: "transfer", thirdParty: "Insurer" };
      expect(await proposeDecision(people.analyst, transfer, at(4))).toMatchObject({ reason: "form" });
      const id = await approved(people, { ...transfer, reference: "P-12", control: "none" }, at(4));
      expect(await findDecision(people.manager, id, at(4))).toMatchObject({
        ...{ thirdParty: "Insurer", reference: "P-12", control: null, compensated: false, carriedOut: null },
      });
      const { measured, managed } = await figures(hostId);
      expect(managed).toBeGreaterThan(measured + 0.05);
    });
  });

  it("take one of many answers at once", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const key = await worthMost(hostId);
    const id = await proposed(people.analyst, accept(key, { hosts: [hostId] }), at(4));
    const answers = await Promise.all(
      ["approve", "refuse", "approve", "refuse"].map((answer, i) =>
        answerDecision(
          i < 2 ? people.manager : people.other,
          { decision: id, answer, reason: "because" },
          at(4),
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.reason === "not-possible")).toHaveLength(3);
    const won = answers.find(({ ok }) => ok);
    expect(await findDecision(people.manager, id, at(4))).toMatchObject({ state: won?.ok && won.state });
    expect(await eventsOf(key)).toHaveLength(won?.ok && won.state === "approved" ? 1 : 0);
    expect(await told("decision-answered")).toHaveLength(1);
  });

  it("are shown to a token as far as they are about its hosts, and changed by it only where they are about no other", async () => {
    const web = await bring(people.manager, WEB, BEFORE, 3);
    const mail = await bring(people.manager, MAIL, BEFORE, 3);
    const key = await worthMost(web.hostId);
    const token = { ...people.other, kind: "token" as const, hosts: [web.hostId] };
    const both = await approved(people, accept(key, { hosts: [web.hostId, mail.hostId] }), at(4));
    const fleet = await proposed(people.analyst, accept(key, { scope: "fleet" }), at(4));
    const elsewhere = await approved(people, accept(key, { hosts: [mail.hostId] }), at(4));
    const own = await proposed(people.analyst, accept(key, { hosts: [web.hostId] }), at(4));
    const list = await listDecisions(token, decisionQuerySchema.parse({ sort: "proposed" }), at(4));
    expect(list.items.map(({ id }) => id).sort()).toEqual([both, fleet, own].sort());
    expect(list.total).toBe(3);
    expect(JSON.stringify(list)).not.toContain("mail-01");
    expect(list.items.every(({ hostCount }) => hostCount === 1)).toBe(true);
    expect(await readDecision(token, elsewhere, at(4))).toBe(null);
    expect(await decisionsAbout(token, { host: mail.hostId }, at(4))).toEqual([]);
    const approve = (decision: string) => answerDecision(token, { decision, answer: "approve" }, at(4));
    expect(await approve(elsewhere)).toMatchObject({ reason: "not-found" });
    expect(await approve(fleet)).toMatchObject({ reason: "forbidden" });
    expect(await endDecision(token, { decision: both, reason: "mine" }, at(4))).toMatchObject({
      reason: "forbidden",
    });
    expect(await approve(own)).toMatchObject({ ok: true });
    const given = accept(key, { hosts: [mail.hostId] });
    expect(await proposeDecision(token, given, at(4))).toMatchObject({ reason: "not-found" });
    const everywhere = accept(key, { scope: "fleet" });
    expect(await proposeDecision(token, everywhere, at(4))).toMatchObject({ reason: "forbidden" });
    expect(await decisionChoices(token, key)).toMatchObject({
      hosts: [{ name: "web-01" }],
      groups: [],
      mayDecideFleet: false,
    });
  });

  it("refuse what is not open, not there or not theirs to decide", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const key = await worthMost(hostId);
    const viewer: Viewer = { ...people.analyst, role: "viewer" };
    const tried = async (who: Viewer, given: object) => {
      const result = await proposeDecision(who, given, at(4));
      return result.ok ? "ok" : result.reason;
    };
    const hosts = [hostId];
    const nowhere = "00000000-0000-4000-8000-000000000009";
    expect(await tried(viewer, accept(key, { hosts }))).toBe("forbidden");
    expect(await tried(people.analyst, accept("lynis:NOPE-0000", { hosts }))).toBe("not-found");
    expect(await tried(people.analyst, accept(key, { hosts: [nowhere] }))).toBe("not-found");
    expect(await tried(people.analyst, accept(key, { hosts: [] }))).toBe("form");
    expect(await tried(people.analyst, accept(key, { hosts, owner: nowhere }))).toBe("not-found");
    expect(await tried(people.analyst, accept(key, { scope: "group", group: nowhere }))).toBe("not-found");
    expect(await tried(people.analyst, accept(key, { scope: "group" }))).toBe("form");
    expect(await tried(people.analyst, accept(key, { hosts, reason: " " }))).toBe("form");
    expect(await tried(people.analyst, accept(key, { hosts, lastDay: "2026-11-03" }))).toBe("form");
    expect(await tried(people.analyst, accept(key, { hosts, compensated: true }))).toBe("form");
    await db().finding.updateMany({ where: { hostId, key }, data: { state: "verified" } });
    expect(await tried(people.analyst, accept(key, { hosts }))).toBe("not-possible");
    expect(await db().decision.count()).toBe(0);
    expect(await findDecision(people.analyst, "1", at(4))).toBe(null);
    expect(await endDecision(people.analyst, { decision: nowhere, reason: "none" })).toMatchObject({
      reason: "not-found",
    });
  });

  it("can be withdrawn by their proposer, their owner and managers, and by nobody else", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const key = await worthMost(hostId);
    const owner = await person("analyst", "Own");
    const stranger = await person("analyst", "Stranger");
    const id = await approved(people, accept(key, { hosts: [hostId], owner: owner.userId }), at(4));
    const end = (who: Viewer, now = at(5)) => endDecision(who, { decision: id, reason: "enough" }, now);
    expect(await end(stranger)).toMatchObject({ reason: "forbidden" });
    const detail = await readDecision(stranger, id, at(5));
    const rights = detail && (await decisionRights(stranger, detail, at(5)));
    expect(rights).toMatchObject({ withdraw: expect.stringContaining("owner"), answer: expect.any(String) });
    expect(await end(owner)).toMatchObject({ ok: true });
    expect(await end(people.manager)).toMatchObject({ reason: "not-possible" });
  });

  it("stand in the register by what is asked, and in the calendar by their days", async () => {
    const { hostId } = await bring(people.manager, WEB, BEFORE, 3);
    const [key = "", second = ""] = (
      await db().finding.findMany({
        where: { hostId, severity: { in: ["medium", "low"] }, kind: "check" },
        orderBy: { key: "asc" },
      })
    ).map((finding) => finding.key);
    const first = await approved(
      people,
      accept(key, { hosts: [hostId], lastDay: "2026-11-20", reviewDay: "2026-11-12" }),
      at(4),
    );
    const later = await proposed(
      people.analyst,
      { ...accept(second, { scope: "fleet" }), treatment: "transfer", thirdParty: "X", reference: "Y" },
      at(4, 13),
    );
    const asked = async (query: object) =>
      (await listDecisions(people.manager, decisionQuerySchema.parse(query), at(5))).items.map(
        ({ id }) => id,
      );
    expect(await asked({})).toEqual([first, later]);
    expect(await asked({ sort: "-end" })).toEqual([later, first]);
    expect(await asked({ sort: "-proposed", limit: 1 })).toEqual([later]);
    expect(await asked({ state: "approved" })).toEqual([first]);
    expect(await asked({ treatment: "transfer" })).toEqual([later]);
    expect(await asked({ key })).toEqual([first]);
    expect(await asked({ host: hostId })).toEqual([first, later]);
    expect(await asked({ owner: people.manager.userId ?? "" })).toEqual([]);
    expect(await asked({ ending: "16" })).toEqual([first]);
    expect(await asked({ ending: "14" })).toEqual([]);
    expect(await asked({ endsOn: "2026-11-20" })).toEqual([first]);
    expect(await asked({ endsOn: "2026-11-21" })).toEqual([]);
    expect(await asked({ reviewOn: "2026-11-12" })).toEqual([first]);
    expect(await asked({ q: "network is closed" })).toEqual([first, later]);
    expect(await asked({ q: "%" })).toEqual([]);
    expect(await asked({ state: "ended" })).toEqual([]);
    const counted = await Promise.all(
      [people.manager, people.analyst].map((who) => countDecisions(who, 16, at(5))),
    );
    expect(counted).toEqual([
      { waiting: 1, ending: 1 },
      { waiting: 0, ending: 1 },
    ]);
    expect(await countDecisions(people.manager, 14, at(5))).toMatchObject({ ending: 0 });
    expect(await decisionCalendar(people.manager, { first: "2026-11-01", last: "2026-11-30" })).toEqual([
      { day: "2026-11-12", ends: 0, reviews: 1 },
      { day: "2026-11-20", ends: 1, reviews: 0 },
    ]);
  });
});
