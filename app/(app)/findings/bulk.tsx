import type { ReactNode } from "react";
import { BulkForm } from "@/components/finding/bulk-form";
import { can, type Viewer } from "@/lib/auth/rights";
import type { WorkChoices } from "@/lib/queries/work";
import { bulkAction } from "./actions";

interface BulkProps {
  viewer: Viewer;
  choices: WorkChoices;
  /** The filter that finds all of them. */
  query: Record<string, string>;
  total: number;
  shown: number;
  children: ReactNode;
}

/** A table of findings, within the form that acts on many of them for those who may. */
export function Bulk({ viewer, choices, children, ...list }: BulkProps) {
  if (!can(viewer, "finding.work")) return children;
  return (
    <BulkForm
      action={bulkAction}
      people={byMe(choices.people, viewer)}
      labels={choices.labels.map(({ label }) => label)}
      {...list}
    >
      {children}
    </BulkForm>
  );
}

/** Oneself first: it is what people choose most. */
const byMe = (people: WorkChoices["people"], { userId }: Viewer): WorkChoices["people"] =>
  people
    .map((person) => (person.id === userId ? { ...person, name: `${person.name} (me)` } : person))
    .sort((a, b) => Number(b.id === userId) - Number(a.id === userId));
