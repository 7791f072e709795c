import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { findFile, listFiles, readFileBytes } from "@/lib/queries/attachments";
import { readFinding } from "@/lib/queries/finding";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { attachFile } from "./attach-file";
import { clearHosts, expectConsistent, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { removeFile } from "./remove-file";
import { undoImport } from "./undo-import";

const manager = viewerWith("manager");
const analyst = viewerWith("analyst");
const NOW = Date.UTC(2026, 10, 20);
const YEAR = 365 * 86_400_000;
const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

const bring = (name = "web-01") =>
  importReports(manager, {
    files: [reportOf({ name, hostid: name }, "web-01-before-upgrade.dat", 1)],
    via: "api",
    now: NOW,
  });

const theFinding = () => db().finding.findFirstOrThrow({ orderBy: { key: "asc" } });

async function attached(more: object = {}): Promise<string> {
  const given = { findingId: (await theFinding()).id, filename: "screen.png", bytes: PNG, ...more };
  const result = await attachFile(analyst, given, NOW);
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

/** A decision about some hosts; none: about all of them. */
async function decision(hosts: string[] = [], state = "approved", untilAt = NOW + YEAR): Promise<string> {
  const id = uuid();
  await db().decision.create({
    data: {
      ...{ id, state, treatment: "accept", key: "lynis:X-1", title: "X", severity: "low", reason: "because" },
      ...{ scope: hosts.length > 0 ? "hosts" : "fleet", actor: "x", proposedAt: new Date(NOW) },
      untilAt: new Date(untilAt),
      hosts: { create: hosts.map((hostId) => ({ hostId })) },
    },
  });
  return id;
}

async function attestation(withdrawnAt: Date | null = null): Promise<string> {
  const id = uuid();
  await db().attestation.create({
    data: {
      ...{
        id,
        measure: "auditing.colleague",
        scope: "fleet",
        statement: "Reviewed",
        byWhom: "Bo",
        actor: "x",
      },
      ...{ at: new Date(NOW), validUntil: new Date(NOW + YEAR), withdrawnAt },
    },
  });
  return id;
}

onEachEngine("evidence files", () => {
  beforeEach(async () => {
    await db().decision.deleteMany();
    await db().attestation.deleteMany();
    await clearHosts();
    await bring();
  });

  it("are kept as they came, with our word on what they are", async () => {
    const { id: findingId } = await theFinding();
    const id = await attached({ filename: "../../x/evil\u202e.html" });
    const item = {
      ...{ id, filename: "evil.html.png", mediaType: "image/png", size: PNG.length, mine: true },
      ...{ hash: createHash("sha256").update(PNG).digest("hex"), actor: analyst.actor },
      at: new Date(NOW).toISOString(),
    };
    expect(await listFiles(analyst, { findingId })).toEqual([item]);
    const read = await readFileBytes(viewerWith("viewer"), id);
    expect([read?.name, Buffer.from(read?.bytes ?? []).equals(PNG)]).toEqual(["evil.html.png", true]);
    expect(await theFinding()).toMatchObject({ touched: true });
    expect((await readFinding(analyst, findingId))?.history[0]).toMatchObject({
      ...{ kind: "attached", actor: analyst.actor, file: { id, filename: "evil.html.png" } },
    });
    expect(await db().auditEvent.findFirst({ where: { action: "file.added" } })).toMatchObject({
      target: findingId,
      data: { file: "evil.html.png", size: PNG.length },
    });
  });

  it("outlive the import that opened the finding, and its undoing", async () => {
    const { id: findingId } = await theFinding();
    const id = await attached();
    const first = await db().import.findFirstOrThrow({ where: { status: "imported" } });
    expect(await undoImport(manager, first.id, NOW)).toMatchObject({ ok: true });
    expect(await readFinding(manager, findingId)).toMatchObject({ state: "gone", files: [{ id }] });
    await bring();
    expect(await readFinding(manager, findingId)).toMatchObject({ state: "open", files: [{ id }] });
    await expectConsistent();
  });

  it("are refused for their content and their size, and nothing is kept of them", async () => {
    const { id: findingId } = await theFinding();
    const hostile = [
      "<html><script>alert(1)</script>",
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      "\u007fELF",
      "MZ\u0000",
      "#!/bin/sh",
      "",
    ];
    for (const content of hostile) {
      const given = { findingId, filename: "holiday.png", bytes: Buffer.from(content) };
      expect(await attachFile(analyst, given), content).toMatchObject({ reason: "file-refused" });
    }
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, "a");
    expect(await attachFile(analyst, { findingId, bytes: large })).toMatchObject({ reason: "too-large" });
    expect(await db().attachment.count()).toBe(0);
    expect(await theFinding()).toMatchObject({ touched: false });
    const most = large.subarray(1);
    expect(await attachFile(analyst, { findingId, bytes: most })).toMatchObject({ ok: true });
    expect(await listFiles(analyst, { findingId })).toMatchObject([
      { size: most.length, filename: "file.txt" },
    ]);
  });

  it("are twenty at most, also when many are brought at once", async () => {
    const { id: findingId } = await theFinding();
    for (let made = 0; made < 17; made++) await attached();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => attachFile(analyst, { findingId, filename: "a.png", bytes: PNG })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    expect(results.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ reason: "not-possible" })),
    );
    const [first] = await listFiles(analyst, { findingId });
    await removeFile(analyst, { file: first?.id });
    await attached();
    expect(await listFiles(analyst, { findingId })).toHaveLength(20);
  });

  it("are removed by who brought them or a manager: the content is gone, that it was there is known", async () => {
    const { id: findingId } = await theFinding();
    const [one, two] = [await attached(), await attached()];
    const other = viewerWith("analyst", { actor: "other@example.org" });
    expect(await removeFile(other, { file: one })).toMatchObject({ reason: "forbidden" });
    expect(await removeFile(viewerWith("viewer"), { file: one })).toMatchObject({ reason: "forbidden" });
    expect(await removeFile(analyst, { file: one }, NOW)).toEqual({
      ok: true,
      id: one,
      filename: "screen.png",
    });
    expect(await removeFile(manager, { file: two }, NOW)).toMatchObject({ ok: true });
    expect(await removeFile(manager, { file: two })).toMatchObject({ reason: "not-found" });
    expect(await readFileBytes(manager, one)).toBeNull();
    expect(await db().attachment.findMany()).toMatchObject([
      { filename: "screen.png", size: PNG.length, removedAt: new Date(NOW) },
      { filename: "screen.png", size: PNG.length, removedAt: new Date(NOW) },
    ]);
    expect((await db().attachment.findMany()).map(({ bytes }) => bytes.length)).toEqual([0, 0]);
    const kinds = (await readFinding(analyst, findingId))?.history.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(["attached", "attached", "file-removed", "file-removed", "opened"]);
  });

  it("hang on decisions and attestations too, and stay while these are in force", async () => {
    const [proposed, approved, over] = [
      await decision([], "proposed"),
      await decision([]),
      await decision([], "approved", NOW - 1),
    ];
    const give = (given: object, viewer = manager) =>
      attachFile(viewer, { filename: "a.pdf", bytes: Buffer.from("%PDF-1.7"), ...given }, NOW);
    for (const decisionId of [proposed, approved]) {
      expect(await give({ decisionId }, analyst)).toMatchObject({ ok: true });
      expect(await listFiles(analyst, { decisionId })).toMatchObject([{ filename: "a.pdf" }]);
    }
    expect(await give({ decisionId: over })).toMatchObject({ reason: "not-possible" });
    const [stands, withdrawn] = [await attestation(), await attestation(new Date(NOW))];
    expect(await give({ attestationId: stands }, analyst)).toMatchObject({ reason: "forbidden" });
    expect(await give({ attestationId: stands })).toMatchObject({ ok: true });
    expect(await give({ attestationId: withdrawn })).toMatchObject({ reason: "not-possible" });
    const fileOf = async (holding: { decisionId: string } | { attestationId: string }) =>
      (await listFiles(manager, holding))[0]?.id;
    const remove = async (file: string | undefined) => removeFile(manager, { file }, NOW);
    expect(await remove(await fileOf({ decisionId: approved }))).toMatchObject({ reason: "not-possible" });
    expect(await remove(await fileOf({ attestationId: stands }))).toMatchObject({ reason: "not-possible" });
    expect(await remove(await fileOf({ decisionId: proposed }))).toMatchObject({ ok: true });
  });

  it("are there for nobody who may not see everything that they are about", async () => {
    await bring("db-02");
    const { id: findingId, hostId } = await theFinding();
    const other = await db().host.findFirstOrThrow({ where: { id: { not: hostId } } });
    const bound = viewerWith("administrator", { kind: "token", hosts: [hostId] });
    const stranger = viewerWith("administrator", { kind: "token", hosts: [UNKNOWN] });
    const theirs = { decisionId: await decision([hostId]) };
    const wider = { decisionId: await decision([hostId, other.id]) };
    const fleet = { decisionId: await decision() };
    const bytes = PNG;
    const ids = await Promise.all(
      [{ findingId }, theirs, wider, fleet].map(async (holding) => {
        const result = await attachFile(manager, { ...holding, bytes });
        return result.ok ? result.id : "";
      }),
    );
    const seenBy = (viewer: typeof bound) =>
      Promise.all(ids.map(async (id) => (await findFile(viewer, id)) !== null));
    expect(await seenBy(manager)).toEqual([true, true, true, true]);
    expect(await seenBy(bound)).toEqual([true, true, false, false]);
    expect(await seenBy(stranger)).toEqual([false, false, false, false]);
    for (const holding of [{ findingId }, theirs, wider, fleet]) {
      expect(await attachFile(stranger, { ...holding, bytes })).toMatchObject({ reason: "not-found" });
      expect(await listFiles(stranger, holding)).toEqual([]);
    }
    for (const file of [...ids, UNKNOWN, "1", null]) {
      expect(await removeFile(stranger, { file })).toMatchObject({ reason: "not-found" });
    }
    expect(await attachFile(manager, { findingId, ...theirs, bytes })).toMatchObject({ reason: "not-found" });
    expect(await attachFile(manager, { bytes })).toMatchObject({ reason: "not-found" });
    expect(await attachFile(viewerWith("viewer"), { findingId, bytes })).toMatchObject({
      reason: "forbidden",
    });
  });
});
