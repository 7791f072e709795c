"use client";

import { useFormState } from "@/components/ui/action-form";

/** What a plan is to reach, on several lines; still there when its form comes back with a fault. */
export function GoalField({ defaultValue }: { defaultValue: string }) {
  const { chosen } = useFormState();
  const written = chosen.find((pair) => pair.startsWith("goal="))?.slice("goal=".length) ?? defaultValue;
  return (
    <div>
      <label htmlFor="goal" className="mb-1 block font-bold text-13">
        Goal
      </label>
      <textarea
        // Its text does not follow its default value.
        key={written}
        id="goal"
        name="goal"
        rows={3}
        maxLength={2000}
        defaultValue={written}
        className="field"
        aria-describedby="goal-hint"
      />
      <p id="goal-hint" className="mt-1 text-12 text-ink-3">
        What is to be reached, and what to watch out for. It stands at the head of the playbook.
      </p>
    </div>
  );
}
