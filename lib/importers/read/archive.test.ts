import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import type { FileInput } from "@/lib/importers/types";
import { type Budget, newBudget, unpackArchive } from "./archive";
import { tarOf, zipOf } from "./archive.sample";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const file = (name: string | null, bytes: Uint8Array): FileInput => ({ name, bytes });

async function told(input: FileInput, budget: Budget = newBudget()): Promise<string[] | null> {
  const members = await unpackArchive(input, budget);
  return (
    members?.map((one) =>
      "bytes" in one
        ? `${one.path}: ${new TextDecoder().decode(one.bytes)}`
        : `${one.path} refused: ${one.refusal.code}`,
    ) ?? null
  );
}

const TWO = { "web-01/aide.txt": "a", "web-01/rkhunter.log": "b" };
const SAID = ["web-01/aide.txt: a", "web-01/rkhunter.log: b"];

describe("an archive gives its files", () => {
  it("as zip, tar, tar.gz", async () => {
    expect(await told(file("x.zip", zipOf(TWO)))).toEqual(SAID);
    expect(await told(file("x.tar", await tarOf(TWO)))).toEqual(SAID);
    expect(await told(file("x.tar.gz", gzipSync(await tarOf(TWO))))).toEqual(SAID);
  });

  // Made with `zstd` of a file that says "report\n".
  it("as zst and gz of one file, called without the ending", async () => {
    const zst = Buffer.from("28b52ffd24073900007265706f72740a6f27523f", "hex");
    expect(await told(file("a.txt.zst", zst))).toEqual(["a.txt: report\n"]);
    expect(await told(file("a.txt.gz", gzipSync("report\n")))).toEqual(["a.txt: report\n"]);
    expect(await told(file(null, gzipSync("report\n")))).toEqual(["file: report\n"]);
  });

  it("whatever it is called, and nothing where it is none", async () => {
    expect(await told(file("report.dat", zipOf(TWO)))).toEqual(SAID);
    expect(await told(file("fake.zip", text("# Lynis Report\n")))).toBeNull();
    expect(await told(file("empty", new Uint8Array(0)))).toBeNull();
  });

  it("with the time of a member of a tar, which is when its command ended", async () => {
    const at = new Date("2026-11-22T11:31:22Z");
    const [member] = (await unpackArchive(file("x.tar", await tarOf({ a: "1" }, at)), newBudget())) ?? [];
    expect(member).toMatchObject({ path: "a", modifiedAt: at.getTime() });
  });

  it("in archives within it once, and says so of deeper ones", async () => {
    const inner = zipOf({ "aide.txt": "a" });
    expect(await told(file("x.zip", zipOf({ "web-01/inner.zip": inner })))).toEqual(["web-01/aide.txt: a"]);
    const deep = zipOf({ "b.zip": zipOf({ "c.zip": inner }) });
    expect(await told(file("x.zip", deep))).toEqual(["c.zip refused: archive-nested"]);
  });
});

describe("names of members are labels", () => {
  it("without a way out of their folder, and without what nobody brings as a report", async () => {
    const bytes = await tarOf({
      "../../etc/passwd": "a",
      "/abs/x.txt": "b",
      "a/./b\u001b[31m.txt": "c",
      "__MACOSX/._a": "d",
      ".DS_Store": "e",
      "back\\slash.txt": "f",
    });
    expect(await told(file("x.tar", bytes))).toEqual([
      "etc/passwd: a",
      "abs/x.txt: b",
      "a/b.txt: c",
      "back/slash.txt: f",
    ]);
  });

  it("and links, folders and devices are no files", async () => {
    const writer = pack();
    const chunks: Buffer[] = [];
    writer.on("data", (chunk) => {
      if (chunk instanceof Buffer) chunks.push(chunk);
    });
    const done = new Promise<void>((resolve) => writer.on("end", () => resolve()));
    writer.entry({ name: "passwd", type: "symlink", linkname: "/etc/passwd" });
    writer.entry({ name: "folder", type: "directory" });
    writer.entry({ name: "real.txt" }, "x");
    writer.finalize();
    await done;
    expect(await told(file("x.tar", Buffer.concat(chunks)))).toEqual(["real.txt: x"]);
  });
});

describe("a bomb is refused", () => {
  it("by what it unpacks to against its size", async () => {
    const bomb = gzipSync(new Uint8Array(LIMITS.archiveRatioFrom + 5_000_000));
    expect(await told(file("bomb.gz", bomb))).toEqual(["bomb.gz refused: archive-ratio"]);
  });

  it("by the sum of all that one upload unpacks to", async () => {
    const budget = { ...newBudget(), bytes: 10 };
    expect(await told(file("a.gz", gzipSync("123456")), budget)).toEqual(["a: 123456"]);
    expect(await told(file("b.gz", gzipSync("123456")), budget)).toEqual(["b.gz refused: archive-too-large"]);
    expect(await told(file("c.zip", zipOf({ d: "123456" })), budget)).toEqual([
      "c.zip refused: archive-too-large",
    ]);
    expect(await told(file("e.tar", await tarOf({ d: "123456" })), budget)).toEqual([
      "e.tar refused: archive-too-large",
    ]);
  });

  it("by the number of its files", async () => {
    const budget = { ...newBudget(), entries: 1 };
    expect(await told(file("x.zip", zipOf(TWO)), budget)).toEqual(["x.zip refused: archive-too-many"]);
    expect(await told(file("x.tar", await tarOf(TWO)), { ...newBudget(), entries: 1 })).toEqual([
      "x.tar refused: archive-too-many",
    ]);
  });
});

describe("a broken archive", () => {
  it("is refused where it was cut, in every form", async () => {
    for (const whole of [zipOf(TWO), gzipSync(await tarOf(TWO)), gzipSync("report")]) {
      expect(await told(file("x", whole.subarray(0, Math.floor(whole.length / 2))))).toEqual([
        "x refused: archive-broken",
      ]);
    }
  });

  it("never throws, whatever was changed", { timeout: 60_000 }, async () => {
    const seeds = [zipOf(TWO), await tarOf(TWO), gzipSync(await tarOf(TWO))];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (seed, changes) => {
          const bytes = Uint8Array.from(seed);
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          for (const member of (await unpackArchive(file("x", bytes), newBudget())) ?? []) {
            expect(member.path).not.toMatch(/(?:^|\/)\.\.(?:\/|$)/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
