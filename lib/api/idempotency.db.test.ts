import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { written } from "@/lib/importers/lynis/testing";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { deleteImport, uploadReports } from "./endpoints/reports";
import { once } from "./idempotency";
import { Reply } from "./reply";
import { call, freshSecrets, makeToken } from "./testing";

onEachEngine("an Idempotency-Key", () => {
  let forget = () => {};
  let headers: Record<string, string>;
  beforeAll(async () => {
    forget = freshSecrets();
    headers = await makeToken();
  });
  afterAll(() => forget());

  let made = 0;
  const report = () => written({ header: { hostname: "idem", auditor: `number ${made++}` } });
  const send = (key: string, body: string, query = "", who = headers) =>
    call(uploadReports, { headers: { ...who, "idempotency-key": key }, query, body });
  const codeOf = async (response: Response) => [response.status, (await response.json()).code];

  it("gets the same answer again, where the file alone would be a duplicate", async () => {
    const body = report();
    const first = await send("k1", body);
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
    const second = await send("k1", body);
    expect([second.status, second.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(await second.json()).toEqual(await first.json());
    expect((await send("k2", body)).status).toBe(200);
  });

  it("belongs to one request", async () => {
    const body = report();
    await send("k3", body);
    expect(await codeOf(await send("k3", report()))).toEqual([422, "idempotency-mismatch"]);
    expect(await codeOf(await send("k3", body, "?host=other"))).toEqual([422, "idempotency-mismatch"]);
    const params = { id: "01a20757-aaf8-7284-b1a3-323be85e9adf" };
    const other = await call(deleteImport, { headers: { ...headers, "idempotency-key": "k3" }, params });
    expect(await codeOf(other)).toEqual([422, "idempotency-mismatch"]);
  });

  it("belongs to one sender", async () => {
    const body = report();
    await send("k4", body);
    expect((await send("k4", report(), "", await makeToken())).status).toBe(201);
  });

  it("keeps a refusal as well as a success", async () => {
    const first = await send("k5", "no report");
    const second = await send("k5", "no report");
    expect([first.status, second.status]).toEqual([422, 422]);
    expect(second.headers.get("content-type")).toBe("application/problem+json");
    expect(await second.json()).toEqual(await first.json());
    expect(await db().import.count({ where: { status: "rejected" } })).toBe(1);
  });

  it("is not used up by a preview", async () => {
    const body = report();
    await send("k6", body, "?dryRun=1");
    expect((await send("k6", body)).status).toBe(201);
  });

  it("lets an undo be sent twice", async () => {
    const [one] = (await (await send("k7", report())).json()).imports;
    const undo = () =>
      call(deleteImport, { headers: { ...headers, "idempotency-key": "k8" }, params: { id: one.id } });
    const [first, second] = [await undo(), await undo()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.json()).toEqual(await first.json());
  });

  it.each(["", "two words", "é", "x".repeat(256)])("is refused as %j", async (key) => {
    expect(await codeOf(await send(key, report()))).toEqual([400, "invalid-header"]);
  });

  it("is taken by one of many requests at once, and the others wait for its answer", async () => {
    const viewer = viewerWith("analyst", { kind: "token" });
    let finish = () => {};
    const work = vi.fn(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return new Reply(201, { done: true });
    });
    const all = Array.from({ length: 8 }, () => once(viewer, "race", "hash", work));
    let answered = 0;
    for (const one of all) void one.then(() => (answered += 1));
    await vi.waitFor(() => expect(answered).toBe(7));
    finish();
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(await once(viewer, "race", "hash", work)).toMatchObject({ status: 201, body: { done: true } });
    expect(work).toHaveBeenCalledOnce();
  });

  it("is free again after a fault, after a day, and when its process died", async () => {
    const viewer = viewerWith("analyst", { kind: "token" });
    const fine = async () => new Reply(200, {});
    await expect(once(viewer, "fault", "hash", () => Promise.reject(new Error("fault")))).rejects.toThrow(
      "fault",
    );
    expect((await once(viewer, "fault", "hash", fine)).status).toBe(200);
    const age = (interval: string) =>
      db()
        .$executeRaw`update idempotency_key set created_at = now() - ${interval}::interval where key in ('fault', 'died')`;
    await age("25 hours");
    expect((await once(viewer, "fault", "another", fine)).status).toBe(200);
    void once(viewer, "died", "hash", () => new Promise(() => {}));
    await vi.waitFor(async () => expect(await db().idempotencyKey.count({ where: { key: "died" } })).toBe(1));
    expect((await once(viewer, "died", "hash", fine)).status).toBe(409);
    await age("11 minutes");
    expect((await once(viewer, "died", "hash", fine)).status).toBe(200);
  });
});
