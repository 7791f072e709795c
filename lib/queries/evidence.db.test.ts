import fs from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { clearHosts, reportOf } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { undoImport } from "@/lib/commands/undo-import";
import type { FileInput } from "@/lib/importers/types";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { hostEvidence } from "./evidence";
import { evidenceHistory, evidenceQuerySchema, hostSources } from "./evidence-history";

const manager = viewerWith("manager");
const at = (day: number, hour = 10): number => Date.UTC(2026, 10, day, hour);
const WEB = { name: "web-77", hostid: "seventy-seven" };
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** A real list or log of a tool that names neither its host nor its time. */
const bare = (format: string, name: string, day: number): FileInput => ({
  name,
  path: `${WEB.name}/${day}/${name}`,
  bytes: fs.readFileSync(path.join("lib", "importers", format, "samples", name)),
  context: { endedAt: new Date(at(day)).toISOString() },
});
const unhide = () => bare("unhide", "db-02.txt", 20);
const updates = () => bare("apt-list", "db-02-list-upgradable.txt", 20);
const lynis = () => [
  reportOf(WEB, "web-01-before-upgrade.dat", 1),
  reportOf(WEB, "web-01-after-upgrade.dat", 10),
];

const bring = (...files: FileInput[]) => importReports(manager, { files, via: "api", now: at(22) });

/** @returns the host of the first of them */
async function hostOf(...files: FileInput[]): Promise<string> {
  return (await bring(...files))[0]?.host?.id ?? "";
}

const history = (host: string, query: Record<string, string> = {}) =>
  evidenceHistory(manager, host, evidenceQuerySchema.parse(query));

onEachEngine("evidence of a host", () => {
  beforeEach(clearHosts);

  describe("by source", () => {
    it("tells who spoke, when, how often, and how much of it still counts", async () => {
      const host = await hostOf(...lynis(), unhide(), updates());
      const evidence = await hostEvidence(manager, host, at(30));
      expect(evidence?.spoken.map(({ reportId: _, ...source }) => source)).toEqual([
        {
          source: "lynis",
          title: "Lynis",
          kind: "configuration",
          expected: true,
          observedAt: "2026-11-10T10:00:00.000Z",
          tool: { name: "Lynis", version: "3.0.2" },
          reports: 2,
          periodDays: 7,
          // All passes are 20 days old: 13 past the period, of the 38 until the limit.
          fresh: 25 / 38,
          // 20 and 29 days ago.
          recent: { days: 90, reports: 2, firstAt: "2026-11-01T10:00:00.000Z", halfDays: [40, 58] },
        },
        {
          source: "apt-list",
          title: "apt list --upgradable",
          kind: "packages",
          expected: false,
          observedAt: "2026-11-20T10:00:00.000Z",
          tool: { name: "apt", version: null },
          reports: 1,
          periodDays: 1,
          fresh: null,
          recent: { days: 90, reports: 1, firstAt: "2026-11-20T10:00:00.000Z", halfDays: [20] },
        },
        {
          source: "unhide",
          title: "unhide",
          kind: "malware",
          expected: false,
          observedAt: "2026-11-20T10:00:00.000Z",
          tool: { name: "unhide", version: "20211016" },
          reports: 1,
          periodDays: 1,
          fresh: expect.closeTo(35 / 44, 12),
          recent: { days: 90, reports: 1, firstAt: "2026-11-20T10:00:00.000Z", halfDays: [20] },
        },
      ]);
      expect(evidence).toMatchObject({ more: 0, missing: [] });
      expect(evidence?.spoken[0]?.reportId).toBe((await history(host, { source: "lynis" })).items[0]?.id);
    });

    it("lets passes that a later run could not look at go on fading", async () => {
      const host = await hostOf(
        reportOf(WEB, "db-02-hardened.dat", 1),
        reportOf(WEB, "db-02-unprivileged.dat", 21),
      );
      const [source] = (await hostEvidence(manager, host, at(30)))?.spoken ?? [];
      // 7 passes are 29 days old; 120, and a check that passed to a third, are 9 days old.
      const third = 0.33;
      expect(source?.fresh).toBeCloseTo((7 * (16 / 38) + (120 + third) * (36 / 38)) / (127 + third), 3);
      expect(source?.fresh).toBeLessThan(36 / 38 - 0.02);
    });

    it("counts in the strip what is recent, once a half day", async () => {
      const host = await hostOf(
        ...lynis(),
        reportOf(WEB, "web-01-after-upgrade.dat", 10, 1),
        reportOf(WEB, "web-01-after-upgrade.dat", 22),
      );
      const recent = async (day: number) => (await hostEvidence(manager, host, at(day)))?.spoken[0]?.recent;
      expect(await recent(22)).toEqual({
        days: 90,
        reports: 4,
        firstAt: "2026-11-01T10:00:00.000Z",
        // Of the two of the tenth the later one is a minute short of twelve days old.
        halfDays: [0, 23, 24, 42],
      });
      // The first of November is 99 days ago, the tenth 90 days and no minute more.
      expect(await recent(22 + 78)).toEqual({
        days: 90,
        reports: 2,
        firstAt: "2026-11-10T10:01:00.000Z",
        halfDays: [156, 179],
      });
      expect((await hostEvidence(manager, host, at(22 + 200)))?.spoken[0]).toMatchObject({
        reports: 4,
        fresh: 0,
        recent: { reports: 0, firstAt: null, halfDays: [] },
      });
    });

    it("names what the policy expects and nobody brought, also after an undo", async () => {
      const host = await hostOf(unhide(), ...lynis());
      const missing = [{ kind: "configuration", title: "A configuration audit (Lynis or an XCCDF result)" }];
      expect((await hostEvidence(manager, host, at(22)))?.missing).toEqual([]);
      for (const { id } of await bring(...lynis()))
        expect((await undoImport(manager, id ?? "")).ok).toBe(true);
      const evidence = await hostEvidence(manager, host, at(22));
      expect(evidence?.missing).toEqual(missing);
      expect(evidence?.spoken.map(({ source }) => source)).toEqual(["unhide"]);
    });
  });

  describe("report by report", () => {
    it("tells when each came, from whom and what it changed, the latest first", async () => {
      const host = await hostOf(...lynis(), updates());
      const { items, total } = await history(host);
      expect(total).toBe(3);
      const common = {
        receivedAt: "2026-11-22T10:00:00.000Z",
        scope: "full",
        complete: true,
        brought: { actor: "manager@example.org", via: "api" },
      };
      expect(items.map(({ id: _, ...report }) => report)).toEqual([
        {
          ...common,
          title: "apt list --upgradable",
          tool: { name: "apt", version: null },
          observedAt: "2026-11-20T10:00:00.000Z",
          zone: "stated",
          // Of its eight updates Lynis had named three, which were then done.
          changes: { opened: 5, closed: 0, reopened: 3 },
        },
        {
          ...common,
          title: "Lynis",
          tool: { name: "Lynis", version: "3.0.2" },
          observedAt: "2026-11-10T10:00:00.000Z",
          zone: "assumed-utc",
          changes: { opened: 4, closed: 103, reopened: 0 },
        },
        {
          ...common,
          title: "Lynis",
          tool: { name: "Lynis", version: "3.0.2" },
          observedAt: "2026-11-01T10:00:00.000Z",
          zone: "assumed-utc",
          changes: { opened: 163, closed: 0, reopened: 0 },
        },
      ]);
    });

    it("pages, and keeps to one source where one is asked for", async () => {
      const host = await hostOf(...lynis(), unhide(), updates());
      const days = async (query: Record<string, string>) => {
        const page = await history(host, query);
        return [page.items.map(({ observedAt }) => observedAt.slice(8, 10)), page.total, page.nextCursor];
      };
      const [, , second] = await days({ limit: "3" });
      expect(await days({ limit: "3" })).toEqual([["20", "20", "10"], 4, expect.any(String)]);
      expect(await days({ limit: "3", cursor: String(second) })).toEqual([["01"], 4, null]);
      expect(await days({ source: "lynis" })).toEqual([["10", "01"], 2, null]);
      expect(await days({ source: "lynis", limit: "1" })).toEqual([["10"], 2, expect.any(String)]);
      expect(await days({ source: "' or true --" })).toEqual([[], 0, null]);
      expect(await hostSources(manager, host)).toEqual([
        { source: "apt-list", title: "apt list --upgradable", reports: 1 },
        { source: "lynis", title: "Lynis", reports: 2 },
        { source: "unhide", title: "unhide", reports: 1 },
      ]);
    });

    it("leaves out what was refused, brought twice or undone", async () => {
      const host = await hostOf(...lynis());
      const refused = { name: "notes.txt", path: "web-77/notes.txt", bytes: Buffer.from("nothing") };
      const again = await bring(refused, ...lynis());
      expect(again.map(({ status }) => status)).toEqual(["rejected", "duplicate", "duplicate"]);
      expect((await history(host)).total).toBe(2);
      expect((await undoImport(manager, again[2]?.id ?? "")).ok).toBe(true);
      expect((await history(host)).items.map(({ observedAt }) => observedAt)).toEqual([
        "2026-11-01T10:00:00.000Z",
      ]);
      expect((await hostEvidence(manager, host, at(22)))?.spoken).toMatchObject([
        { observedAt: "2026-11-01T10:00:00.000Z", reports: 1, recent: { reports: 1 } },
      ]);
    });
  });

  it("is for those who may see the host, and for no other", async () => {
    const host = await hostOf(...lynis());
    const query = evidenceQuerySchema.parse({});
    const read = async (viewer: typeof manager, id: string) => [
      (await hostEvidence(viewer, id, at(22)))?.spoken.length ?? null,
      (await evidenceHistory(viewer, id, query)).total,
      (await hostSources(viewer, id)).length,
    ];
    const token = (hosts: string[]) => viewerWith("analyst", { kind: "token", hosts });
    expect(await read(viewerWith("viewer"), host)).toEqual([1, 2, 1]);
    expect(await read(token([host]), host)).toEqual([1, 2, 1]);
    expect(await read(token([NOBODY]), host)).toEqual([null, 0, 0]);
    expect(await read(viewerWith("analyst", { kind: "token", scopes: ["upload"] }), host)).toEqual([
      null,
      0,
      0,
    ]);
    expect(await read(manager, "not-an-id")).toEqual([null, 0, 0]);
  });
});
