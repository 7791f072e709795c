/** How schedules are spoken of. Pure; names in the sentences come from outside. */
import { list, moment } from "@/lib/format";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { WEEKDAYS } from "@/lib/schedules";
import { wallOf } from "@/lib/zones";

/** Recipients that a sentence names; the others it counts. */
const NAMED = 3;

/** `board@example.org, ann@example.org and the web hook chat` */
export function recipientWords({ recipients, hooks }: Pick<ScheduleItem, "recipients" | "hooks">): string {
  const all = [...recipients, ...hooks.map(({ name }) => `the web hook ${name}`)];
  if (all.length === 0) return "nobody";
  const more = all.length - NAMED;
  return list(more > 1 ? [...all.slice(0, NAMED), `${more} more`] : all);
}

/** `Monday, 30 Nov 2026, 06:00 CET (Europe/Berlin)`; with the reader's own clock where it shows another time. */
export function whenWords(at: string, zone: string, reader: string): string {
  const wall = wallOf(zone, Date.parse(at));
  const weekday = WEEKDAYS[(new Date(wall).getUTCDay() + 6) % 7];
  const named = zone === "UTC" ? "" : ` (${zone})`;
  const here = wallOf(reader, Date.parse(at)) === wall ? "" : `, which is ${moment(at, reader)} for you`;
  return `${weekday}, ${moment(at, zone)}${named}${here}`;
}

/** What goes out: `the summary of all fortresses as a PDF, host names hidden`. */
const whatWords = (
  { recipients, send, hideNames }: Pick<ScheduleItem, "recipients" | "send" | "hideNames">,
  about: string,
): string =>
  [
    `the summary of ${about}`,
    recipients.length === 0 ? " as data" : send === "pdf" ? " as a PDF" : " as a share link",
    hideNames ? ", host names hidden" : "",
  ].join("");

/**
 * When the next one goes, with what, to whom.
 * @param about what it is about, in words
 * @param reader the reader's time zone
 */
export function nextSentence(schedule: ScheduleItem, about: string, reader: string): string {
  const rest = `${whatWords(schedule, about)}, to ${recipientWords(schedule)}.`;
  if (schedule.pausedAt) return `Paused: nothing is sent. When it goes on, it sends ${rest}`;
  return `Next on ${whenWords(schedule.nextAt, schedule.zone, reader)}: ${rest}`;
}

export const RUN_WORDS = { sent: "sent", sending: "on its way", failed: "failed" } as const;
