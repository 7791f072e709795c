import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { clearHosts } from "./evidence/testing";
import {
  AFTER,
  BEFORE,
  bound,
  bring,
  CLOSES,
  hostId,
  made,
  plan,
  rounded,
  STAYS,
  UNKNOWN,
  WEBS,
  whatIf,
} from "./plans/testing";

onEachEngine("what plans will do", () => {
  beforeEach(async () => {
    await clearHosts();
    for (const name of WEBS) await bring(name, BEFORE, 1);
  });

  describe("what-if", () => {
    it("says for each host, tower and the whole what repairs do together", async () => {
      const hosts = await Promise.all(["web-01", "web-02"].map(hostId));
      const seen = await whatIf({ hosts, repair: ["exposures:package", STAYS] });
      expect(seen?.scope).toMatchObject({ kind: "hosts", hosts: 2, scored: 2 });
      expect(seen?.changes.map(({ name, repairs }) => [name, repairs])).toEqual([
        ["web-01", 2],
        ["web-02", 2],
      ]);
      const [first] = seen?.changes ?? [];
      const host = await db().host.findFirstOrThrow({ where: { name: "web-01" } });
      expect(first?.before.proven).toBeCloseTo(host.proven ?? 0, 9);
      expect(first?.before.towers.patching).toBeCloseTo(host.patching ?? 0, 9);
      expect(first?.after.towers.patching).toBeGreaterThan(host.patching ?? 0);
      expect(first?.after.towers.auditing).toBeCloseTo(host.auditing ?? 0, 9);
      expect(seen?.after.proven).toBeCloseTo(first?.after.proven ?? 0, 9);
      expect(seen?.estimated).toBe(false);
    });

    it("gives for one repair what is listed as its worth, over hosts that have it and others", async () => {
      await bring("web-03", AFTER, 5);
      const before = await whatIf({});
      const listed = before?.candidates.find(({ key }) => key === "exposures:package");
      const after = await whatIf({ repair: ["exposures:package"] });
      const rise =
        ((after?.after.proven ?? 0) - (before?.scope.mean.proven ?? 0)) * (before?.scope.scored ?? 0);
      expect(before?.after).toEqual(before?.scope.mean);
      expect(listed?.gain).toBeGreaterThan(1);
      expect(rise).toBeCloseTo(listed?.gain ?? 0, 6);
    });

    it("lists repairs by what an hour of work gives, and marks what nobody has timed", async () => {
      const seen = await whatIf({ repair: ["package:curl"] });
      const rates = seen?.candidates.map(({ perHour }) => perHour) ?? [];
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
      expect(seen?.candidates.find(({ key }) => key === "exposures:package")).toMatchObject({
        ...{ hosts: 3, minutes: 90, guessed: false, chosen: false },
      });
      expect(seen?.candidates.filter(({ chosen }) => chosen)).toMatchObject([
        { key: "package:curl", hosts: 3 },
      ]);
      await db().finding.updateMany({ where: { key: STAYS }, data: { key: "other:X-1", gain: 1 } });
      expect((await whatIf({}))?.candidates.find(({ key }) => key === "other:X-1")).toMatchObject({
        ...{ hosts: 3, gain: 3, minutes: 45, guessed: true, perHour: 4 },
      });
    });

    it("shows a bound token its hosts, and a stranger nothing", async () => {
      const token = await bound("web-02");
      expect(await whatIf({ host: await hostId("web-01") }, token)).toBeNull();
      expect((await whatIf({ repair: [STAYS] }, token))?.changes.map(({ name }) => name)).toEqual(["web-02"]);
      expect(await whatIf({ group: UNKNOWN })).toBeNull();
    });
  });

  it("predict what the planner says, and measure what reports show", async () => {
    const hosts = await Promise.all(["web-01", "web-02"].map(hostId));
    const keys = ["exposures:package", "lynis:PKGS-7392", CLOSES];
    const seen = await whatIf({ hosts, repair: keys });
    const id = await made({ keys, hosts });
    const { effect } = await plan(id, 2);
    expect(rounded(effect.hosts.map(({ name, before, predicted }) => ({ name, before, predicted })))).toEqual(
      rounded(seen?.changes.map(({ name, before, after }) => ({ name, before, predicted: after }))),
    );
    expect(effect.hosts[0]?.now?.proven).toBeCloseTo(effect.hosts[0]?.before.proven ?? 0, 9);
    await bring("web-01", AFTER, 10);
    const [first, second] = (await plan(id)).effect.hosts;
    const { proven } = await db().host.findFirstOrThrow({ where: { name: "web-01" } });
    expect(first?.now?.proven).toBe(proven);
    expect(first?.now?.towers.patching).toBeGreaterThan((first?.before.towers.patching ?? 0) + 10);
    expect(second?.now?.proven).toBeCloseTo(second?.before.proven ?? 0, 9);
    expect(first?.before).toEqual(effect.hosts[0]?.before);
  });

  it("of more hosts than are computed are predicted by the sum of what each repair is worth, and say so", async () => {
    await clearHosts();
    await db().$executeRaw`
      insert into host (id, name, proven, scored_at)
      select gen_random_uuid(), 'many-' || i, 50, now() from generate_series(1, 201) i`;
    await db().$executeRaw`
      insert into finding (id, host_id, key, source, kind, tower, severity, title, state, gain, opened_at, since_at, opened_by,
        due_from)
      select gen_random_uuid(), h.id, 'other:X-1', 'other', 'check', 'hardening', 'low', 'X', 'open', 2, now(), now(), h.id,
             now() from host h`;
    const seen = await whatIf({ repair: ["other:X-1"] });
    expect(seen).toMatchObject({
      estimated: true,
      changing: 201,
      changes: [],
      after: { proven: 52, managed: null },
    });
    const id = await made({ keys: ["other:X-1"] });
    await db().host.updateMany({ data: { proven: 51 } });
    const { effect, progress } = await plan(id);
    expect(progress.total).toBe(201);
    expect(effect).toEqual({ hosts: [], mean: { before: 50, predicted: 52, now: 51 }, estimated: true });
    expect((await plan(id, 3, await bound("many-1"))).effect.mean).toBeNull();
  });
});
