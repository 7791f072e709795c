import { describe, expect, it } from "vitest";
import { bounded } from "./bounded";

const MINUTE = 60_000;

/** Answers `1`, `2`, … in the order in which they are made. */
function counting(bounds: { most?: number; perMinute?: number } = {}) {
  const ask = bounded<number>({ most: 10, perMinute: 100, ...bounds });
  let made = 0;
  const make = async () => ++made;
  return (name: string, version: unknown, now = 0) => ask({ name, version, make, now });
}

describe("bounded answers", () => {
  it("are made once for all who ask at once, whatever they rest on", async () => {
    const ask = counting();
    const answers = await Promise.all([ask("a", "x"), ask("a", "x"), ask("a", "y"), ask("b", "x")]);
    expect(answers).toEqual([1, 1, 1, 2]);
  });

  it("are kept while they rest on the same, and made anew when they do not", async () => {
    const ask = counting();
    expect([await ask("a", "x"), await ask("a", "x", MINUTE)]).toEqual([1, 1]);
    expect([await ask("a", "y"), await ask("a", "x")]).toEqual([2, 3]);
  });

  it("are made so many times a minute; after that the last one stands until the minute is over", async () => {
    const ask = counting({ perMinute: 3 });
    const seen: number[] = [];
    for (let turn = 0; turn < 6; turn++) seen.push(await ask("a", turn, MINUTE - 6 + turn));
    expect(seen).toEqual([1, 2, 3, 3, 3, 3]);
    // Another name has a minute of its own.
    expect(await ask("b", "x", MINUTE - 1)).toBe(4);
    expect(await ask("a", "x", MINUTE)).toBe(5);
  });

  it("that failed are not kept, but count", async () => {
    const ask = bounded<number>({ most: 10, perMinute: 3 });
    let made = 0;
    const make = async () => {
      made++;
      if (made === 2) return made;
      throw new Error("no");
    };
    const once = () => ask({ name: "a", version: "x", make, now: 0 });
    await expect(once()).rejects.toThrow("no");
    expect([await once(), await once()]).toEqual([2, 2]);
    const again = () => ask({ name: "a", version: {}, make, now: 0 });
    for (let turn = 0; turn < 5; turn++) await expect(again()).rejects.toThrow("no");
    expect(made).toBe(3);
  });

  it("are kept of so many names: the one that was asked for longest ago goes", async () => {
    const ask = counting({ most: 2 });
    await ask("a", "x");
    await ask("b", "x");
    await ask("a", "x");
    await ask("c", "x");
    expect([await ask("a", "x"), await ask("b", "x")]).toEqual([1, 4]);
  });
});
