/** Plans in words. Pure. */
import { plural } from "@/lib/format";

/** `about 2 h`, `about 1 h 30 min`, `about 15 min, a guess` */
export function workWords(minutes: number, guessed = false): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean);
  return `about ${parts.join(" ")}${guessed ? ", a guess" : ""}`;
}

/** `3 of 12 closed` */
export const progressWords = ({ total, closed }: { total: number; closed: number }): string =>
  total === 0 ? "nothing in it" : `${closed} of ${total} closed`;

export const STATE_WORDS = { running: "runs", done: "done", dropped: "dropped" } as const;

/** `on 3 fortresses` */
export const onHosts = (hosts: number): string => `on ${plural(hosts, "fortress", "fortresses")}`;
