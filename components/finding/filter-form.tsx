import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { withQuery } from "@/lib/href";

interface FilterFormProps {
  /** The page. */
  path: string;
  /** What holds now: every field and what is kept beside them. */
  filter: Record<string, string>;
  /** Names of the filter that have no field here and are kept. */
  kept: readonly string[];
  /** Where all of it is cleared; null: there is nothing to clear. */
  clear: string | null;
  /** The fields that are always there. */
  children: ReactNode;
  /** Those that are seldom used, and whether one of them is. */
  more: ReactNode;
  moreUsed: boolean;
}

/** The filter of a list or board: an ordinary form, so that it stands in the address. */
export function FilterForm({ path, filter, kept, clear, children, more, moreUsed }: FilterFormProps) {
  return (
    <form
      // Afresh with every filter: a select does not follow its default value.
      key={withQuery(path, filter)}
      className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3"
      action={path}
    >
      {kept.map((name) => {
        const value = filter[name];
        return value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />;
      })}
      <label className="grow basis-56 sm:max-w-xs">
        <span className="mb-1 block text-12 text-ink-3">Title or check</span>
        <input type="search" name="q" defaultValue={filter.q} className="field" maxLength={200} />
      </label>
      {children}
      <details open={moreUsed} className="group/more">
        <summary className="link pb-2 text-12 group-open/more:pb-1">More filters</summary>
        <div className="flex flex-wrap items-end gap-3">{more}</div>
      </details>
      <Button type="submit">Filter</Button>
      {clear !== null && (
        <Link href={clear} className="link pb-2 text-12">
          Clear
        </Link>
      )}
    </form>
  );
}

interface FilterSelectProps {
  name: string;
  title: string;
  value: string | undefined;
  options: readonly (readonly [value: string, text: string])[];
  /** What it is called when nothing is chosen; null: something always is. */
  any?: string | null;
}

export function FilterSelect({ name, title, value, options, any = "any" }: FilterSelectProps) {
  return (
    <label className="max-w-44">
      <span className="mb-1 block text-12 text-ink-3">{title}</span>
      <select name={name} defaultValue={value ?? ""} className="field">
        {any !== null && <option value="">{any}</option>}
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
