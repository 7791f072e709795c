import { expect, it } from "vitest";
import { jsonArray } from "./json-array";

async function textOf(pages: object[][]): Promise<string> {
  async function* given() {
    yield* pages;
  }
  let text = "";
  for await (const piece of jsonArray(given())) text += piece;
  return text;
}

it.each([
  [[], "[\n\n]\n"],
  [[[]], "[\n\n]\n"],
  [[[{ a: 1 }, { b: "]" }], [], [{ c: null }]], '[\n{"a":1},\n{"b":"]"},\n{"c":null}\n]\n'],
])("%j is one array", async (pages, text) => {
  expect(await textOf(pages)).toBe(text);
});
