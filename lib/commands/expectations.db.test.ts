import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { previewExpectation } from "@/lib/queries/expectations";
import { readTower } from "@/lib/queries/towers";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { editHost } from "./edit-host";
import { clearHosts, expectConsistent, pictureOf } from "./evidence/testing";
import { aide, at, date } from "./evidence/testing-aide";
import { expectChanges } from "./expect-changes";
import { importReports } from "./import-report";
import { undoImport } from "./undo-import";
import { withdrawExpectation } from "./withdraw-expectation";

const manager = viewerWith("manager");
const boundTo = (hosts: string[]): Viewer => viewerWith("manager", { kind: "token", hosts });
const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";

async function bring(day: number, files: Record<string, string>, name = "db-02") {
  const given = { files: [aide(day, files, name)], via: "api" as const, now: at(day, 12) };
  const [outcome] = await importReports(manager, given);
  if (!outcome?.host) throw new Error("no host");
  return { id: outcome.host.id, importId: outcome.id ?? "" };
}

async function tower(id: string) {
  const read = await readTower(manager, id, "integrity");
  if (!read) throw new Error("no tower");
  return read.detail;
}

const expecting = (hosts: string[], lastDay: number, more: object = {}) => ({
  ...{ hosts, pattern: "/etc/**/*", lastDay: date(lastDay), reason: "new printers", ...more },
});
const CUPS = { pattern: "/etc/cups/**" };

const findings = async (): Promise<string[]> =>
  (await db().finding.findMany({ orderBy: { key: "asc" } })).map(({ key, state }) => `${key} ${state}`);

const PRINTERS = "/etc/cups/printers.conf";
const PPD = "/etc/cups/ppd/laser.ppd";
const HOSTS = "/etc/hosts";
const SUDO = "/usr/bin/sudo";

onEachEngine("expected changes", () => {
  beforeEach(clearHosts);

  it("are approved now and when they come, until the last day is over; others are not", async () => {
    const { id } = await bring(1, { [PRINTERS]: "one", [HOSTS]: "one" });
    const before = await tower(id);
    const result = await expectChanges(manager, expecting([id], 5, CUPS), at(2));
    expect(result).toMatchObject({ ok: true, approved: 1, expectations: [{ hostId: id }] });
    const after = await tower(id);
    expect(after.score.penalty).toBeLessThan(before.score.penalty);
    expect(after.settled).toMatchObject([
      {
        key: `file:${PRINTERS}`,
        settled: "approved",
        because: `${manager.actor}: new printers`,
        expectation: { pattern: "/etc/cups/**", until: new Date(at(6)).toISOString() },
      },
    ]);
    expect(after.expectations).toMatchObject([{ pattern: "/etc/cups/**", files: 1 }]);
    await bring(5, { [PRINTERS]: "two", [PPD]: "one", [HOSTS]: "one" });
    expect(await findings()).toEqual([`file:${PRINTERS} approved`, `file:${HOSTS} open`]);
    expect((await tower(id)).expectations).toMatchObject([{ files: 2 }]);
    await bring(6, { [PRINTERS]: "two", [PPD]: "two", [HOSTS]: "one" });
    expect(await findings()).toEqual([`file:${PPD} open`, `file:${PRINTERS} approved`, `file:${HOSTS} open`]);
    await expectConsistent();
  });

  it("never are those of a system binary", async () => {
    const { id } = await bring(1, { [SUDO]: "one", "/usr/share/x": "one" });
    const pattern = "/usr/*/**";
    expect(await expectChanges(manager, expecting([id], 5, { pattern }), at(2))).toMatchObject({
      reason: "form",
    });
    const both = "/usr/bin*/**";
    expect(await previewExpectation(manager, { hosts: [id], pattern: "/usr/bin/**" })).toMatchObject({
      ok: true,
      ...{ files: 0, binaries: 1, hosts: 1, first: [] },
    });
    expect(await expectChanges(manager, expecting([id], 5, { pattern: both }), at(2))).toMatchObject({
      ok: true,
      approved: 0,
    });
    expect(await findings()).toContain(`file:${SUDO} open`);
  });

  it("are shown before they are said: what the pattern approves now", async () => {
    const { id } = await bring(1, { [PRINTERS]: "one", [PPD]: "one", [HOSTS]: "one" });
    expect(await previewExpectation(manager, { hosts: [id], ...CUPS })).toEqual({
      ok: true,
      files: 2,
      first: [PPD, PRINTERS].map((one) => ({ host: { id, name: "db-02" }, path: one })),
      binaries: 0,
      hosts: 1,
    });
    expect(await previewExpectation(manager, { hosts: [id], pattern: "/etc/cups/*" })).toMatchObject({
      files: 1,
    });
    expect(await previewExpectation(manager, { hosts: [id], pattern: "/**" })).toMatchObject({
      reason: "form",
    });
    expect(await previewExpectation(viewerWith("analyst"), { hosts: [id], ...CUPS })).toMatchObject({
      reason: "forbidden",
    });
    expect(await previewExpectation(boundTo([UNKNOWN]), { hosts: [id], ...CUPS })).toMatchObject({
      reason: "not-found",
    });
    expect(await db().expectation.count()).toBe(0);
  });

  it("count again when they are withdrawn, once, and only where nothing else approves them", async () => {
    const { id } = await bring(1, { [PRINTERS]: "one", [PPD]: "one" });
    await expectChanges(manager, expecting([id], 5, CUPS), at(2));
    const other = await expectChanges(manager, expecting([id], 5, { pattern: "/etc/cups/ppd/*" }), at(2));
    const { id: wide } = await db().expectation.findFirstOrThrow({ where: CUPS });
    expect(await withdrawExpectation(manager, { host: id, expectation: wide }, at(3))).toMatchObject({
      ok: true,
      pattern: "/etc/cups/**",
      reopened: 1,
    });
    expect(await findings()).toEqual([`file:${PPD} approved`, `file:${PRINTERS} reopened`]);
    expect(await withdrawExpectation(manager, { host: id, expectation: wide }, at(4))).toMatchObject({
      reason: "not-found",
    });
    expect(other).toMatchObject({ ok: true, approved: 0 });
    const events = await db().event.findMany({ where: { reportId: null }, orderBy: { at: "asc" } });
    expect(events.map(({ kind, data }) => [kind, data])).toEqual([
      ["expected", { pattern: "/etc/cups/**", reason: "new printers" }],
      ["expected", { pattern: "/etc/cups/ppd/*", reason: "new printers" }],
      ["unexpected", { pattern: "/etc/cups/**", reason: "new printers" }],
    ]);
    await expectConsistent();
  });

  it("are said of several hosts or of a group as it is now: all of them or none", async () => {
    const web = await bring(1, { [PRINTERS]: "one" }, "web-01");
    const mail = await bring(1, { [PRINTERS]: "other" }, "mail-01");
    await editHost(manager, { host: web.id, addGroup: "Front" });
    const { id: group } = await db().group.findFirstOrThrow();
    const whole = { ...CUPS, hosts: undefined, group };
    expect(await expectChanges(manager, expecting([], 5, whole), at(2))).toMatchObject({ approved: 1 });
    await editHost(manager, { host: mail.id, addGroup: "Front" });
    expect((await tower(mail.id)).expectations).toEqual([]);
    const strange = expecting([mail.id, UNKNOWN], 5, CUPS);
    expect(await expectChanges(manager, strange, at(2))).toMatchObject({ reason: "not-found" });
    const bound = boundTo([web.id]);
    const both = expecting([web.id, mail.id], 5, CUPS);
    expect(await expectChanges(bound, both, at(2))).toMatchObject({ reason: "not-found" });
    expect(await expectChanges(bound, expecting([], 5, whole), at(2))).toMatchObject({ reason: "forbidden" });
    expect(await db().expectation.count()).toBe(1);
    expect(await expectChanges(manager, both, at(3))).toMatchObject({ ok: true, approved: 1 });
    expect(await db().expectation.count()).toBe(3);
    await expectConsistent();
  });

  it("have an end, a reason and a pattern", async () => {
    const { id } = await bring(1, { [PRINTERS]: "one" });
    const faults: [object, string][] = [
      [{ lastDay: date(1) }, "form"],
      [{ lastDay: "2027-12-08" }, "form"],
      [{ lastDay: "soon" }, "form"],
      [{ reason: "  " }, "form"],
      [{ pattern: "/etc" }, "form"],
      [{ pattern: "/**" }, "form"],
      [{ hosts: [] }, "not-found"],
      [{ hosts: undefined }, "form"],
      [{ hosts: ["x"] }, "form"],
      [{ hosts: undefined, group: UNKNOWN }, "not-found"],
    ];
    for (const [fault, reason] of faults) {
      const given = expecting([id], 5, { ...CUPS, ...fault });
      expect(await expectChanges(manager, given, at(2)), JSON.stringify(fault)).toMatchObject({ reason });
    }
    const analyst = viewerWith("analyst");
    expect(await expectChanges(analyst, expecting([id], 5, CUPS), at(2))).toMatchObject({
      reason: "forbidden",
    });
    expect(await db().expectation.count()).toBe(0);
  });

  describe("whatever imports come, go and come late in between", () => {
    const day = fc.integer({ min: 1, max: 20 });
    const step = fc.oneof(
      fc.record({
        do: fc.constant("bring" as const),
        day,
        files: fc.dictionary(fc.constantFrom(PRINTERS, PPD, HOSTS), fc.constantFrom("one", "two")),
      }),
      fc.record({
        do: fc.constant("expect" as const),
        day,
        last: day,
        pattern: fc.constantFrom("/etc/cups/*", "/etc/cups/**"),
      }),
      fc.record({ do: fc.constant("withdraw" as const), day }),
    );

    /** All that is known, but for the hour of the figures. */
    async function knownOf(id: string): Promise<object> {
      const { figures: _figures, ...known } = (await pictureOf(id)) as Record<string, unknown>;
      return known;
    }

    it("what is stored is what all of it told again gives, and undoing the last import gives the state before", async () => {
      const property = fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 7 }),
        day,
        async (steps, last) => {
          await clearHosts();
          const { id } = await bring(10, { [PRINTERS]: "one", [HOSTS]: "one" });
          let said = 0;
          for (const one of steps) {
            if (one.do === "bring") await bring(one.day, one.files);
            else if (one.do === "expect") {
              const given = expecting([id], one.last, { pattern: one.pattern });
              if ((await expectChanges(manager, given, at(one.day, 13))).ok) said++;
            } else {
              const open = await db().expectation.findFirst({
                where: { withdrawnAt: null },
                orderBy: { id: "asc" },
              });
              if (open)
                await withdrawExpectation(manager, { host: id, expectation: open.id }, at(one.day, 14));
            }
            await expectConsistent();
          }
          const before = await knownOf(id);
          const { importId } = await bring(last, { [PPD]: "three" });
          await undoImport(manager, importId, at(21));
          expect(await knownOf(id)).toEqual(before);
          expect(await db().expectation.count()).toBe(said);
        },
      );
      await fc.assert(property, { numRuns: 12 });
    }, 120_000);
  });
});
