import type { ReactNode } from "react";
import { dayWords } from "@/components/decision/words";
import { Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import type { DecisionDetail } from "@/lib/queries/decision-detail";

interface TermsProps {
  decision: DecisionDetail;
  zone: string;
  now: number;
}

/** What was said, by whom and until when. */
export function Terms({ decision, ...at }: TermsProps) {
  const { reason, owner, proposedBy, proposedAt, decidedBy, decidedAt, answer, state, severity } = decision;
  const { lastDay, reviewDay, thirdParty, reference, control, proof, compensated, treatment } = decision;
  const answered = state === "refused" ? "Refused by" : "Approved by";
  // Whoever may approve, and needs nobody else at this severity.
  const atOnce = decidedAt === proposedAt;
  return (
    <Section title="What was decided" className="">
      <dl className="grid grid-cols-[minmax(84px,auto)_minmax(0,1fr)] gap-x-4 gap-y-3 text-13">
        <Term name="Reason">{reason}</Term>
        {thirdParty && <Term name="Third party">{thirdParty}</Term>}
        {control && (
          <Term name="Compensating control">
            {control}
            <span className="block text-12 text-ink-3">
              {compensated ? "shown by evidence: it earns half" : "not shown by evidence that was looked at"}
            </span>
          </Term>
        )}
        {reference && (
          <Term name={treatment === "reduce" ? "What shows the control" : "Reference"}>{reference}</Term>
        )}
        {proof && <Term name="Proof">{proof}</Term>}
        <Term name="Last day">{dayWords(lastDay)}, UTC</Term>
        {reviewDay && <Term name="Review">{dayWords(reviewDay)}</Term>}
        <Term name="Owner">{owner?.name ?? "nobody in particular"}</Term>
        <Term name="Proposed by">
          {proposedBy}, <Time at={proposedAt} {...at} as="moment" />
        </Term>
        {atOnce && <Term name="Approval">nobody else was needed at {severity} severity</Term>}
        {!atOnce && decidedBy && decidedAt && (
          <Term name={answered}>
            {decidedBy}, <Time at={decidedAt} {...at} as="moment" />
            {answer && <span className="block text-ink-2">{answer}</span>}
          </Term>
        )}
      </dl>
    </Section>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="whitespace-pre-line [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
