import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { readTower } from "@/lib/queries/towers";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { approveChanges, withdrawApproval } from "./approve-changes";
import { clearHosts, expectConsistent, pictureOf } from "./evidence/testing";
import { aide, at } from "./evidence/testing-aide";
import { importReports } from "./import-report";
import { undoImport } from "./undo-import";

const manager = viewerWith("manager");

const bring = (day: number, files: Record<string, string>) =>
  importReports(manager, { files: [aide(day, files)], via: "api", now: at(day, 12) });

async function host(): Promise<{
  id: string;
  detail: NonNullable<Awaited<ReturnType<typeof readTower>>>["detail"];
}> {
  const { id } = await db().host.findFirstOrThrow();
  const read = await readTower(manager, id, "integrity");
  if (!read) throw new Error("no tower");
  return { id, detail: read.detail };
}

/** Approves what the page shows of these files. */
async function approve(paths: string[], now: number, viewer: Viewer = manager) {
  const { id, detail } = await host();
  const changes = detail.exposures
    .filter(({ key }) => paths.includes(key.slice(5)))
    .map(({ key, seal }) => ({ key, seal: seal ?? "" }));
  return approveChanges(viewer, { host: id, changes, reason: "planned work" }, now);
}

/** All that is known, but for the hour of the figures. */
async function knownOf(id: string): Promise<object> {
  const { figures: _figures, ...known } = (await pictureOf(id)) as Record<string, unknown>;
  return known;
}

const findings = async (): Promise<string[]> =>
  (await db().finding.findMany({ orderBy: { key: "asc" } })).map(({ key, state }) => `${key} ${state}`);

const HOSTS = "/etc/hosts";
const SSHD = "/etc/ssh/sshd_config";

onEachEngine("approving changed files", () => {
  beforeEach(clearHosts);

  it("settles what was seen, in the figures as well, and names who did it and why", async () => {
    await bring(1, { [HOSTS]: "one", [SSHD]: "one" });
    const before = await host();
    expect(await approve([HOSTS], at(2))).toEqual({ ok: true, approved: 1 });
    const after = await host();
    expect(await findings()).toEqual([`file:${HOSTS} approved`, `file:${SSHD} open`]);
    expect([before.detail.score.penalty, after.detail.score.penalty]).toEqual([12.5, 7.5]);
    expect(after.detail.settled).toMatchObject([
      { key: `file:${HOSTS}`, settled: "approved", because: `${manager.actor}: planned work` },
    ]);
    expect(await db().event.findMany({ where: { kind: "approved" } })).toMatchObject([
      { key: `file:${HOSTS}`, actor: manager.actor, data: { reason: "planned work" } },
    ]);
    await expectConsistent();
  });

  it("leaves to people only what no update explains: reports of one real host after an update", async () => {
    const files = [
      ["aide", "db-04-updated.txt"],
      ["dpkg-log", "db-04.log"],
      ["package-files", "db-04.txt"],
    ].map(([format = "", name = ""]) => ({
      name: `db-04--${name}`,
      bytes: fs.readFileSync(path.join("lib", "importers", format, "samples", name)),
    }));
    const outcomes = await importReports(manager, { files, via: "api", now: Date.UTC(2026, 10, 25) });
    expect(outcomes.map(({ status, host: to }) => `${status} ${to?.name}`)).toEqual(
      files.map(() => "imported db-04"),
    );
    const { detail } = await host();
    expect(detail.exposures.map(({ key }) => key)).toEqual(["file:/usr/bin/time"]);
    expect(detail.settled).toHaveLength(22);
    expect(detail.settled.find(({ key }) => key === "file:/usr/bin/jq")).toMatchObject({
      settled: "explained",
      because: expect.stringMatching(/^Upgrade of jq 1\.6-/),
    });
    await expectConsistent();
  });

  it("approves nothing that is not as it was seen", async () => {
    await bring(1, { [HOSTS]: "one", [SSHD]: "one" });
    const { id, detail } = await host();
    await bring(2, { [HOSTS]: "two", [SSHD]: "one" });
    const changes = detail.exposures.map(({ key, seal }) => ({ key, seal: seal ?? "" }));
    const result = await approveChanges(manager, { host: id, changes, reason: "planned work" }, at(3));
    expect(result).toMatchObject({ ok: false, reason: "changed" });
    expect(result).toMatchObject({ text: expect.stringContaining(HOSTS) });
    expect(await db().approval.count()).toBe(0);
    expect(await findings()).toEqual([`file:${HOSTS} open`, `file:${SSHD} open`]);
  });

  it("is for managers, and a stranger's host is not there", async () => {
    await bring(1, { [HOSTS]: "one" });
    const { id } = await host();
    expect(await approve([HOSTS], at(2), viewerWith("analyst"))).toMatchObject({ reason: "forbidden" });
    const stranger = { ...manager, kind: "token" as const, hosts: ["00000000-0000-4000-8000-000000000000"] };
    expect(await approve([HOSTS], at(2), stranger)).toMatchObject({ reason: "not-found" });
    expect(await withdrawApproval(viewerWith("viewer"), { host: id, key: `file:${HOSTS}` })).toMatchObject({
      reason: "forbidden",
    });
    expect(await approveChanges(manager, { host: id, changes: [], reason: "x" })).toMatchObject({
      reason: "form",
    });
  });

  it("ends with the next change, and by hand", async () => {
    await bring(1, { [HOSTS]: "one", [SSHD]: "one" });
    await approve([HOSTS, SSHD], at(2));
    await bring(3, { [HOSTS]: "two", [SSHD]: "one" });
    expect(await findings()).toEqual([`file:${HOSTS} reopened`, `file:${SSHD} approved`]);
    const { id } = await host();
    expect(await withdrawApproval(manager, { host: id, key: `file:${SSHD}` }, at(4))).toMatchObject({
      ok: true,
    });
    expect(await findings()).toEqual([`file:${HOSTS} reopened`, `file:${SSHD} reopened`]);
    expect(await withdrawApproval(manager, { host: id, key: `file:${SSHD}` }, at(5))).toMatchObject({
      reason: "not-found",
    });
    await expectConsistent();
  });

  describe("whatever imports come, go and come late in between", () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant("bring" as const),
        day: fc.integer({ min: 1, max: 20 }),
        files: fc.dictionary(fc.constantFrom(HOSTS, SSHD), fc.constantFrom("one", "two")),
      }),
      fc.record({ do: fc.constant("approve" as const), day: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ do: fc.constant("withdraw" as const), day: fc.integer({ min: 1, max: 20 }) }),
    );

    it("no approval is lost, and undoing the last import gives the state before it", async () => {
      const property = fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 7 }),
        fc.integer({ min: 1, max: 20 }),
        async (steps, day) => {
          await clearHosts();
          await bring(10, { [HOSTS]: "one", [SSHD]: "one" });
          let said = 0;
          for (const one of steps) {
            if (one.do === "bring") await bring(one.day, one.files);
            else if (one.do === "approve") {
              const result = await approve([HOSTS, SSHD], at(one.day, 13));
              if (result.ok) said += result.approved;
            } else {
              const { id } = await host();
              await withdrawApproval(manager, { host: id, key: `file:${HOSTS}` }, at(one.day, 14));
            }
            await expectConsistent();
          }
          const { id } = await host();
          const before = await knownOf(id);
          const [outcome] = await bring(day, { [HOSTS]: "three" });
          if (outcome?.id) await undoImport(manager, outcome.id, at(21));
          expect(await knownOf(id)).toEqual(before);
          expect(await db().approval.count()).toBe(said);
        },
      );
      await fc.assert(property, { numRuns: 12 });
    }, 120_000);
  });
});
