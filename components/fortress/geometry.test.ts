import { expect, test } from "vitest";
import { box, courses, fingerprint, hatch, noise, num } from "./geometry";
import { boundsOf } from "./markup.sample";

test("a coordinate has one decimal and is always a number", () => {
  expect([1 / 3, -0.04, 12, 99.96, Number.NaN, Number.NEGATIVE_INFINITY].map(num)).toEqual([
    "0.3",
    "0",
    "12",
    "100",
    "0",
    "0",
  ]);
});

test("hatching stays inside its rectangle", () => {
  for (const [width, height] of [
    [120, 40],
    [15, 90],
    [3, 3],
  ] as const) {
    const { left, right, top, bottom } = boundsOf(hatch(10, 20, width, height, 4));
    expect(left).toBeGreaterThanOrEqual(10);
    expect(right).toBeLessThanOrEqual(10 + width + 0.11);
    expect(top).toBeGreaterThanOrEqual(20 - 0.11);
    expect(bottom).toBeLessThanOrEqual(20 + height);
  }
  expect(hatch(0, 0, 100, 0, 4)).toBe("");
});

test("courses are 5 points high and end exactly where they should", () => {
  const area = { x: 0, width: 100, ground: 300, point: 3, from: 0, to: 52, seed: 7, stones: 4 };
  const stones = courses(area)
    .join("")
    .split("M")
    .slice(1)
    .map((d) => boundsOf(`M${d}`));
  const rows = [...new Set(stones.map(({ bottom }) => bottom))].sort((a, b) => b - a);
  expect(rows).toHaveLength(11);
  expect(rows[0]).toBeCloseTo(300 - 0.4);
  expect((rows[0] ?? 0) - (rows[1] ?? 0)).toBeCloseTo(15);
  expect(Math.min(...stones.map(({ top }) => top))).toBeCloseTo(300 - 52 * 3 + 0.4);
  for (const { left, right } of stones) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(100);
    expect(right).toBeGreaterThan(left);
  }
});

test("noise and fingerprints belong to their input", () => {
  expect(noise(3, 4)).toBe(noise(3, 4));
  expect(new Set([noise(1, 1), noise(1, 2), noise(2, 1)]).size).toBe(3);
  expect(fingerprint("a.b")).not.toBe(fingerprint("a-b"));
  expect(fingerprint("<ü>")).toMatch(/^[0-9a-z]+$/);
  expect(box(1, 2, 3, 4)).toBe("M1 2h3v4h-3z");
});
