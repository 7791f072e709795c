"use client";

import { useId } from "react";
import { Submit } from "@/components/ui/action-form";
import { WORK_STATES } from "@/lib/fortress/state";
import type { BulkFields } from "./bulk";
import { stateWords } from "./states";

interface BulkFieldsetProps {
  kept: BulkFields;
  people: readonly { id: string; name: string }[];
  labels: readonly string[];
}

const LABEL = "mb-1 block text-12 text-ink-3";

/** What is to change of the chosen findings. */
export function BulkFieldset({ kept, people, labels }: BulkFieldsetProps) {
  const known = useId();
  return (
    // A select does not follow its default value.
    <fieldset key={JSON.stringify(kept)} className="flex flex-wrap items-end gap-3">
      <legend className="sr-only">Change the chosen findings</legend>
      <label className="grow basis-40">
        <span className={LABEL}>The work is</span>
        <select name="state" defaultValue={kept.state} className="field">
          <option value="">as it is</option>
          {WORK_STATES.map((state) => (
            <option key={state} value={state}>
              {state === "open" ? "open, nobody at it" : stateWords(state)}
            </option>
          ))}
        </select>
      </label>
      <label className="grow basis-40">
        <span className={LABEL}>Whose they are</span>
        <select name="assignee" defaultValue={kept.assignee} className="field">
          <option value="">as it is</option>
          <option value="nobody">nobody's</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="grow basis-40">
        <span className={LABEL}>Until the end of</span>
        <input type="date" name="due" defaultValue={kept.due} className="field" />
      </label>
      <label className="flex items-center gap-2 pb-2 text-13 text-ink-2">
        <input
          type="checkbox"
          name="byLevel"
          value="1"
          defaultChecked={kept.byLevel}
          className="accent-ink"
        />
        or by the service level
      </label>
      <label className="grow basis-40">
        <span className={LABEL}>Give labels (a, b)</span>
        <input name="add" defaultValue={kept.add} className="field" list={known} autoComplete="off" />
      </label>
      <label className="grow basis-40">
        <span className={LABEL}>Take labels away</span>
        <input name="remove" defaultValue={kept.remove} className="field" list={known} autoComplete="off" />
      </label>
      <datalist id={known}>
        {labels.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <label className="grow basis-60">
        <span className={LABEL}>Why</span>
        <input name="why" defaultValue={kept.why} className="field" maxLength={500} autoComplete="off" />
      </label>
      <Submit>Preview</Submit>
      <Submit name="act" value="plan" look="quiet">
        Plan the chosen
      </Submit>
    </fieldset>
  );
}
