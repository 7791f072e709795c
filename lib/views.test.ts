import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_QUERY, viewQuery } from "./views";

describe("what a saved view keeps of an address", () => {
  it.each([
    ["", ""],
    ["?", ""],
    ["sort=-gain&due=overdue", "due=overdue&sort=-gain"],
    ["?due=overdue&q=&cursor=NTA", "due=overdue"],
    ["label=b&label=a&q=a b+c", "label=b&label=a&q=a+b+c"],
    ["q=https://evil.example/%0d%0a", "q=https%3A%2F%2Fevil.example%2F%0D%0A"],
    ["q=%3Cscript%3E#top", "q=%3Cscript%3E%23top"],
    [`q=${"x".repeat(LONGEST_QUERY - 2)}`, `q=${"x".repeat(LONGEST_QUERY - 2)}`],
  ])("%s", (text, kept) => {
    expect(viewQuery(text)).toBe(kept);
  });

  it.each([
    "https://evil.example/?q=1",
    "//evil.example",
    "/hosts?q=1",
    "../people",
    "javascript:alert(1)",
    "=1",
    "a b=1",
    "$x=1",
    `q=${"x".repeat(LONGEST_QUERY - 1)}`,
    `q=${"é".repeat(200)}`,
  ])("refuses %s", (text) => {
    expect(viewQuery(text)).toBeNull();
  });

  it("stays on its page, whatever was typed, and is its own form", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const query = viewQuery(text);
        if (query === null) return;
        const address = new URL(`/findings?${query}`, "http://rampart.test");
        expect([address.host, address.pathname, address.hash]).toEqual(["rampart.test", "/findings", ""]);
        expect(viewQuery(query)).toBe(query);
      }),
    );
  });
});
