import fs from "node:fs";
import path from "node:path";
import { expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { importReports } from "./import-report";
import { undoImport } from "./undo-import";

const NOW = Date.UTC(2026, 10, 22, 12, 30);
const sample = (name: string) => ({
  name,
  bytes: fs.readFileSync(path.join("lib", "importers", "lynis", "samples", name)),
});
const analyst = viewerWith("analyst");
const manager = viewerWith("manager");

/** Everything a host's rows say, without ids that are made anew. */
async function picture(): Promise<unknown> {
  const hosts = await db().host.findMany({ orderBy: { name: "asc" } });
  return Promise.all(
    hosts.map(async (host) => {
      const state = await loadHostState(db(), host.id);
      const { id: _id, createdAt: _at, ...row } = host;
      const byReport = new Map(
        (await db().report.findMany({ where: { hostId: host.id } })).map((report) => [
          report.id,
          report.deliveredHash,
        ]),
      );
      const text = JSON.stringify({
        row,
        checks: [...state.checks.values()],
        exposures: [...state.exposures.values()],
        findings: [...state.findings.values()],
        sources: [...state.sources.values()],
      });
      return [...byReport].reduce((all, [id, hash]) => all.replaceAll(id, hash), text);
    }),
  );
}

onEachEngine("importing", () => {
  it("brings the sample fleet in, and the same files again change nothing", async () => {
    const files = [
      "web-01-after-upgrade.dat",
      "web-01-before-upgrade.dat",
      "db-02-hardened.dat",
      "build-07-plain.dat",
    ].map(sample);
    const first = await importReports(analyst, { files, via: "browser", now: NOW });
    expect(first.map(({ status, host }) => [status, host?.name])).toEqual([
      ["imported", "web-01"],
      ["imported", "web-01"],
      ["imported", "db-02"],
      ["imported", "build-07"],
    ]);
    const before = await picture();
    const second = await importReports(analyst, { files, via: "browser", now: NOW });
    expect(second.map(({ status }) => status)).toEqual(["duplicate", "duplicate", "duplicate", "duplicate"]);
    expect(await picture()).toEqual(before);
  });

  it("takes an import back, also when a later one came between", async () => {
    const [late] = await importReports(analyst, {
      files: [sample("db-02-unprivileged.dat")],
      via: "browser",
      now: NOW,
    });
    expect(late?.status).toBe("imported");
    const imports = await db().import.findMany({ where: { filename: "db-02-hardened.dat" } });
    const withBoth = await picture();
    const undone = await undoImport(manager, imports[0]?.id ?? "", NOW);
    expect(undone.ok).toBe(true);
    expect(await picture()).not.toEqual(withBoth);
    const [again] = await importReports(analyst, {
      files: [sample("db-02-hardened.dat")],
      via: "browser",
      now: NOW,
    });
    expect(again?.status).toBe("imported");
    expect(await picture()).toEqual(withBoth);
  });

  it("writes the fleet's figures of the day once for reports that come together, soon after them", async () => {
    await db().fleetDay.deleteMany();
    const soon = vi.waitFor(
      async () => expect(await db().fleetDay.findMany()).toMatchObject([{ hosts: await db().host.count() }]),
      { timeout: 10_000 },
    );
    await importReports(analyst, { files: [sample("web-01-before-upgrade.dat")], via: "api", now: NOW });
    await importReports(analyst, { files: [sample("db-02-hardened.dat")], via: "api", now: NOW });
    await soon;
  });
});
