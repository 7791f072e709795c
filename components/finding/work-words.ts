/** What happened to a finding, and what somebody said of many, in words. Pure. */
import { list } from "@/lib/format";
import { stateWords } from "./states";

interface Last {
  kind: string;
  actor: string | null;
  state: string | null;
  to: string | null;
}

const KINDS: Record<string, string> = {
  opened: "opened",
  reopened: "came back",
  started: "in progress",
  fixed: "said to be fixed",
  returned: "open again",
  due: "another due date",
  labelled: "other labels",
  decided: "a decision about it",
  undecided: "no decision about it any more",
  approved: "approved as baseline",
  withdrawn: "its approval withdrawn",
  commented: "a comment",
  attached: "a file as evidence",
  "file-removed": "a file taken away",
};

/** The last change of a finding: `in progress, by ada@example.org`. */
export function lastWords({ kind, actor, state, to }: Last): string {
  const by = actor === null ? "" : `, by ${actor}`;
  if (kind === "assigned") return `${to === null ? "nobody's now" : `given to ${to}`}${by}`;
  const what = kind === "closed" && state !== null ? stateWords(state) : (KINDS[kind] ?? kind);
  return `${what}${by}`;
}

interface Said {
  state?: string | undefined;
  assignee?: string | null | undefined;
  due?: string | null | undefined;
  addLabels?: readonly string[] | undefined;
  removeLabels?: readonly string[] | undefined;
}

/** What an act said of findings: `in progress, to Ada, due 2026-12-31, label ssh`. */
export function changeWords({ state, assignee, due, addLabels = [], removeLabels = [] }: Said): string {
  const said = [
    ...(state === undefined ? [] : [stateWords(state)]),
    ...(assignee === undefined ? [] : [assignee === null ? "nobody's" : `to ${assignee}`]),
    ...(due === undefined ? [] : [due === null ? "due by the service level" : `due ${due}`]),
    ...(addLabels.length === 0 ? [] : [`label ${list(addLabels)}`]),
    ...(removeLabels.length === 0 ? [] : [`without label ${list(removeLabels)}`]),
  ];
  return said.join(", ");
}
