/** Times of aureport and ausearch: local, without a zone, in the form of the C locale. */
import { utc } from "@/lib/importers/times";

const SHORT = /^(\d{2})\/(\d{2})\/(\d{2}|\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,3})?$/;

/**
 * `11/22/26` or `11/22/2026` or `2026-11-22`, and `11:49:41` with or without thousandths, taken as UTC.
 * @returns null for any other form, such as that of another locale
 */
export function auditTime(date: string, clock: string): string | null {
  const time = CLOCK.exec(clock);
  if (!time) return null;
  const [hour, minute, second] = time.slice(1).map(Number);
  const iso = ISO.exec(date);
  if (iso) return utc(Number(iso[1]), Number(iso[2]), Number(iso[3]), hour, minute, second);
  const [, month, day, year = ""] = SHORT.exec(date) ?? [];
  if (month === undefined) return null;
  return utc(
    Number(year.length === 2 ? `20${year}` : year),
    Number(month),
    Number(day),
    hour,
    minute,
    second,
  );
}
