import { FilterForm, FilterSelect } from "@/components/finding/filter-form";
import {
  assigneeOptions,
  DECISION_OPTIONS,
  DUE_OPTIONS,
  groupOptions,
  labelOptions,
} from "@/components/finding/filter-options";
import { STATE_CHOICES } from "@/components/finding/states";
import { TOWER_NAMES } from "@/components/fortress/types";
import { SEVERITIES, TOWERS } from "@/lib/fortress/types";
import type { FindingQuery } from "@/lib/queries/findings";
import type { WorkChoices } from "@/lib/queries/work";

interface FiltersProps {
  query: FindingQuery;
  /** What stands in the address, but for the place in the list. */
  filter: Record<string, string>;
  choices: WorkChoices;
  /** Whether the reader can have work. */
  mayWork: boolean;
  narrowed: boolean;
}

/** Kept without a field of their own. */
const KEPT = ["by", "sort", "limit", "host", "kind", "check", "plan", "watched"];

export function Filters({ query, filter, choices, mayWork, narrowed }: FiltersProps) {
  const { label, group, decision } = query;
  return (
    <FilterForm
      path="/findings"
      filter={filter}
      kept={KEPT}
      clear={narrowed ? "/findings" : null}
      moreUsed={Boolean(label ?? group ?? decision)}
      more={
        <>
          <FilterSelect name="label" title="Label" value={label} options={labelOptions(choices, label)} />
          <FilterSelect name="group" title="Group" value={group} options={groupOptions(choices)} />
          <FilterSelect name="decision" title="Decision" value={decision} options={DECISION_OPTIONS} />
        </>
      }
    >
      <FilterSelect
        name="tower"
        title="Tower"
        value={query.tower}
        options={TOWERS.map((name) => [name, TOWER_NAMES[name]])}
      />
      <FilterSelect
        name="severity"
        title="Severity"
        value={query.severity}
        options={SEVERITIES.map((name) => [name, name])}
      />
      <FilterSelect name="state" title="State" value={query.state} options={STATE_CHOICES} any={null} />
      <FilterSelect
        name="assignee"
        title="Whose"
        value={query.assignee}
        options={assigneeOptions(choices, mayWork)}
        any="anybody's"
      />
      <FilterSelect name="due" title="Due" value={query.due} options={DUE_OPTIONS} />
    </FilterForm>
  );
}
