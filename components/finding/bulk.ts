/** What the form above a list of findings says, and what is answered to it. Pure. */
import { parsed, textOf, textsOf } from "@/lib/form";
import { plural } from "@/lib/format";

/** What was chosen and filled in, so that a form that comes back has it still. */
export interface BulkFields {
  ids: string[];
  all: boolean;
  state: string;
  assignee: string;
  due: string;
  byLevel: boolean;
  add: string;
  remove: string;
  why: string;
}

export const NO_FIELDS: BulkFields = {
  ids: [],
  all: false,
  state: "",
  assignee: "",
  due: "",
  byLevel: false,
  add: "",
  remove: "",
  why: "",
};

export type BulkSaid =
  | { step: "failed"; text: string; kept: BulkFields }
  /** `asked`: what is carried out when it is confirmed, whatever the form says by then; null: it would change nothing. */
  | { step: "preview"; text: string; kept: BulkFields; asked: string | null; changing: number }
  /** `undo`: what takes it back; null: nothing was changed. */
  | { step: "done"; text: string; undo: string | null }
  | { step: "undone"; text: string }
  | null;

export function fieldsOf(form: FormData): BulkFields {
  return {
    ids: textsOf(form, "id"),
    all: textOf(form, "all") !== "",
    state: textOf(form, "state"),
    assignee: textOf(form, "assignee"),
    due: textOf(form, "due"),
    byLevel: textOf(form, "byLevel") !== "",
    add: textOf(form, "add"),
    remove: textOf(form, "remove"),
    why: textOf(form, "why"),
  };
}

const labelsOf = (text: string): string[] =>
  text
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");

/**
 * What is asked of `workOnFindings`: the chosen rows, or all that match the filter. What is left as it is, is left out.
 * @param query the filter, as JSON
 */
export function requestOf(fields: BulkFields, query: string): object {
  const { ids, all, state, assignee, due, byLevel, add, remove, why } = fields;
  const change = {
    ...(state !== "" && { state }),
    ...(assignee !== "" && { assignee: assignee === "nobody" ? null : assignee }),
    ...(byLevel ? { due: null } : due !== "" && { due }),
    addLabels: labelsOf(add),
    removeLabels: labelsOf(remove),
  };
  return { ...(all ? { query: parsed(query) } : { ids }), change, why };
}

interface Effect {
  matched: number;
  changing: number;
  hosts: number;
  closed: number;
}

/**
 * The effect in sentences.
 * @param state whether it also says where the work stands: that is said of open findings only
 */
export function previewWords({ matched, changing, hosts, closed }: Effect, state: boolean): string {
  const where = `on ${plural(hosts, "fortress", "fortresses")}`;
  const all = plural(matched, "finding");
  if (matched === 0) return "No finding matches any more.";
  const closedOnes =
    closed === 1
      ? " 1 is closed and stays so: only a report can open it again."
      : ` ${closed} are closed and stay so: only a report can open them again.`;
  const stays = state && closed > 0 ? closedOnes : "";
  if (changing === 0) return `Nothing would change on ${all} ${where}.${stays}`;
  const many = changing === matched ? all : `${changing} of ${all}`;
  return `${many} ${where} would change.${stays}`;
}
