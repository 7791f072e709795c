/** That a pack is verified by the documented lines, which notice whatever somebody does to it. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { evidencePublicKey } from "@/lib/auth/evidence-key";
import { SHELL_LINE, VERIFY_LINE } from "@/lib/exports/evidence-pack";
import { onEachEngine } from "@/scripts/test/database";
import { openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { manifestOf, packOf, stagePack } from "./testing";

const manager = viewerWith("manager");

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

/** What a documented line says, and how it ends. */
function run(line: string, cwd: string): { status: number | null; said: string } {
  const { status, stdout } = spawnSync("sh", ["-c", line], { cwd, encoding: "utf8" });
  return { status, said: stdout };
}

const openssl = (() => {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
})();

/** The documented lines, each with what it says of a whole pack. */
const LINES = [
  { name: "Node", line: VERIFY_LINE, whole: "All files are as they were signed\n", here: true },
  { name: "OpenSSL", line: SHELL_LINE, whole: "Signature Verified Successfully\n", here: openssl },
].filter(({ here }) => here);

/** What somebody may do to an unpacked pack, by what is said of it. */
const TAMPERING: Record<string, (folder: string, original: string) => void> = {
  "a byte of an original": (folder, original) => flip(path.join(folder, original)),
  "a byte of the decisions": (folder) => flip(path.join(folder, "decisions.json")),
  "a byte of the manifest": (folder) => flip(path.join(folder, "manifest.json")),
  "the note": (folder) => fs.appendFileSync(path.join(folder, "VERIFY.md"), "\nTrust me.\n"),
  "an original that is taken away": (folder, original) => fs.rmSync(path.join(folder, original)),
  "an original that is added": (folder, original) =>
    fs.copyFileSync(path.join(folder, original), path.join(folder, path.dirname(original), "better.dat")),
  "lists that are written anew": (folder, original) => {
    const bytes = flip(path.join(folder, original));
    const [old, now] = bytes.map((one) => createHash("sha256").update(one).digest("hex"));
    for (const list of ["manifest.json", "SHA256SUMS"]) {
      const place = path.join(folder, list);
      fs.writeFileSync(place, fs.readFileSync(place, "utf8").replaceAll(old ?? "", now ?? ""));
    }
  },
  "signatures of somebody else": (folder) => {
    const { privateKey } = generateKeyPairSync("ed25519");
    for (const [list, signature] of [
      ["manifest.json", "manifest.sig"],
      ["SHA256SUMS", "SHA256SUMS.sig"],
    ] as const) {
      const bytes = fs.readFileSync(path.join(folder, list));
      fs.writeFileSync(path.join(folder, signature), sign(null, bytes, privateKey));
    }
  },
};

/** Changes one byte. @returns what it held before and after */
function flip(place: string): [Buffer, Buffer] {
  const before = fs.readFileSync(place);
  const after = Buffer.from(before);
  after[after.length - 2] = (after[after.length - 2] ?? 0) ^ 1;
  fs.writeFileSync(place, after);
  return [before, after];
}

beforeAll(openTestSecrets);

onEachEngine("an evidence pack", () => {
  let folder = "";
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    await stagePack(manager);
    files = await packOf(manager);
    folder = unpacked(files);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it.each(LINES)("is verified by the documented line for $name", ({ line, whole }) => {
    expect(run(line, folder)).toEqual({ status: 0, said: whole });
  });

  it.each(LINES.flatMap(({ name, line }) => Object.keys(TAMPERING).map((what) => ({ name, line, what }))))(
    "$what is noticed by the line for $name",
    ({ line, what }) => {
      const changed = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-pack-"));
      fs.cpSync(folder, changed, { recursive: true });
      const original = manifestOf(files).files.find(({ reports }) => reports)?.path ?? "";
      TAMPERING[what]?.(changed, original);
      const { status, said } = run(line, changed);
      expect(status, said).not.toBe(0);
      expect(said).not.toContain("All files");
      fs.rmSync(changed, { recursive: true });
    },
  );
});
