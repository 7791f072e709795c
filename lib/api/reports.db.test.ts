import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { sample, written } from "@/lib/importers/lynis/testing";
import { onEachEngine } from "@/scripts/test/database";
import { readHealth } from "./endpoints/health";
import { listHosts, readHost } from "./endpoints/hosts";
import { deleteImport, downloadReport, listReports, readReport, uploadReports } from "./endpoints/reports";
import type { OutcomeView } from "./schemas/report";
import { call, form, freshSecrets, makeSession, makeToken } from "./testing";

/** How many rows everything has that an import writes. */
const counts = async () => ({
  host: await db().host.count(),
  hostSignature: await db().hostSignature.count(),
  report: await db().report.count(),
  original: await db().original.count(),
  import: await db().import.count(),
  observation: await db().observation.count(),
  finding: await db().finding.count(),
  event: await db().event.count(),
  score: await db().score.count(),
  idempotencyKey: await db().idempotencyKey.count(),
  auditEvent: await db().auditEvent.count(),
});

const importsOf = async (response: Response): Promise<OutcomeView[]> => (await response.json()).imports;
/** New things get their ids when they are made; all else of a preview is what the import says. */
const figures = ({ status, host, tool, format, changes, score, problem }: OutcomeView) => ({
  ...{ status, tool, format, changes, score, problem },
  host: host?.name,
});

onEachEngine("reports over REST", (database) => {
  let forget = () => {};
  let uploader: Record<string, string>;
  let manager: Record<string, string>;
  beforeAll(async () => {
    forget = freshSecrets();
    uploader = await makeToken({ role: "analyst", scopes: ["upload"] });
    manager = await makeToken({ role: "manager" });
  });
  afterAll(() => forget());

  it("are ready once the database is open", async () => {
    const response = await call(readHealth);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok", database: database().kind, version: "0.1.0" });
  });

  it("previews exactly what the import then does, and changes nothing", async () => {
    const before = await counts();
    const files = () => form("web-01-after-upgrade.dat", "web-01-before-upgrade.dat", "db-02-hardened.dat");
    const headers = { ...uploader, "idempotency-key": "a-preview-takes-none" };
    const preview = await call(uploadReports, { headers, query: "?dryRun=1", body: files() });
    expect(preview.status).toBe(200);
    expect(await counts()).toEqual(before);
    const response = await call(uploadReports, { headers: uploader, body: files() });
    expect(response.status).toBe(201);
    const [told, done] = [await importsOf(preview), await importsOf(response)];
    expect(told.map(figures)).toEqual(done.map(figures));
    expect(done.map(({ status, host }) => [status, host?.name])).toEqual([
      ["imported", "web-01"],
      ["imported", "web-01"],
      ["imported", "db-02"],
    ]);
    for (const one of told) expect([one.id, one.host?.id, one.report]).toEqual([null, null, null]);
  });

  it("answers with the shape of the contract", async () => {
    const response = await call(uploadReports, { headers: uploader, body: form("db-02-unprivileged.dat") });
    const [one] = await importsOf(response);
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const figure = expect.any(Number);
    const figures = {
      proven: figure,
      possible: figure,
      confidence: figure,
      measured: figure,
      managed: figure,
    };
    const score = { ...figures, grade: expect.stringMatching(/^[A-F]$/), modelVersion: "1" };
    expect(one).toEqual({
      id,
      delivered: 0,
      filename: "db-02-unprivileged.dat",
      status: "imported",
      host: { id, name: "db-02" },
      hostBy: "content",
      observedAt: "2026-11-22T11:35:43.000Z",
      notes: expect.arrayContaining([]),
      tool: "Lynis 3.0.8",
      format: "lynis",
      report: { id },
      changes: { opened: figure, closed: figure, reopened: figure, unchanged: figure },
      score: { before: score, after: score },
    });
    for (const value of [one?.score?.before, one?.score?.after])
      expect(String(value?.proven)).toMatch(/^\d+(\.\d)?$/);
  });

  it("takes a raw body, as curl sends it, and a name for it", async () => {
    const response = await call(uploadReports, {
      headers: { ...uploader, "content-type": "application/x-www-form-urlencoded" },
      query: "?filename=../build-07-plain.dat",
      body: sample("build-07-plain.dat"),
    });
    expect(response.status).toBe(201);
    expect((await importsOf(response))[0]?.host?.name).toBe("build-07");
    const [row] = await db().import.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(row).toMatchObject({ filename: "build-07-plain.dat", via: "api" });
  });

  it("answers 200 for a file that is held already, and changes nothing", async () => {
    const before = await counts();
    const response = await call(uploadReports, { headers: uploader, body: form("db-02-hardened.dat") });
    expect(response.status).toBe(200);
    const [one] = await importsOf(response);
    expect(one).toMatchObject({ status: "duplicate", host: { name: "db-02" }, score: null });
    expect(one?.report?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await counts()).toEqual(before);
  });

  it("answers 422 where every file is rejected, and says of each why", async () => {
    const files = () => form("db-02-hardened.log", { name: "no.txt", text: "This is no report." });
    const preview = await call(uploadReports, { headers: uploader, query: "?dryRun=1", body: files() });
    const response = await call(uploadReports, { headers: uploader, body: files() });
    for (const one of [preview, response]) {
      expect(one.status).toBe(422);
      expect(one.headers.get("content-type")).toBe("application/problem+json");
    }
    const answer = await response.json();
    expect(answer).toMatchObject({ status: 422, code: "all-rejected", detail: expect.any(String) });
    expect(answer.imports.map(({ status, problem }: OutcomeView) => [status, problem?.code])).toEqual([
      ["rejected", "lynis-log"],
      ["rejected", "not-recognised"],
    ]);
    expect((await importsOf(preview)).map(figures)).toEqual(answer.imports.map(figures));
    const listed = await (await call(listReports, { headers: manager, query: "?status=rejected" })).json();
    expect(listed.items.map(({ problem }: OutcomeView) => problem?.code).sort()).toEqual([
      "lynis-log",
      "not-recognised",
    ]);
  });

  it("answers 201 where one file of several is imported", async () => {
    const body = form("db-02-hardened.log", {
      name: "a.dat",
      text: written({ header: { hostname: "mixed" } }),
    });
    const response = await call(uploadReports, { headers: uploader, body });
    expect(response.status).toBe(201);
    expect((await importsOf(response)).map(({ status }) => status)).toEqual(["rejected", "imported"]);
  });

  it("takes the host's name from the address where the file has none", async () => {
    const nameless = written({ header: { auditor: "nameless" } }).replace(/^hostname=.*\n/m, "");
    const send = (query: string) => call(uploadReports, { headers: uploader, query, body: nameless });
    expect((await importsOf(await send("")))[0]?.problem?.code).toBe("host-unknown");
    expect((await send("?host=a%0Ab")).status).toBe(400);
    expect((await send(`?host=${"a".repeat(254)}`)).status).toBe(400);
    expect((await importsOf(await send("?host=router-1")))[0]?.host?.name).toBe("router-1");
  });

  it("gives a report back as it came, for a machine to keep", async () => {
    const listed = await (await call(listReports, { headers: manager })).json();
    const item = listed.items.find(({ filename }: { filename: string }) => filename === "db-02-hardened.dat");
    const params = { id: item.report.id };
    const report = await (await call(readReport, { headers: manager, params })).json();
    expect(report).toMatchObject({ format: "lynis", host: { name: "db-02" }, import: { id: item.id } });
    const original = await call(downloadReport, { headers: manager, params });
    expect(Buffer.from(await original.arrayBuffer()).equals(sample("db-02-hardened.dat"))).toBe(true);
    expect(Object.fromEntries(original.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="lynis-2026-11-22-${params.id.slice(-8)}.dat"`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
  });

  it("takes an import back, once, and a host with its only report", async () => {
    const body = written({ header: { hostname: "short-lived" } });
    const [one] = await importsOf(await call(uploadReports, { headers: uploader, body }));
    const host = { id: one?.host?.id ?? "" };
    expect((await call(readHost, { headers: manager, params: host })).status).toBe(200);
    const params = { id: one?.id ?? "" };
    const undone = await call(deleteImport, { headers: manager, params });
    expect(undone.status).toBe(200);
    expect(await undone.json()).toEqual({ id: params.id, status: "undone", host: null, score: null });
    expect((await call(readHost, { headers: manager, params: host })).status).toBe(404);
    const again = await call(deleteImport, { headers: manager, params });
    expect([again.status, (await again.json()).code]).toEqual([409, "not-possible"]);
  });

  it("takes an import back from a host that has others, and says what is left", async () => {
    const listed = await (await call(listReports, { headers: manager })).json();
    const item = listed.items.find(
      ({ filename }: { filename: string }) => filename === "web-01-after-upgrade.dat",
    );
    const undone = await (await call(deleteImport, { headers: manager, params: { id: item.id } })).json();
    expect(undone.host).toEqual({ id: item.host.id });
    const host = await (await call(readHost, { headers: manager, params: undone.host })).json();
    expect(undone.score).toEqual(host.score);
    expect(undone.score.proven).toBe(item.score.before.proven);
  });

  it("knows a browser from a program", async () => {
    const headers = await makeSession("analyst");
    const body = written({ header: { hostname: "from-a-browser" } });
    const [one] = await importsOf(await call(uploadReports, { headers, body }));
    expect(await db().import.findUnique({ where: { id: one?.id ?? "" } })).toMatchObject({ via: "browser" });
  });

  it("lets a token that is bound to hosts report for them only, and tells it nothing of others", async () => {
    const hosts = await (await call(listHosts, { headers: manager, query: "?q=db-02" })).json();
    const bound = await makeToken({ scopes: ["upload", "read"], hosts: [hosts.items[0].id] });
    const send = (text: string) => call(uploadReports, { headers: bound, body: text });
    const before = await counts();
    // A host that is there, one that is not, and a file that another host brought.
    const refused = [
      await send(written({ header: { hostname: "web-01" } })),
      await send(written({ header: { hostname: "nowhere" } })),
      await call(uploadReports, { headers: bound, body: sample("web-01-before-upgrade.dat") }),
    ];
    for (const response of refused) {
      expect(response.status).toBe(403);
      const { code, imports } = await response.json();
      expect(code).toBe("forbidden");
      expect(imports[0]).toMatchObject({
        id: null,
        status: "rejected",
        host: null,
        problem: { code: "forbidden" },
      });
    }
    expect(await counts()).toEqual({ ...before });
    // Its own: the identifiers of the sample make it db-02.
    const own = Buffer.from(sample("db-02-hardened.dat")).toString().replace("auditor=", "auditor=again ");
    const response = await send(own);
    expect([response.status, (await importsOf(response))[0]?.host?.name]).toEqual([201, "db-02"]);
  });
});
