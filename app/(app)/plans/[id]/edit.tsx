import { PlanFields } from "@/components/plan/plan-fields";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Section } from "@/components/ui/page";
import type { PlanItem } from "@/lib/queries/plans";
import type { Named } from "@/lib/queries/work";
import { editPlanAction, planStateAction } from "../actions";

/** What people change of a plan: what it says, and whether it runs. */
export function Edit({ plan, people }: { plan: PlanItem; people: readonly Named[] }) {
  const { id, title, goal, owner, dueAt, state } = plan;
  return (
    <Section title="Change the plan" className="no-print mt-12">
      <div className="grid gap-8">
        <ActionForm action={editPlanAction} className="grid max-w-[68ch] gap-4">
          <input type="hidden" name="plan" value={id} />
          <PlanFields
            title={title}
            goal={goal}
            owner={owner?.id ?? null}
            due={dueAt?.slice(0, 10) ?? null}
            people={withOwner(people, owner)}
          />
          <div>
            <Submit>Save</Submit>
          </div>
        </ActionForm>
        <ActionForm action={planStateAction} className="flex flex-wrap items-center gap-2">
          <input type="hidden" name="plan" value={id} />
          {state === "running" ? (
            <>
              <Submit name="state" value="done">
                Close as done
              </Submit>
              <Submit name="state" value="dropped" look="quiet">
                Drop the plan
              </Submit>
              <span className="text-12 text-ink-3">
                Findings stay what they are: only a report closes one.
              </span>
            </>
          ) : (
            <Submit name="state" value="running">
              Open it again
            </Submit>
          )}
        </ActionForm>
      </div>
    </Section>
  );
}

/** Whoever owns it stays a choice, also when they may own nothing new. */
const withOwner = (people: readonly Named[], owner: Named | null): readonly Named[] =>
  owner && !people.some(({ id }) => id === owner.id) ? [...people, owner] : people;
