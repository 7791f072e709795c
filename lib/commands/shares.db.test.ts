import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { hashToken, randomToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import {
  findShare,
  listShares,
  listShareViews,
  type OpenShare,
  openShare,
  readShared,
} from "@/lib/queries/shares";
import { onEachEngine } from "@/scripts/test/database";
import { openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { clearHosts, reportOf, SAMPLES } from "./evidence/testing";
import { importReports } from "./import-report";
import { makeShare } from "./make-share";
import { revokeShare } from "./revoke-share";
import { setSharePolicy } from "./set-share-policy";
import { knock, noteView } from "./view-share";

const [BEFORE, AFTER, HARDENED] = SAMPLES;
const manager = viewerWith("manager");
const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
const NOW = at(21);
const DAY = 86_400_000;
const READER = { address: "192.0.2.77", agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" };

async function bring(name: string, day: number, sample: (typeof SAMPLES)[number] = BEFORE): Promise<string> {
  const files = [reportOf({ name, hostid: name }, sample, day)];
  const [outcome] = await importReports(manager, { files, via: "api", now: at(day) });
  return outcome?.host?.id ?? "";
}

async function make(given: object = {}, now = NOW): Promise<{ id: string; token: string }> {
  const made = await makeShare(manager, given, now);
  if (!made.ok) throw new Error(made.text);
  return made;
}

async function open(token: string, now = NOW): Promise<OpenShare> {
  const share = await openShare(token, now);
  if (!share) throw new Error("The link is not open.");
  return share;
}

onEachEngine("share links", () => {
  let web: string;
  let mail: string;
  beforeEach(async () => {
    openTestSecrets();
    await clearHosts();
    await db().share.deleteMany();
    await db().attempt.deleteMany();
    await db().setting.deleteMany();
    web = await bring("web-77.example.org", 10);
    mail = await bring("mail-78.example.org", 10, HARDENED);
  });

  describe("kept", () => {
    it("keeps neither the token nor the password, and says in the audit log who made it", async () => {
      const { id, token } = await make({ password: "a moat and a bridge" });
      const row = await db().share.findUniqueOrThrow({ where: { id } });
      expect(row.hash).toBe(hashToken(token));
      expect(row.passwordHash).toMatch(/^\$argon2id\$/);
      expect(JSON.stringify(row)).not.toContain(token);
      expect(row.expiresAt.getTime()).toBe(NOW + 14 * DAY);
      const audited = await db().auditEvent.findFirstOrThrow({ where: { action: "share.made" } });
      expect(audited).toMatchObject({ actor: manager.actor, data: { share: id, password: true } });
      expect(JSON.stringify(audited)).not.toMatch(/moat|rms_/);
    });

    it("of a frozen one nothing else than what its reader sees, which never changes", async () => {
      const { id, token } = await make({ hideNames: true, sections: ["method"], comment: "On web-77." });
      const kept = JSON.stringify((await db().share.findUniqueOrThrow({ where: { id } })).frozen);
      expect(kept).not.toMatch(/web-77|mail-78|\/hosts\//);
      expect(kept).not.toContain(web);
      const share = await open(token);
      const seen = await readShared(share);
      expect(seen).toMatchObject({
        table: [],
        plans: [],
        decisions: [],
        evidence: [],
        findings: { top: [] },
      });
      await bring("web-77.example.org", 20, AFTER);
      await bring("new-79.example.org", 20);
      expect(JSON.stringify(await readShared(await open(token)))).toBe(JSON.stringify(seen));
    });

    it("of a live one nothing: it shows what is so now", async () => {
      const { id, token } = await make({ frozen: false });
      expect((await db().share.findUniqueOrThrow({ where: { id } })).frozen).toBeNull();
      expect(await readShared(await open(token), NOW)).toMatchObject({ hosts: 2 });
      await bring("new-79.example.org", 20);
      expect(await readShared(await open(token), NOW)).toMatchObject({ hosts: 3 });
    });

    it("calls a host by the same pseudonym each time, and by another in another link", async () => {
      const live = { frozen: false, hideNames: true, scope: "host", hostId: mail };
      const [one, two] = [await make(live), await make(live)];
      const titleOf = async (token: string) => (await readShared(await open(token), NOW))?.title;
      expect(await titleOf(one.token)).toMatch(/^Host [A-Z]/);
      expect(await titleOf(one.token)).toBe(await titleOf(one.token));
      const codes = await db().share.findMany({ select: { pseudonymKey: true } });
      expect(new Set(codes.map(({ pseudonymKey }) => Buffer.from(pseudonymKey).toString("hex"))).size).toBe(
        2,
      );
      expect(two.token).not.toBe(one.token);
    });
  });

  describe("ended", () => {
    it("is open until it expires or is revoked, at once", async () => {
      const { token, id } = await make({ days: 3 });
      expect(await openShare(token, NOW + 3 * DAY - 1)).not.toBeNull();
      expect(await openShare(token, NOW + 3 * DAY)).toBeNull();
      expect(await revokeShare(manager, id, NOW)).toMatchObject({ ok: true });
      expect(await openShare(token, NOW)).toBeNull();
      expect(await revokeShare(manager, id, NOW)).toMatchObject({ reason: "not-possible" });
      expect(await findShare(manager, id, NOW)).toMatchObject({ state: "revoked", revokedBy: manager.actor });
      expect(await db().auditEvent.count({ where: { action: "share.revoked" } })).toBeGreaterThan(0);
    });

    it("lives no longer than the policy allows", async () => {
      expect(await makeShare(manager, { days: 91 }, NOW)).toMatchObject({ reason: "not-possible" });
      await setSharePolicy(manager, { mostDays: 7, target: 80 });
      expect(await makeShare(manager, { days: 8 }, NOW)).toMatchObject({ reason: "not-possible" });
      expect(await makeShare(manager, { days: 7 }, NOW)).toMatchObject({ ok: true });
    });
  });

  describe("guarded", () => {
    it("lets none of 1,000 guessed tokens in, asked at once", async () => {
      const { token } = await make();
      const near = Array.from({ length: 500 }, (_, n) => token.slice(0, -1) + "ABCDEFGHIJ"[n % 10]);
      const guesses = [...near, ...Array.from({ length: 500 }, () => randomToken("rms_"))].filter(
        (guess) => guess !== token,
      );
      const found = await Promise.all(guesses.map((guess) => openShare(guess, NOW)));
      expect(found.filter((share) => share !== null)).toEqual([]);
      expect(guesses.length).toBeGreaterThan(900);
    });

    it("lets none of 1,000 wrong passwords in, asked at once, and looks at ten of them", async () => {
      const { token, id } = await make({ password: "a moat and a bridge" });
      const share = await open(token);
      const tries = Array.from({ length: 1000 }, (_, n) => knock(share, READER, `a moat and a bridge ${n}`));
      const answers = await Promise.all(tries);
      expect(answers.filter((answer) => answer.open)).toEqual([]);
      expect(answers.filter((answer) => !answer.open && answer.minutes === null)).toHaveLength(10);
      expect(await db().shareView.count({ where: { shareId: id, kind: "password-wrong" } })).toBe(10);
      // Not even the right one any more from there; elsewhere it opens.
      expect(await knock(share, READER, "a moat and a bridge")).toMatchObject({ open: false });
      const elsewhere = { ...READER, address: "198.51.100.7" };
      expect(await knock(share, elsewhere, "a moat and a bridge")).toEqual({ open: true });
    });

    it("is used up by guesses from everywhere, too", async () => {
      const { token } = await make({ password: "a moat and a bridge" });
      const share = await open(token);
      const tries = Array.from({ length: 120 }, (_, n) =>
        knock(share, { ...READER, address: `10.${n}.0.1` }, "open sesame"),
      );
      const answers = await Promise.all(tries);
      expect(answers.filter((answer) => !answer.open && answer.minutes !== null)).toHaveLength(20);
    });

    it("writes readers down coarsely, and each once a minute", async () => {
      const { token, id } = await make();
      const share = await open(token);
      await noteView(share, READER, "shown", NOW);
      await noteView(share, READER, "shown", NOW + 30_000);
      await noteView(share, { ...READER, agent: "x".repeat(5000) }, "shown", NOW + 30_000);
      await noteView(share, READER, "shown", NOW + 90_000);
      const views = await listShareViews(manager, id);
      expect(views.map(({ network }) => network)).toEqual(Array(3).fill("192.0.2.0/24"));
      expect(views[1]?.agent).toHaveLength(120);
      expect(await findShare(manager, id, NOW)).toMatchObject({ views: 3 });
      expect(JSON.stringify(views)).not.toContain(READER.address);
    });
  });

  describe("rights", () => {
    const bound = (...hosts: string[]): Viewer => ({ ...manager, kind: "token", hosts });

    it("is for managers, and whoever is bound to hosts shares these one by one", async () => {
      expect(await makeShare(viewerWith("analyst"), {})).toMatchObject({ reason: "forbidden" });
      expect(await makeShare(bound(web), {})).toMatchObject({ reason: "forbidden" });
      expect(await makeShare(bound(web), { scope: "hosts", query: "" })).toMatchObject({
        reason: "forbidden",
      });
      expect(await makeShare(bound(web), { scope: "host", hostId: mail })).toMatchObject({
        reason: "not-found",
      });
      const made = await makeShare(bound(web), { scope: "host", hostId: web }, NOW);
      expect(made).toMatchObject({ ok: true });
    });

    it("shows and revokes to those who are bound only what is about their hosts", async () => {
      const [fleet, ours] = [await make(), await make({ scope: "host", hostId: web })];
      expect((await listShares(bound(web), NOW)).map(({ id }) => id)).toEqual([ours.id]);
      expect(await listShares(viewerWith("analyst"), NOW)).toEqual([]);
      expect(await revokeShare(bound(web), fleet.id)).toMatchObject({ reason: "not-found" });
      expect(await revokeShare(viewerWith("analyst"), fleet.id)).toMatchObject({ reason: "forbidden" });
      expect(await openShare(fleet.token, NOW)).not.toBeNull();
    });

    it.each([
      [{ password: "short" }, /8 characters/],
      [{ days: 0 }, /at least a day/],
      [{ periodDays: 1000 }, /at most 366/],
      [{ watermark: "x".repeat(61) }, /60 characters/],
      [{ sections: ["moat"] }, /./],
      ["nothing", /./],
    ])("takes no %j", async (given, text) => {
      expect(await makeShare(manager, given)).toMatchObject({
        ...{ ok: false, reason: "form", text: expect.stringMatching(text) },
      });
    });
  });
});
