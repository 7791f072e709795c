import { KeptSelect } from "@/components/ui/kept-field";
import type { Named } from "@/lib/queries/work";
import { HostChoices } from "./host-choices";

interface ScopeFieldsProps {
  legend: string;
  /** Those that can be chosen, and how many there are. */
  hosts: readonly Named[];
  total: number;
  groups: readonly Named[];
  /** The host that is chosen to begin with; where there is but one, that one. */
  host: string | null;
  mayFleet: boolean;
}

/** Which fortresses a decision or an attestation is about: some, those of a group, or all. */
export function ScopeFields({ legend, hosts, total, groups, host, mayFleet }: ScopeFieldsProps) {
  const only = hosts.length === 1 ? hosts.map(({ id }) => id) : [];
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-bold text-16">{legend}</legend>
      <KeptSelect id="scope" name="scope" label="Fortresses" defaultValue="hosts">
        <option value="hosts">those chosen below</option>
        {groups.length > 0 && <option value="group">all of a group, those to come too</option>}
        {mayFleet && <option value="fleet">all, those to come too</option>}
      </KeptSelect>
      <div>
        <HostChoices hosts={hosts} first={host ? [host] : only} />
        {total > hosts.length && (
          <p className="mt-1 text-12 text-ink-3">
            The first {hosts.length} of {total}. For more of them, choose a group or all.
          </p>
        )}
      </div>
      {groups.length > 0 && (
        <KeptSelect id="group" name="group" label="Group" hint="Counts only for a whole group.">
          <option value="">none</option>
          {groups.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </KeptSelect>
      )}
    </fieldset>
  );
}
