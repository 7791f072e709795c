import type { SummaryAddress } from "@/lib/queries/summary/address";

interface ScopeFieldsProps {
  asked: SummaryAddress;
  groups: readonly { id: string; name: string }[];
  /** Saved views of the list of hosts. */
  views: readonly { id: string; name: string; query: string }[];
  /** Of their labels: quiet where they stand in a line above a page, else as in other forms. */
  labels?: string;
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

/** What a summary is about, and what it is compared with, as `readSummaryAddress` reads it. */
export function ScopeFields({ asked, groups, views, labels = "text-12 text-ink-3" }: ScopeFieldsProps) {
  const { scope, host, group, query, days } = asked;
  const about = scope === "group" ? `group ${group}` : scope === "hosts" ? `hosts ${query ?? ""}` : scope;
  const known = scope !== "hosts" || views.some((view) => view.query === query);
  return (
    <>
      {scope === "host" ? (
        <>
          <input type="hidden" name="scope" value="host" />
          <input type="hidden" name="host" value={host} />
        </>
      ) : (
        <label>
          <span className={`mb-1 block ${labels}`}>Fortresses</span>
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
        <span className={`mb-1 block ${labels}`}>Compared with</span>
        <select name="days" defaultValue={days} className="field">
          {[...new Set([...PERIODS, days])].map((period) => (
            <option key={period} value={period}>
              {periodName(period)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
