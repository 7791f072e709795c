import { ActionForm, Submit } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { KeptText } from "@/components/ui/kept-text";
import { Section } from "@/components/ui/page";
import type { DecisionDetail, DecisionRights } from "@/lib/queries/decision-detail";
import { answerAction, countControlAction, withdrawAction } from "../actions";

interface ActionsProps {
  decision: DecisionDetail;
  rights: DecisionRights;
}

/** What the viewer may do with it; of a proposal, why not as well. */
export function Actions({ decision, rights }: ActionsProps) {
  const { id, state, title } = decision;
  const nothing = Object.values(rights).every((why) => why !== null);
  if (nothing && state !== "proposed") return null;
  return (
    <div className="no-print grid content-start gap-8">
      {state === "proposed" && (
        <Section title="Answer" className="">
          {rights.answer === null ? (
            <ActionForm action={answerAction} className="grid gap-3">
              <input type="hidden" name="decision" value={id} />
              <KeptText
                id="answer-reason"
                label="What you say to it"
                hint="A refusal has a reason; an approval may have one."
                maxLength={2_000}
              />
              <div className="flex flex-wrap gap-2">
                <Submit name="answer" value="approve" look="primary">
                  Approve
                </Submit>
                <Submit name="answer" value="refuse">
                  Refuse
                </Submit>
              </div>
            </ActionForm>
          ) : (
            <p className="text-13 text-ink-2">{rights.answer}</p>
          )}
        </Section>
      )}
      {rights.countControl === null && (
        <Section title="The control" className="">
          <ActionForm action={countControlAction} className="grid gap-3">
            <input type="hidden" name="decision" value={id} />
            <p className="text-13 text-ink-2">
              If the evidence shows that the control works, it earns half of what the repair would.
            </p>
            <div>
              <Submit>The evidence shows the control</Submit>
            </div>
          </ActionForm>
        </Section>
      )}
      {rights.withdraw === null && (
        <Section title="Withdraw" className="">
          <ActionForm action={withdrawAction} className="grid gap-3">
            <KeptText id="withdraw-reason" label="Why it is withdrawn" maxLength={2_000} rows={2} required />
            <div>
              <ConfirmButton
                value={id}
                label="Withdraw"
                question={`Withdraw the decision about ${title}?`}
                yes="Withdraw it"
              >
                {state === "approved"
                  ? "The risk counts again at once. The register keeps what was decided."
                  : "Nobody needs to answer it any more. The register keeps what was proposed."}
              </ConfirmButton>
            </div>
          </ActionForm>
        </Section>
      )}
    </div>
  );
}
