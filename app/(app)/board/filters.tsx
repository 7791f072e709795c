import { FilterForm, FilterSelect } from "@/components/finding/filter-form";
import {
  assigneeOptions,
  DUE_OPTIONS,
  groupOptions,
  labelOptions,
} from "@/components/finding/filter-options";
import { TOWER_NAMES } from "@/components/fortress/types";
import { SEVERITIES, TOWERS } from "@/lib/fortress/types";
import type { FindingQuery } from "@/lib/queries/findings";
import type { WorkChoices } from "@/lib/queries/work";

interface FiltersProps {
  query: FindingQuery;
  filter: Record<string, string>;
  choices: WorkChoices;
  mayWork: boolean;
}

/** Kept without a field of their own. */
const KEPT = ["host", "kind", "check", "plan", "watched", "decision"];

export function Filters({ query, filter, choices, mayWork }: FiltersProps) {
  const { label, group, tower } = query;
  return (
    <FilterForm
      path="/board"
      filter={filter}
      kept={KEPT}
      clear={Object.keys(filter).length > 0 ? "/board" : null}
      moreUsed={Boolean(label ?? group ?? tower)}
      more={
        <>
          <FilterSelect name="label" title="Label" value={label} options={labelOptions(choices, label)} />
          <FilterSelect name="group" title="Group" value={group} options={groupOptions(choices)} />
          <FilterSelect
            name="tower"
            title="Tower"
            value={tower}
            options={TOWERS.map((name) => [name, TOWER_NAMES[name]])}
          />
        </>
      }
    >
      <FilterSelect
        name="severity"
        title="Severity"
        value={query.severity}
        options={SEVERITIES.map((name) => [name, name])}
      />
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
