import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { hashToken, randomToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import type { Summary } from "@/lib/exports/summary";
import { type OpenShare, openManagedShare, openShare, readShared, sharedPdf } from "@/lib/queries/open-share";
import { findShare, listShares, listShareViews } from "@/lib/queries/shares";
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

  describe("read again and again", () => {
    const read = async (token: string, now = NOW) => readShared(await open(token), now);

    it("is computed once where it is live and nothing was written, however many read it", async () => {
      const { token } = await make({ frozen: false });
      const [first, ...others] = await Promise.all(Array.from({ length: 100 }, () => read(token)));
      // The same object: nobody computed another.
      for (const other of others) expect(other).toBe(first);
      await bring("new-79.example.org", 20);
      const after = await read(token);
      expect([first?.hosts, after?.hosts]).toEqual([2, 3]);
      // A minute later it is of another moment, although nothing was written.
      expect((await read(token, NOW + 60_000))?.at).toBe(new Date(NOW + 60_000).toISOString());
    });

    it("is computed twelve times a minute at most, whatever is written meanwhile", async () => {
      const { token } = await make({ frozen: false });
      const seen = new Set<unknown>();
      for (let turn = 0; turn < 20; turn++) {
        await setSharePolicy(manager, { mostDays: 90, target: 50 + turn });
        seen.add(await read(token));
      }
      expect(seen.size).toBe(12);
      expect((await read(token, NOW + 60_000))?.score?.target).toBe(69);
    });

    it("is one file for all who ask for it, made once where it is frozen", async () => {
      const { token } = await make({ pdf: "Letter" });
      const share = await open(token);
      expect(share.pdf).toBe("Letter");
      const file = async () => sharedPdf(share, (await readShared(share)) as Summary, "Letter", NOW);
      const [first, ...others] = await Promise.all([file(), file(), file()]);
      await bring("web-77.example.org", 20, AFTER);
      for (const other of [...others, await file()]) expect(other).toBe(first);
      expect(Buffer.from(first ?? []).toString("latin1")).toContain("/MediaBox [0 0 612 792]");
    });

    it("is made as a file twice a minute at most where it is live", async () => {
      const { token } = await make({ frozen: false, pdf: "A4" });
      const seen = new Set<unknown>();
      for (let turn = 0; turn < 4; turn++) {
        await setSharePolicy(manager, { mostDays: 90, target: 50 + turn });
        const share = await open(token);
        seen.add(await sharedPdf(share, (await readShared(share, NOW)) as Summary, "A4", NOW));
      }
      expect(seen.size).toBe(2);
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
      const expiresAt = new Date(NOW + 7 * DAY).toISOString();
      for (const given of [{ days: 7 }, {}]) {
        expect(await makeShare(manager, given, NOW)).toMatchObject({ ok: true, expiresAt });
      }
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

    it("hides names in the watermark as well, and offers a file on A4 or Letter", async () => {
      const { id } = await make({ hideNames: true, watermark: "web-77, for the board", pdf: "A4" });
      expect((await findShare(manager, id))?.watermark).toMatch(/^Host [A-Z]\w+, for the board$/);
      expect(await findShare(manager, id)).toMatchObject({ pdf: "A4" });
      expect(await makeShare(manager, { pdf: "A5" })).toMatchObject({ reason: "form" });
    });

    it("writes down thirty readers of a network a minute, also when they come at once", async () => {
      const { token, id } = await make();
      const share = await open(token);
      const one = Array.from({ length: 8 }, () => noteView(share, READER, "shown", NOW));
      await Promise.all(one);
      expect(await listShareViews(manager, id)).toHaveLength(1);
      const many = Array.from({ length: 200 }, (_, n) =>
        noteView(share, { ...READER, agent: `browser ${n}` }, "shown", NOW),
      );
      await Promise.all(many);
      expect(await listShareViews(manager, id)).toHaveLength(30);
      await noteView(share, { ...READER, address: "198.51.100.7" }, "shown", NOW);
      await noteView(share, READER, "password-wrong", NOW);
      expect(await listShareViews(manager, id)).toHaveLength(32);
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
      expect(await openManagedShare(bound(web), fleet.id, NOW)).toBeNull();
      expect(await openManagedShare(bound(web), ours.id, NOW)).toMatchObject({ id: ours.id });
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
