import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { renumbered } from "./slim-client.mjs";

const generated = path.join("lib", "db", "generated");

describe("the generated client, made smaller", () => {
  it("has the names of its graph under larger numbers, and nothing else changed", () => {
    // One node of fields with two edges, one of results with one, one root.
    const graph = [
      1,
      1,
      1,
      ...[2, ...[5, 1, 0, 0, 0, 1], ...[6, 0, 0, 2, 9, 2]],
      ...[1, 7, 1, 0],
      ...[8, 1, 1],
    ];
    expect([...(renumbered(Buffer.from(graph), 3) ?? [])]).toEqual([
      ...[1, 1, 1, ...[2, ...[8, 1, 0, 0, 0, 1], ...[9, 0, 0, 2, 12, 2]], ...[1, 10, 1, 0], ...[11, 1, 1]],
    ]);
    // Numbers from 128 on take two bytes.
    expect([...(renumbered(Buffer.from([0, 0, 1, 100, 0, 0]), 100) ?? [])]).toEqual([0, 0, 1, 200, 1, 0, 0]);
  });

  it("is left as it is where the graph has another form", () => {
    expect(renumbered(Buffer.from([0, 0, 0, 7]), 1)).toBeNull();
    expect(renumbered(Buffer.from([0, 0, 1]), 1)).toBeNull();
  });

  it("was recognised: a new version of Prisma may be written in another way", () => {
    const text = fs.readFileSync(path.join(generated, "internal", "class.ts"), "utf8");
    expect(text.includes("await decodeBase64AsWasm(wasm)")).toBe(false);
    expect(text.includes("strings: [...Array.from({ length: 1024 }")).toBe(true);
    const compiler = fs.readFileSync(path.join(generated, "query-compiler.wasm"));
    expect(compiler.subarray(0, 4).toString("latin1")).toBe("\0asm");
    const graph = Buffer.from(/graph: "([\w-]{1000,})"/.exec(text)?.[1] ?? "", "base64url");
    const before = renumbered(graph, -1024);
    expect(before?.length).toBeLessThan(graph.length);
    expect(before && renumbered(before, 1024)?.equals(graph)).toBe(true);
  });
});
