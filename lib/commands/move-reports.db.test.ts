import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { clearHosts, expectConsistent, type Machine, pictureOf, reportOf, SAMPLES } from "./evidence/testing";
import { importReports } from "./import-report";
import { mergeHosts } from "./merge-hosts";
import { splitHost } from "./split-host";

const NOW = Date.UTC(2026, 10, 29, 12, 30);
const manager = viewerWith("manager");
const WEB: Machine = { name: "web", hostid: "web", hostid2: "web" };
const OLD: Machine = { name: "old-web", hostid: "old", hostid2: "old" };

const bring = (files: ReturnType<typeof reportOf>[]) =>
  importReports(manager, { files, via: "api", now: NOW });
/** An import that a merge overtook says "send it again"; so does a sender. */
async function bringUntilHeld(file: ReturnType<typeof reportOf>): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const outcome = await bring([file]).catch((error: Error) => {
      if (!/Send the report again/.test(error.message)) throw error;
      return null;
    });
    if (outcome) {
      expect(outcome.map(({ status }) => status)).toEqual(["imported"]);
      return;
    }
  }
  throw new Error("The report never came in.");
}
const hostNamed = async (name: string) => db().host.findFirstOrThrow({ where: { name } });
const signaturesOf = async (hostId: string): Promise<string[]> =>
  (await db().hostSignature.findMany({ where: { hostId } })).map(({ signature }) => signature);
const merge = async (host: string, other: string, confirm: string) =>
  mergeHosts(manager, { host, other, confirm }, NOW);

/** Pictures by the case that led to them, so that the second engine is held to the first. */
const seen = new Map<string, unknown>();

onEachEngine("merging and splitting", () => {
  beforeEach(clearHosts);

  it("gives back both hosts: a split undoes a merge, on both engines alike", async () => {
    const run = fc.record({
      machine: fc.integer({ min: 0, max: 3 }),
      sample: fc.integer({ min: 0, max: SAMPLES.length - 1 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    // Two machines, each of which changed its name once.
    const machines: Machine[] = [WEB, { ...WEB, name: "web-renamed" }, OLD, { ...OLD, name: "old-renamed" }];
    const property = fc.asyncProperty(fc.array(run, { minLength: 2, maxLength: 6 }), async (runs) => {
      await clearHosts();
      const files = runs.map(({ machine, sample, day }, n) =>
        reportOf(machines[machine] ?? WEB, SAMPLES[sample] ?? SAMPLES[0], day, n),
      );
      files.push(reportOf(WEB, SAMPLES[0], 10, 50), reportOf(OLD, SAMPLES[2], 11, 51));
      await bring(files);
      const hosts = await db().host.findMany({ orderBy: { createdAt: "asc" } });
      expect(hosts.length).toBe(2);
      const [stays, goes] = hosts;
      if (!stays || !goes) return;
      const before = [await pictureOf(stays.id), await pictureOf(goes.id)];
      const leaving = await signaturesOf(goes.id);
      expect(await merge(stays.id, goes.id, goes.name)).toMatchObject({ ok: true });
      await expectConsistent();
      const both = await pictureOf(stays.id);
      const split = await splitHost(manager, { host: stays.id, signatures: leaving }, NOW);
      if (!split.ok) throw new Error(split.text);
      await expectConsistent();
      expect([await pictureOf(stays.id), await pictureOf(split.hostId)]).toEqual(before);
      const key = JSON.stringify(runs);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, both);
      else expect(both).toEqual(first);
    });
    await fc.assert(property, { numRuns: 5, seed: 20_261_123, endOnFailure: true });
  });

  it("makes of two hosts what one would have been, whichever way round they are merged", async () => {
    const files = [
      reportOf(WEB, "web-01-before-upgrade.dat", 3),
      reportOf(OLD, "web-01-after-upgrade.dat", 5),
      reportOf(WEB, "db-02-hardened.dat", 7),
    ];
    const pictures: unknown[] = [];
    for (const turn of [0, 1]) {
      await clearHosts();
      await bring(files);
      const [web, old] = [await hostNamed("web"), await hostNamed("old-web")];
      const [stays, goes] = turn === 0 ? [web, old] : [old, web];
      await merge(stays.id, goes.id, goes.name);
      pictures.push(await pictureOf(stays.id));
      expect(await db().host.count()).toBe(1);
    }
    expect(pictures[0]).toEqual(pictures[1]);
    expect(pictures[0]).toMatchObject({ figures: { name: "web", osVersion: expect.any(String) } });
  });

  it("moves imports, groups, what people did, and the tokens bound to the other", async () => {
    await bring([reportOf(WEB, "web-01-before-upgrade.dat", 3), reportOf(OLD, "db-02-hardened.dat", 4)]);
    const [web, old] = [await hostNamed("web"), await hostNamed("old-web")];
    const groups = ["shared", "only old"].map((name) => ({ id: uuid(), name }));
    await db().group.createMany({ data: groups });
    await db().hostGroup.createMany({
      data: [
        { hostId: old.id, groupId: groups[0]?.id ?? "" },
        { hostId: web.id, groupId: groups[0]?.id ?? "" },
        { hostId: old.id, groupId: groups[1]?.id ?? "" },
      ],
    });
    const note = {
      id: uuid(),
      hostId: old.id,
      at: new Date(NOW),
      kind: "comment",
      actor: "ada",
      data: { text: "hm" },
    };
    await db().event.create({ data: note });
    const bound = [[old.id], [web.id, old.id], [web.id], []];
    const tokens = bound.map((hostIds) => ({
      id: uuid(),
      name: "t",
      hash: uuid(),
      prefix: "",
      scopes: [],
      hostIds,
    }));
    await db().apiToken.createMany({ data: tokens });
    const merged = await merge(web.id, old.id, "old-web");
    expect(merged).toMatchObject({ ok: true, reports: 1 });
    expect(await db().import.count({ where: { hostId: web.id } })).toBe(2);
    expect(await db().hostGroup.count({ where: { hostId: web.id } })).toBe(2);
    expect(await db().event.findUnique({ where: { id: note.id } })).toEqual({
      ...note,
      hostId: web.id,
      key: null,
      reportId: null,
      userId: null,
    });
    const after = await Promise.all(
      tokens.map(async ({ id }) => (await db().apiToken.findUniqueOrThrow({ where: { id } })).hostIds),
    );
    expect(after).toEqual([[web.id], [web.id], [web.id], []]);
    const [entry] = await db().auditEvent.findMany({ where: { action: "host.merged", target: web.id } });
    expect(entry?.data).toMatchObject({ other: old.id, otherName: "old-web", reports: 1 });
    // Later reports of the other follow, also where the rules of identity would send them elsewhere.
    const [later] = await bring([reportOf(OLD, "db-02-hardened.dat", 9)]);
    expect(later?.host?.id).toBe(web.id);
  });

  it("lets later reports follow a split, and the new host has what the old one had", async () => {
    // A clone that kept its keys but not its address: the rules take its renamed reports for the same machine.
    const clone: Machine = { ...WEB, name: "clone" };
    await bring([reportOf(WEB, "web-01-before-upgrade.dat", 3), reportOf(clone, "db-02-hardened.dat", 4)]);
    expect(await db().host.count()).toBe(1);
    const host = await db().host.findFirstOrThrow();
    const group = await db().group.create({ data: { id: uuid(), name: "shop" } });
    await db().hostGroup.create({ data: { hostId: host.id, groupId: group.id } });
    await db().host.update({ where: { id: host.id }, data: { criticality: "high" } });
    await db().event.create({
      data: { id: uuid(), hostId: host.id, at: new Date(NOW), kind: "comment", actor: "ada" },
    });
    const going = (await signaturesOf(host.id)).filter((signature) => signature.includes("clone"));
    const split = await splitHost(manager, { host: host.id, signatures: going }, NOW);
    if (!split.ok) throw new Error(split.text);
    expect(split.reports).toBe(1);
    expect(await hostNamed("clone")).toMatchObject({ id: split.hostId, criticality: "high" });
    expect(await hostNamed("web")).toMatchObject({ id: host.id });
    expect(await db().hostGroup.count({ where: { groupId: group.id } })).toBe(2);
    expect(await db().event.count({ where: { hostId: host.id, reportId: null } })).toBe(1);
    const outcomes = await bring([
      reportOf(clone, "db-02-hardened.dat", 5),
      reportOf(WEB, "db-02-hardened.dat", 6),
    ]);
    expect(outcomes.map((one) => one.host?.id)).toEqual([split.hostId, host.id]);
    await expectConsistent();
  });

  it("loses nothing where reports come in while hosts are merged", async () => {
    for (let round = 0; round < 3; round++) {
      await clearHosts();
      await bring([reportOf(WEB, "web-01-before-upgrade.dat", 3), reportOf(OLD, "db-02-hardened.dat", 4)]);
      const [web, old] = [await hostNamed("web"), await hostNamed("old-web")];
      const files = [
        reportOf(WEB, "web-01-after-upgrade.dat", 8, round),
        reportOf(OLD, "db-02-unprivileged.dat", 9, round),
        reportOf(OLD, "db-02-hardened.dat", 2, round),
        // New claims that find their host by an identifier, while it moves.
        reportOf({ ...OLD, name: "old-renamed" }, "db-02-hardened.dat", 10, round),
        reportOf({ ...WEB, name: "web-renamed" }, "build-07-plain.dat", 11, round),
      ];
      const [merged] = await Promise.all([merge(web.id, old.id, "old-web"), ...files.map(bringUntilHeld)]);
      expect(merged.ok || merged.reason === "confirm").toBe(true);
      // The report of day 10 came first and renamed the other: the name that was typed is no longer its name.
      if (!merged.ok) await merge(web.id, old.id, "old-renamed");
      expect(await db().host.count()).toBe(1);
      expect(await db().report.count({ where: { hostId: web.id } })).toBe(7);
      await expectConsistent();
    }
  });

  it("waits in no circle where hosts are merged crosswise", async () => {
    const machines = ["a", "b", "c"].map((name): Machine => ({ name, hostid: name, hostid2: name }));
    for (let round = 0; round < 3; round++) {
      await clearHosts();
      await bring(machines.map((machine, n) => reportOf(machine, SAMPLES[n] ?? SAMPLES[0], n + 1)));
      const ids = await Promise.all(["a", "b", "c"].map(async (name) => (await hostNamed(name)).id));
      const [a = "", b = "", c = ""] = ids;
      const results = await Promise.all([
        merge(a, b, "b"),
        merge(b, a, "a"),
        merge(b, c, "c"),
        merge(c, b, "b"),
      ]);
      // Each one that was overtaken says so, and nothing is half done.
      const done = results.filter(({ ok }) => ok).length;
      expect(done).toBeGreaterThan(0);
      expect(await db().host.count()).toBe(3 - done);
      expect(await db().report.count()).toBe(3);
      await expectConsistent();
    }
  });
});
