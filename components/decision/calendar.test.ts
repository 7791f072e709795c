import { describe, expect, it } from "vitest";
import { isMonth, lastDayOfMonth, monthAfter, weeksOf } from "./calendar";

describe("months", () => {
  it("follow one another over the year's end, both ways", () => {
    expect([monthAfter("2026-11", 2), monthAfter("2027-01", -1), monthAfter("2026-12", 12)]).toEqual([
      "2027-01",
      "2026-12",
      "2027-12",
    ]);
  });

  it("end on their last day, in leap years too", () => {
    expect([lastDayOfMonth("2026-11"), lastDayOfMonth("2028-02"), lastDayOfMonth("2027-02")]).toEqual([
      "2026-11-30",
      "2028-02-29",
      "2027-02-28",
    ]);
  });

  it("are told from anything else", () => {
    expect(["2026-11", "2026-13", "2026-1", "x", "2026-11-01"].map(isMonth)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

it("puts every day under its weekday, Monday first", () => {
  const weeks = weeksOf("2026-11");
  // The first of November 2026 is a Sunday, the thirtieth a Monday.
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(weeks.at(-1)).toEqual(["2026-11-30", null, null, null, null, null, null]);
  expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
  expect(weeksOf("2027-02")).toHaveLength(4);
});
