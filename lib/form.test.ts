import { expect, it } from "vitest";
import { parsed, textFrom, textOf, textsOf } from "./form";

const form = (...fields: [string, string | File][]): FormData => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
};
const FILE = new File(["x"], "x.txt");

it("reads a field as a text with an end, and anything else as none", () => {
  expect(textOf(form(["a", "x"], ["a", "y"]), "a")).toBe("x");
  expect(textOf(form(["a", FILE]), "a")).toBe("");
  expect(textOf(form(), "a")).toBe("");
  expect(textOf(form(["a", "x".repeat(9000)]), "a")).toHaveLength(5000);
  expect(textsOf(form(["a", "x"], ["a", FILE], ["a", "y"]), "a")).toEqual(["x", "y"]);
  for (const value of [undefined, null, 1, {}, ["x"], FILE]) expect(textFrom(value)).toBe("");
});

it("keeps nothing that the database could not hold, not even where it cuts", () => {
  expect(textFrom("a\0b\0")).toBe("ab");
  expect(textFrom("a\ud800b\udc00")).toBe("ab");
  expect(textFrom("a😀b")).toBe("a😀b");
  expect(textFrom("ab😀", 3)).toBe("ab");
  expect(parsed(String.raw`{"a":["x\u0000y\ud800"],"b":1,"c":"😀"}`)).toEqual({ a: ["xy"], b: 1, c: "😀" });
});

it("reads what is no JSON as nothing", () => {
  for (const text of ["", "{", "[".repeat(100_000), "undefined"]) expect(parsed(text)).toBeNull();
});
