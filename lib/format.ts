/** Figures and times as people read them. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One decimal; a dash where there is nothing. */
export const score = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value.toFixed(1);

/** `+1.6`, and never `+0.0` for something. */
export const gain = (value: number): string => (value > 0 && value < 0.05 ? "+<0.1" : `+${value.toFixed(1)}`);

/** `+0.8`, `−1.2`, `±0.0` */
export const change = (value: number): string =>
  Math.abs(value) < 0.05 ? "±0.0" : value > 0 ? `+${value.toFixed(1)}` : `−${Math.abs(value).toFixed(1)}`;

const NUMBER = new Intl.NumberFormat("en");

/** `14,000` */
export const whole = (value: number): string => NUMBER.format(value);

export const plural = (number: number, one: string, many = `${one}s`): string =>
  `${whole(number)} ${number === 1 ? one : many}`;

/** How old something is: `now`, `12 min`, `3 h`, `5 d`, `14 mo`. */
export function age(at: string | number | Date, now: number): string {
  const passed = now - new Date(at).getTime();
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}\u00a0min`;
  if (passed < 2 * DAY) return `${Math.floor(passed / HOUR)}\u00a0h`;
  if (passed < 90 * DAY) return `${Math.floor(passed / DAY)}\u00a0d`;
  return `${Math.floor(passed / (30 * DAY))}\u00a0mo`;
}

const DAY_PARTS = { day: "numeric", month: "short", year: "numeric" } as const;
const dayFormat = formatOf(DAY_PARTS);
const momentFormat = formatOf({
  ...DAY_PARTS,
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

/** Formats by zone, each made once: making one takes a hundred times as long as using it. */
function formatOf(parts: Intl.DateTimeFormatOptions): (zone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (zone) => {
    const format = made.get(zone) ?? new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zone });
    made.set(zone, format);
    return format;
  };
}

/** `22 Nov 2026` */
export const day = (at: string | number | Date, zone: string): string => dayFormat(zone).format(new Date(at));

/** `22 Nov 2026, 11:32 UTC` */
export const moment = (at: string | number | Date, zone: string): string =>
  momentFormat(zone).format(new Date(at));

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(0)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** `a, b and c` */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** How a report was brought. */
export const viaWord = (via: string): string =>
  via === "browser" ? "browser" : via === "lynis" ? "Lynis client" : "API";
