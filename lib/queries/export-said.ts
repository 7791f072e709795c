/** What was asked for when a table was taken away, in the words of the page's filters: which rows, and in which order. */
import type { Viewer } from "@/lib/auth/rights";
import type { Said } from "@/lib/exports/table-paper";
import { plural } from "@/lib/format";
import { towerWords } from "@/lib/fortress/words";
import { listOwners } from "./decision-choices";
import { dayWords, TREATMENT_WORDS } from "./decision-words";
import type { DecisionFilter } from "./decisions";
import {
  DECISION_OPTIONS,
  DUE_OPTIONS,
  optionWords,
  REGISTER_STATES,
  SILENT_OPTIONS,
  STATE_CHOICES,
} from "./filter-words";
import type { FindingFilter } from "./findings";
import { findHost, type HostFilter } from "./hosts";
import { findPlan } from "./plans";
import { listAssignable, listGroups, type Named } from "./work";

/** Lines whose words are null were not asked for. */
const saidOf = (lines: readonly (readonly [string, string | null | undefined])[]): Said[] =>
  lines.flatMap(([title, words]) => (words ? [[title, words] as const] : []));

/** A thing by its id, as far as the viewer may know of it. */
async function nameOf(id: string | undefined, list: () => Promise<readonly Named[]>): Promise<string | null> {
  if (id === undefined) return null;
  return (await list()).find((one) => one.id === id)?.name ?? "not known";
}

const groupName = (viewer: Viewer, id: string | undefined) => nameOf(id, () => listGroups(viewer));
const hostName = async (viewer: Viewer, id: string | undefined) =>
  id === undefined ? null : ((await findHost(viewer, id))?.name ?? "not known");
const option = (options: Parameters<typeof optionWords>[0], value: string | undefined) =>
  value === undefined ? null : optionWords(options, value);
const quoted = (text: string | undefined) => (text ? `“${text}”` : null);

const FINDING_ORDERS: Readonly<Record<FindingFilter["sort"], string>> = {
  "-gain": "worth most first",
  gain: "worth least first",
  severity: "worst severity first",
  opened: "oldest first",
  "-opened": "newest first",
  host: "by host",
  due: "due soonest first",
  "-due": "due latest first",
  assignee: "by whose they are",
};

/** @param by weaknesses have one order only */
export async function findingsSaid(
  viewer: Viewer,
  query: FindingFilter,
  by: "host" | "weakness",
): Promise<Said[]> {
  const { assignee, plan } = query;
  const person = assignee === "me" || assignee === "none" ? undefined : assignee;
  const [host, group, whose, planned] = await Promise.all([
    hostName(viewer, query.host),
    groupName(viewer, query.group),
    nameOf(person, () => listAssignable(viewer)),
    plan === undefined ? null : findPlan(viewer, plan),
  ]);
  return saidOf([
    ["Title or check", quoted(query.q)],
    ["Check", query.check],
    ["Host", host],
    ["Kind", query.kind],
    ["Tower", query.tower && towerWords(query.tower)],
    ["Severity", query.severity],
    ["State", optionWords(STATE_CHOICES, query.state)],
    ["Whose", assignee === "me" ? viewer.name : assignee === "none" ? "nobody" : whose],
    ["Due", option(DUE_OPTIONS, query.due)],
    ["Label", query.label],
    ["Group", group],
    ["Decision", option(DECISION_OPTIONS, query.decision)],
    ["Plan", plan === undefined ? null : (planned?.title ?? "not known")],
    ["Watched by", query.watched && viewer.name],
    ["Order", FINDING_ORDERS[by === "weakness" ? "-gain" : query.sort]],
  ]);
}

/** Where these are sorted by, the page shows it. */
const HOST_ORDERS: Readonly<Record<string, readonly [up: string, down: string]>> = {
  name: ["by name", "by name, from the end"],
  findings: ["fewest findings first", "most findings first"],
  evidence: ["oldest evidence first", "newest evidence first"],
};

function hostOrder(sort: string): string {
  const name = sort.replace("-", "");
  const [up, down] = HOST_ORDERS[name] ?? [
    `lowest ${towerWords(name).toLowerCase()} first`,
    `highest ${towerWords(name).toLowerCase()} first`,
  ];
  return sort.startsWith("-") ? down : up;
}

export async function hostsSaid(viewer: Viewer, query: HostFilter): Promise<Said[]> {
  const { q, group, grade, tower, silent, sort } = query;
  return saidOf([
    ["Name or system", quoted(q)],
    [
      tower && grade ? `Grade of ${towerWords(tower).toLowerCase()}` : "Grade",
      grade?.replaceAll(",", " or "),
    ],
    ["With evidence on", tower && !grade ? towerWords(tower).toLowerCase() : null],
    ["Reports", option(SILENT_OPTIONS, silent)],
    ["Group", await groupName(viewer, group)],
    ["Order", hostOrder(sort)],
  ]);
}

const DECISION_ORDERS: Readonly<Record<DecisionFilter["sort"], string>> = {
  end: "what ends soonest first",
  "-end": "what ends latest first",
  severity: "worst severity first",
  proposed: "oldest first",
  "-proposed": "newest first",
  title: "by risk",
};

export async function decisionsSaid(viewer: Viewer, query: DecisionFilter): Promise<Said[]> {
  const { ending, endsOn, reviewOn, treatment } = query;
  const [host, group, owner] = await Promise.all([
    hostName(viewer, query.host),
    groupName(viewer, query.group),
    nameOf(query.owner, () => listOwners(viewer)),
  ]);
  return saidOf([
    ["Risk or reason", quoted(query.q)],
    ["State", optionWords(REGISTER_STATES, query.state)],
    ["Decision", treatment && TREATMENT_WORDS[treatment].verb],
    ["Severity", query.severity],
    ["Ends", ending === undefined ? null : `within ${plural(ending, "day")}`],
    ["Last day", endsOn && dayWords(endsOn)],
    ["Review", reviewOn && dayWords(reviewOn)],
    ["Owner", owner],
    ["Group", group],
    ["Host", host],
    ["Check", query.key],
    ["Order", DECISION_ORDERS[query.sort]],
  ]);
}
