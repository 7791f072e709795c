/** When a finding has to be repaired, in words. Pure. */
import { plural } from "@/lib/format";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Due within so many days is soon. */
const SOON_DAYS = 7;

interface DueWords {
  /** `due in 5 days`, `overdue by 12 days`. */
  text: string;
  when: "overdue" | "soon" | "later";
}

/**
 * @param at RFC 3339
 * @param now milliseconds
 */
export function dueWords(at: string, now: number): DueWords {
  const left = new Date(at).getTime() - now;
  if (left < 0) return { text: lateBy(-left), when: "overdue" };
  return { text: dueIn(left), when: left < SOON_DAYS * DAY ? "soon" : "later" };
}

function lateBy(passed: number): string {
  if (passed < HOUR) return "overdue since this hour";
  if (passed < DAY) return `overdue by ${plural(Math.floor(passed / HOUR), "hour")}`;
  return `overdue by ${plural(Math.floor(passed / DAY), "day")}`;
}

function dueIn(left: number): string {
  if (left < HOUR) return "due within the hour";
  if (left < DAY) return `due in ${plural(Math.floor(left / HOUR), "hour")}`;
  // What was given thirty days a minute ago has thirty days.
  return `due in ${plural(Math.round(left / DAY), "day")}`;
}
