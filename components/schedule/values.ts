/** What the form of a schedule holds to begin with, in the words of its fields. Pure. */
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { CADENCES, type Rhythm } from "@/lib/schedules";

export interface ScheduleValues {
  /** `fleet`, `group <id>`, `host <id>` or `hosts <query>`. */
  about: string;
  title: string;
  /** `weekly 1`, `monthly 31` */
  when: string;
  hour: string;
  zone: string;
  /** One on a line. */
  recipients: string;
  send: string;
  comment: string;
  /** Ids of web hooks. */
  hooks: readonly string[];
  /** Sections that are left out. */
  without: readonly string[];
  hideNames: boolean;
}

type About = Pick<ScheduleItem, "scope"> & Partial<Pick<ScheduleItem, "groupId" | "hostId" | "query">>;

export function aboutValue({ scope, groupId, hostId, query }: About): string {
  const what = { fleet: null, group: groupId, host: hostId, hosts: query ?? "" }[scope];
  return what === null || what === undefined ? scope : `${scope} ${what}`;
}

/** The other way round, from whatever a form says. */
export function readAbout(text: string) {
  const space = text.indexOf(" ");
  const [scope, what] = space < 0 ? [text, ""] : [text.slice(0, space), text.slice(space + 1)];
  return {
    scope,
    groupId: scope === "group" ? what : null,
    hostId: scope === "host" ? what : null,
    query: scope === "hosts" ? what : null,
  };
}

/** `weekly 1` as cadence and day; whoever takes them checks that there is such a day. */
export function readWhen(text: string): Pick<Rhythm, "cadence" | "day"> | null {
  const [word, day] = text.split(" ");
  const cadence = CADENCES.find((one) => one === word);
  return cadence ? { cadence, day: Number(day) } : null;
}

/** Every Monday morning on the reader's clock. */
export const newValues = (about: About, zone: string): ScheduleValues => ({
  ...{ about: aboutValue(about), title: "", when: "weekly 1", hour: "6", zone, recipients: "", send: "pdf" },
  ...{ comment: "", hooks: [], without: [], hideNames: false },
});

export const valuesOf = (schedule: ScheduleItem): ScheduleValues => ({
  ...{ about: aboutValue(schedule), title: schedule.title, zone: schedule.zone, send: schedule.send },
  ...{ when: `${schedule.cadence} ${schedule.day}`, hour: String(schedule.hour), comment: schedule.comment },
  recipients: schedule.recipients.join("\n"),
  hooks: schedule.hooks.map(({ id }) => id),
  without: SUMMARY_SECTIONS.filter((section) => !schedule.sections.includes(section)),
  hideNames: schedule.hideNames,
});
