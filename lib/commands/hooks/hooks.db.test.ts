/** Web hooks to a real receiver on this machine: signed, once, and again after a failure. */
import { createHmac } from "node:crypto";
import { v7 as uuid } from "uuid";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { listNotices, noticeQuerySchema } from "@/lib/queries/notices";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { type Receiver, startReceiver } from "@/scripts/test/receiver";
import { tell } from "../notices/tell";
import { allowedPlaces } from "./addresses";
import { changeHook } from "./change-hook";
import { deliverHooks } from "./deliver-hooks";
import { makeHook } from "./make-hook";
import type { Reach } from "./target";
import { redeliver, testHook } from "./try-hook";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const MINUTE = 60_000;

beforeAll(openTestSecrets);

onEachEngine("web hooks", () => {
  let receiver: Receiver;
  let chief: Viewer;
  let url: string;
  const local: Reach = {
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    allowed: allowedPlaces(["chat.internal"]),
  };
  beforeEach(async () => {
    await db().user.deleteMany();
    await db().webHook.deleteMany();
    receiver = await startReceiver();
    url = `http://chat.internal:${receiver.port}/in?x=1`;
    chief = await makeViewer("administrator");
  });
  afterEach(() => receiver.close());

  async function make(more: object = {}): Promise<{ id: string; secret: string }> {
    const made = await makeHook(chief, { name: "chat", url, kinds: ["critical"], ...more }, local);
    if (!made.ok) throw new Error(made.text);
    return made;
  }
  const telling = (once = "critical:1"): Promise<void> =>
    db().$transaction((tx) =>
      tell(tx, [
        {
          ...{ kind: "critical", userIds: [], hostId: null, text: "2 new critical findings on web-01" },
          ...{ href: "/findings?host=1", once, at: NOW },
        },
      ]),
    );
  const deliver = (now: number) => deliverHooks(now, { reach: local });
  const delivery = () => db().hookDelivery.findFirstOrThrow();

  it("posts what was told, signed with the key that was shown once", async () => {
    const { secret } = await make();
    await telling();
    expect(await deliver(NOW)).toBe(1);
    const [posted] = receiver.posted;
    if (!posted) throw new Error("Nothing came.");
    const { id } = await delivery();
    expect(posted.path).toBe("/in?x=1");
    expect(JSON.parse(posted.body)).toEqual({
      id,
      kind: "critical",
      at: "2026-11-28T10:00:00.000Z",
      text: "2 new critical findings on web-01",
      url: expect.stringMatching(/^https?:\/\/[^/]+\/findings\?host=1$/),
    });
    expect(posted.headers).toMatchObject({
      host: `chat.internal:${receiver.port}`,
      "content-type": "application/json",
      "x-rampart-delivery": id,
    });
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(posted.headers["x-rampart-signature"])) ?? [];
    expect(t).toBe(String(NOW / 1000));
    expect(v1).toBe(createHmac("sha256", secret).update(`${t}.${posted.body}`).digest("hex"));
    expect(await deliver(NOW + MINUTE)).toBe(0);
    expect(receiver.posted).toHaveLength(1);
  });

  it("is posted by one of two that try at once", async () => {
    await make();
    await Promise.all(Array.from({ length: 7 }, (_, i) => telling(`critical:${i}`)));
    const made = await Promise.all([deliver(NOW), deliver(NOW + 1), deliver(NOW)]);
    expect(made.reduce((sum, one) => sum + one)).toBe(7);
    expect(new Set(receiver.posted.map(({ headers }) => headers["x-rampart-delivery"])).size).toBe(7);
    expect(receiver.posted).toHaveLength(7);
  });

  it("tries again after 1, 5, 30, 120 and 360 minutes, and then no more", async () => {
    await make();
    await telling();
    receiver.answer = { status: 500 };
    let now = NOW;
    expect(await deliver(now)).toBe(1);
    for (const minutes of [1, 5, 30, 120, 360]) {
      expect((await delivery()).failedAt).toBeNull();
      expect(await deliver(now + minutes * MINUTE - 1)).toBe(0);
      now += minutes * MINUTE;
      expect(await deliver(now)).toBe(1);
    }
    expect(await delivery()).toMatchObject({
      attempts: 6,
      status: 500,
      error: "It answered with status 500.",
      failedAt: new Date(now),
    });
    expect(await deliver(now + 10_000 * MINUTE)).toBe(0);
    const ids = receiver.posted.map(({ headers }) => headers["x-rampart-delivery"]);
    expect([ids.length, new Set(ids).size]).toEqual([6, 1]);
  });

  it("ends with the first attempt that is taken", async () => {
    await make();
    await telling();
    receiver.answer = { status: 503 };
    await deliver(NOW);
    receiver.answer = { status: 200, body: "x".repeat(5_000_000) };
    expect(await deliver(NOW + MINUTE)).toBe(1);
    expect(await delivery()).toMatchObject({
      attempts: 2,
      status: 200,
      error: null,
      deliveredAt: new Date(NOW + MINUTE),
    });
  });

  it("follows no redirect", async () => {
    await make();
    await telling();
    receiver.answer = { status: 302, headers: { Location: `http://127.0.0.1:${receiver.port}/elsewhere` } };
    await deliver(NOW);
    expect(receiver.posted.map(({ path }) => path)).toEqual(["/in?x=1"]);
    expect((await delivery()).error).toBe("It answered with status 302; redirects are not followed.");
  });

  it("says that nobody listens, in a sentence", async () => {
    await make();
    await telling();
    await receiver.close();
    await deliver(NOW);
    expect(await delivery()).toMatchObject({ status: null, error: "The connection was refused." });
    receiver = await startReceiver();
  });

  it("writes down the end of a last attempt whose process was killed", async () => {
    await make();
    await telling();
    await db().hookDelivery.updateMany({ data: { attempts: 6, at: new Date(NOW) } });
    await deliver(NOW + MINUTE);
    expect((await delivery()).failedAt).toBeNull();
    await deliver(NOW + MINUTE + 1);
    expect((await delivery()).error).toBe("The last attempt was interrupted.");
  });

  it("disables a web hook after 20 failures in a row, and tells administrators", async () => {
    const { id } = await make();
    receiver.answer = { status: 500 };
    for (let i = 0; i < 19; i++) await telling(`critical:${i}`);
    await deliver(NOW);
    expect((await db().webHook.findUniqueOrThrow({ where: { id } })).disabledAt).toBeNull();
    // One that is taken begins the count anew.
    receiver.answer = { status: 200 };
    await telling("taken");
    await deliver(NOW + 1_000);
    receiver.answer = { status: 500 };
    for (let i = 0; i < 20; i++) await telling(`again:${i}`);
    await deliver(NOW + 2_000);
    expect((await db().webHook.findUniqueOrThrow({ where: { id } })).disabledAt).toEqual(
      new Date(NOW + 2_000),
    );
    const all = noticeQuerySchema.parse({});
    expect(await listNotices(chief, all)).toMatchObject({
      items: [{ kind: "hook-disabled", href: "/hooks", text: expect.stringContaining("chat") }],
    });
    expect(await db().hookDelivery.count({ where: { failedAt: null, deliveredAt: null } })).toBe(0);
    await telling("while it is off");
    expect(await deliver(NOW + MINUTE)).toBe(0);
    // Enabled again, it does not fall at the first failure.
    expect(await changeHook(chief, { id, disabled: false }, { now: NOW, reach: local })).toMatchObject({
      ok: true,
    });
    await telling("on again");
    expect(await deliver(NOW + 2 * MINUTE)).toBe(1);
    expect((await db().webHook.findUniqueOrThrow({ where: { id } })).disabledAt).toBeNull();
  });

  it("sends a test at once and says what came of it, without trying again", async () => {
    const { id } = await make();
    expect(await testHook(chief, id, NOW, local)).toEqual({ ok: true, name: "chat", status: 204 });
    receiver.answer = { status: 403 };
    expect(await testHook(chief, id, NOW, local)).toMatchObject({
      reason: "not-possible",
      text: "It answered with status 403.",
    });
    expect(await deliver(NOW + 10_000 * MINUTE)).toBe(0);
    expect(receiver.posted.map(({ body }) => JSON.parse(body).kind)).toEqual(["test", "test"]);
  });

  it("sends a delivery again that has ended, under its id, and none that is still tried", async () => {
    await make();
    await telling();
    const { id } = await delivery();
    receiver.answer = { status: 500 };
    await deliver(NOW);
    expect(await redeliver(chief, id)).toMatchObject({ reason: "not-possible" });
    receiver.answer = { status: 200 };
    await deliver(NOW + MINUTE);
    expect(await redeliver(chief, id)).toEqual({ ok: true, name: "chat" });
    expect(await deliver(NOW + MINUTE)).toBe(1);
    expect(receiver.posted.map(({ headers }) => headers["x-rampart-delivery"])).toEqual([id, id, id]);
    expect(await redeliver(chief, uuid())).toMatchObject({ reason: "not-found" });
  });
});
