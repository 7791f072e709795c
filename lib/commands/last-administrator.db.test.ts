import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { changePerson } from "./change-person";

const LESS = [{ disabled: true }, { role: "manager" }, { role: "viewer", disabled: true }];

beforeAll(openTestSecrets);

onEachEngine("the last administrator", () => {
  beforeEach(async () => {
    await db().user.deleteMany();
  });

  const standing = () => db().user.findMany({ where: { role: "administrator", disabledAt: null } });
  const make = (count: number): Promise<Viewer[]> =>
    Promise.all(Array.from({ length: count }, () => makeViewer("administrator")));

  it("is neither closed nor lowered", async () => {
    const [one] = await make(1);
    if (!one) throw new Error("not made");
    for (const change of LESS) {
      expect(await changePerson(one, { id: one.userId, ...change })).toMatchObject({
        reason: "last-administrator",
      });
    }
    expect(await standing()).toHaveLength(1);
  });

  it("is left when all of them close and lower all others at the same moment", async () => {
    for (let round = 0; round < 3; round++) {
      await db().user.deleteMany();
      const all = await make(5);
      const changes = all.flatMap((by, at) =>
        all.flatMap((other, n) =>
          by === other ? [] : [changePerson(by, { id: other.userId, ...LESS[(at + n) % LESS.length] })],
        ),
      );
      const reasons = (await Promise.all(changes)).map((result) => (result.ok ? "ok" : result.reason));
      const [left, ...more] = await standing();
      expect(more, reasons.join(" ")).toEqual([]);
      // Whoever is left can still do it all: make another one, who may then lower them.
      const first = all.find(({ userId }) => userId === left?.id);
      const [second] = await make(1);
      if (!first || !second) throw new Error("nobody is left");
      expect(await changePerson(second, { id: first.userId, role: "viewer" })).toMatchObject({ ok: true });
    }
  });
});
