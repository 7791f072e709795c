/** The sentences of a summary: page, share, file and mail say it in the same words. Pure; names in them come from outside. */
import { day, gain, list, plural, score, whole } from "@/lib/format";
import { SEVERITIES, type Severity } from "@/lib/fortress/types";
import { TOWER_NAMES } from "@/lib/fortress/words";
import type { Summary } from "./summary";

/** The same day for every reader. */
const dayOf = (at: string): string => day(at, "UTC");
export const fortresses = (count: number): string => plural(count, "fortress", "fortresses");

export const TREATED: Readonly<Record<Summary["decisions"][number]["treatment"], string>> = {
  reduce: "Reduced",
  accept: "Accepted",
  transfer: "Transferred",
  avoid: "Avoided",
};

/** `21 Nov 2026, compared with 22 Oct 2026` */
export const periodWords = ({ at, since }: Summary): string => `${dayOf(at)}, compared with ${dayOf(since)}`;

/** When the newest report was made; null: none has come. */
export const newestOf = (evidence: Summary["evidence"]): string | null =>
  evidence
    .map(({ newest }) => newest)
    .sort()
    .at(-1) ?? null;

/** What is looked at: `12 fortresses, 1 of them without evidence.` */
export function hostsWords({ scope, hosts, scored }: Summary): string {
  if (scope === "host") return scored === 0 ? "Nothing has reported on it yet." : "";
  const none = hosts - scored;
  return none > 0
    ? `${fortresses(hosts)}, ${whole(none)} of them without evidence.`
    : `${fortresses(hosts)}.`;
}

export function scoreWords({ score: now, scored }: Summary): string {
  if (!now) return "Nothing is proven yet, and nothing is lost: no report has come.";
  const mean = scored > 1 ? " on average" : "";
  const open = now.possible - now.proven;
  const range =
    open < 0.05
      ? "Everything that is expected was looked at."
      : `Up to ${score(now.possible)} is possible: ${score(open)} points were not looked at.`;
  return `${score(now.proven)} of 100 points are proven${mean}. ${range}`;
}

export function targetWords({ score: now }: Summary): string {
  if (!now) return "";
  const missing = now.target - now.proven;
  return missing < 0.05
    ? `The target of ${score(now.target)} is reached.`
    : `The target is ${score(now.target)}: ${score(missing)} points are missing.`;
}

export function changeWords({ score: now, before, since }: Summary): string {
  if (!now) return "";
  if (!before) return `Of ${dayOf(since)} nothing is known that it could be compared with.`;
  const moved = now.proven - before.proven;
  if (Math.abs(moved) < 0.05) return `Proven is the same as on ${dayOf(since)}.`;
  return `Proven ${moved > 0 ? "rose" : "fell"} by ${score(Math.abs(moved))} since ${dayOf(since)}, from ${score(before.proven)}.`;
}

/** What decisions do to it; empty where they do nothing. */
export function managedWords({ score: now }: Summary): string {
  if (!now || Math.abs(now.managed - now.proven) < 0.05) return "";
  return `With what was decided about risks it counts as ${score(now.managed)}; what is proven does not change by that.`;
}

export function endsWords({ lowest, highest, scored }: Summary): string {
  if (scored < 2 || !lowest || !highest) return "";
  return `Lowest is ${lowest.name} with ${score(lowest.proven)}, highest ${highest.name} with ${score(highest.proven)}.`;
}

/** What holds a tower back, in up to two sentences. */
export function towerBecause({ held, because }: Summary["towers"][number], { scope }: Summary): string {
  const where = scope === "host" || !held ? "" : ` on ${fortresses(held.hosts)}`;
  return [held && `Held at ${score(held.at)}${where}: ${held.cause}.`, because && `${because}.`]
    .filter(Boolean)
    .join(" ");
}

export const towerName = ({ tower }: { tower: Summary["towers"][number]["tower"] }): string =>
  TOWER_NAMES[tower];

/** `Security updates wait on 7 fortresses (+4.1)` */
export const holdsBackWords = (
  { text, gain: worth, hosts }: Summary["holdsBack"][number],
  { scope }: Summary,
): string => `${text}${scope === "host" ? "" : `, on ${fortresses(hosts)}`} (${gain(worth)})`;

/** `2 critical, 6 high and 4 low`; empty where there are none. */
const severityWords = (counts: Partial<Record<Severity, number>>): string =>
  list(SEVERITIES.flatMap((severity) => (counts[severity] ? `${whole(counts[severity])} ${severity}` : [])));

export function repairedWords({ repaired, since }: Summary): string {
  if (repaired.total === 0) return `No report has proved a repair since ${dayOf(since)}.`;
  const kinds = severityWords(repaired.bySeverity);
  return `Reports have proved ${plural(repaired.total, "repair")} since ${dayOf(since)}${kinds && `: ${kinds}`}.`;
}

export function openWords({ findings, opened, reopened }: Summary): string {
  const { open, overdue, bySeverity } = findings;
  const kinds = severityWords(bySeverity);
  return [
    open === 0 ? "No finding is open." : `${plural(open, "finding is", "findings are")} open: ${kinds}.`,
    overdue > 0 && `${plural(overdue, "is", "are")} overdue.`,
    opened > 0 && `${plural(opened, "was opened", "were opened")} in this time.`,
    reopened > 0 && `${plural(reopened, "repair did", "repairs did")} not last.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** `Accepted until 31 Jan 2027: TLS 1.0 is offered` */
export const decisionWords = ({ treatment, title, until }: Summary["decisions"][number]): string =>
  `${TREATED[treatment]} until ${dayOf(until)}: ${title}`;

/** Of a risk that is avoided: whether that was done. Else empty. */
export const carriedOutWords = ({ carriedOut }: Summary["decisions"][number]): string =>
  carriedOut === null ? "" : carriedOut ? "carried out" : "not carried out yet";

export function decidedWords({ decisions }: Summary): string {
  const [first] = [...decisions].sort((a, b) => (a.until < b.until ? -1 : 1));
  if (!first) return "No decision about a risk is in force.";
  const many = plural(decisions.length, "decision about a risk is", "decisions about risks are");
  return `${many} in force; the next one ends on ${dayOf(first.until)}.`;
}

export function silentWords({ silent, scope }: Summary): string {
  if (silent.total === 0) return scope === "host" ? "It reports as agreed." : "Every fortress reports.";
  if (scope === "host") {
    const since = silent.first[0]?.since;
    return `It is silent${since ? ` since ${dayOf(since)}` : ""}: what it proved fades.`;
  }
  const names = silent.first
    .slice(0, 3)
    .map(({ name, since }) => (since ? `${name} since ${dayOf(since)}` : `${name}, which never reported`));
  const more = silent.total - names.length;
  return `${fortresses(silent.total)} ${silent.total === 1 ? "is" : "are"} silent: ${list(
    more > 0 ? [...names, `${whole(more)} more`] : names,
  )}. What ${silent.total === 1 ? "it" : "they"} proved fades.`;
}

export function planWords({ total, closed, dueAt, overdue, owner }: Summary["plans"][number]): string {
  const due = dueAt ? `${overdue ? "was due on" : "due on"} ${dayOf(dueAt)}` : "no date";
  return `${whole(closed)} of ${plural(total, "finding")} closed; ${due}; ${owner ?? "nobody"} answers for it`;
}

/** How it is scored, for readers who know nothing of it: paragraphs. */
export const METHOD: readonly string[] = [
  "Every figure rests on reports that tools really made on the fortress, and on dated statements by people where no tool can look. Nothing is estimated.",
  "Proven, 0 to 100, is the share of what is expected that such a report has shown to be in order, recently enough. Possible is what it would be if everything that was not looked at turned out well. What failed is not possible any more. What nobody looked at is neither good nor bad: it lies between the two.",
  "A fortress has four towers: hardening, patching, integrity and auditing. Half of a tower are its measures, such as updates or the watch over files; the other half are its checks, each weighed by its severity. Missing updates, known vulnerabilities, changed files and malware lower a tower further. Some causes hold a tower down until they are cleared, whatever else is in order.",
  "A report counts in full for the period of its tool, mostly a week. Then it fades, and what it proved becomes unproven. So the score of a fortress that has gone silent sinks by itself.",
  "A repair counts when a later report proves it, not when somebody says so. A decision about a risk never changes what is proven; the managed figure leaves out what was accepted or transferred until that decision ends.",
  "Grades: A from 90, B from 80, C from 65, D from 50, E from 35, F below. A group's figures are the means of its fortresses that have evidence.",
];
