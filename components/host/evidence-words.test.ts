import { describe, expect, it } from "vitest";
import { dueWords, periodWords, stripWords } from "./evidence-words";

const at = (day: number, hour = 0, minute = 0): number => Date.UTC(2026, 10, day, hour, minute);
/** Without the spaces that do not break. */
const told = (...given: Parameters<typeof dueWords>) => {
  const { late, text } = dueWords(...given);
  return [late, text.replaceAll("\u00a0", " ")];
};

describe("due or late", () => {
  it("is due until its period is over, counted in whole days, and in hours within the last two", () => {
    expect(told(at(1), 7, at(1))).toEqual([false, "due in 7 d"]);
    expect(told(at(1), 7, at(3, 0, 1))).toEqual([false, "due in 4 d"]);
    expect(told(at(1), 7, at(6, 0, 1))).toEqual([false, "due in 47 h"]);
    expect(told(at(1), 7, at(7, 23, 30))).toEqual([false, "due in 30 min"]);
  });

  it("is late from the first minute after it", () => {
    expect(told(at(1), 7, at(8))).toEqual([false, "due now"]);
    expect(told(at(1), 7, at(8) + 59_999)).toEqual([false, "due now"]);
    expect(told(at(1), 7, at(8, 0, 1))).toEqual([true, "late by 1 min"]);
    expect(told(at(1), 7, at(8, 3))).toEqual([true, "late by 3 h"]);
    expect(told(at(1), 7, at(10, 1))).toEqual([true, "late by 2 d"]);
    expect(told(at(1), 1, at(30))).toEqual([true, "late by 28 d"]);
  });

  it("takes times as reports carry them", () => {
    expect(told("2026-11-01T10:00:00.000Z", 1, at(3, 11))).toEqual([true, "late by 25 h"]);
  });

  it("says a period as people do", () => {
    expect([1, 7, 30].map(periodWords)).toEqual(["every day", "every 7 days", "every 30 days"]);
  });
});

describe("a strip of reports in words", () => {
  const days = 90;

  it("tells how many there were and between which days", () => {
    const recent = { days, reports: 3, firstAt: "2026-09-02T23:30:00Z", halfDays: [0, 20, 160] };
    expect(stripWords(recent, "2026-11-22T08:00:00Z", "UTC")).toBe(
      "3 reports in the last 90 days, from 2 Sept 2026 to 22 Nov 2026.",
    );
    expect(stripWords(recent, "2026-11-22T08:00:00Z", "Europe/Berlin"), "in the reader's zone").toBe(
      "3 reports in the last 90 days, from 3 Sept 2026 to 22 Nov 2026.",
    );
  });

  it("names the one day once, and says that there was none", () => {
    const one = { days, reports: 1, firstAt: "2026-11-22T08:00:00Z", halfDays: [0] };
    expect(stripWords(one, "2026-11-22T08:00:00Z", "UTC")).toBe(
      "1 report in the last 90 days, on 22 Nov 2026.",
    );
    const none = { days, reports: 0, firstAt: null, halfDays: [] };
    expect(stripWords(none, "2026-05-01T08:00:00Z", "UTC")).toBe("No report in the last 90 days.");
    expect(stripWords(none, null, "UTC")).toBe("No report in the last 90 days.");
  });
});
