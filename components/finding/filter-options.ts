/** What a list or board of findings can be narrowed to, in words. Pure. */
import { plural } from "@/lib/format";

export { DECISION_OPTIONS, DUE_OPTIONS } from "@/lib/queries/filter-words";

type Options = (readonly [value: string, text: string])[];

interface Choices {
  people: readonly { id: string; name: string }[];
  labels: readonly { label: string; count: number }[];
  groups: readonly { id: string; name: string }[];
}

/** @param me whether the reader can have work */
export const assigneeOptions = ({ people }: Choices, me: boolean): Options => [
  ...(me ? [["me", "me"] as const] : []),
  ["none", "nobody"],
  ...people.map(({ id, name }) => [id, name] as const),
];

/** @param asked the label that is asked for: it stays among them when no open finding has it any more */
export const labelOptions = ({ labels }: Choices, asked: string | undefined): Options => [
  ...labels.map(({ label, count }) => [label, `${label} (${plural(count, "finding")})`] as const),
  ...(asked === undefined || labels.some(({ label }) => label === asked) ? [] : [[asked, asked] as const]),
];

export const groupOptions = ({ groups }: Choices): Options =>
  groups.map(({ id, name }) => [id, name] as const);
