import { expect, test } from "vitest";
import { gradeOf } from "./grade";

test.each([
  [100, "A"],
  [90, "A"],
  [89.999, "B"],
  [80, "B"],
  [79.999, "C"],
  [65, "C"],
  [64.999, "D"],
  [50, "D"],
  [49.999, "E"],
  [35, "E"],
  [34.999, "F"],
  [0, "F"],
])("%d is %s", (proven, grade) => {
  expect(gradeOf(proven)).toBe(grade);
});
