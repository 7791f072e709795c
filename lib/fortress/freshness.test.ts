import { expect, test } from "vitest";
import { freshness, freshnessOf } from "./freshness";
import { at, LITERAL_POLICY } from "./posture.sample";

test.each([
  [-1, 1],
  [0, 1],
  [7, 1],
  [8, 37 / 38],
  [26, 0.5],
  [30, 15 / 38],
  [44, 1 / 38],
  [45, 0],
  [400, 0],
])("of a weekly source after %d days: %d", (days, expected) => {
  expect(freshness(at(100), at(100 + days), 7, 45)).toBeCloseTo(expected, 12);
});

test("of a daily source half is left after 23 days", () => {
  expect(freshness(at(100), at(123), 1, 45)).toBe(0.5);
});

test("a period beyond the limit loses everything at once, and never divides by zero", () => {
  expect(freshness(at(100), at(145), 45, 45)).toBe(1);
  expect(freshness(at(100), at(146), 45, 45)).toBe(0);
});

test("a source that is not listed ages as `otherSource`, whatever it calls itself", () => {
  const rules = { policy: LITERAL_POLICY, now: at(26) };
  expect(freshnessOf("daily", at(0), rules)).toBeCloseTo(19 / 44, 12);
  expect(freshnessOf("unheard-of", at(0), rules)).toBe(0.5);
  expect(freshnessOf("constructor", at(0), rules)).toBe(0.5);
  expect(freshnessOf("__proto__", at(0), rules)).toBe(0.5);
});
