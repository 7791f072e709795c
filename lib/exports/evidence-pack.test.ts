import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  endingOf,
  fileLine,
  manifestSchema,
  manifestText,
  originalPath,
  pathName,
  pathPart,
  SHELL_LINE,
  uniquely,
  VERIFY_LINE,
  verifyNote,
} from "./evidence-pack";

describe("a part of a path", () => {
  it.each([
    ["web-01.example.org", "web-01.example.org"],
    ["../../etc/passwd", "etc-passwd"],
    ["..\\..\\boot.ini", "boot.ini"],
    ["/absolute", "absolute"],
    [".ssh", "ssh"],
    ["C:\\x", "C-x"],
    ["con.txt", "x-con.txt"],
    ["Mühle", "Mu-hle"],
    ["漢字", "unnamed"],
    ["", "unnamed"],
    ["a....b", "a.b"],
    ["name\u202egpj.exe\0", "name-gpj.exe"],
  ])("of %j is %j", (given, part) => expect(pathPart(given)).toBe(part));

  it("never leads elsewhere, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const part = pathPart(text);
        expect(part).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
        expect(part).not.toContain("..");
        expect(part.length).toBeLessThanOrEqual(62);
      }),
    );
  });
});

it("names an original by its host, its day, its tool and its hash", () => {
  const hash = "0f3ac9b1".padEnd(64, "0");
  const given = { observedAt: "2026-11-21T03:00:00.000Z", source: "openscap/../x", hash, filename: "a.XML" };
  expect(originalPath("web-01", given)).toBe("originals/web-01/2026-11-21-openscap-.-x-0f3ac9b1.xml");
  expect(originalPath("x", { ...given, filename: "W".repeat(5000) }).length).toBeLessThan(100);
});

it.each([
  [null, "txt"],
  ["x", "txt"],
  ["lynis-report.dat", "dat"],
  ["a.SARIF", "sarif"],
  ["x.<b>", "txt"],
  // What somebody's system would run or show when they open it.
  ["report.html", "txt"],
  ["report.exe", "txt"],
  ["report.json.hta", "txt"],
])("an original called %j ends in %s", (filename, ending) => expect(endingOf(filename)).toBe(ending));

it.each([
  ["screenshot.png", "screenshot.png"],
  ["../../../x.txt", "x.txt"],
  [`${"W".repeat(200)}.pdf`, `${"W".repeat(96)}.pdf`],
  [".png", "png"],
  ["a\n.b\0.png", "a-.b.png"],
])("a file called %j is packed as %s", (filename, name) => expect(pathName(filename)).toBe(name));

it("writes a manifest that is what its lines and its head say", () => {
  const sha256 = "0f3ac9b1".padEnd(64, "0");
  const head = {
    ...{ format: "rampart-evidence-1" as const, title: 'The "fleet"', scope: "fleet" },
    ...{
      from: "2026-07-01",
      to: "2026-09-30",
      madeAt: "2026-10-01T00:00:00.000Z",
      madeBy: "ann",
      leftOut: [],
    },
    signedWith: { algorithm: "Ed25519" as const, publicKeySha256: sha256 },
  };
  const files = ["a.txt", 'b"],"x.txt'].map((path) => ({ path, sha256, size: 1 }));
  const text = manifestText(head, files.map(fileLine));
  expect(manifestSchema.parse(JSON.parse(text))).toEqual({ ...head, files });
  expect(JSON.parse(manifestText(head, []))).toMatchObject({ files: [] });
});

it("gives no two files one path, on no system", () => {
  const free = uniquely();
  expect(["a/x.txt", "a/X.txt", "a/x.txt", "a.b/x", "a.b/x"].map(free)).toEqual([
    ...["a/x.txt", "a/X-2.txt", "a/x-3.txt", "a.b/x", "a.b/x-2"],
  ]);
});

it("is verified by the same lines in the documents and in the pack", () => {
  const note = verifyNote("https://rampart.example.org/api/v1/evidence-key");
  for (const text of [note, readFileSync("docs/evidence-packs.md", "utf8")]) {
    expect(text).toContain(VERIFY_LINE);
    expect(text).toContain(SHELL_LINE);
    expect(text).toContain("https://rampart.example.org/api/v1/evidence-key");
  }
});
