/** When summaries are sent by themselves: in UTC, the same for every reader. Pure. */

export const CADENCES = ["weekly", "monthly"] as const;
export type Cadence = (typeof CADENCES)[number];

export interface Rhythm {
  cadence: Cadence;
  /** 1 (Monday) to 7, or 1 to 28: a day that every month has. */
  day: number;
  /** 0 to 23. */
  hour: number;
}

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
export const LAST_DAY: Readonly<Record<Cadence, number>> = { weekly: 7, monthly: 28 };

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The first time after a moment, both in milliseconds. */
export function nextTime({ cadence, day, hour }: Rhythm, after: number): number {
  const date = new Date(after);
  const [year, month, today] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (cadence === "monthly") {
    const here = Date.UTC(year, month, day, hour);
    return here > after ? here : Date.UTC(year, month + 1, day, hour);
  }
  const wait = (day - date.getUTCDay() + 7) % 7;
  const here = Date.UTC(year, month, today) + wait * DAY + hour * HOUR;
  return here > after ? here : here + 7 * DAY;
}

/** The days that a summary of this rhythm is compared over. */
export const periodOf = (cadence: Cadence): number => (cadence === "weekly" ? 7 : 30);

/** `every Monday at 06:00 UTC`, `on day 1 of every month at 06:00 UTC` */
export function rhythmWords({ cadence, day, hour }: Rhythm): string {
  const time = `at ${String(hour).padStart(2, "0")}:00 UTC`;
  return cadence === "weekly" ? `every ${WEEKDAYS[day - 1]} ${time}` : `on day ${day} of every month ${time}`;
}
