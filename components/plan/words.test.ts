import { describe, expect, it } from "vitest";
import { addressOf, idsOf, selectionOf } from "./address";
import { progressWords, workWords } from "./words";

describe("work in words", () => {
  it.each([
    [5, "about 5 min"],
    [60, "about 1 h"],
    [90, "about 1 h 30 min"],
    [0, "about 0 min"],
    [1200, "about 20 h"],
  ])("%d minutes: %s", (minutes, words) => expect(workWords(minutes)).toBe(words));

  it("says what is a guess, and what is empty", () => {
    expect(workWords(15, true)).toBe("about 15 min, a guess");
    expect(progressWords({ total: 0, closed: 0 })).toBe("nothing in it");
    expect(progressWords({ total: 12, closed: 3 })).toBe("3 of 12 closed");
  });
});

describe("an address", () => {
  it("says what is meant, once each", () => {
    expect(
      selectionOf({ key: ["a", "b", "a"], host: "1", hosts: "2,3", tower: "", group: undefined }),
    ).toEqual({
      keys: ["a", "b"],
      hosts: ["1", "2", "3"],
    });
    expect(selectionOf({ finding: "1,2", q: "x" })).toEqual({ findings: ["1", "2"] });
    expect(idsOf({ hosts: ["1,2", "2"] }, "hosts")).toEqual(["1", "2"]);
  });

  it("holds keys whatever they are made of", () => {
    const key = "file:/a&b=c#d?é";
    const address = addressOf("/plans/new", [
      ["key", key],
      ["group", undefined],
      ["host", ""],
    ]);
    expect(new URL(address, "http://x").searchParams.getAll("key")).toEqual([key]);
    expect(addressOf("/plans", [])).toBe("/plans");
  });
});
