/** The days of months, as a calendar needs them. Pure; months as `2026-11`, days as `2026-11-30`. */
import { dayOf, startOf } from "@/lib/fortress/decision-rules";

const firstOf = (month: string): Date => new Date(startOf(`${month}-01`));

/** The month so many months later. */
export function monthAfter(month: string, months: number): string {
  const first = firstOf(month);
  return dayOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1)).slice(0, 7);
}

export const lastDayOfMonth = (month: string): string => dayOf(firstOf(monthAfter(month, 1)).getTime() - 1);

/** Whether it is a month of the years that a calendar shows. */
export const isMonth = (text: string): boolean => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

/** Weeks from Monday to Sunday; null for the days of other months. */
export function weeksOf(month: string): (string | null)[][] {
  const last = Number(lastDayOfMonth(month).slice(8));
  const before = (firstOf(month).getUTCDay() + 6) % 7;
  const cells = Array.from({ length: Math.ceil((before + last) / 7) * 7 }, (_, i) => {
    const date = i - before + 1;
    return date < 1 || date > last ? null : `${month}-${String(date).padStart(2, "0")}`;
  });
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}
