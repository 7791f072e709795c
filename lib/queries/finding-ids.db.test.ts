import { beforeAll, expect, it } from "vitest";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { openFindingIds } from "./finding-ids";

onEachEngine("the open findings that are meant", () => {
  const viewer = viewerWith("analyst");
  const WEB = { name: "web-01", hostid: "web" };
  beforeAll(async () => {
    await clearHosts();
    const files = [reportOf(WEB, SAMPLES[0], 3), reportOf(WEB, SAMPLES[1], 4)];
    await importReports(viewer, { files, via: "api" });
  });

  it("are those of a filter or of a choice, without the closed ones", async () => {
    const all = await db().finding.findMany({ select: { id: true, state: true, tower: true } });
    const open = all.filter(({ state }) => state === "open");
    expect(open.length).toBeLessThan(all.length);
    const ids = all.map(({ id }) => id);
    expect((await openFindingIds(viewer, { ids }, 1000)).sort()).toEqual(open.map(({ id }) => id).sort());
    const query = { tower: "hardening", state: "all" };
    expect((await openFindingIds(viewer, { query }, 1000)).length).toBe(
      open.filter(({ tower }) => tower === "hardening").length,
    );
    expect((await openFindingIds(viewer, { query }, 2)).length).toBe(2);
  });

  it("are none where the filter or an id is none, or the host is not theirs", async () => {
    expect(await openFindingIds(viewer, { query: { tower: "babel" } }, 10)).toEqual([]);
    expect(await openFindingIds(viewer, { query: null }, 10)).toEqual([]);
    expect(await openFindingIds(viewer, { ids: ["1'--", ""] }, 10)).toEqual([]);
    const stranger = { ...viewer, hosts: ["00000000-0000-4000-8000-000000000000"] };
    expect(await openFindingIds(stranger, { query: {} }, 10)).toEqual([]);
  });
});
