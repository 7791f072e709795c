import { KeptField } from "@/components/ui/kept-field";
import { LEVEL_SEVERITIES, MOST_DAYS, type ServiceLevel } from "@/lib/service-level";

/** `Critical` */
export const titleOf = (severity: string): string => severity.charAt(0).toUpperCase() + severity.slice(1);

interface DaysProps {
  /** Of the form, so that no two fields of the page have one id. */
  id: string;
  days: ServiceLevel;
}

/** Four numbers of days, by severity. */
export function Days({ id, days }: DaysProps) {
  return (
    // Afresh with every change that was saved.
    <div key={JSON.stringify(days)} className="grid max-w-[56ch] grid-cols-2 gap-3 sm:grid-cols-4">
      {LEVEL_SEVERITIES.map((severity) => (
        <KeptField
          key={severity}
          id={`${id}-${severity}`}
          name={severity}
          label={titleOf(severity)}
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_DAYS}
          step={1}
          required
          defaultValue={days[severity]}
        />
      ))}
    </div>
  );
}
