import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { depthOf, parseJson, topOf } from "./json";

const code = (text: string): string | null => {
  const result = parseJson(text);
  return result.ok ? null : result.refusal.code;
};

describe("parseJson", () => {
  it("says where a text breaks", () => {
    expect(parseJson('{"a": [1,\n2]}')).toEqual({ ok: true, value: { a: [1, 2] } });
    expect(parseJson('{\n"a": 1\n"b": 2 }')).toMatchObject({ refusal: { code: "json-malformed", line: 3 } });
    expect(code('{"a": ')).toBe("json-malformed");
  });

  it("refuses depth without building it", () => {
    expect(code("[".repeat(LIMITS.jsonDepth) + "]".repeat(LIMITS.jsonDepth))).toBeNull();
    expect(code("[".repeat(LIMITS.jsonDepth + 1))).toBe("json-too-deep");
    expect(depthOf(`"${"[".repeat(500)}\\"["`)).toBe(0);
  });
});

describe("topOf", () => {
  it.each([
    [
      "a whole object",
      '{"a": 1, "b": "x\\u0041", "c": {"d": [1]}, "e": null}',
      "object",
      "a=1 b=xA c e=null",
    ],
    ["an array's first object", ' [ {"a": true, "b": []}, {"z": 1} ]', "array", "a=true b"],
    ["a torn value", '{"a": "x", "b": {"c": [1, 2', "object", "a=x b"],
    ["a torn key", '{"a": "x", "b', "object", "a=x"],
    ["an empty object", "{}", "object", ""],
    ["an array of numbers", "[1, 2]", "array", ""],
    ["a byte order mark", '\ufeff{"a":1}', "object", "a=1"],
  ])("reads %s", (_, head, kind, keys) => {
    const top = topOf(head);
    const said = [...(top?.keys ?? [])].map((key) => {
      const value = top?.values.get(key);
      return value === undefined ? key : `${key}=${value}`;
    });
    expect([top?.kind, said.join(" ")]).toEqual([kind, keys]);
  });

  it("knows no other text", () => {
    for (const head of ["", "  ", "text", '"a"', "<a>"]) expect(topOf(head)).toBeNull();
  });
});
