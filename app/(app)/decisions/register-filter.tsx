import { TREATMENT_WORDS } from "@/components/decision/words";
import { FilterSelect } from "@/components/finding/filter-form";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { TREATMENTS } from "@/lib/fortress/posture";
import { SEVERITIES } from "@/lib/fortress/types";
import { withQuery } from "@/lib/href";
import type { DecisionQuery } from "@/lib/queries/decisions";
import { ENDING_OPTIONS, REGISTER_STATES } from "@/lib/queries/filter-words";
import type { Named } from "@/lib/queries/work";

interface RegisterFilterProps {
  query: DecisionQuery;
  owners: readonly Named[];
  groups: readonly Named[];
  filtered: boolean;
  month: string | undefined;
}

export function RegisterFilter({ query, owners, groups, filtered, month }: RegisterFilterProps) {
  const { q, state, treatment, severity, key, host, group, owner, ending, sort } = query;
  const named = (all: readonly Named[]) => all.map(({ id, name }) => [id, name] as const);
  const kept = { key, host, month, sort: sort === "end" ? undefined : sort };
  return (
    <form
      // Afresh with every filter: a select does not follow its default value.
      key={withQuery("/decisions", { q, state, treatment, severity, group, owner, ending })}
      className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3"
      action="/decisions"
    >
      {Object.entries(kept).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <label className="grow basis-56 sm:max-w-xs">
        <span className="mb-1 block text-12 text-ink-3">Risk or reason</span>
        <input type="search" name="q" defaultValue={q} className="field" maxLength={200} />
      </label>
      <FilterSelect name="state" title="State" value={state} options={REGISTER_STATES} any={null} />
      <FilterSelect
        name="treatment"
        title="Decision"
        value={treatment}
        options={TREATMENTS.map((one) => [one, TREATMENT_WORDS[one].verb])}
      />
      <FilterSelect
        name="severity"
        title="Severity"
        value={severity}
        options={SEVERITIES.map((one) => [one, one])}
      />
      <FilterSelect
        name="ending"
        title="Ends"
        value={ending?.toString()}
        options={ENDING_OPTIONS}
        any="any time"
      />
      {owners.length > 1 && <FilterSelect name="owner" title="Owner" value={owner} options={named(owners)} />}
      {groups.length > 0 && <FilterSelect name="group" title="Group" value={group} options={named(groups)} />}
      <Button type="submit">Filter</Button>
      {filtered && (
        <Link href={withQuery("/decisions", { month })} className="link pb-2 text-12">
          Clear
        </Link>
      )}
    </form>
  );
}
