import { ScopeFields } from "@/components/decision/scope-fields";
import { dayWords, TREATMENT_WORDS } from "@/components/decision/words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { KeptField, KeptSelect } from "@/components/ui/kept-field";
import { KeptText } from "@/components/ui/kept-text";
import { dayOf } from "@/lib/fortress/decision-rules";
import type { Treatment } from "@/lib/fortress/posture";
import type { DecisionChoices } from "@/lib/queries/decision-choices";
import { proposeAction } from "../actions";

interface ProposalFormProps {
  /** The key of the risk. */
  about: string;
  treatment: Treatment;
  choices: DecisionChoices;
  /** The host that is chosen to begin with. */
  host: string | null;
  viewerId: string | null;
  /** The last day that the policy allows. */
  latest: string;
  /** It holds without anybody else. */
  alone: boolean;
  now: number;
}

export function ProposalForm({
  about,
  treatment,
  choices,
  host,
  viewerId,
  latest,
  alone,
  now,
}: ProposalFormProps) {
  const { hosts, hostCount, groups, mayDecideFleet, owners } = choices;
  const { verb } = TREATMENT_WORDS[treatment];
  const today = dayOf(now);
  return (
    <ActionForm action={proposeAction} className="mt-8 grid max-w-[640px] gap-5">
      <input type="hidden" name="key" value={about} />
      <input type="hidden" name="treatment" value={treatment} />
      <ScopeFields
        legend="About"
        hosts={hosts}
        total={hostCount}
        groups={groups}
        host={host}
        mayFleet={mayDecideFleet}
      />
      <KeptText
        id="reason"
        label="Reason"
        hint="Why it is right to do so. An auditor reads it."
        maxLength={2_000}
        required
      />
      <TermsOf treatment={treatment} />
      <div className="grid gap-5 sm:grid-cols-2">
        <KeptField
          id="lastDay"
          name="lastDay"
          type="date"
          label="Last day"
          required
          min={today}
          max={latest}
          hint={`It ends by itself after it; ${dayWords(latest)} at the latest.`}
        />
        <KeptField
          id="reviewDay"
          name="reviewDay"
          type="date"
          label="Review"
          min={today}
          max={latest}
          hint="When to look at it again. May be empty."
        />
      </div>
      <KeptSelect
        id="owner"
        name="owner"
        label="Owner"
        defaultValue={viewerId ?? ""}
        hint="Who answers for it, and is told before it ends."
      >
        {viewerId === null && <option value="">nobody in particular</option>}
        {owners.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
            {id === viewerId ? " (you)" : ""}
          </option>
        ))}
      </KeptSelect>
      <div>
        <Submit look="primary">
          {alone ? `${verb} the risk` : `Propose to ${verb.toLowerCase()} the risk`}
        </Submit>
      </div>
    </ActionForm>
  );
}

/** What only this treatment asks for. */
function TermsOf({ treatment }: { treatment: Treatment }) {
  switch (treatment) {
    case "accept":
      return null;
    case "transfer":
      return (
        <div className="grid gap-5 sm:grid-cols-2">
          <KeptField id="thirdParty" name="thirdParty" label="Third party" required maxLength={300} />
          <KeptField
            id="reference"
            name="reference"
            label="Reference"
            required
            maxLength={500}
            hint="Contract, policy or ticket."
          />
        </div>
      );
    case "reduce":
      return (
        <>
          <KeptText
            id="control"
            label="Compensating control"
            hint="What stands in for the repair, and where."
            maxLength={1_000}
            required
          />
          <KeptField
            id="reference"
            name="reference"
            label="What shows the control"
            maxLength={500}
            hint="A document, a ticket, a report. Files can be added afterwards; without either the control earns nothing."
          />
        </>
      );
    case "avoid":
      return (
        <KeptText
          id="proof"
          label="Proof"
          hint="Which report will show that it is gone. Until then it is shown as not carried out."
          maxLength={1_000}
          required
        />
      );
  }
}
