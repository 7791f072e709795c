"use client";

import { useId } from "react";
import { useFormState } from "@/components/ui/action-form";
import { Field, Select } from "@/components/ui/form";
import { WORK_STATES } from "@/lib/fortress/state";
import { stateWords } from "./states";
import { fromList, toList, type WorkValues } from "./work-values";

interface WorkFieldsProps {
  values: WorkValues;
  people: readonly { id: string; name: string }[];
  labels: readonly string[];
}

/** The fields of the work on one finding. A form that comes back with a fault has still what was filled in. */
export function WorkFields({ values, people, labels }: WorkFieldsProps) {
  const { chosen } = useFormState();
  const known = useId();
  const now = chosen.length > 0 ? fromList(chosen) : values;
  return (
    // A select does not follow its default value.
    <div key={JSON.stringify(toList(now))} className="grid gap-3">
      {values.state !== "" && (
        <Select id="state" label="The work is" defaultValue={now.state}>
          {WORK_STATES.map((state) => (
            <option key={state} value={state}>
              {state === "open" ? "open, nobody at it" : stateWords(state)}
            </option>
          ))}
        </Select>
      )}
      <Select id="assignee" label="Whose it is" defaultValue={now.assignee}>
        <option value="">nobody's</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Field id="due" label="Until the end of" type="date" defaultValue={now.due} />
      <label className="flex items-center gap-2 text-13 text-ink-2">
        <input
          type="checkbox"
          name="byLevel"
          value="1"
          defaultChecked={now.byLevel === "1"}
          className="accent-ink"
        />
        or by the service level
      </label>
      <Field
        id="labels"
        label="Labels"
        hint="Separated by commas."
        defaultValue={now.labels}
        list={known}
        autoComplete="off"
      />
      <datalist id={known}>
        {labels.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <Field
        id="why"
        label="Why"
        hint="It stands in the history."
        maxLength={500}
        defaultValue={now.why}
        autoComplete="off"
      />
    </div>
  );
}
