/** Times as tools write them, to RFC 3339 in UTC. An impossible one is null: what a report says of time is a claim. */

const YEARS = { first: 2000, last: 2099 };

/**
 * @param month 1 to 12
 * @param zone minutes east of UTC; a local time without a zone is taken as UTC
 * @returns `2026-11-22T11:31:22Z`, or null where there is no such moment between 2000 and 2099
 */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  zone = 0,
): string | null {
  const parts = [year, month, day, hour, minute, second, zone];
  if (!parts.every(Number.isInteger) || year < YEARS.first || year > YEARS.last) return null;
  if (hour > 23 || minute > 59 || second > 60 || Math.abs(zone) > 14 * 60) return null;
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)));
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return null;
  return rfc3339(time.getTime() - zone * 60_000);
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?[ ]?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

export interface Moment {
  /** RFC 3339 in UTC. */
  at: string;
  zone: "stated" | "assumed-utc";
}

/** `2026-11-22T11:31:22.5+01:00`, `2026-11-22 11:31:22 +0100`, `2026-11-22 11:31:22`; null for anything else. */
export function isoTime(text: string | null | undefined): Moment | null {
  const match = ISO.exec((text ?? "").trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = "0", written] = match;
  const at = utc(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    offsetOf(written),
  );
  return at === null ? null : { at, zone: written ? "stated" : "assumed-utc" };
}

/** Seconds since 1970, as a number or written out. */
export function epochTime(seconds: number): string | null {
  return Number.isFinite(seconds) && seconds >= 946_684_800 && seconds < 4_102_444_800
    ? rfc3339(seconds * 1000)
    : null;
}

function offsetOf(written: string | undefined): number {
  if (!written || /^(?:z|utc)$/i.test(written)) return 0;
  const minutes = Number(written.slice(1, 3)) * 60 + Number(written.slice(-2));
  return written.startsWith("-") ? -minutes : minutes;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** 1 to 12 of an English month's name or its first three letters; null for anything else. */
export function monthOf(name: string): number | null {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return at === -1 ? null : at + 1;
}

const AUDIT_DATE = /^(\d{2})\/(\d{2})\/(\d{2}|\d{4})$/;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,3})?$/;

/**
 * A time of aureport or ausearch, which is local and in the form of the C locale, taken as UTC: `11/22/26` or `11/22/2026` or
 * `2026-11-22`, and `11:49:41` with or without thousandths.
 * @returns null for any other form, such as that of another locale
 */
export function auditTime(date: string, clock: string): string | null {
  const time = CLOCK.exec(clock);
  if (!time) return null;
  const [hour, minute, second] = time.slice(1).map(Number);
  const iso = ISO_DATE.exec(date);
  if (iso) return utc(Number(iso[1]), Number(iso[2]), Number(iso[3]), hour, minute, second);
  const [, month, day, year = ""] = AUDIT_DATE.exec(date) ?? [];
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

const rfc3339 = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
