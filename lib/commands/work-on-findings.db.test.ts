import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { findingQuerySchema, listFindings } from "@/lib/queries/findings";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, makeViewer, openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { clearHosts, expectConsistent, reportOf, SAMPLES } from "./evidence/testing";
import { importReports } from "./import-report";
import { undoImport } from "./undo-import";
import { undoWork } from "./undo-work";
import { previewWork, workOnFindings } from "./work-on-findings";

const [BEFORE, AFTER] = SAMPLES;
const WEB = { name: "web-01", hostid: "web" };
const analyst = viewerWith("analyst");
const manager = viewerWith("manager");
const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);

const bring = async (sample: (typeof SAMPLES)[number], day: number) => {
  const [outcome] = await importReports(manager, {
    files: [reportOf(WEB, sample, day)],
    via: "api",
    now: at(day),
  });
  if (outcome?.status !== "imported") throw new Error(JSON.stringify(outcome?.problem));
  return outcome;
};

const list = async (query: Record<string, string> = {}) =>
  (await listFindings(manager, findingQuerySchema.parse({ limit: "200", ...query }))).items;
const one = async (check: string) => (await list({ check, state: "all" }))[0];
const events = async (check: string) =>
  (await db().event.findMany({ where: { key: check }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(
    ({ kind, actor }) => (actor ? `${kind} by ${actor}` : kind),
  );

/** What the upgrade of web-01 repaired, and what it did not. */
async function repaired(): Promise<{ gone: string[]; stays: string[] }> {
  await bring(BEFORE, 3);
  const before = (await list()).map(({ check }) => check);
  const outcome = await bring(AFTER, 9);
  const after = new Set((await list()).map(({ check }) => check));
  await undoImport(manager, outcome.id ?? "", at(9, 13));
  return {
    gone: before.filter((check) => !after.has(check)),
    stays: before.filter((check) => after.has(check)),
  };
}

const idOf = async (check: string): Promise<string> => (await one(check))?.id ?? "";

onEachEngine("work on findings", () => {
  beforeEach(async () => {
    openTestSecrets();
    await clearHosts();
  });

  it("goes from open over in progress and fixed to verified, or comes back, by what the next real report says", async () => {
    const { gone, stays } = await repaired();
    const [first = "", second = ""] = gone;
    const [third = "", fourth = ""] = stays;
    expect(gone.length).toBeGreaterThan(1);
    const ids = await Promise.all([first, second, third, fourth].map(idOf));
    const start = { ids, change: { state: "in-progress" } };
    expect(await workOnFindings(analyst, start, at(10))).toMatchObject({ ok: true, matched: 4, changed: 4 });
    const fix = { ids: ids.slice(0, 3), change: { state: "fixed" }, why: "Repaired by hand." };
    expect(await workOnFindings(analyst, fix, at(11))).toMatchObject({ ok: true, changed: 3 });
    expect((await list({ state: "fixed" })).length).toBe(3);
    expect((await list({ state: "current" })).length).toBe(gone.length + stays.length);
    await bring(AFTER, 12);
    expect(await one(first)).toMatchObject({ state: "verified", id: ids[0] });
    expect(await one(second)).toMatchObject({ state: "verified" });
    expect(await one(third)).toMatchObject({ state: "reopened", reopened: 1 });
    // Somebody is still at it: that it fails is no news.
    expect(await one(fourth)).toMatchObject({ state: "in-progress", reopened: 0 });
    const by = "by analyst@example.org";
    expect(await events(third)).toEqual(["opened", `started ${by}`, `fixed ${by}`, "reopened"]);
    expect(await events(first)).toEqual(["opened", `started ${by}`, `fixed ${by}`, "closed"]);
    await expectConsistent();
  });

  it("a report from before the word does not deny it, also when it comes later", async () => {
    await bring(BEFORE, 3);
    const [finding] = await list();
    await workOnFindings(analyst, { ids: [finding?.id], change: { state: "fixed" } }, at(10));
    await importReports(manager, { files: [reportOf(WEB, BEFORE, 8)], via: "api", now: at(11) });
    expect(await one(finding?.check ?? "")).toMatchObject({ state: "fixed" });
    await bring(BEFORE, 12);
    expect(await one(finding?.check ?? "")).toMatchObject({ state: "reopened" });
    await expectConsistent();
  });

  it("an undo of the import in between, or of the one that opened it, loses nothing of it", async () => {
    const opened = await bring(BEFORE, 3);
    const person = await makePerson("analyst");
    const [finding] = await list();
    const check = finding?.check ?? "";
    const change = { assignee: person.id, due: "2026-12-24", addLabels: ["quarter 4"], state: "fixed" };
    await workOnFindings(analyst, { ids: [finding?.id], change }, at(5));
    const proof = await bring(BEFORE, 6);
    expect(await one(check)).toMatchObject({ state: "reopened" });
    await undoImport(manager, proof.id ?? "", at(7));
    const kept = { assignee: { id: person.id }, dueAt: "2026-12-24T23:59:59.999Z", labels: ["quarter 4"] };
    expect(await one(check)).toMatchObject({ state: "fixed", ...kept });
    await undoImport(manager, opened.id ?? "", at(8));
    expect(await list({ state: "all" })).toEqual([]);
    expect(await db().finding.findUnique({ where: { id: finding?.id ?? "" } })).toMatchObject({
      state: "gone",
    });
    await bring(BEFORE, 3);
    expect(await one(check)).toMatchObject({ state: "fixed", id: finding?.id, ...kept });
    await expectConsistent();
  });

  it("is due by the severity from the day on which it opened, until a person says otherwise", async () => {
    await bring(BEFORE, 3);
    const days = { critical: 7, high: 30, medium: 90, low: 180 } as Record<string, number>;
    const findings = await list();
    expect(findings.length).toBeGreaterThan(5);
    for (const { severity, dueAt, openedAt } of findings) {
      const due = Date.parse(openedAt) + (days[severity] ?? Number.NaN) * 86_400_000;
      expect(dueAt).toBe(severity === "info" ? null : new Date(due).toISOString());
    }
    const [finding] = findings;
    const ids = [finding?.id];
    await workOnFindings(analyst, { ids, change: { due: "2026-11-04" } }, at(5));
    expect(await one(finding?.check ?? "")).toMatchObject({
      dueAt: "2026-11-04T23:59:59.999Z",
      dueByHand: true,
    });
    await workOnFindings(analyst, { ids, change: { due: null } }, at(5));
    expect(await one(finding?.check ?? "")).toMatchObject({ dueAt: finding?.dueAt, dueByHand: false });
  });

  describe("over a whole filter", () => {
    it("says before what it does, does just that, and takes it back", async () => {
      await bring(BEFORE, 3);
      const before = await list({ state: "all" });
      const query = { tower: "hardening", state: "all" };
      const given = {
        query,
        change: { state: "in-progress", addLabels: ["sprint"] },
        why: "Autumn cleaning",
      };
      const wanted = before.filter(({ tower }) => tower === "hardening");
      expect(await previewWork(analyst, given)).toEqual({
        ok: true,
        matched: wanted.length,
        changing: wanted.length,
        hosts: 1,
        closed: 0,
      });
      expect((await list({ state: "all" })).every(({ state }) => state === "open")).toBe(true);
      const result = await workOnFindings(analyst, given, at(5));
      if (!result.ok || result.undo === null) throw new Error("It did not happen.");
      expect(result.changed).toBe(wanted.length);
      expect((await list({ state: "in-progress", label: "sprint" })).length).toBe(wanted.length);
      // One of them moves on: it stays as it is.
      const [moved] = wanted;
      await workOnFindings(analyst, { ids: [moved?.id], change: { state: "fixed" } }, at(6));
      expect(await undoWork(manager, result.undo, at(7))).toEqual({
        ok: true,
        restored: wanted.length,
        kept: 0,
      });
      expect((await list({ label: "sprint" })).length).toBe(0);
      expect((await list({ state: "in-progress" })).length).toBe(0);
      expect(await one(moved?.check ?? "")).toMatchObject({ state: "fixed" });
      expect(await undoWork(manager, result.undo, at(8))).toMatchObject({ reason: "not-possible" });
      await expectConsistent();
    });

    it("refuses what is no filter, what is too much, and what is not theirs, and changes nothing", async () => {
      await bring(BEFORE, 3);
      const [finding] = await list();
      const ids = [finding?.id];
      const change = { state: "fixed" };
      const stranger = {
        ...analyst,
        kind: "token" as const,
        hosts: ["00000000-0000-4000-8000-000000000000"],
      };
      const refused = async (given: unknown, who = analyst) => {
        const result = await workOnFindings(who, given, at(5));
        return result.ok ? "done" : result.reason;
      };
      expect(await refused({ ids, change }, viewerWith("viewer"))).toBe("forbidden");
      expect(await refused({ ids, change }, stranger)).toBe("not-found");
      expect(await refused({ ids: [...ids, "01a20757-aaf8-7284-b1a3-323be85e9adf"], change })).toBe(
        "not-found",
      );
      expect(await refused({ query: { colour: "red" }, change })).toBe("form");
      expect(await refused({ query: { tower: "babel" }, change })).toBe("form");
      expect(await refused({ ids, query: {}, change })).toBe("form");
      expect(await refused({ ids, change: {} })).toBe("form");
      expect(await refused({ ids, change: { addLabels: [] } })).toBe("form");
      expect(await refused({ ids, change: { state: "verified" } })).toBe("form");
      expect(await refused({ ids, change: { due: "2026-02-30" } })).toBe("form");
      expect(await refused({ ids, change: { assignee: "01a20757-aaf8-7284-b1a3-323be85e9adf" } })).toBe(
        "form",
      );
      expect(await refused({ ids, change: { assignee: (await makePerson("viewer")).id } })).toBe("form");
      expect(await refused({ ids, change: { addLabels: ["<b>"] } })).toBe("form");
      const many = Array.from({ length: 20 }, (_, n) => `label ${n}`);
      expect(await refused({ ids, change: { addLabels: many } })).toBe("done");
      expect(await refused({ ids, change: { addLabels: ["one more"] } })).toBe("form");
      expect(await db().event.count({ where: { reportId: null } })).toBe(1);
      expect(await refused({ query: { tower: "hardening" }, change }, stranger)).toBe("done");
      expect((await list({ state: "fixed" })).length).toBe(0);
    });

    it("tells whom it is given to, once", async () => {
      await bring(BEFORE, 3);
      const [me, her] = [await makeViewer("analyst"), await makePerson("analyst")];
      const query = { tower: "auditing" };
      const count = (await list(query)).length;
      await workOnFindings(me, { query, change: { assignee: her.id } }, at(5));
      await workOnFindings(me, { query, change: { assignee: me.userId } }, at(6));
      expect(await db().notice.findMany({ select: { userId: true, text: true, kind: true } })).toEqual([
        { userId: her.id, kind: "assigned", text: `A analyst assigned ${count} findings to you` },
      ]);
      expect((await listFindings(me, findingQuerySchema.parse({ assignee: "me" }))).total).toBe(count);
      expect((await list({ assignee: "none" })).length).toBe((await list()).length - count);
    });
  });
});
