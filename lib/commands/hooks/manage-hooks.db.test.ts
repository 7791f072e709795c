/** Who makes web hooks, where they may go, and what is kept of them. */
import { v7 as uuid } from "uuid";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { HOOK_KINDS } from "@/lib/notices";
import { listHooks } from "@/lib/queries/hooks";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { type Receiver, startReceiver } from "@/scripts/test/receiver";
import { tell } from "../notices/tell";
import { allowedPlaces } from "./addresses";
import { changeHook, removeHook } from "./change-hook";
import { deliverHooks } from "./deliver-hooks";
import { makeHook } from "./make-hook";
import type { Reach } from "./target";
import { testHook } from "./try-hook";

const NOW = Date.parse("2026-11-28T10:00:00Z");

beforeAll(openTestSecrets);

onEachEngine("web hooks, made", () => {
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

  it("keeps the key encrypted, and shows it to nobody again", async () => {
    const { id, secret } = await make();
    expect((await db().webHook.findUniqueOrThrow({ where: { id } })).secret).not.toContain(secret);
    expect(JSON.stringify(await listHooks(chief))).not.toMatch(/secret|whs_/);
    const log = JSON.stringify(await db().auditEvent.findMany());
    expect(log).not.toContain(secret);
  });

  it("goes to no private address: not by number, not by a name, not by one of several", async () => {
    const reach = (...addresses: string[]): Reach => ({
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      allowed: allowedPlaces([]),
    });
    const made = (to: string, ...addresses: string[]) =>
      makeHook(chief, { name: "x", url: to, kinds: ["critical"] }, reach(...addresses));
    for (const to of [
      "https://127.0.0.1/",
      "https://0x7f.1/",
      "https://2130706433/",
      "https://[::1]/",
      "https://[::ffff:10.0.0.1]/",
      "https://169.254.169.254/latest",
    ])
      expect(await made(to), to).toMatchObject({ reason: "not-possible" });
    for (const address of ["10.0.0.1", "fd00::1", "::ffff:192.168.0.1", "100.64.0.1"])
      expect(await made("https://x.example/", "1.1.1.1", address), address).toMatchObject({
        reason: "not-possible",
      });
    expect(await made("https://nowhere.example/")).toMatchObject({ reason: "not-possible" });
    for (const to of [
      "http://x.example/",
      "ftp://x.example/",
      "https://user:word@x.example/",
      "javascript:alert(1)",
      "x",
      "",
    ])
      expect(await made(to, "1.1.1.1"), to).toMatchObject({ reason: "form" });
    expect(await made("https://x.example/", "1.1.1.1")).toMatchObject({ ok: true });
  });

  it("does not go to a name that turned private after it was made, and asks for a name once for each attempt", async () => {
    let asked = 0;
    const turning: Reach = {
      // The first answer is public, all later ones are this machine.
      resolve: async () => [{ address: asked++ === 0 ? "1.1.1.1" : "127.0.0.1", family: 4 }],
      allowed: allowedPlaces([]),
    };
    const to = `https://rebound.example:${receiver.port}/`;
    expect((await makeHook(chief, { name: "x", url: to, kinds: ["critical"] }, turning)).ok).toBe(true);
    await telling();
    await deliverHooks(NOW, { reach: turning });
    expect(await delivery()).toMatchObject({
      status: null,
      error: expect.stringContaining("private address"),
    });
    expect(receiver.posted).toEqual([]);
    expect(asked).toBe(2);
  });

  it("connects to the address that was looked at, whatever the name says by then", async () => {
    // No resolver of this machine knows the name: only the pinned address leads there.
    await make({ url: `http://chat.internal:${receiver.port}/` });
    await telling();
    await deliver(NOW);
    expect(receiver.posted).toHaveLength(1);
  });

  it("is changed, turned off and taken away, with a word in the audit log", async () => {
    const { id } = await make();
    await telling();
    const change = (more: object) => changeHook(chief, { id, ...more }, { now: NOW, reach: local });
    expect(await change({ name: "Chat", kinds: ["overdue", "critical"] })).toEqual({
      ok: true,
      name: "Chat",
    });
    expect(await change({ kinds: [] })).toMatchObject({ reason: "form" });
    expect(await change({ url: "https://10.0.0.1/" })).toMatchObject({ reason: "not-possible" });
    await change({ disabled: true });
    expect(await listHooks(chief)).toMatchObject([
      {
        name: "Chat",
        kinds: ["critical", "overdue"],
        disabledAt: new Date(NOW).toISOString(),
        deliveries: [{ state: "failed", error: "The web hook was disabled." }],
      },
    ]);
    expect(await removeHook(chief, id)).toEqual({ ok: true, name: "Chat" });
    expect(await removeHook(chief, id)).toMatchObject({ reason: "not-found" });
    expect(await db().hookDelivery.count()).toBe(0);
    const actions = (
      await db().auditEvent.findMany({ where: { action: { startsWith: "hook." } }, orderBy: { id: "asc" } })
    ).map(({ action }) => action);
    expect(actions.slice(-4)).toEqual(["hook.created", "hook.changed", "hook.changed", "hook.removed"]);
  });

  it("is for administrators who see every host", async () => {
    const { id } = await make();
    const others: Viewer[] = [
      await makeViewer("manager"),
      { ...chief, kind: "token", scopes: ["read"] },
      { ...chief, kind: "token", hosts: [uuid()] },
    ];
    for (const viewer of others) {
      expect(await makeHook(viewer, { name: "x", url, kinds: HOOK_KINDS }, local)).toMatchObject({
        reason: "forbidden",
      });
      expect(await changeHook(viewer, { id, disabled: true })).toMatchObject({ reason: "not-found" });
      expect(await testHook(viewer, id, NOW, local)).toMatchObject({ reason: "not-found" });
      expect(await removeHook(viewer, id)).toMatchObject({ reason: "not-found" });
      expect(await listHooks(viewer)).toEqual([]);
    }
    for (let i = 1; i < 20; i++) await make();
    expect(await makeHook(chief, { name: "x", url, kinds: HOOK_KINDS }, local)).toMatchObject({
      reason: "not-possible",
    });
  });
});
