/** When summaries are sent by themselves: on a day and at an hour of a time zone, the same for every reader. Pure. */
import { instantOf, wallOf } from "./zones";

export const CADENCES = ["weekly", "monthly"] as const;
export type Cadence = (typeof CADENCES)[number];

export interface Rhythm {
  cadence: Cadence;
  /** 1 (Monday) to 7, or 1 to 31: in a month that is shorter, its last day. */
  day: number;
  /** 0 to 23. */
  hour: number;
  /** Whose clock shows that hour: an IANA name. */
  zone: string;
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
export const LAST_DAY: Readonly<Record<Cadence, number>> = { weekly: 7, monthly: 31 };
/** Every month has it. */
const SHORTEST_MONTH = 28;

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The first time after a moment, both in milliseconds. */
export function nextTime(rhythm: Rhythm, after: number): number {
  const { zone, hour } = rhythm;
  const today = new Date(wallOf(zone, after));
  for (let turn = 0; ; turn++) {
    const next = instantOf(zone, dayOf(rhythm, today, turn) + hour * HOUR);
    if (next > after) return next;
  }
}

/** Midnight of the day in this week or month, or so many later, on the wall. */
function dayOf({ cadence, day }: Rhythm, today: Date, turn: number): number {
  const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  if (cadence === "weekly") {
    const wait = (day - today.getUTCDay() + 7) % 7;
    return Date.UTC(year, month, date) + (wait + 7 * turn) * DAY;
  }
  const last = new Date(Date.UTC(year, month + turn + 1, 0)).getUTCDate();
  return Date.UTC(year, month + turn, Math.min(day, last));
}

/** The days that a summary of this rhythm is compared over. */
export const periodOf = (cadence: Cadence): number => (cadence === "weekly" ? 7 : 30);

/** `every Monday at 06:00, Europe/Berlin`; `on the last day of every month at 06:00, UTC` */
export function rhythmWords({ cadence, day, hour, zone }: Rhythm): string {
  const when =
    cadence === "weekly"
      ? `every ${WEEKDAYS[day - 1]}`
      : day === LAST_DAY.monthly
        ? "on the last day of every month"
        : day > SHORTEST_MONTH
          ? `on day ${day} of every month, or its last day where it is shorter,`
          : `on day ${day} of every month`;
  return `${when} at ${String(hour).padStart(2, "0")}:00, ${zone}`;
}
