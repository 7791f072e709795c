import { describe, expect, it } from "vitest";
import { dueWords } from "./due-words";

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;
const at = (days: number): string => new Date(NOW + days * DAY).toISOString();

describe("a due date in words", () => {
  it.each([
    [-400, "overdue by 400 days", "overdue"],
    [-12.9, "overdue by 12 days", "overdue"],
    [-1, "overdue by 1 day", "overdue"],
    [-0.5, "overdue by 12 hours", "overdue"],
    [-1 / 24 / 60, "overdue since this hour", "overdue"],
    [0, "due within the hour", "soon"],
    [0.5, "due in 12 hours", "soon"],
    [1, "due in 1 day", "soon"],
    [5.1, "due in 5 days", "soon"],
    [6.999, "due in 7 days", "soon"],
    [7, "due in 7 days", "later"],
    [29.999, "due in 30 days", "later"],
  ])("%d days from now: %s", (days, text, when) => {
    expect(dueWords(at(days), NOW)).toEqual({ text, when });
  });
});
