import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clearHosts, reportOf } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { addFindingFile, deleteAttachment, downloadAttachment } from "./endpoints/attachments";
import { addComment, changeComment, deleteComment } from "./endpoints/comments";
import { changeFinding, changeFindings, readFinding, undoBulkChange } from "./endpoints/findings";
import type { Endpoint } from "./handler";
import { type Call, call, freshSecrets, makeToken } from "./testing";

const WEB = { name: "web-01", hostid: "web" };

onEachEngine("work on findings over REST", () => {
  let forget = () => {};
  let id = "";
  let token: Record<string, string> = {};
  beforeAll(() => {
    forget = freshSecrets();
  });
  afterAll(() => forget());
  beforeEach(async () => {
    await clearHosts();
    const files = [reportOf(WEB, "web-01-before-upgrade.dat", 1)];
    await importReports(viewerWith("manager"), { files, via: "api", now: Date.UTC(2026, 10, 1, 12) });
    const where = { severity: "medium", kind: "check" };
    id = (await db().finding.findFirstOrThrow({ where, orderBy: { key: "asc" } })).id;
    token = await makeToken({ role: "analyst" });
  });

  const ask = async (endpoint: Endpoint, more: Call) => {
    const response = await call(endpoint, { ...more, headers: { ...token, ...more.headers } });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const send = (endpoint: Endpoint, params: Record<string, string>, value: unknown) =>
    ask(endpoint, {
      params,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
  const view = async () => (await ask(readFinding, { params: { id } })).body;

  it("changes one finding, and answers with all that is known of it", async () => {
    const { id: assignee } = await makePerson("analyst");
    const patch = { state: "fixed", assignee, due: "2027-01-15", labels: ["b", "a"], why: "Repaired." };
    const changed = await send(changeFinding, { id }, patch);
    expect([changed.status, changed.body]).toEqual([200, await view()]);
    expect(changed.body).toMatchObject({
      ...{ state: "fixed", assignee: { id: assignee }, dueAt: "2027-01-15T23:59:59.999Z", dueByHand: true },
      ...{ labels: ["a", "b"], comments: [], files: [], unheard: false },
    });
    const kinds = changed.body.history.map(({ kind, reason }: Record<string, string>) => `${kind} ${reason}`);
    expect(kinds.sort()).toEqual([
      ...["assigned Repaired.", "due Repaired.", "fixed Repaired.", "labelled Repaired.", "opened null"],
    ]);
    expect((await send(changeFinding, { id }, { labels: ["a", "c"] })).body.labels).toEqual(["a", "c"]);
    expect((await send(changeFinding, { id }, { labels: [] })).body.labels).toEqual([]);
    expect((await send(changeFinding, { id }, { labels: [] })).status).toBe(200);
    expect((await send(changeFinding, { id }, { due: null })).body).toMatchObject({ dueByHand: false });
  });

  it("refuses what it does not know, and what no person can say", async () => {
    const refused = async (patch: object) => (await send(changeFinding, { id }, patch)).status;
    expect(await refused({ state: "verified" })).toBe(400);
    expect(await refused({ severity: "low" })).toBe(400);
    expect(await refused({ why: "Only so." })).toBe(400);
    expect(await refused({})).toBe(400);
    expect(await refused({ due: "tomorrow" })).toBe(400);
    expect(await refused({ labels: ["<b>"] })).toBe(422);
    const { id: reader } = await makePerson("viewer");
    expect(await refused({ assignee: reader })).toBe(422);
    await db().finding.update({ where: { id }, data: { state: "verified", closedAt: new Date() } });
    expect(await refused({ state: "fixed" })).toBe(409);
  });

  it("changes many at once after a rehearsal, and takes it back", async () => {
    const query = { severity: "medium" };
    const asked = { query, change: { state: "in-progress" }, why: "Sprint." };
    const rehearsal = await send(changeFindings, {}, { ...asked, dryRun: true });
    const { matched } = rehearsal.body;
    expect(rehearsal.body).toEqual({ matched: expect.any(Number), changed: matched, undo: null });
    expect(matched).toBeGreaterThan(1);
    expect(await db().finding.count({ where: { state: "in-progress" } })).toBe(0);
    const done = await send(changeFindings, {}, asked);
    expect(done.body).toEqual({ matched, changed: matched, undo: expect.any(String) });
    expect(await db().finding.count({ where: { state: "in-progress" } })).toBe(matched);
    const undo = { params: { id: done.body.undo } };
    expect((await ask(undoBulkChange, undo)).body).toEqual({
      id: done.body.undo,
      restored: matched,
      kept: 0,
    });
    expect(await db().finding.count({ where: { state: "in-progress" } })).toBe(0);
    expect((await ask(undoBulkChange, undo)).status).toBe(409);
    expect((await send(changeFindings, {}, { change: { due: null } })).status).toBe(400);
    expect((await send(changeFindings, {}, { ids: [id], query, change: { due: null } })).status).toBe(400);
    expect(
      (await send(changeFindings, {}, { query: { q: "x", hack: "1" }, change: { due: null } })).status,
    ).toBe(422);
  });

  it("writes, changes and takes back a comment", async () => {
    const written = await send(addComment, { id }, { text: "First." });
    expect([written.status, written.body.text]).toEqual([201, "First."]);
    const params = { id: written.body.id };
    expect((await send(changeComment, params, { text: "Second." })).body).toMatchObject({
      ...{ text: "Second.", editedAt: expect.any(String), removedAt: null },
    });
    expect((await ask(deleteComment, { params })).body).toMatchObject({
      ...{ text: "", removedAt: expect.any(String) },
    });
    expect((await ask(deleteComment, { params })).status).toBe(409);
    expect((await view()).comments).toMatchObject([{ id: params.id, text: "" }]);
    expect((await send(addComment, { id }, { text: "" })).status).toBe(422);
    expect((await send(addComment, { id }, { text: "x", actor: "somebody else" })).status).toBe(400);
  });

  describe("evidence files", () => {
    const fileForm = (name: string, content: BlobPart): FormData => {
      const data = new FormData();
      data.append("file", new File([content], name, { type: "text/html" }));
      return data;
    };
    const bring = (name: string, content: BlobPart) =>
      ask(addFindingFile, { params: { id }, body: fileForm(name, content) });

    it("come as a form or as the body itself, and leave only to be kept", async () => {
      const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const one = await bring("..\\..\\evil\u202e.html", png);
      expect(one).toMatchObject({ status: 201, body: { filename: "evil.html.png", mediaType: "image/png" } });
      const two = await ask(addFindingFile, {
        ...{ params: { id }, query: "?filename=../a%07b.csv", headers: { "content-type": "text/html" } },
        body: "a,b\n1,<script>alert(1)</script>",
      });
      expect(two).toMatchObject({ status: 201, body: { filename: "ab.csv", mediaType: "text/csv" } });
      expect((await view()).files).toEqual([one.body, two.body]);
      const response = await call(downloadAttachment, { headers: token, params: { id: two.body.id } });
      expect(await response.text()).toBe("a,b\n1,<script>alert(1)</script>");
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": "application/octet-stream",
        "content-disposition": 'attachment; filename="ab.csv"',
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
      });
      expect((await ask(deleteAttachment, { params: { id: two.body.id } })).body.filename).toBe("ab.csv");
      expect((await call(downloadAttachment, { headers: token, params: { id: two.body.id } })).status).toBe(
        404,
      );
      expect((await view()).files).toEqual([one.body]);
    });

    it("are refused whatever they are called, one by one", async () => {
      expect((await bring("a.png", "<svg onload='alert(1)'/>")).status).toBe(422);
      expect((await bring("a.txt", "\n<!doctype html>")).body.code).toBe("file-refused");
      const large = Buffer.alloc(10 * 1024 * 1024 + 1, "a");
      expect((await bring("a.txt", large)).status).toBe(413);
      const two = fileForm("a.txt", "a");
      two.append("file", new File(["b"], "b.txt"));
      expect((await ask(addFindingFile, { params: { id }, body: two })).body.code).toBe("too-many-files");
      expect((await ask(addFindingFile, { params: { id }, body: new FormData() })).status).toBe(400);
      expect(await db().attachment.count({ where: { findingId: id } })).toBe(0);
    });
  });
});
