import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { baselineQuerySchema, findBaseline, listBaseline } from "@/lib/queries/expectations";
import { readTower } from "@/lib/queries/towers";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { approveAllChanges } from "./approve-all-changes";
import { withdrawApproval } from "./approve-changes";
import { clearHosts, expectConsistent } from "./evidence/testing";
import { aide, at, date } from "./evidence/testing-aide";
import { expectChanges } from "./expect-changes";
import { importReports } from "./import-report";

const manager = viewerWith("manager");
const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";
const PRINTERS = "/etc/cups/printers.conf";
const HOSTS = "/etc/hosts";

async function bring(day: number, files: Record<string, string>, name = "db-02") {
  const given = { files: [aide(day, files, name)], via: "api" as const, now: at(day, 12) };
  const [outcome] = await importReports(manager, given);
  if (!outcome?.host) throw new Error("no host");
  return { id: outcome.host.id, importId: outcome.id ?? "" };
}

async function tower(id: string) {
  const read = await readTower(manager, id, "integrity");
  if (!read) throw new Error("no tower");
  return read.detail;
}

onEachEngine("a baseline", () => {
  beforeEach(clearHosts);

  /** Real reports of a host after an update, without the log that explains its changes. */
  async function afterUpdate(): Promise<string> {
    const files = [
      ["aide", "db-04-updated.txt"],
      ["package-files", "db-04.txt"],
    ].map(([format = "", name = ""]) => ({
      name: `db-04--${name}`,
      bytes: fs.readFileSync(path.join("lib", "importers", format, "samples", name)),
    }));
    const [outcome] = await importReports(manager, { files, via: "api", now: Date.UTC(2026, 10, 25) });
    if (!outcome?.host) throw new Error("no host");
    return outcome.host.id;
  }
  const later = Date.UTC(2026, 10, 26);
  const reason = "checked with the package";

  it("takes all files of one package, as they were seen", async () => {
    const host = await afterUpdate();
    const before = await tower(host);
    const [most, next] = before.packages;
    if (!most || !next) throw new Error("no packages");
    const own = before.exposures.filter((one) => one.package === most.name).map(({ key }) => key);
    expect(own).toHaveLength(most.files);
    const given = { host, package: most.name, seal: most.seal, reason };
    expect(await approveAllChanges(manager, { ...given, seal: next.seal }, later)).toMatchObject({
      reason: "changed",
    });
    expect(await approveAllChanges(viewerWith("analyst"), given, later)).toMatchObject({
      reason: "forbidden",
    });
    expect(await db().approval.count()).toBe(0);
    expect(await approveAllChanges(manager, given, later)).toEqual({ ok: true, approved: most.files });
    const after = await tower(host);
    expect(after.settled.map(({ key }) => key).sort()).toEqual([...own].sort());
    expect(after.packages.map(({ name }) => name)).not.toContain(most.name);
    expect(await approveAllChanges(manager, given, later)).toMatchObject({ reason: "changed" });
    await expectConsistent();
  });

  it("takes all changed files under one seal, nothing that came after it, and gives them back in one act", async () => {
    const { id: host } = await bring(1, { [PRINTERS]: "one", [HOSTS]: "one" });
    const { changed, exposures } = await tower(host);
    expect(changed?.files).toBe(exposures.length);
    await bring(2, { [PRINTERS]: "one", [HOSTS]: "two" });
    const given = { host, seal: changed?.seal, reason };
    expect(await approveAllChanges(manager, given, at(3))).toMatchObject({ reason: "changed" });
    const seal = (await tower(host)).changed?.seal;
    expect(await approveAllChanges(manager, { ...given, seal }, at(3))).toEqual({ ok: true, approved: 2 });
    expect((await tower(host)).changed).toBeNull();
    const back = { host, key: `file:${HOSTS}`, act: true };
    expect(await withdrawApproval(manager, back, at(4))).toMatchObject({ ok: true, withdrawn: 2 });
    expect((await tower(host)).changed?.files).toBe(2);
    expect(await withdrawApproval(manager, back, at(5))).toMatchObject({ reason: "not-found" });
    await expectConsistent();
  });

  it("takes thousands at once, and tells them again as fast", async () => {
    const files = Object.fromEntries(Array.from({ length: 2_500 }, (_, i) => [`/srv/www/page-${i}`, "one"]));
    const { id } = await bring(1, files);
    const seal = (await tower(id)).changed?.seal;
    expect(await approveAllChanges(manager, { host: id, seal, reason }, at(2))).toEqual({
      ok: true,
      approved: 2_500,
    });
    // A late report: all of it is told again.
    await bring(0, { "/srv/www/page-0": "zero" });
    const { settled, changed } = await tower(id);
    expect([settled.length, changed]).toEqual([2_500, null]);
    await expectConsistent();
  }, 60_000);

  it("lists who approved and expects what, and what became of it", async () => {
    const { id } = await bring(1, { [PRINTERS]: "one", [HOSTS]: "one" });
    const approve = async (day: number) => {
      const seal = (await tower(id)).changed?.seal;
      expect(await approveAllChanges(manager, { host: id, seal, reason }, at(day))).toMatchObject({
        ok: true,
      });
    };
    await approve(2);
    await bring(3, { [PRINTERS]: "two", [HOSTS]: "one" });
    await approve(4);
    await withdrawApproval(manager, { host: id, key: `file:${HOSTS}` }, at(5));
    const given = { hosts: [id], pattern: "/etc/cups/**", lastDay: date(7), reason };
    await expectChanges(manager, given, at(6));
    const listed = async (day: number, query: object = {}) =>
      (await listBaseline(manager, id, baselineQuerySchema.parse(query), at(day)))?.items.map(
        ({ kind, state, key, pattern }) => `${kind} ${state} ${key ?? pattern}`,
      );
    expect((await listed(7))?.sort()).toEqual([
      `approval holds file:${PRINTERS}`,
      `approval replaced file:${PRINTERS}`,
      `approval withdrawn file:${HOSTS}`,
      "expectation holds /etc/cups/**",
    ]);
    expect(await listed(8, { kind: "expectation" })).toEqual(["expectation ended /etc/cups/**"]);
    expect(await listed(8, { state: "holds" })).toEqual([`approval holds file:${PRINTERS}`]);
    const bound = viewerWith("manager", { kind: "token", hosts: [UNKNOWN] });
    expect(await listBaseline(bound, id, baselineQuerySchema.parse({}))).toBeNull();
    const { id: entry } = await db().expectation.findFirstOrThrow();
    expect(await findBaseline(bound, id, entry)).toBeNull();
    expect(await findBaseline(manager, id, entry, at(7))).toMatchObject({
      kind: "expectation",
      state: "holds",
    });
  });
});
