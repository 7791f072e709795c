/** What the form of one finding holds, and what of it changed. Pure. */
import { textOf } from "@/lib/form";

/** As the form's fields have it. */
export interface WorkValues {
  /** `open`, `in-progress` or `fixed`; empty: it is closed, and nothing is said of it. */
  state: string;
  /** A user's id; empty: nobody. */
  assignee: string;
  /** A day; empty: none. */
  due: string;
  /** `1`: by the service level again. */
  byLevel: string;
  /** `a, b` */
  labels: string;
  why: string;
}

const NAMES = ["state", "assignee", "due", "byLevel", "labels", "why"] as const;

interface Finding {
  state: string;
  closedAt: string | null;
  assignee: { id: string } | null;
  dueAt: string | null;
  labels: readonly string[];
}

export const valuesOf = ({ state, closedAt, assignee, dueAt, labels }: Finding): WorkValues => ({
  state: closedAt !== null ? "" : state === "reopened" ? "open" : state,
  assignee: assignee?.id ?? "",
  due: dueAt?.slice(0, 10) ?? "",
  byLevel: "",
  labels: labels.join(", "),
  why: "",
});

/** As a list, which a form that comes back with a fault carries. */
export const toList = (values: WorkValues): string[] => NAMES.map((name) => values[name]);

export const fromList = (list: readonly string[]): WorkValues =>
  Object.fromEntries(NAMES.map((name, at) => [name, list[at] ?? ""])) as unknown as WorkValues;

export const valuesIn = (form: FormData): WorkValues => fromList(NAMES.map((name) => textOf(form, name)));

const labelsIn = (text: string): string[] =>
  text
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");

/**
 * What is asked of `workOnFindings`: only what differs from what the reader saw, so that two people who change different
 * things at once both get what they want; null: nothing differs.
 */
export function changeOf(before: WorkValues, after: WorkValues): object | null {
  const [had, has] = [labelsIn(before.labels), labelsIn(after.labels)];
  const addLabels = has.filter((label) => !had.includes(label));
  const removeLabels = had.filter((label) => !has.includes(label));
  const change = {
    ...(after.state !== before.state && { state: after.state }),
    ...(after.assignee !== before.assignee && { assignee: after.assignee || null }),
    ...(after.byLevel === "1" ? { due: null } : after.due !== before.due && { due: after.due || null }),
    ...(addLabels.length > 0 && { addLabels }),
    ...(removeLabels.length > 0 && { removeLabels }),
  };
  return Object.keys(change).length > 0 ? change : null;
}
