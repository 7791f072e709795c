import { ActionForm, Submit } from "@/components/ui/action-form";
import { KeptSelect } from "@/components/ui/kept-field";
import type { DecisionPolicy } from "@/lib/fortress/decision-rules";
import { SEVERITIES } from "@/lib/fortress/types";
import { decisionsAction } from "./actions";
import { Days } from "./days";

/** Which decisions need a second person, and how long they may hold. */
export function DecisionForm({ policy }: { policy: DecisionPolicy }) {
  return (
    <ActionForm action={decisionsAction} className="grid gap-4">
      <div className="max-w-[56ch]">
        <KeptSelect
          id="approvalFrom"
          name="approvalFrom"
          label="Another person than the proposer approves from this severity on"
          defaultValue={policy.approvalFrom}
        >
          {SEVERITIES.map((severity, i) => (
            <option key={severity} value={severity}>
              {i === 0 ? severity : i === SEVERITIES.length - 1 ? "all of them" : `${severity} and above`}
            </option>
          ))}
        </KeptSelect>
      </div>
      <fieldset>
        <legend className="mb-2 text-13 text-ink-2">Days that a decision holds at most, by severity</legend>
        <Days id="decision-days" days={policy.mostDays} />
      </fieldset>
      <div>
        <Submit>Save what decisions need</Submit>
      </div>
    </ActionForm>
  );
}
