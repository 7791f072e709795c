import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { readFinding } from "@/lib/queries/finding";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { commentOnFinding, editComment, removeComment } from "./comment-on-finding";
import { clearHosts, expectConsistent, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { undoImport } from "./undo-import";
import { watchFinding } from "./watch-finding";

const manager = viewerWith("manager");
const NOW = Date.UTC(2026, 10, 20);
const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";
const WEB = { name: "web-01", hostid: "web" };

async function bring(day = 1): Promise<string> {
  const files = [reportOf(WEB, "web-01-before-upgrade.dat", day)];
  const [outcome] = await importReports(manager, { files, via: "api", now: NOW });
  if (!outcome?.id) throw new Error("not imported");
  return outcome.id;
}

const theFinding = () => db().finding.findFirstOrThrow({ orderBy: { key: "asc" } });

async function person(role: "viewer" | "analyst" | "manager", local?: string): Promise<Viewer> {
  const { id, email } = await makePerson(role);
  const address = local ? `${local}@example.org` : email;
  await db().user.update({ where: { id }, data: { email: address } });
  return viewerWith(role, { userId: id, actor: address, name: `A ${role}` });
}

/** Who was told what: `<address> <kind>`. */
async function told(): Promise<string[]> {
  const notices = await db().notice.findMany({ include: { user: { select: { email: true } } } });
  return notices.map(({ kind, user }) => `${user.email} ${kind}`).sort();
}

async function commented(viewer: Viewer, text: string, now = NOW): Promise<string> {
  const result = await commentOnFinding(viewer, { finding: (await theFinding()).id, text }, now);
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

onEachEngine("comments", () => {
  beforeEach(async () => {
    await clearHosts();
    await db().user.deleteMany();
    await bring();
  });

  it("stand with who, when and what, in the history and in the audit log", async () => {
    const ann = await person("analyst", "ann");
    const { id, hostId, key } = await theFinding();
    const comment = await commented(ann, "  Planned for **Monday**.\r\n\r\nSee the runbook. ");
    const view = await readFinding(ann, id);
    expect(view?.comments).toEqual([
      {
        ...{ id: comment, at: new Date(NOW).toISOString(), editedAt: null, removedAt: null, mine: true },
        ...{
          actor: "ann@example.org",
          name: "A analyst",
          text: "Planned for **Monday**.\n\nSee the runbook.",
        },
      },
    ]);
    expect(view?.history[0]).toMatchObject({
      kind: "commented",
      actor: "ann@example.org",
      comment: { id: comment },
    });
    expect(await db().event.findFirst({ where: { kind: "commented" } })).toMatchObject({
      ...{ hostId, key, userId: ann.userId, reportId: null, data: { comment } },
    });
    expect(await db().auditEvent.findFirst({ where: { action: "comment.added" } })).toMatchObject({
      target: id,
    });
    expect((await theFinding()).touched).toBe(true);
  });

  it("outlive the import that opened the finding, and its undoing", async () => {
    const first = await db().import.findFirstOrThrow({ where: { status: "imported" } });
    const before = await theFinding();
    const bystander = await db().finding.findFirstOrThrow({ where: { id: { not: before.id } } });
    const comment = await commented(manager, "We know.");
    expect(await undoImport(manager, first.id, NOW)).toMatchObject({ ok: true });
    expect(await readFinding(manager, before.id)).toMatchObject({
      state: "gone",
      comments: [{ id: comment, text: "We know." }],
    });
    expect(await db().finding.findUnique({ where: { id: bystander.id } })).toBeNull();
    await bring();
    const after = await readFinding(manager, before.id);
    expect(after).toMatchObject({ state: before.state, comments: [{ id: comment, text: "We know." }] });
    expect(after?.history.map(({ kind }) => kind).sort()).toEqual(["commented", "opened"]);
    await expectConsistent();
  });

  it("tell whom they name, whose the finding is, who watches it and who spoke, but never the writer", async () => {
    const [ann, bo, cy, di, eve] = [
      await person("analyst", "ann"),
      await person("analyst", "bo"),
      await person("viewer", "cy"),
      await person("manager", "di"),
      await person("analyst", "eve"),
    ];
    const { id, hostId } = await theFinding();
    await db().finding.update({ where: { id }, data: { assigneeId: bo.userId } });
    expect(await watchFinding(cy, { finding: id, watch: true })).toEqual({ ok: true, watching: true });
    await commented(ann, "First.");
    expect(await told()).toEqual(["bo@example.org commented", "cy@example.org commented"]);
    await db().notice.deleteMany();
    await db().user.update({ where: { id: eve.userId ?? "" }, data: { disabledAt: new Date() } });
    const comment = await commented(bo, "@di and @cy@example.org, see `@eve`; @eve and @bo too");
    expect(await told()).toEqual([
      "ann@example.org commented",
      "cy@example.org mentioned",
      "di@example.org mentioned",
    ]);
    expect(await db().notice.findFirst({ where: { kind: "mentioned" } })).toMatchObject({
      hostId,
      href: `/hosts/${hostId}/findings/${id}#comment-${comment}`,
      text: expect.stringMatching(/^A analyst mentioned you: .+ on web-01$/),
    });
    // An edit tells whom it names anew, and nobody twice.
    await db().notice.deleteMany({ where: { userId: { not: di.userId ?? "" } } });
    await editComment(bo, { comment, text: "@di @ann" }, NOW);
    expect(await told()).toEqual(["ann@example.org mentioned", "di@example.org mentioned"]);
    expect(await watchFinding(cy, { finding: id, watch: false })).toEqual({ ok: true, watching: false });
    await db().notice.deleteMany();
    await commented(di, "Last.");
    expect(await told()).toEqual(["ann@example.org commented", "bo@example.org commented"]);
  });

  it("are changed and taken back by their writer alone, and leave an empty place", async () => {
    const [ann, boss] = [await person("analyst", "ann"), await person("manager", "boss")];
    const { id } = await theFinding();
    const comment = await commented(ann, "The password is hunter2.");
    expect(await editComment(boss, { comment, text: "mine" })).toMatchObject({ reason: "forbidden" });
    expect(await removeComment(boss, { comment })).toMatchObject({ reason: "forbidden" });
    expect(await editComment(ann, { comment, text: "The password is known." }, NOW + 1)).toEqual({
      ok: true,
      id: comment,
    });
    expect((await readFinding(boss, id))?.comments).toMatchObject([
      { text: "The password is known.", editedAt: new Date(NOW + 1).toISOString(), mine: false },
    ]);
    expect(await removeComment(ann, { comment }, NOW + 2)).toEqual({ ok: true, id: comment });
    expect((await readFinding(ann, id))?.comments).toMatchObject([
      { id: comment, text: "", removedAt: new Date(NOW + 2).toISOString() },
    ]);
    expect(await db().comment.findUnique({ where: { id: comment } })).toMatchObject({ text: "" });
    expect(await editComment(ann, { comment, text: "again" })).toMatchObject({ reason: "not-possible" });
    expect(await removeComment(ann, { comment })).toMatchObject({ reason: "not-possible" });
  });

  it("are for those who work on findings, of hosts that they may see", async () => {
    const { id: finding, hostId } = await theFinding();
    const ann = await person("analyst", "ann");
    const comment = await commented(ann, "Hello.");
    const stranger = viewerWith("administrator", { kind: "token", hosts: [UNKNOWN], userId: ann.userId });
    const bound = viewerWith("analyst", { kind: "token", hosts: [hostId] });
    const reader = viewerWith("viewer");
    expect(await commentOnFinding(reader, { finding, text: "x" })).toMatchObject({ reason: "forbidden" });
    expect(await commentOnFinding(stranger, { finding, text: "x" })).toMatchObject({ reason: "not-found" });
    expect(await commentOnFinding(bound, { finding, text: "x" })).toMatchObject({ ok: true });
    for (const id of [UNKNOWN, "1", null, { in: [finding] }]) {
      expect(await commentOnFinding(manager, { finding: id, text: "x" })).toMatchObject({
        reason: "not-found",
      });
      expect(await editComment(manager, { comment: id, text: "x" })).toMatchObject({ reason: "not-found" });
      expect(await removeComment(manager, { comment: id })).toMatchObject({ reason: "not-found" });
    }
    expect(await editComment(stranger, { comment, text: "x" })).toMatchObject({ reason: "not-found" });
    expect(await removeComment(stranger, { comment })).toMatchObject({ reason: "not-found" });
    expect(await watchFinding(stranger, { finding, watch: true })).toMatchObject({ reason: "not-found" });
    expect(await watchFinding(bound, { finding, watch: true })).toMatchObject({ reason: "forbidden" });
    expect(await readFinding(stranger, finding)).toBeNull();
  });

  it("are as long as a page, hold something, and keep hostile text as text without what cannot be seen", async () => {
    const { id: finding } = await theFinding();
    for (const text of ["", " \n ", "\u202e\u0000", 7, undefined, "x".repeat(10_001)]) {
      expect(await commentOnFinding(manager, { finding, text })).toMatchObject({ reason: "form" });
    }
    await commented(manager, "x".repeat(10_000));
    await commented(
      manager,
      "<script>alert(1)</script> [a](javascript:alert(1)) \u202egnp.exe\u0007\u001b[31m",
    );
    const texts = (await db().comment.findMany({ orderBy: { at: "asc" } })).map(({ text }) => text);
    expect(texts).toContain("<script>alert(1)</script> [a](javascript:alert(1)) gnp.exe");
  });
});
