import { KeptField, KeptSelect } from "@/components/ui/kept-field";
import type { Named } from "@/lib/queries/work";
import { GoalField } from "./goal-field";

interface PlanFieldsProps {
  title: string;
  goal: string;
  owner: string | null;
  /** A day. */
  due: string | null;
  people: readonly Named[];
}

/** What a plan says of itself, within a form. */
export function PlanFields({ title, goal, owner, due, people }: PlanFieldsProps) {
  return (
    <>
      <KeptField
        id="title"
        name="title"
        label="Title"
        defaultValue={title}
        required
        minLength={3}
        maxLength={120}
        autoComplete="off"
      />
      <GoalField defaultValue={goal} />
      <div className="grid gap-4 sm:grid-cols-2">
        <KeptSelect id="owner" name="owner" label="Owner" defaultValue={owner ?? ""}>
          <option value="">nobody yet</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </KeptSelect>
        <KeptField
          id="due"
          name="due"
          type="date"
          label="Due"
          hint="The last day, UTC; empty: no date"
          defaultValue={due ?? ""}
        />
      </div>
    </>
  );
}
