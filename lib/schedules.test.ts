import fc from "fast-check";
import { expect, it } from "vitest";
import { nextTime, rhythmWords } from "./schedules";

const at = (text: string): number => Date.parse(text);
const next = (cadence: "weekly" | "monthly", day: number, hour: number, after: string): string =>
  new Date(nextTime({ cadence, day, hour }, at(after))).toISOString();

it.each([
  // A Saturday.
  ["weekly", 1, 6, "2026-11-28T10:00:00Z", "2026-11-30T06:00:00.000Z"],
  ["weekly", 6, 6, "2026-11-28T10:00:00Z", "2026-12-05T06:00:00.000Z"],
  ["weekly", 6, 11, "2026-11-28T10:00:00Z", "2026-11-28T11:00:00.000Z"],
  ["weekly", 7, 0, "2026-11-28T10:00:00Z", "2026-11-29T00:00:00.000Z"],
  ["monthly", 28, 10, "2026-11-28T10:00:00Z", "2026-12-28T10:00:00.000Z"],
  ["monthly", 28, 10, "2026-11-28T09:59:59.999Z", "2026-11-28T10:00:00.000Z"],
  ["monthly", 28, 23, "2027-01-31T00:00:00Z", "2027-02-28T23:00:00.000Z"],
  ["monthly", 1, 0, "2026-12-31T23:59:59Z", "2027-01-01T00:00:00.000Z"],
] as const)("%s, day %i, hour %i, after %s: %s", (cadence, day, hour, after, expected) => {
  expect(next(cadence, day, hour, after)).toBe(expected);
});

it("is always later, on its day and at its hour, and never leaves one out", () => {
  const rhythm = fc.oneof(
    fc.record({
      cadence: fc.constant("weekly" as const),
      day: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 23 }),
    }),
    fc.record({
      cadence: fc.constant("monthly" as const),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
    }),
  );
  const moment = fc.integer({ min: at("2020-01-01"), max: at("2060-01-01") });
  fc.assert(
    fc.property(rhythm, moment, (one, after) => {
      const due = nextTime(one, after);
      const date = new Date(due);
      expect(due).toBeGreaterThan(after);
      expect(due - after).toBeLessThanOrEqual((one.cadence === "weekly" ? 7 : 31) * 86_400_000);
      expect(date.getUTCHours()).toBe(one.hour);
      expect(one.cadence === "weekly" ? date.getUTCDay() || 7 : date.getUTCDate()).toBe(one.day);
      expect(nextTime(one, due - 1)).toBe(due);
    }),
  );
});

it("is said in words", () => {
  expect(rhythmWords({ cadence: "weekly", day: 1, hour: 6 })).toBe("every Monday at 06:00 UTC");
  expect(rhythmWords({ cadence: "monthly", day: 28, hour: 17 })).toBe(
    "on day 28 of every month at 17:00 UTC",
  );
});
