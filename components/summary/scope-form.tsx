import { Button } from "@/components/ui/button";
import type { SummaryAddress } from "@/lib/queries/summary/address";

interface ScopeFormProps {
  asked: SummaryAddress;
  groups: readonly { id: string; name: string }[];
  /** Saved views of the list of hosts. */
  views: readonly { id: string; name: string; query: string }[];
}

const PERIODS = [7, 30, 90, 182, 365] as const;
const periodName = (days: number): string =>
  ({
    7: "a week before",
    30: "30 days before",
    90: "90 days before",
    182: "half a year before",
    365: "a year before",
  })[days] ?? `${days} days before`;

/** What a summary is about, and what it is compared with: both stand in the address. */
export function ScopeForm({ asked, groups, views }: ScopeFormProps) {
  const { scope, host, group, query, days } = asked;
  const about = scope === "group" ? `group ${group}` : scope === "hosts" ? `hosts ${query ?? ""}` : scope;
  const known = scope !== "hosts" || views.some((view) => view.query === query);
  return (
    <form
      // Afresh with every choice: a select does not follow its default value.
      key={`${about} ${host} ${days}`}
      action="/summary"
      className="no-print mt-6 mb-8 flex flex-wrap items-end gap-3"
    >
      {scope === "host" ? (
        <>
          <input type="hidden" name="scope" value="host" />
          <input type="hidden" name="host" value={host} />
        </>
      ) : (
        <label>
          <span className="mb-1 block text-12 text-ink-3">Fortresses</span>
          <select name="about" defaultValue={about} className="field">
            <option value="fleet">all of them</option>
            {groups.map(({ id, name }) => (
              <option key={id} value={`group ${id}`}>
                group {name}
              </option>
            ))}
            {views.map((view) => (
              <option key={view.id} value={`hosts ${view.query}`}>
                view {view.name}
              </option>
            ))}
            {!known && <option value={about}>those of this address</option>}
          </select>
        </label>
      )}
      <label>
        <span className="mb-1 block text-12 text-ink-3">Compared with</span>
        <select name="days" defaultValue={days} className="field">
          {[...new Set([...PERIODS, days])].map((period) => (
            <option key={period} value={period}>
              {periodName(period)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">Look</Button>
    </form>
  );
}
