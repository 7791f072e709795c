import { Eye, EyeOff } from "lucide-react";
import { ActionForm, Submit } from "@/components/ui/action-form";
import type { FindingView } from "@/lib/queries/finding";
import { watchAction } from "./actions";

/** Wants to hear of a finding, or no longer. */
export function Watch({ finding }: { finding: FindingView }) {
  const { id, watching } = finding;
  return (
    <ActionForm action={watchAction}>
      <input type="hidden" name="finding" value={id} />
      <input type="hidden" name="watch" value={watching ? "0" : "1"} />
      <Submit>
        {watching ? <EyeOff size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
        {watching ? "Stop watching" : "Watch"}
      </Submit>
    </ActionForm>
  );
}
