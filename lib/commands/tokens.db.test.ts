import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { can, ROLES, type Viewer } from "@/lib/auth/rights";
import { hashToken } from "@/lib/auth/secrets";
import { viewerOfLynisKey, viewerOfToken } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { auditQuerySchema, listAudit, listAuditChoices, listTokens } from "@/lib/queries/people";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, makeViewer, openTestSecrets, signedIn } from "@/scripts/test/people";
import { createToken } from "./create-token";
import { revokeToken } from "./revoke-token";

const DAY = 86_400_000;
const NOBODY = "0198c0de-0000-7000-8000-000000000000";
const reasonOf = (result: { ok: boolean; reason?: string }): string =>
  result.ok ? "ok" : (result.reason ?? "");
const plain = { name: "Nightly upload", scopes: ["upload"], days: "90" };

async function made(
  viewer: Viewer,
  more: Record<string, unknown> = {},
): Promise<{ token: string; id: string }> {
  const result = await createToken(viewer, { ...plain, ...more });
  if (!result.ok) throw new Error(result.text);
  return result;
}

async function makeHost(name: string): Promise<string> {
  const id = uuid();
  await db().host.create({ data: { id, name } });
  return id;
}

beforeAll(openTestSecrets);

onEachEngine("API tokens", () => {
  beforeEach(async () => {
    await db().user.deleteMany();
  });

  it("are made and revoked by analysts and above, at the screen only", async () => {
    for (const role of ROLES) {
      const viewer = await makeViewer(role);
      const allowed = role !== "viewer";
      expect([role, reasonOf(await createToken(viewer, plain))]).toEqual([
        role,
        allowed ? "ok" : "forbidden",
      ]);
      expect(reasonOf(await createToken({ ...viewer, kind: "token" }, plain))).toBe("forbidden");
      expect(reasonOf(await revokeToken({ ...viewer, kind: "token" }, NOBODY))).toBe("forbidden");
      expect(reasonOf(await revokeToken(viewer, NOBODY))).toBe(allowed ? "not-found" : "forbidden");
      expect(reasonOf(await revokeToken(viewer, "nonsense"))).toBe(allowed ? "not-found" : "forbidden");
      expect((await listTokens(viewer)).length > 0).toBe(allowed);
    }
  });

  it("are kept as a hash only", async () => {
    const viewer = await makeViewer("analyst");
    const { token, id } = await made(viewer);
    expect(token).toMatch(/^rmp_[\w-]{43}$/);
    const row = await db().apiToken.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ hash: hashToken(token), prefix: token.slice(0, 8), userId: viewer.userId });
    const everything = JSON.stringify([row, await db().auditEvent.findMany(), await listTokens(viewer)]);
    expect(everything).not.toContain(token.slice(9));
    expect(JSON.stringify(await listTokens(viewer))).not.toContain(row.hash);
  });

  it("work for 90 days unless another time is chosen", async () => {
    const viewer = await makeViewer("analyst");
    const days = async (wanted: string): Promise<number | null> => {
      const { id } = await made(viewer, { days: wanted });
      const { expiresAt } = await db().apiToken.findUniqueOrThrow({ where: { id } });
      return expiresAt && Math.round((expiresAt.getTime() - Date.now()) / DAY);
    };
    expect([await days("30"), await days("90"), await days("365"), await days("never")]).toEqual([
      30,
      90,
      365,
      null,
    ]);
    expect(reasonOf(await createToken(viewer, { ...plain, days: "9999" }))).toBe("form");
    const { id, token } = await made(viewer);
    await db().apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await viewerOfToken(token)).toBeNull();
    expect((await listTokens(viewer)).find((one) => one.id === id)?.state).toBe("expired");
  });

  it("stop at the next request when they are revoked", async () => {
    const viewer = await makeViewer("manager");
    const { token, id } = await made(viewer);
    expect((await viewerOfToken(token))?.userId).toBe(viewer.userId);
    expect(reasonOf(await revokeToken(viewer, id))).toBe("ok");
    expect(await viewerOfToken(token)).toBeNull();
    expect(reasonOf(await revokeToken(viewer, id))).toBe("not-found");
    expect((await listTokens(viewer))[0]?.state).toBe("revoked");
  });

  it("never give more than their owner has now", async () => {
    const { id: owner } = await makePerson("manager");
    const { viewer } = await signedIn(owner);
    const { token } = await made(viewer, { scopes: ["read", "upload", "write"] });
    expect(can(await viewerOfToken(token), "import.undo")).toBe(true);
    await db().user.update({ where: { id: owner }, data: { role: "analyst" } });
    expect(can(await viewerOfToken(token), "import.undo")).toBe(false);
    expect(can(await viewerOfToken(token), "report.upload")).toBe(true);
  });

  it("take the scopes that there are, and nothing that is not asked for", async () => {
    const analyst = await makeViewer("analyst");
    expect(await createToken(analyst, { ...plain, scopes: ["read", "write"] })).toMatchObject({ ok: true });
    expect(reasonOf(await createToken(analyst, { ...plain, scopes: [] }))).toBe("form");
    expect(reasonOf(await createToken(analyst, { ...plain, scopes: ["root"] }))).toBe("form");
    expect(reasonOf(await createToken(analyst, { ...plain, name: " " }))).toBe("form");
    const { id } = await made(analyst, { userId: NOBODY, hash: "x", hostIds: [NOBODY] });
    const row = await db().apiToken.findUniqueOrThrow({ where: { id } });
    expect([row.userId, row.hostIds]).toEqual([analyst.userId, []]);
  });

  it("are bound to hosts that exist, and to no fewer than asked for", async () => {
    const viewer = await makeViewer("analyst");
    const [a, b] = [await makeHost("token-a"), await makeHost("token-b")];
    const { token } = await made(viewer, { hosts: [a, a] });
    const holder = await viewerOfToken(token);
    expect(can(holder, "report.upload", { hostId: a })).toBe(true);
    expect(can(holder, "report.upload", { hostId: b })).toBe(false);
    expect(can(holder, "report.upload", { hostId: null })).toBe(false);
    expect((await listTokens(viewer))[0]?.hosts).toEqual([{ id: a, name: "token-a" }]);
    for (const hosts of [[NOBODY], [a, NOBODY], ["nonsense"]]) {
      expect(reasonOf(await createToken(viewer, { ...plain, hosts }))).toBe("not-found");
    }
  });

  it("are seen and revoked by their owner and by administrators", async () => {
    const owner = await makeViewer("analyst");
    const { id, token } = await made(owner);
    for (const role of ["analyst", "manager"] as const) {
      const stranger = await makeViewer(role);
      expect(await listTokens(stranger)).toEqual([]);
      expect(reasonOf(await revokeToken(stranger, id))).toBe("not-found");
    }
    expect(await viewerOfToken(token)).not.toBeNull();
    const chief = await makeViewer("administrator");
    expect((await listTokens(chief)).map((one) => [one.id, one.owner?.email])).toContainEqual([
      id,
      owner.actor,
    ]);
    expect(reasonOf(await revokeToken(chief, id))).toBe("ok");
    expect(await viewerOfToken(token)).toBeNull();
  });

  it("are licence keys of Lynis clients as well, which only bring reports", async () => {
    const viewer = await makeViewer("analyst");
    const host = await makeHost("lynis-key");
    const { token: key, id } = await made(viewer, { kind: "lynis", hosts: [host], days: "30" });
    // What the client lets through of a key, and 128 random bits.
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    const row = await db().apiToken.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ kind: "lynis", hash: hashToken(key), prefix: key.slice(0, 4) });
    expect(await viewerOfToken(key)).toBeNull();
    const holder = await viewerOfLynisKey(key);
    expect(holder).toMatchObject({ kind: "token", scopes: ["upload"], hosts: [host], role: "analyst" });
    expect(can(holder, "fleet.read")).toBe(false);
    const { token } = await made(viewer);
    expect(await viewerOfLynisKey(token)).toBeNull();
    expect((await listTokens(viewer)).map(({ kind }) => kind)).toEqual(["api", "lynis"]);
    const [entry] = await db().auditEvent.findMany({ orderBy: { at: "desc" }, skip: 1, take: 1 });
    expect(entry?.data).toMatchObject({ kind: "lynis", scopes: "upload", hosts: 1, days: "30" });
    for (const more of [{ scopes: ["read"] }, { scopes: ["read", "upload"] }, { kind: "root" }]) {
      expect(reasonOf(await createToken(viewer, { ...plain, kind: "lynis", ...more }))).toBe("form");
    }
    expect(reasonOf(await createToken(await makeViewer("viewer"), { ...plain, kind: "lynis" }))).toBe(
      "forbidden",
    );
    expect(reasonOf(await revokeToken(viewer, id))).toBe("ok");
    expect(await viewerOfLynisKey(key)).toBeNull();
  });

  it("leave a log that administrators read, page by page and narrowed", async () => {
    const chief = await makeViewer("administrator");
    const analyst = await makeViewer("analyst");
    for (let n = 0; n < 3; n++) await made(analyst, { name: `logged ${n}` });
    const ask = (query: Record<string, string>) => auditQuerySchema.parse(query);
    const person = analyst.userId ?? "";
    const first = await listAudit(chief, ask({ action: "token.created", person, limit: "2" }));
    expect(first.total).toBe(3);
    expect(first.items.map(({ target }) => target)).toEqual(["logged 2", "logged 1"]);
    expect(first.items[0]?.data).toContainEqual(["scopes", "upload"]);
    const cursor = first.nextCursor ?? "";
    const second = await listAudit(chief, ask({ action: "token.created", person, limit: "2", cursor }));
    expect(second.items.map(({ target }) => target)).toEqual(["logged 0"]);
    expect((await listAudit(chief, ask({ action: "user.invited", person }))).total).toBe(0);
    expect((await listAuditChoices(chief)).actions).toContain("token.created");
    for (const role of ["viewer", "analyst", "manager"] as const) {
      const other = await makeViewer(role);
      expect((await listAudit(other, ask({}))).items).toEqual([]);
      expect(await listAuditChoices(other)).toEqual({ actions: [], people: [] });
    }
    expect((await listAudit({ ...chief, kind: "token" }, ask({}))).items).toEqual([]);
  });
});
