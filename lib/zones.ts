/** Time zones by their IANA names, and what clocks on the wall show in them. Pure. */

const MOST_CHARACTERS = 60;
const DAY = 86_400_000;

/** The zone's own name, so that there are no more of them than the world has; null: there is no such zone. */
export function zoneNamed(text: string | undefined): string | null {
  if (!text || text.length > MOST_CHARACTERS) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Those that people choose from: by name, UTC first. */
export const zoneNames = (): string[] => [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((one) => one !== "UTC"),
];

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, calendar: "gregory", hourCycle: "h23", era: "short" },
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
  });
  formats.set(zone, made);
  return made;
}

/**
 * What the clock on the wall shows, as if it were UTC.
 * @param at milliseconds
 * @returns milliseconds, whole seconds
 */
export function wallOf(zone: string, at: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    ...([part("year"), part("month") - 1, part("day")] as const),
    ...([part("hour"), part("minute"), part("second")] as const),
  );
}

/**
 * When the clock on the wall shows a time: of two such moments, at the end of summer time, the first. A time that the clock
 * skips is taken as if it had not been put forward yet, so it comes right after the leap.
 * @param wall as `wallOf` gives it
 * @returns milliseconds
 */
export function instantOf(zone: string, wall: number): number {
  const moments = [wall - DAY, wall + DAY].map((near) => wall - (wallOf(zone, near) - near));
  const shown = moments.filter((moment) => wallOf(zone, moment) === wall);
  return shown.length > 0 ? Math.min(...shown) : (moments[0] ?? wall);
}
