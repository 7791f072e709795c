import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { ROLES, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { mergeCandidates, readIdentity, readMergePreview } from "@/lib/queries/identity";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { editHost } from "./edit-host";
import { clearHosts, type Machine, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { mergeHosts } from "./merge-hosts";
import { splitHost } from "./split-host";

const NOW = Date.UTC(2026, 10, 29, 12, 30);
const NOBODY = "0198c0de-0000-7000-8000-000000000000";
const manager = viewerWith("manager");
const WEB: Machine = { name: "web", hostid: "web", hostid2: "web" };
const CLONE: Machine = { ...WEB, name: "clone" };
const reasonOf = (result: { ok: boolean; reason?: string }): string =>
  result.ok ? "ok" : (result.reason ?? "");

const bring = (...files: ReturnType<typeof reportOf>[]) =>
  importReports(manager, { files, via: "api", now: NOW });

async function makeHost(name: string): Promise<string> {
  const id = uuid();
  await db().host.create({ data: { id, name } });
  return id;
}

const rowOf = async (id: string) =>
  db().host.findUniqueOrThrow({ where: { id }, include: { groups: { include: { group: true } } } });

onEachEngine("a host's identity", () => {
  beforeEach(clearHosts);

  it("is changed by managers and above, and by tokens that may write and see the hosts", async () => {
    await bring(reportOf(WEB, "web-01-before-upgrade.dat", 3), reportOf(CLONE, "db-02-hardened.dat", 4));
    const host = (await db().host.findFirstOrThrow()).id;
    const other = await makeHost("other");
    const all = (viewer: Viewer) =>
      Promise.all([
        editHost(viewer, { host, criticality: "high" }),
        mergeHosts(viewer, { host, other, confirm: "not so" }, NOW),
        splitHost(viewer, { host, signatures: ["none"] }, NOW),
      ]).then((results) => results.map(reasonOf));
    const denied = ["forbidden", "forbidden", "forbidden"];
    // As far as the name that was typed wrong, and the signature that there is not.
    const allowed = ["ok", "confirm", "not-found"];
    for (const role of ROLES) {
      const may = role === "manager" || role === "administrator";
      const viewer = viewerWith(role);
      expect([role, await all(viewer)]).toEqual([role, may ? allowed : denied]);
      expect([role, await all({ ...viewer, kind: "token" })]).toEqual([role, may ? allowed : denied]);
      expect(await all({ ...viewer, kind: "token", scopes: ["read", "upload"] })).toEqual(denied);
      expect((await readIdentity(viewer, host)) !== null).toBe(may);
      expect((await readMergePreview(viewer, host)) !== null).toBe(may);
      expect((await mergeCandidates(viewer, host, "other")).length).toBe(may ? 1 : 0);
    }
    const bound = { ...manager, kind: "token" as const };
    const missing = ["not-found", "not-found", "not-found"];
    expect(await all({ ...bound, hosts: [other] })).toEqual(missing);
    expect(await all({ ...bound, hosts: [host] })).toEqual(["ok", "not-found", "forbidden"]);
    expect(await readIdentity({ ...bound, hosts: [other] }, host)).toBeNull();
    expect(await mergeCandidates({ ...bound, hosts: [host] }, host, "other")).toEqual([]);
  });

  it("answers not-found for hosts that do not exist", async () => {
    const host = await makeHost("here");
    for (const id of [NOBODY, "", "1 or 1=1"]) {
      expect(reasonOf(await editHost(manager, { host: id, name: "x" }))).toBe("not-found");
      expect(reasonOf(await mergeHosts(manager, { host, other: id, confirm: "x" }))).toBe("not-found");
      expect(reasonOf(await mergeHosts(manager, { host: id, other: host, confirm: "here" }))).toBe(
        "not-found",
      );
      expect(reasonOf(await splitHost(manager, { host: id, signatures: ["x"] }))).toBe("not-found");
      expect(await readIdentity(manager, id)).toBeNull();
      expect(await readMergePreview(manager, id)).toBeNull();
      expect(await mergeCandidates(manager, id, "")).toEqual([]);
    }
    expect(await db().host.count()).toBe(1);
  });

  it("takes a name by hand that later reports leave alone, and gives it back to them", async () => {
    await bring(reportOf(WEB, "web-01-before-upgrade.dat", 3));
    const { id } = await db().host.findFirstOrThrow();
    expect(await editHost(manager, { host: id, name: " Shop front ", proven: 100, grade: "A" })).toEqual({
      ok: true,
      name: "Shop front",
    });
    await bring(reportOf({ ...WEB, name: "web-new" }, "web-01-after-upgrade.dat", 4));
    expect(await rowOf(id)).toMatchObject({ name: "Shop front", namedByHand: true });
    expect((await rowOf(id)).proven).not.toBe(100);
    expect(await editHost(manager, { host: id, name: "" })).toEqual({ ok: true, name: "web-new" });
    expect(await rowOf(id)).toMatchObject({ name: "web-new", namedByHand: false });
    expect(reasonOf(await editHost(manager, { host: id, name: "x".repeat(254) }))).toBe("form");
  });

  it("takes a criticality that there is, and notes only what changed", async () => {
    const id = await makeHost("one");
    expect(reasonOf(await editHost(manager, { host: id, criticality: "critical" }))).toBe("ok");
    expect(reasonOf(await editHost(manager, { host: id, criticality: "critical" }))).toBe("ok");
    expect(reasonOf(await editHost(manager, { host: id, criticality: "deadly" }))).toBe("form");
    expect((await rowOf(id)).criticality).toBe("critical");
    const entries = await db().auditEvent.findMany({ where: { action: "host.edited", target: id } });
    expect(entries.map(({ data }) => data)).toEqual([{ criticality: "critical" }]);
  });

  it("joins groups by name, whatever the capitals; a group goes with its last host", async () => {
    const [one, two] = [await makeHost("one"), await makeHost("two")];
    expect(reasonOf(await editHost(manager, { host: one, addGroup: "  Web   shop " }))).toBe("ok");
    expect(reasonOf(await editHost(manager, { host: two, addGroup: "WEB SHOP" }))).toBe("ok");
    expect(reasonOf(await editHost(manager, { host: two, addGroup: "web shop" }))).toBe("ok");
    expect(reasonOf(await editHost(manager, { host: two, addGroup: "  " }))).toBe("form");
    const [group] = await db().group.findMany();
    expect(await db().group.findMany({ select: { name: true } })).toEqual([{ name: "Web shop" }]);
    const removeGroup = group?.id ?? "";
    expect(reasonOf(await editHost(manager, { host: one, removeGroup }))).toBe("ok");
    expect(reasonOf(await editHost(manager, { host: one, removeGroup }))).toBe("not-found");
    expect(reasonOf(await editHost(manager, { host: one, removeGroup: "nonsense" }))).toBe("form");
    expect((await readIdentity(manager, one))?.otherGroups).toEqual(["Web shop"]);
    expect((await readIdentity(manager, two))?.groups).toEqual([{ id: removeGroup, name: "Web shop" }]);
    expect(reasonOf(await editHost(manager, { host: two, removeGroup }))).toBe("ok");
    expect(await db().group.count()).toBe(0);
  });

  it("makes one group where two hosts join it at the same moment, and loses none that is just leaving", async () => {
    const hosts = await Promise.all(["a", "b", "c", "d"].map(makeHost));
    await Promise.all(hosts.map((host, n) => editHost(manager, { host, addGroup: n % 2 ? "Shop" : "shop" })));
    expect(await db().group.count()).toBe(1);
    const removeGroup = (await db().group.findFirstOrThrow()).id;
    const [first = "", ...rest] = hosts;
    const fresh = await makeHost("e");
    const results = await Promise.all([
      ...[first, ...rest].map((host) => editHost(manager, { host, removeGroup })),
      editHost(manager, { host: fresh, addGroup: "shop" }),
    ]);
    expect(results.map(reasonOf)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect((await rowOf(fresh)).groups.length).toBe(1);
  });

  it("merges only what was named, and never a host with itself", async () => {
    const [host, other] = [await makeHost("one"), await makeHost("two")];
    expect(reasonOf(await mergeHosts(manager, { host, other: host, confirm: "one" }))).toBe("same");
    expect(reasonOf(await mergeHosts(manager, { host, other: host.toUpperCase(), confirm: "one" }))).toBe(
      "same",
    );
    for (const confirm of ["", "one", "Two", undefined]) {
      expect(reasonOf(await mergeHosts(manager, { host, other, confirm }))).toBe("confirm");
    }
    expect(await db().host.count()).toBe(2);
    expect(reasonOf(await mergeHosts(manager, { host, other, confirm: " two " }))).toBe("ok");
    expect(reasonOf(await mergeHosts(manager, { host, other, confirm: "two" }))).toBe("not-found");
  });

  it("splits off some of a host's own signatures, never all of them", async () => {
    await bring(reportOf(WEB, "web-01-before-upgrade.dat", 3), reportOf(CLONE, "db-02-hardened.dat", 4));
    await bring(reportOf({ name: "far", hostid: "far" }, "build-07-plain.dat", 5));
    const host = (await db().hostSignature.findFirstOrThrow({ where: { name: "web" } })).hostId;
    const all = (await readIdentity(manager, host))?.signatures.map(({ signature }) => signature) ?? [];
    const far = (await db().hostSignature.findFirstOrThrow({ where: { name: "far" } })).signature;
    expect(all.length).toBe(2);
    expect(reasonOf(await splitHost(manager, { host, signatures: all }, NOW))).toBe("all");
    expect(reasonOf(await splitHost(manager, { host, signatures: [] }, NOW))).toBe("form");
    expect(reasonOf(await splitHost(manager, { host, signatures: [far] }, NOW))).toBe("not-found");
    expect(reasonOf(await splitHost(manager, { host, signatures: [all[0], far] }, NOW))).toBe("not-found");
    expect(await db().host.count()).toBe(2);
    const split = await splitHost(manager, { host, signatures: [all[1], all[1]] }, NOW);
    expect(split).toMatchObject({ ok: true, reports: 1 });
  });

  it("tells the signatures with their reports, and who may be the same machine", async () => {
    await bring(
      reportOf(WEB, "web-01-before-upgrade.dat", 3),
      reportOf(WEB, "web-01-after-upgrade.dat", 5),
      // Another address and other keys under the same name: installed anew, or another machine. A person must say.
      reportOf({ name: "web", hostid: "new", hostid2: "new" }, "db-02-hardened.dat", 6),
      reportOf({ name: "stranger", hostid: "far" }, "build-07-plain.dat", 7),
    );
    const { id } = await db().host.findFirstOrThrow({
      where: { lastEvidenceAt: { lt: new Date("2026-11-06") } },
    });
    const identity = await readIdentity(manager, id);
    expect(identity?.signatures).toMatchObject([
      { name: "web", byHand: false, reports: 2, lastReportAt: "2026-11-05T10:00:00.000Z" },
    ]);
    expect(identity?.signatures[0]?.identifiers.map(({ kind }) => kind)).toEqual(["hostid2", "hostid"]);
    expect(await mergeCandidates(manager, id, "")).toMatchObject([
      { name: "web", shares: ["name"], reports: 1 },
    ]);
    expect((await mergeCandidates(manager, id, "STRANG")).map(({ name }) => name)).toEqual(["stranger"]);
    expect(await mergeCandidates(manager, id, "%")).toEqual([]);
    expect((await mergeCandidates(manager, id, "debian")).length).toBe(2);
    expect(await readMergePreview(manager, id)).toMatchObject({
      reports: 2,
      signatures: 1,
      notes: 0,
      groups: [],
    });
  });
});
