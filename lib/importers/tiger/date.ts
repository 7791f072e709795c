/** The two times of a tiger report: a whole date in its second line, and hours and minutes in its last. */
import { monthOf, utc } from "../times";

export interface Started {
  at: string;
  /** Minutes east of UTC; null where the zone has no name that is the same everywhere. */
  offset: number | null;
}

const DATE =
  /^(?:[A-Z][a-z]{2},? +)?(?:([A-Z][a-z]{2}) +(\d{1,2})|(\d{1,2}) +([A-Z][a-z]{2})) +(?:(\d{4}) +)?(\d{1,2}):(\d\d):(\d\d) *(AM|PM)? *([A-Z]{3,5}|[+-]\d\d(?:\d\d)?)?(?: +(\d{4}))?\s*$/;

/** `Sun Nov 22 11:56:57 UTC 2026` or `Sun 22 Nov 2026 11:56:57 AM UTC`: what `date` prints in English. */
export function dateOf(line: string): Started | null {
  const match = line.length > 80 ? null : DATE.exec(line);
  const month = match ? monthOf(match[1] ?? match[4] ?? "") : null;
  if (!match || month === null) return null;
  const [day, hours, minutes, seconds] = [match[2] ?? match[3], match[6], match[7], match[8]].map(Number);
  const half = match[9];
  const hour = half ? ((hours ?? 0) % 12) + (half === "PM" ? 12 : 0) : (hours ?? 0);
  const offset = offsetOf(match[10]);
  const at = utc(Number(match[5] ?? match[11]), month, day ?? 0, hour, minutes, seconds, offset ?? 0);
  return at === null ? null : { at, offset };
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === "UTC" || zone === "GMT") return 0;
  if (!zone || !/^[+-]/.test(zone)) return null;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3) || 0);
  return zone.startsWith("-") ? -minutes : minutes;
}

const DAY = 86_400_000;

/** The moment of a clock time after the start, within a day: a report that ends before it began went over midnight. */
export function endOf({ at, offset }: Started, hour: number, minute: number): string | null {
  if (hour > 23 || minute > 59) return null;
  const start = Date.parse(at);
  const local = new Date(start + (offset ?? 0) * 60_000);
  const day = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const end = day + (hour * 60 + minute) * 60_000 - (offset ?? 0) * 60_000;
  const after = end + 60_000 <= start ? end + DAY : Math.max(end, start);
  return `${new Date(after).toISOString().slice(0, 19)}Z`;
}
