/** Tells the changes of files that an update of their package explains from those that nothing explains. */
import { POLICY, sourcePolicy } from "./policy";
import {
  type Explanation,
  type ExposureState,
  exposureKey,
  type FileChange,
  type HostState,
  UPDATE_ACTIONS,
  type UpdateAction,
} from "./state";
import type { Exposure } from "./types";

const DAY = 86_400_000;
/** Between an update's entry in the log and the last file that it writes. */
const SLACK = 3_600_000;

/** Who tells of updates, by the fact `updates`, and of the packages that files belong to, by the fact `owners`. */
const UPDATES = ["dpkg-log", "packages"];
const OWNERS = ["package-files"];
/** They compare a file with its package: no update of that package explains what they see. */
const VERIFIERS: ReadonlySet<string> = new Set(["debsums", "dpkg-verify", "rpm-verify"]);

/**
 * When a file came to be what a report says. What is said of it in the same words is the same change.
 * @param spokenAt the last report of the same source before this one, or null
 */
export function changeOf(
  before: ExposureState | undefined,
  exposure: Exposure,
  at: number,
  spokenAt: number | null,
): FileChange | null {
  if (exposure.kind !== "file") return null;
  if (before?.change && formOf(before) === formOf(exposure)) return before.change;
  return { from: spokenAt, to: at, explained: null };
}

/** What is said of a thing, in one text: equal texts say the same. */
export const formOf = ({ title, details = [] }: Pick<Exposure, "title" | "details">): string =>
  JSON.stringify([title, details.map(({ name, text }) => [name, text])]);

/**
 * Looks for the update that explains each change of which none is known yet: of the package that the file belongs to,
 * within the time in which the change happened.
 * @returns the keys of what is explained now
 */
export function explainChanges(state: HostState): Set<string> {
  const explained = new Set<string>();
  const open = [...state.exposures].filter(
    ([, { source, change }]) => change && change.explained === null && !VERIFIERS.has(source),
  );
  if (open.length === 0) return explained;
  const updates = updatesOf(state);
  const owners = updates.size > 0 ? ownersOf(state) : new Map<string, string[]>();
  for (const [key, exposure] of open) {
    const candidates = (owners.get(exposure.key) ?? []).flatMap((owner) => updates.get(owner) ?? []);
    const explanation = candidates.filter((update) => explains(update, exposure)).at(-1);
    if (!explanation || !exposure.change) continue;
    state.exposures.set(key, { ...exposure, change: { ...exposure.change, explained: explanation } });
    explained.add(exposureKey(exposure));
  }
  return explained;
}

function explains(update: Explanation, { source, change, changedAt, details }: ExposureState): boolean {
  if (!change) return false;
  // A file that is there is not explained by its package's removal.
  const isGone = details.some(({ name, text }) => name === "change" && text === "removed");
  if (update.action === "remove" && !isGone) return false;
  if (update.at > change.to || update.at <= (change.from ?? earliest(source, change.to, changedAt)))
    return false;
  return changedAt === null || Math.abs(changedAt - update.at) <= SLACK;
}

/** Where no earlier report bounds the time of a change: its own time does, else the days in which a report is due. */
const earliest = (source: string, to: number, changedAt: number | null): number =>
  changedAt === null ? to - sourcePolicy(POLICY, source).periodDays * DAY : Number.NEGATIVE_INFINITY;

/** `2026-11-22T11:30:02Z upgrade openssl 3.0.15-1`, by package, ascending by time. */
function updatesOf(state: HostState): Map<string, Explanation[]> {
  const updates = new Map<string, Explanation[]>();
  for (const value of valuesOf(state, UPDATES, "updates")) {
    const [time = "", action = "", name = "", version = ""] = value.split(" ");
    const at = Date.parse(time);
    if (Number.isNaN(at) || !isAction(action) || name === "") continue;
    const others = updates.get(name);
    const update = { package: name, version, action, at };
    if (others) others.push(update);
    else updates.set(name, [update]);
  }
  for (const list of updates.values()) list.sort((a, b) => a.at - b.at);
  return updates;
}

const isAction = (text: string): text is UpdateAction => UPDATE_ACTIONS.some((action) => action === text);

/** Which packages files belong to, by path: from `openssl /usr/bin/openssl`. */
export function ownersOf(state: Pick<HostState, "sources">): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const value of valuesOf(state, OWNERS, "owners")) {
    const blank = value.indexOf(" ");
    const path = value.slice(blank + 1);
    owners.set(path, [...(owners.get(path) ?? []), value.slice(0, blank)]);
  }
  return owners;
}

const valuesOf = (state: Pick<HostState, "sources">, sources: readonly string[], fact: string): string[] =>
  sources.flatMap((source) => {
    const facts = state.sources.get(source)?.facts ?? {};
    return Object.hasOwn(facts, fact) ? (facts[fact]?.values ?? []) : [];
  });
