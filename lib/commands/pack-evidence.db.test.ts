/** Evidence packs on each engine: what is in them, of which hosts and which time, and for whom. */
import { createHash, createPublicKey } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { v7 as uuid } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { evidencePublicKey } from "@/lib/auth/evidence-key";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { SHELL_LINE, VERIFY_LINE } from "@/lib/exports/evidence-pack";
import { onEachEngine } from "@/scripts/test/database";
import { openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { makePlan } from "./make-plan";
import { packEvidence } from "./pack-evidence";
import { begun, manifestOf, packOf, stagePack } from "./packs/testing";
import { undoImport } from "./undo-import";
import { workOnFindings } from "./work-on-findings";

const DAY = 86_400_000;
const manager = viewerWith("manager");
const administrator = viewerWith("administrator");
const TODAY = new Date().toISOString().slice(0, 10);

beforeAll(openTestSecrets);

onEachEngine("an evidence pack", () => {
  let files: Map<string, Buffer>;
  let hosts: { id: string; name: string }[] = [];
  beforeAll(async () => {
    hosts = await stagePack(manager);
    files = await packOf(administrator);
  });

  it("holds the summary, originals, files, decisions, attestations, audit and how to verify them", () => {
    const names = [...files.keys()];
    expect(names.filter((name) => !name.includes("/"))).toEqual([
      ...["summary.pdf", "summary.json", "decisions.json", "attestations.json", "changes.json", "audit.json"],
      ...["VERIFY.md", "manifest.json", "manifest.sig", "SHA256SUMS", "SHA256SUMS.sig"],
    ]);
    expect(names.filter((name) => name.startsWith("originals/"))).toHaveLength(2);
    expect(names.filter((name) => name.startsWith("attachments/"))).toHaveLength(1);
    expect(files.get("summary.pdf")?.subarray(0, 5).toString()).toBe("%PDF-");
    expect(JSON.parse(String(files.get("decisions.json")))).toMatchObject([
      { reason: "Closed net.", history: [{ action: "decision.proposed", actor: manager.actor }] },
    ]);
    const events = JSON.parse(String(files.get("audit.json"))) as { action: string }[];
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["report.imported", "file.added", "decision.proposed", "evidence.packed"]),
    );
    expect(String(files.get("VERIFY.md"))).toContain(VERIFY_LINE);
    expect(String(files.get("VERIFY.md"))).toContain(SHELL_LINE);
    const der = createPublicKey(evidencePublicKey()).export({ format: "der", type: "spki" });
    expect(manifestOf(files).signedWith.publicKeySha256).toBe(createHash("sha256").update(der).digest("hex"));
  });

  it("keeps originals as they came, and says whose they are and who delivered them", async () => {
    const { files: entries } = manifestOf(files);
    const [original] = entries.filter(({ reports }) => reports);
    const [report] = original?.reports ?? [];
    const kept = await db().report.findUniqueOrThrow({
      where: { id: report?.report },
      include: { original: true, host: true },
    });
    expect(files.get(original?.path ?? "")).toEqual(gunzipSync(kept.original.bytes));
    expect(original).toMatchObject({
      ...{ sha256: kept.originalHash, host: { id: kept.hostId, name: kept.host.name } },
      reports: [{ deliveredBy: manager.actor, via: "api", source: kept.source, tool: kept.toolName }],
    });
  });

  it("lets no name out of its folder", () => {
    const names = [...files.keys()];
    expect(names.every((name) => /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name) && !name.includes(".."))).toBe(
      true,
    );
    expect(names.some((name) => name.startsWith("originals/evil-.-web-01-"))).toBe(true);
    expect(names.some((name) => /^attachments\/finding-\w+\/\w+-x\.txt$/.test(name))).toBe(true);
  });

  it("reads no more originals than it is asked for, and stops where it is left", async () => {
    const asked: string[] = [];
    for await (const { name, text } of await begun(administrator)) {
      asked.push(name);
      if (name.startsWith("originals/")) break;
      for await (const _ of text);
    }
    expect(asked).toEqual(["summary.pdf", "summary.json", expect.stringMatching(/^originals\//)]);
  });

  it("is refused where it would hold too many originals", async () => {
    expect(await packEvidence(manager, { from: "2015-01-01" }, Date.now(), 1)).toMatchObject({
      reason: "not-possible",
      text: "There are 2 originals in this time, and one pack holds 1: choose fewer days or fortresses.",
    });
    expect(await packEvidence(manager, { from: "2015-01-01" }, Date.now(), 2)).toMatchObject({ ok: true });
    expect(
      await packEvidence(manager, { from: "2015-01-01", to: "2015-02-01" }, Date.now(), 0),
    ).toMatchObject({
      ok: true,
    });
  });

  it("keeps to its scope and its time", async () => {
    const [first, second] = hosts;
    const one = await packOf(administrator, { scope: "host", host: second?.id });
    const text = [...one].map(([name, bytes]) => name + bytes.toString("latin1")).join("\n");
    expect(text).not.toContain(first?.id);
    expect(text).not.toContain("Closed net.");
    expect(manifestOf(one).files.filter(({ reports }) => reports)).toHaveLength(1);
    const early = await packOf(administrator, { from: "2015-01-01", to: "2015-02-01" });
    expect([...early.keys()].filter((name) => name.includes("/"))).toEqual([]);
    expect(JSON.parse(String(early.get("decisions.json")))).toEqual([]);
  });

  it("gives the events of the scope, and what concerns people to administrators at the screen alone", async () => {
    const events = async (viewer: Viewer, given: object = {}) => {
      const pack = await packOf(viewer, given);
      const all = JSON.parse(String(pack.get("audit.json"))) as { action: string; address?: string }[];
      const [leftOut = ""] = manifestOf(pack).leftOut;
      return { actions: new Set(all.map(({ action }) => action)), all, leftOut };
    };
    await db().auditEvent.create({
      data: { id: uuid(), actor: "ann", action: "session.opened", address: "192.0.2.7" },
    });
    const [whole, less] = [await events(administrator), await events(manager)];
    expect(whole.actions).toContain("session.opened");
    expect(whole.leftOut).toBe("");
    expect(less.actions).not.toContain("session.opened");
    expect([...less.actions]).toEqual(
      expect.arrayContaining(["report.imported", "file.added", "decision.proposed", "evidence.packed"]),
    );
    expect(less.leftOut).toContain("audit.json");
    expect(JSON.stringify(less.all)).not.toContain("192.0.2.7");
    const [first, second] = hosts;
    const one = await events(administrator, { scope: "host", host: first?.id });
    expect([...one.actions]).toEqual(
      expect.arrayContaining(["report.imported", "file.added", "decision.proposed"]),
    );
    const other = await events(administrator, { scope: "host", host: second?.id });
    expect(other.actions).toContain("report.imported");
    expect(other.actions).not.toContain("decision.proposed");
    expect(other.actions).not.toContain("session.opened");
  });

  it("tells of an import that was undone, of work, and of plans", async () => {
    const name = "app-03";
    await importReports(manager, {
      files: [reportOf({ name, hostid: name }, "web-01-before-upgrade.dat", 3)],
      via: "api",
    });
    const host = await db().host.findFirstOrThrow({ where: { name } });
    const finding = await db().finding.findFirstOrThrow({ where: { hostId: host.id, state: "open" } });
    const ids = [finding.id];
    expect(await workOnFindings(manager, { ids, change: { state: "in-progress" } })).toMatchObject({
      ok: true,
    });
    expect(await makePlan(manager, { title: "Repair it", of: { findings: ids } })).toMatchObject({
      ok: true,
    });
    const { id } = await db().import.findFirstOrThrow({ where: { hostId: host.id } });
    expect(await undoImport(manager, id)).toMatchObject({ ok: true });
    const pack = await packOf(manager, { scope: "host", host: host.id });
    const events = JSON.parse(String(pack.get("audit.json"))) as { action: string }[];
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["report.imported", "findings.changed", "plan.made", "import.undone"]),
    );
  });

  it("holds what people said of changed files while it held", async () => {
    const [first, second] = hosts;
    const said = { forms: {}, actor: "ann", at: new Date(Date.now() - 5 * DAY) };
    const approved = (hostId: string | undefined, key: string, more: object = {}) =>
      db().approval.create({
        data: { ...said, id: uuid(), hostId: hostId ?? "", key, reason: "Update", ...more },
      });
    await approved(first?.id, "file:/etc/hosts");
    await approved(first?.id, "file:/etc/group", {
      withdrawnAt: new Date(Date.now() - 4 * DAY),
      withdrawnBy: "bob",
    });
    await approved(second?.id, "file:/etc/passwd");
    const changes = async (from: string) => {
      const pack = await packOf(manager, { scope: "host", host: first?.id, from });
      return (JSON.parse(String(pack.get("changes.json"))) as { what: string }[]).map(({ what }) => what);
    };
    const dayBefore = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
    expect(await changes(dayBefore(10))).toEqual(["file:/etc/hosts", "file:/etc/group"]);
    expect(await changes(dayBefore(2))).toEqual(["file:/etc/hosts"]);
    await db().approval.deleteMany();
  });

  it("gives a bound token its hosts only", async () => {
    const token = viewerWith("administrator", { kind: "token", hosts: [hosts[1]?.id ?? ""] });
    const bound = await packOf(token);
    expect([...bound.values()].map((bytes) => bytes.toString("latin1")).join()).not.toContain(hosts[0]?.id);
    expect(await packEvidence(token, { scope: "host", host: hosts[0]?.id })).toMatchObject({
      reason: "not-found",
    });
    expect(await packEvidence(viewerWith("analyst"), {})).toMatchObject({ reason: "forbidden" });
    expect(await packEvidence(manager, { from: TODAY, to: "2015-01-01" })).toMatchObject({ reason: "form" });
    for (const from of ["0000-01-01", "0001-01-01", "9999-12-31"]) {
      expect(await packEvidence(manager, { from, to: from }), from).toMatchObject({
        ok: expect.any(Boolean),
      });
    }
  });
});
