"use client";

import { useFormState } from "@/components/ui/action-form";
import type { Named } from "@/lib/queries/work";

interface HostChoicesProps {
  hosts: readonly Named[];
  /** Chosen to begin with. */
  first: readonly string[];
}

/** The fortresses that a decision is about; those that were chosen still are when the form comes back with a fault. */
export function HostChoices({ hosts, first }: HostChoicesProps) {
  const { chosen } = useFormState();
  const ids = chosen.length > 0 ? chosen : first;
  return (
    <div className="max-h-60 overflow-y-auto rounded-md border border-line p-2">
      {hosts.map(({ id, name }) => (
        <label key={id} className="flex cursor-pointer items-baseline gap-3 py-1 text-13">
          <input
            type="checkbox"
            name="host"
            value={id}
            defaultChecked={ids.includes(id)}
            className="translate-y-px accent-ink"
          />
          <span className="[overflow-wrap:anywhere]">{name}</span>
        </label>
      ))}
    </div>
  );
}
