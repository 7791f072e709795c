import { v7 as uuid } from "uuid";
import { afterEach, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { kept } from "./kept";

onEachEngine("answers that are kept", () => {
  const viewer = viewerWith("viewer");
  let asked = 0;
  const countGroups = async (): Promise<number> => {
    asked++;
    return db().group.count();
  };
  const ask = (who = viewer) => kept({ name: "groups", viewer: who }, countGroups);
  const makeGroup = () => db().group.create({ data: { id: uuid(), name: uuid() } });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("are asked for once while nobody writes, and again after every commit", async () => {
    asked = 0;
    const before = await ask();
    expect([await ask(), await ask(), asked]).toEqual([before, before, 1]);
    await makeGroup();
    expect([await ask(), await ask(), asked]).toEqual([before + 1, before + 1, 2]);
  });

  it("do not change by what was rolled back, nor before it is committed", async () => {
    const before = await ask();
    await db()
      .$transaction(async (tx) => {
        await tx.group.create({ data: { id: uuid(), name: uuid() } });
        throw new Error("taken back");
      })
      .catch(() => {});
    expect(await ask()).toBe(before);
  });

  it("that look back are renewed after a minute while the old one is given, and waited for after five", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    let turn = 0;
    let made = Promise.resolve(0);
    const look = () =>
      kept({ name: "ages", viewer, looksBack: true }, () => {
        made = Promise.resolve(++turn);
        return made;
      });
    const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
    expect([await look(), await look()]).toEqual([1, 1]);
    later(61);
    expect([await look(), await made]).toEqual([1, 2]);
    expect([await look(), turn]).toEqual([2, 2]);
    later(301);
    expect([await look(), turn]).toEqual([3, 3]);
  });

  it("are each role's own", async () => {
    asked = 0;
    await ask();
    await ask(viewerWith("manager"));
    expect(asked).toBeGreaterThan(0);
    const before = asked;
    await ask(viewerWith("manager"));
    await ask();
    expect(asked).toBe(before);
  });

  it("are not given to those who see less", async () => {
    await makeGroup();
    asked = 0;
    await ask();
    await ask({ ...viewer, hosts: [uuid()] });
    await ask({ ...viewer, hosts: [uuid()] });
    expect(asked).toBe(3);
  });

  it("are asked for again where the question failed", async () => {
    await makeGroup();
    await expect(
      kept({ name: "groups", viewer }, async () => {
        throw new Error("no answer");
      }),
    ).rejects.toThrow("no answer");
    expect(await ask()).toBe(await db().group.count());
  });
});
