import { ActionForm, Submit } from "@/components/ui/action-form";
import type { FindingItem } from "@/lib/queries/findings";
import type { FormAction } from "./comment-form";
import { WorkFields } from "./work-fields";
import { toList, valuesOf } from "./work-values";

interface WorkFormProps {
  action: FormAction;
  finding: FindingItem;
  people: readonly { id: string; name: string }[];
  labels: readonly string[];
}

/** Says of one finding where the work stands, whose it is, until when, and how it is labelled. */
export function WorkForm({ action, finding, people, labels }: WorkFormProps) {
  const values = valuesOf(finding);
  // Whoever is gone, or may no longer work on findings, still has it until somebody else gets it.
  const { assignee } = finding;
  const missing = assignee && !people.some(({ id }) => id === assignee.id) ? [assignee] : [];
  return (
    <ActionForm action={action} className="no-print grid gap-3">
      <input type="hidden" name="finding" value={finding.id} />
      <input type="hidden" name="seen" value={JSON.stringify(toList(values))} />
      <WorkFields values={values} people={[...missing, ...people]} labels={labels} />
      <div>
        <Submit look="primary">Save</Submit>
      </div>
    </ActionForm>
  );
}
