/** Grades for people, on what is proven. */
import type { Grade } from "./posture";

export const GRADE_LIMITS: readonly (readonly [Grade, number])[] = [
  ["A", 90],
  ["B", 80],
  ["C", 65],
  ["D", 50],
  ["E", 35],
  ["F", 0],
];

/** @param proven 0 to 100 */
export const gradeOf = (proven: number): Grade =>
  GRADE_LIMITS.find(([, limit]) => proven >= limit)?.[0] ?? "F";
