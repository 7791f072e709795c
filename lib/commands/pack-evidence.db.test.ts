/** Evidence packs on each engine: what is in them, and that the documented line notices any change. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSecrets } from "@/lib/auth/data-folder";
import { evidencePublicKey } from "@/lib/auth/evidence-key";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { type Manifest, manifestSchema, OPENSSL_LINE, VERIFY_LINE } from "@/lib/exports/evidence-pack";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { attachFile } from "./attach-file";
import { clearHosts, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { packEvidence } from "./pack-evidence";
import { proposeDecision } from "./propose-decision";

const DAY = 86_400_000;
const manager = viewerWith("manager");
const administrator = viewerWith("administrator");
const TODAY = new Date().toISOString().slice(0, 10);
const EVIL = "../../evil\\..\\web/01";

/** The files of a pack by their names, read as an archive reads them: each to its end before the next. */
async function packOf(viewer: Viewer, given: object = {}): Promise<Map<string, Buffer>> {
  const pack = await packEvidence(viewer, { from: "2015-01-01", ...given });
  if (!pack.ok) throw new Error(pack.text);
  const files = new Map<string, Buffer>();
  for await (const { name, text } of pack.files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of text) pieces.push(Buffer.from(piece));
    files.set(name, Buffer.concat(pieces));
  }
  return files;
}

const manifestOf = (files: ReadonlyMap<string, Buffer>): Manifest =>
  manifestSchema.parse(JSON.parse(files.get("manifest.json")?.toString() ?? ""));

/** Unpacks it, as an auditor does. */
function unpacked(files: ReadonlyMap<string, Buffer>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-pack-"));
  for (const [name, bytes] of files) {
    const place = path.resolve(folder, name);
    expect(place.startsWith(folder + path.sep)).toBe(true);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, bytes, { flag: "wx" });
  }
  fs.writeFileSync(path.join(folder, "evidence-key.pem"), evidencePublicKey());
  return folder;
}

const run = (line: string, cwd: string): string =>
  execFileSync("sh", ["-c", line], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const openssl = (() => {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
})();

onEachEngine("an evidence pack", () => {
  const secrets = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-key-"));
  let folder = "";
  let files: Map<string, Buffer>;
  const hosts: { id: string; name: string }[] = [];
  beforeAll(async () => {
    openSecrets(secrets);
    await clearHosts();
    for (const [index, name] of ["web-01", "db-02"].entries()) {
      await importReports(manager, {
        files: [reportOf({ name, hostid: name }, "web-01-before-upgrade.dat", index + 1)],
        via: "api",
      });
    }
    hosts.push(
      ...(await db().host.findMany({ select: { id: true, name: true }, orderBy: { name: "desc" } })),
    );
    const finding = await db().finding.findFirstOrThrow({ where: { hostId: hosts[0]?.id, state: "open" } });
    const text = Buffer.from("screenshot of the settings\n");
    await attachFile(manager, { findingId: finding.id, filename: "../../../x.txt", bytes: text });
    await proposeDecision(manager, {
      ...{
        key: finding.key,
        treatment: "accept",
        scope: "hosts",
        hosts: [hosts[0]?.id],
        reason: "Closed net.",
      },
      lastDay: new Date(Date.now() + 10 * DAY).toISOString().slice(0, 10),
    });
    await db().host.update({ where: { id: hosts[0]?.id }, data: { name: EVIL } });
    files = await packOf(administrator);
    folder = unpacked(files);
  });
  afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(secrets, { recursive: true, force: true });
  });

  it("holds the summary, originals, files, decisions, attestations, audit and how to verify them", () => {
    const names = [...files.keys()];
    expect(names.filter((name) => !name.includes("/"))).toEqual([
      ...["summary.pdf", "summary.json", "decisions.json", "attestations.json", "audit.json", "VERIFY.md"],
      ...["manifest.json", "manifest.sig"],
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

  it("is verified by the documented line, which notices a byte in any file and in the manifest", () => {
    expect(run(VERIFY_LINE, folder)).toBe("All files are as they were signed\n");
    for (const [name, said] of [
      ["manifest.json", "The signature is wrong"],
      ["decisions.json", "decisions.json was changed"],
      [manifestOf(files).files.find(({ reports }) => reports)?.path ?? "", "was changed"],
    ] as const) {
      const place = path.join(folder, name);
      const bytes = fs.readFileSync(place);
      const changed = Buffer.from(bytes);
      changed[changed.length - 2] = (changed[changed.length - 2] ?? 0) ^ 1;
      fs.writeFileSync(place, changed);
      expect(() => run(VERIFY_LINE, folder), name).toThrow(said);
      fs.writeFileSync(place, bytes);
    }
    expect(run(VERIFY_LINE, folder)).toContain("All files");
  });

  it.skipIf(!openssl)("is verified by OpenSSL as well", () => {
    expect(run(OPENSSL_LINE, folder)).toContain("Signature Verified Successfully");
    const signature = path.join(folder, "manifest.sig");
    const bytes = fs.readFileSync(signature);
    fs.writeFileSync(signature, createHash("sha512").update("another").digest());
    expect(() => run(OPENSSL_LINE, folder)).toThrow();
    fs.writeFileSync(signature, bytes);
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

  it("gives a bound token its hosts only, and the audit log to nobody but administrators at the screen", async () => {
    const token = viewerWith("administrator", { kind: "token", hosts: [hosts[1]?.id ?? ""] });
    const bound = await packOf(token);
    expect([...bound.values()].map((bytes) => bytes.toString("latin1")).join()).not.toContain(hosts[0]?.id);
    expect(bound.has("audit.json")).toBe(false);
    expect(manifestOf(bound).leftOut[0]).toContain("audit.json");
    expect((await packOf(manager)).has("audit.json")).toBe(false);
    expect(await packEvidence(token, { scope: "host", host: hosts[0]?.id })).toMatchObject({
      reason: "not-found",
    });
    expect(await packEvidence(viewerWith("analyst"), {})).toMatchObject({ reason: "forbidden" });
    expect(await packEvidence(manager, { from: TODAY, to: "2015-01-01" })).toMatchObject({ reason: "form" });
  });
});
