/** What a security manager reads of evidence: kinds, runs, what is due. Pure. */
import { age, day, plural } from "@/lib/format";
import type { EvidenceKind, RecentReports } from "@/lib/queries/evidence";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export const KIND_WORDS: Readonly<Record<EvidenceKind, string>> = {
  configuration: "configuration of the whole host",
  settings: "some of its settings",
  packages: "waiting updates and restarts",
  integrity: "changed files",
  malware: "malware and rootkits",
  vulnerabilities: "known vulnerabilities",
  events: "what its audit log tells",
  inventory: "what is installed, and from where",
  images: "images built on it",
  other: "anything else",
};

const SCOPE_WORDS: Readonly<Record<string, string>> = {
  full: "full run",
  partial: "partial run",
  unprivileged: "ordinary user's run",
  dockerfile: "Dockerfile audit",
};

/** How much a run looked at: `full run`. */
export const scopeWords = (scope: string): string => SCOPE_WORDS[scope] ?? scope;

/** `every day`, `every 7 days` */
export const periodWords = (days: number): string =>
  days === 1 ? "every day" : `every ${plural(days, "day")}`;

/**
 * Whether the next report of a source is due.
 * @param lastAt when its last one was observed: text or milliseconds
 * @param now milliseconds
 * @returns `due in 3 d`, or `late by 2 d` once its period has been over for a minute
 */
export function dueWords(
  lastAt: string | number,
  periodDays: number,
  now: number,
): { late: boolean; text: string } {
  const dueAt = new Date(lastAt).getTime() + periodDays * DAY;
  const late = now - dueAt >= MINUTE;
  if (late) return { late, text: `late by ${age(dueAt, now)}` };
  const left = age(now, dueAt);
  return { late, text: left === "now" ? "due now" : `due in ${left}` };
}

/** The sentence that a strip of reports stands for. */
export function stripWords(
  { days, reports, firstAt }: RecentReports,
  lastAt: string | null,
  zone: string,
): string {
  const time = `in the last ${days} days`;
  if (reports === 0 || firstAt === null || lastAt === null) return `No report ${time}.`;
  const [first, last] = [day(firstAt, zone), day(lastAt, zone)];
  const count = `${plural(reports, "report")} ${time}`;
  return first === last ? `${count}, on ${last}.` : `${count}, from ${first} to ${last}.`;
}
