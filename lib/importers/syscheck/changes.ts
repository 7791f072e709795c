/** What any of the forms says of an agent: changes of files, hits of rootcheck, and what else was in the log. */
import type { Detail, Exposure } from "@/lib/fortress/types";
import { type FileChange, fileExposure } from "../files";
import type { Moment } from "../times";
import { detail } from "../updates";

export interface Change {
  path: string;
  change: FileChange;
  contentChanged: boolean | null;
  moment: Moment | null;
  details: Detail[];
}

export interface Agent {
  name: string;
  changes: Change[];
  malware: Exposure[];
  /** What rootcheck suspects without being sure. */
  suspicions: string[];
  /** Alerts of other kinds, by the first group of their rule. */
  others: Map<string, number>;
  /** Earliest and latest of everything read of it. */
  first: Moment | null;
  last: Moment | null;
}

export function agentOf(agents: Map<string, Agent>, name: string): Agent {
  const known = agents.get(name);
  if (known) return known;
  const agent: Agent = {
    name,
    changes: [],
    malware: [],
    suspicions: [],
    others: new Map(),
    first: null,
    last: null,
  };
  agents.set(name, agent);
  return agent;
}

/** Takes note of a time. */
export function seen(agent: Agent, moment: Moment | null): void {
  if (!moment) return;
  if (!agent.first || moment.at < agent.first.at) agent.first = moment;
  if (!agent.last || moment.at > agent.last.at) agent.last = moment;
}

interface History {
  first: FileChange;
  latest: Change;
  times: number;
  contentChanged: boolean | null;
}

/**
 * One exposure for each path, from its changes in the order of time: what was added and then removed is nothing; what was
 * removed and added again is changed; the content has changed where one of them changed it or did not tell.
 */
export function exposuresOf(changes: readonly Change[]): Exposure[] {
  const histories = new Map<string, History>();
  for (const change of inOrder(changes)) {
    const history = histories.get(change.path);
    if (!history) {
      histories.set(change.path, {
        first: change.change,
        latest: change,
        times: 1,
        contentChanged: change.contentChanged,
      });
      continue;
    }
    history.latest = change;
    history.times += 1;
    history.contentChanged = worse(history.contentChanged, change.contentChanged);
  }
  return [...histories.values()].flatMap(exposureOf);
}

/** An order that keeps that of the file where times are equal or missing. */
const inOrder = (changes: readonly Change[]): Change[] =>
  changes.every(({ moment }) => moment !== null)
    ? [...changes].sort((a, b) =>
        (a.moment?.at ?? "") < (b.moment?.at ?? "") ? -1 : a.moment?.at === b.moment?.at ? 0 : 1,
      )
    : [...changes];

const worse = (a: boolean | null, b: boolean | null): boolean | null =>
  a === true || b === true ? true : a === null || b === null ? null : false;

function exposureOf({ first, latest, times, contentChanged }: History): Exposure[] {
  const added = first === "added";
  const removed = latest.change === "removed";
  if (added && removed) return [];
  const change: FileChange = removed ? "removed" : added ? "added" : "changed";
  const replaced = change === "changed" && latest.change === "added";
  const details = [
    ...detail("last change", latest.moment?.at),
    ...(times > 1 ? [{ name: "changes", text: String(times) }] : []),
    ...latest.details,
  ];
  return [fileExposure(latest.path, change, { contentChanged: replaced ? true : contentChanged, details })];
}
