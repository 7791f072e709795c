/** The output of `date`, as rkhunter copies it into its log. */
import type { Moment } from "@/lib/importers/times";
import { monthOf, utc } from "@/lib/importers/times";

/** Minutes east of UTC of abbreviations that mean one thing only; others (EST, CST, IST) are taken as UTC. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ["UTC", 0],
  ["GMT", 0],
  ["WET", 0],
  ["WEST", 60],
  ["CET", 60],
  ["CEST", 120],
  ["EET", 120],
  ["EEST", 180],
  ["MSK", 180],
]);

/** `Sun Nov 22 11:46:13 UTC 2026`, `Sun 22 Nov 2026 11:46:13 AM CET`, `… +02 2026`; null for anything else. */
export function dateOutput(text: string): Moment | null {
  const words = text.trim().split(/[\s,]+/, 9);
  const time = words.flatMap((word) => /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(word) ?? [])[0];
  const [hour = 0, minute = 0, second = 0] = (time ?? "").split(":").map(Number);
  const year = words.find((word) => /^\d{4}$/.test(word));
  const day = words.find((word) => /^\d{1,2}\.?$/.test(word));
  const month = words
    .filter((word) => /^[A-Za-z]{3,9}$/.test(word))
    .map(monthOf)
    .find((one) => one !== null);
  if (!time || !year || !day || !month) return null;
  const zone = words.map(offsetOf).find((one) => one !== null) ?? null;
  const half = words.find((word) => /^[AP]M$/i.test(word))?.toUpperCase();
  const hours = half ? (hour % 12) + (half === "PM" ? 12 : 0) : hour;
  const at = utc(Number(year), month, Number.parseInt(day, 10), hours, minute, second, zone ?? 0);
  return at === null ? null : { at, zone: zone === null ? "assumed-utc" : "stated" };
}

function offsetOf(word: string): number | null {
  const named = ZONES.get(word);
  if (named !== undefined) return named;
  const [, sign, hours, minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(word) ?? [];
  if (!hours) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
